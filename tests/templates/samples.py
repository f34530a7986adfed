"""What each component is drawn with in the tests: made-up words of a made-up police area."""

from types import SimpleNamespace

from django.contrib.messages.storage.base import Message

from plans.text.outline import PriorityAction

OFFICE = {
    "name": "Fenmarch",
    "kind": "Police and Crime Commissioner",
    "panel": "Police and Crime Panel",
    "email": "office@fenmarch.example",
}
FACTS = [
    {"term": "Waiting on", "fact": "the Commissioner"},
    {"term": "Made by", "fact": "variation 2026-02", "url": "/variations/2026-02/"},
]
BLOCKS = [
    {"kind": "p", "number": "4.1", "anchor": "p4-1", "html": "<p>Most roads here run between villages.</p>"},
    {"kind": "h3", "number": "", "anchor": "", "html": "<h3>What this costs</h3>"},
    {
        "kind": "table",
        "number": "Table 3",
        "anchor": "t3",
        "caption": "Services for victims",
        "inner_html": '<thead><tr><th scope="col">Service</th><th scope="col">Sum</th></tr></thead>'
        '<tbody><tr><th scope="row">Court companions</th><td>£74,000</td></tr></tbody>',
    },
]
OBJECTIVE = SimpleNamespace(
    anchor="objective-2",
    label="Objective 2",
    title="Help that begins with the first call",
    aim="People harmed by crime cope, recover and see justice done.",
    outcomes=("Nine in ten victims say that they were treated with respect.",),
    actions=(PriorityAction("V1", "Run the Victims’ Hub from one address.", "the Commissioner"),),
)
SECTION = {
    "number": "4",
    "label": "Section 4",
    "heading": "Roads and rural crime",
    "anchor": "s-roads",
    "blocks": BLOCKS,
    "objectives": [OBJECTIVE],
}
LINKS = [{"label": "To do", "url": "/office/", "current": True}, {"label": "Record", "url": "/office/record/"}]
STEPS = [
    {
        "name": "Prepare a draft",
        "section": "s.5(6)(a)",
        "state": "done",
        "what": "Draft 4 was frozen.",
        "who": "Policy lead, 6 July 2026",
        "links": [{"label": "Read the draft", "url": "/d/"}],
        "waived": "Asked by telephone; the note is on file.",
    },
    {
        "name": "Give the Panel a response",
        "section": "s.5(6)(e)",
        "state": "next",
        "what": "2 of 3 recommendations are answered.",
        "who": "With the Commissioner since 13 October 2026",
        "act": {"label": "Answer recommendation 3", "url": "/r/3/"},
    },
    {"name": "Issue the variation", "section": "s.5(4)", "state": "blocked", "what": "See above."},
    {"name": "Send copies", "section": "s.5(10)(a)", "state": "later", "who": "Policy officer"},
]
REFUSALS = [
    {
        "reason": "Recommendation 3 has no response.",
        "section": "s.5(6)(e)",
        "waivable": False,
        "detail": "2 of 3 are answered.",
        "act": {"label": "Answer recommendation 3", "url": "/r/3/"},
    },
    {
        "reason": "Wendle Vale’s priorities are 14 months old.",
        "section": "Local rule, s.10(1)",
        "waivable": True,
        "act": {"label": "Ask again, or give a reason", "url": "/a/"},
    },
    {"reason": "The office of Commissioner is vacant.", "section": "s.62", "waivable": False},
]
CHANGES = [
    {"kind": "changed", "place": "Paragraph 3.2", "url": "#c1", "reason": "One service replaces three."},
    {"kind": "added", "place": "Paragraph 3.3", "url": "#c2", "reason": "", "edit_url": "/reasons/2/"},
    {"kind": "removed", "place": "Priority action V3", "url": "#c3", "reason": "The pilot is finished."},
    {"kind": "moved", "place": "Paragraph 5.4", "url": "#c4", "reason": "Words unchanged.", "edit_url": "/reasons/4/"},
    {"kind": "formatting", "place": "Paragraph 6.1", "url": "#c5", "reason": "A list was made of it."},
]
RESPONSES = [
    {"number": 1, "text": "Publish the number of officers.", "answer": "accepted", "reason": "It is counted already.",
     "carried": "Change 10", "url": "#c10"},
    {"number": 2, "text": "Send the results.", "answer": "in_part", "reason": "To those that ask.",
     "carried": "Change 11"},
    {"number": 3, "text": "Set aside £120,000.", "answer": "rejected", "reason": "It is for the highway authority."},
    {"number": 4, "text": "Meet again.", "answer": "awaiting"},
]  # fmt: skip
SIDE = {"title": "Edition 2", "sections": [SECTION | {"objectives": []}]}
VERSION = {"by": "A. Reed", "when": "15 October 2026 at 10:42", "html": "<p>Words.</p>"}

DUE = {"what": "Send the draft to the Panel", "about": "Rural crime", "url": "/t/", "by": "Tuesday 7 January 2014",
       "rule": SimpleNamespace(id="V6", says="Send the draft to the panel.", cited="s.5(6)(c), (7)"), "law": "/law/",
       "holder": "the office", "tag": ("In 34 days", "", "later"), "why": "The meeting is near."}  # fmt: skip

# component: the contexts it is drawn with, one page of its own each
SAMPLES = {
    "answer_tag": [{"answer": "accepted"}, {"answer": "in_part"}, {"answer": "rejected"}, {"answer": "awaiting"}],
    "block": [{"block": block} for block in BLOCKS],
    "broken_references": [
        {
            "ref": "2026-02",
            "broken": [SimpleNamespace(section_id="money", section="Section 4", words="refers to nothing")],
        },
        {"ref": "2026-02", "broken": []},
    ],
    "button_post": [{"action": "/remove/", "words": "Remove", "about": "Friday 11 June 2027", "csrf_token": "token"}],
    "cell": [{"cell": {"text": "£74,000", "num": True, "url": "#c1"}}],
    "certificate_files": [{"csrf_token": "token", "files": {"url": "/p/", "here": "/c/#files", "moving": True, "rows": [
        {"name": "office", "id": "c-office", "title": "For the office", "note": "with names"},
        {"name": "again", "id": "c-again", "title": "One that failed", "note": "x", "failed": True,
         "words": "It could not be made."},
        {"name": "moving", "id": "c-moving", "title": "One on its way", "note": "x", "moving": True,
         "state": "running", "words": "Drawing 5 pages.", "done": 60},
        {"name": "made", "id": "c-made", "title": "For the public", "note": "without names", "url": "/c.pdf",
         "size": "PDF, 5 pages, 40 kB", "sha256": "ab" * 32},
    ]}}],
    "change_tag": [{"kind": change["kind"]} for change in CHANGES],
    "clock": [
        {"id": "clock", "title": "The Panel’s time", "had": 2, "floor": 3, "days": [True, True, False],
         "facts": FACTS, "state": state}
        for state in ("had", "running", "short")
    ],
    "conflict": [{"id": "conflict", "title": "Two people changed 4.2", "words": "Keep one.",
                  "yours": VERSION, "theirs": VERSION},
                 {"id": "conflict", "title": "Daniel Okafor changed the same words", "words": "Choose what stands.",
                  "yours": VERSION, "theirs": VERSION, "form": "section-form", "revision": 4,
                  "difference": "<p>Six <del>five</del></p>",
                  "points": [{"key": "a1", "place": "Paragraph 4.2", "ours": "<p>Six.</p>", "theirs": "<p>Five.</p>",
                              "both": True, "chosen": "ours"}]}],
    "contents": [{"id": "toc", "title": "In this plan",
                  "items": [{"number": "1", "heading": "The plan on a page", "url": "#s1", "current": True},
                            {"number": "2", "heading": "Safer neighbourhoods", "url": "#s2", "flag": "4 changes"}]}],
    "course": [{"steps": STEPS}],
    "differences": [{"groups": [{"heading": "Section 2, Money", "items": [
        {"unit": {}, "rows": [{"kind": "moved", "place": "Section 2", "note": "It was Section 3.", "words": "Asked.",
                               "state": {"word": "Stands in the way", "kind": "bad", "icon": "cross"}}]},
        {"unit": {"pieces": []}, "rows": [{"kind": "retitled", "place": "Section 2, Money"}]},
    ]}]}],
    "downloads": [{"items": [{"label": "PDF", "url": "/p.pdf", "note": "38 pages, 1.2 MB"},
                             {"label": "Word", "note": "being made"}]}],
    "done": [{"id": "done", "rows": [{"what": "Look at the plan again", "on": "1 May 2026", "note": "Nothing new.",
                                      "by": "Priya Nair", "recorded": "2 May 2026", "url": "/d/"}]},
             {"id": "done", "rows": []}],
    "due": [
        {"id": "due", "caption": "What is due",
         "rows": [DUE | {"record": "/r/"}, DUE | {"url": "", "law": "", "rule": None, "why": ""}]},
        {"id": "know", "caption": "Days to know", "rows": [DUE | {"holder": ""}], "unheld": True},
        {"id": "none", "caption": "What is due", "rows": [], "nothing": "Nothing is due."},
    ],
    "empty": [{"words": "No variation is under way."},
              {"words": "No variation is under way.", "url": "/new/", "label": "Begin one"}],
    "facts": [{"facts": FACTS}],
    "form": [{"button": "Sign out", "csrf_token": "token", "cancel_url": "/office/", "action": "/out/"},
             {"button": "Turn it off", "warning": True}],
    "figure_of_text": [{"number": "Figure 2", "anchor": "figure-2", "caption": "Where the <em>teams</em> are",
                        "inner_html": '<img src="/images/a.png" alt="A map of Fenmarch">'},
                       {"number": "Figure 3", "inner_html": '<img src="/images/b.png" alt="A chart">'}],
    "gates": [{"id": "stop", "act": "issuing", "refusals": REFUSALS, "summary": "3 things.", "wide": True},
              {"id": "stop", "act": "issuing", "refusals": REFUSALS[:1]},
              {"id": "stop", "act": "issuing", "refusals": []}],
    "head": [{"title": "Rural crime and road safety", "kicker": "Variation 2026-02", "lead": "The Panel has reported.",
              "facts": FACTS}, {"title": "Record"}],
    "inbox": [
        {"items": [{"title": "Rural crime", "url": "/v/", "kicker": "Variation 2026-02", "state": "With the Panel",
                    "kind": "warn", "waiting_on": "the Panel", "since": "8 September 2026", "next": "The Panel reports",
                    "blocked": "1 thing stands in the way."},
                   {"title": "Plan for 2029", "url": "/p/", "kicker": "Draft plan", "state": "Drafting"}]},
        {"items": [], "nothing": "Nothing is waiting."},
    ],
    "key": [{}],
    "messages": [{"messages": [Message(25, "The response was published."), Message(40, "It was not issued."),
                               Message(20, "The draft is frozen.")]}],
    "nav": [{"links": LINKS}, {"links": LINKS[:1], "more": LINKS}],
    "notice": [{"strong": "A change is being considered.", "words": "This plan stays.", "url": "/v/", "link": "See it"},
               {"words": "This plan stays."}],
    "objective": [{"objective": OBJECTIVE, "by": "March 2029",
                   "retired": [{"objective": "V", "words": "V3 was retired."}],
                   "states": [{"code": "V1", "rag": "green", "url": "/delivery/"}]}],
    "oddities": [{"id": "odd", "oddities": [{"place": "Paragraph 2.3", "what": "stands twice.", "url": "#p2-3"},
                                            {"place": "Page 4", "what": "has a stray header."}]},
                 {"id": "odd", "oddities": []}],
    "papers": [
        {"id": "pp-made", "title": "The report",
         "papers": {"files": [{"url": "/r.pdf", "label": "PDF", "note": "2 pages"}]}},
        {"id": "pp-failed", "title": "The report", "csrf_token": "token",
         "papers": {"failed": "It could not be made.", "again": "/again/"}},
        {"id": "pp-moving", "title": "The report", "papers": {"moving": True, "state": "running",
                                                             "words": "Drawing 2 pages.", "done": 60}},
    ],
    "warned": [{"warned": [{"heading": "A promise is not kept yet", "words": "It was accepted.", "section": "s.5(6)(d)",
                            "items": ["Say how patrols are chosen."], "url": "/p/", "link": "Look at the promises"}]}],
    "overlap": [{"overlaps": [
        {"ref": "2026-evenings", "title": "Evenings", "is_conflict": conflict,
         "sections": [{"heading": "Safer streets", "places": ["Paragraph 2.1"] if conflict else []}]}
        for conflict in (True, False)
    ]}],
    "outline_margin": [{"id": "mg", "title": "2 changes here",
                        "marks": [{"number": "4.2", "kind": "changed", "reason": "", "edit_url": "/r/1/"},
                                  {"number": "4.3", "kind": "added", "reason": "Asked for.", "edit_url": "/r/2/"}]}],
    "para": [{"number": "4.1", "anchor": "p4-1", "html": "<p>Words.</p>"}],
    "pack": [{"csrf_token": "token", "pack": {"url": "/p/", "here": "/w/#pack", "moving": True, "rows": [
        {"name": "changed", "id": "pack-changed", "title": "The sections that change", "with_text": "the clean text"},
        {"name": "whole", "id": "pack-whole", "title": "The whole draft", "with_text": "the whole", "moving": True,
         "state": "running", "words": "Drawing 12 pages.", "done": 60},
        {"name": "again", "id": "pack-again", "title": "One that failed", "with_text": "the text", "failed": True,
         "words": "It could not be made."},
        {"name": "made", "id": "pack-made", "title": "One that is made", "with_text": "the words", "url": "/p/",
         "note": "PDF, 12 pages, 140 kB"},
    ]}}],
    "progress": [
        {"id": "job", "title": "The PDF of edition 3", "state": "running", "words": "Page 4 of 38 is being drawn.",
         "done": 4, "total": 38},
        {"id": "job", "title": "The PDF of edition 3", "state": "done", "words": "Ready.",
         "url": "/p.pdf", "label": "PDF"},
        {"id": "job", "title": "The PDF of edition 3", "state": "failed", "words": "It failed. Try again."},
        {"id": "job", "title": "The PDF of edition 3", "state": "waiting", "words": "It waits its turn."},
    ],
    "provenance": [{"words": "variation of 12 March 2026", "url": "/v/", "compare_url": "/c/"},
                   {"words": "variation of 12 March 2026", "url": "/v/"}],
    "rag": [{"rag": rag} for rag in ("red", "amber", "green")],
    "responses": [{"caption": "Response to the Panel", "note": "s.5(6)(e)", "rows": RESPONSES}],
    "savebar": [
        {"state": "saved", "words": "Saved at 10:42", "others": "Only you are here", "links": LINKS,
         "act": {"label": "Freeze this draft", "url": "/f/"}},
        {"state": "saving", "words": "Saving"},
        {"state": "not_saved", "words": "Not saved. Check your connection; your words are still here."},
    ],
    "section": [{"section": SECTION, "provenance": {"words": "variation of 12 March 2026", "url": "/v/"}}],
    "side_by_side": [{"left": SIDE, "right": SIDE | {"title": "Edition 3"}}],
    "side": [{"side": SIDE}],
    "signed_in": [{"who": "Alex Marsh, chief executive", "csrf_token": "token"}],
    "step": [{"step": step} for step in STEPS] + [
        {"step": {"name": "Issue", "section": "s.5(4)", "state": "next",
                  "act": {"label": "Issue", "url": "/i/", "post": True}}, "csrf_token": "token"}],
    "switch": [{"label": "How to show the text", "links": LINKS}],
    "table": [{"id": "t1", "caption": "Services", "note": "Pounds", "wide": True,
               "columns": [{"label": "Service"}, {"label": "Sum", "num": True}],
               "rows": [[{"text": "Hub", "url": "/h/"}, {"text": "£845,000", "num": True}]],
               "total": [{"text": "Total"}, {"text": "£845,000", "num": True}]}],
    "table_of_text": [BLOCKS[2]],
    "tag": [{"word": "Done", "kind": "good", "icon": "tick"}, {"word": "Later"}],
    "timeline": [{"items": [{"title": "Variation under way", "when": "7 October 2026", "ahead": True},
                            {"title": "Edition 3", "when": "12 March 2026", "url": "/c/", "link": "Changes",
                             "current": True}]}],
    "waiting": [{"id": "wait", "items": [{"who": "The Commissioner", "what": "Answer recommendation 3."}]},
                {"id": "wait", "items": []}],
    "word_links": [{"clean": "/word/", "redline": "/redline/"}, {"clean": "/word/"}],
}  # fmt: skip
SIGNED_IN = SimpleNamespace(is_authenticated=True)
