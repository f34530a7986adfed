"""What generated reports say: every section that the real papers have, and no number that was typed by hand."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from boards.queries.facts import Asking, report_facts
from boards.queries.reports import drawn_report
from boards.text.facts import fallen_behind, kept_facts
from boards.text.house import AGAIN, RECOMMENDATION, as_blocks, assembled, generate, source_titles, title_of
from boards.text.kinds import ReportKind
from boards.text.law import cite
from plans.services.calendar import keep_meeting
from plans.services.meetings.agenda import Closing, Item, add_item, begin_agenda
from plans.services.meetings.holding import record_outcome
from plans.statute.rules import RULES
from plans.text.markup import plain_text
from tests.boards.reports import BOARD, BOARD_MEETS, PANEL_MEETS, a_report, a_worked_variation
from tests.factories import a_body, a_draft_plan, prepared

pytestmark = pytest.mark.django_db
# The headings of the two real papers, each with the section of ours that answers it.
REAL = {
    "2014-01-08-board-report-variation.txt": (
        ReportKind.BOARD_VARIATION,
        {
            "Purpose": "purpose",
            "Recommendation": "recommendation",
            "Background": "background",
            "Police and Crime Objectives": "objectives",
            "Enhancement of partnership working": "changes",
            "Resources to deliver the work": "resources",
            "BIBLIOGRAPHY": "sources",
        },
    ),
    "2014-02-05-panel-report-draft-variation.txt": (
        ReportKind.PANEL,
        {
            "PURPOSE": "purpose",
            "RECOMMENDATIONS": "recommendation",
            "TERMS OF REFERENCE": "terms",
            "BACKGROUND": "background",
            "POLICE AND CRIME PLAN": "background",
            "KEY ISSUES – ENHANCEMENT OF PARTNERSHIP WORKING": "changes",
            "CONSULTATION": "consultation",
            "NEXT STEPS": "next-steps",
            "BACKGROUND DOCUMENTS": "sources",
            "APPENDICES": "appendices",
            "APPENDIX 1": "redline",
        },
    ),
}
NUMBERED = re.compile(r"^\d+\.? +([A-Z][A-Za-z ]+?) *$", re.MULTILINE)
IN_CAPITALS = re.compile(r"^(?:\d+\.)? *([A-Z][A-Z –]{8,}[A-Z](?: 1)?|PURPOSE|APPENDIX 1) *$", re.MULTILINE)
NUMBER = re.compile(r"(?<![0-9a-f])\d+(?![0-9a-f])")


def headings(paper: str) -> set[str]:
    return {words for found in (NUMBERED, IN_CAPITALS) for words in found.findall(paper)}


@pytest.fixture
def variation():
    return a_worked_variation(a_body())


def facts_on(variation, on: date = BOARD_MEETS, **more):
    asking = {"committee": BOARD, "meets_on": BOARD_MEETS, "on": on, "to_panel": False, "contact": "Priya Nair"}
    return report_facts(variation, Asking(**(asking | more)))


@pytest.mark.parametrize("paper", REAL)
def test_a_generated_report_has_every_section_that_the_real_paper_has(seeds: Path, variation, paper):
    kind, ours = REAL[paper]
    report = a_report(variation.plan.body, variation, kind=kind)

    whole = drawn_report(report)

    assert headings((seeds / paper).read_text()) == set(ours)
    assert set(ours.values()) <= {one.id for one in (*whole.sections, *whole.appendices)}


def test_the_recommendation_is_written_once_and_shown_where_the_house_shows_it(variation):
    facts = facts_on(variation)
    text = generate(ReportKind.BOARD_VARIATION, facts, "A title")

    board, panel = (assembled(kind, text, ()) for kind in (ReportKind.BOARD_VARIATION, ReportKind.PANEL))

    assert [one.id for one in text.sections].count(RECOMMENDATION) == 1
    assert text.section(AGAIN) is None
    assert board.section(AGAIN).html == text.section(RECOMMENDATION).html
    assert [one.id for one in board.sections][-2:] == [AGAIN, "sources"]
    assert panel.section(AGAIN) is None


@pytest.mark.parametrize("kind", [ReportKind.BOARD_VARIATION, ReportKind.PANEL])
def test_every_number_in_a_report_is_a_fact_or_a_section_of_the_law(variation, kind):
    facts = facts_on(variation, to_panel=kind is ReportKind.PANEL)
    counts = [len(facts.changes), facts.sections_changed, len(facts.objectives)]
    counts += [sum(change.is_of_money is money for change in facts.changes) for money in (True, False)]
    known = repr(replace(facts, texts=None)) + repr(counts) + repr([rule.section for rule in RULES.values()])
    known += "Police Reform and Social Responsibility Act 2011"

    text = generate(kind, facts, title_of(kind, facts))
    words = " ".join(f"{one.heading} {plain_text(one.html)}" for one in text.sections)

    assert set(NUMBER.findall(words)) - set(NUMBER.findall(known)) == set()
    assert "11 December 2013" in words


def test_a_plan_has_its_own_reports_to_the_board_and_to_the_audit_committee():
    row = a_draft_plan(a_body())
    prepared(row, date(2013, 1, 14))
    asking = Asking("Joint Audit Committee", None, date(2013, 1, 21), to_panel=False)

    facts = report_facts(row, asking)
    board, audit, panel = (
        [one.id for one in generate(kind, facts, "A title").sections]
        for kind in (ReportKind.BOARD_PLAN, ReportKind.AUDIT_PLAN, ReportKind.PANEL)
    )

    assert board == ["purpose", "recommendation", "background", "objectives", "consultation", "next-steps", "sources"]
    assert audit == [
        "purpose", "recommendation", "background", "process", "approach", "consultation", "next-steps", "sources",
    ]  # fmt: skip
    assert panel[:5] == ["purpose", "recommendation", "terms", "background", "changes"]


def test_a_section_is_cited_only_where_the_table_is_sure_of_it():
    assert cite("V6") == " (section 5(6)(c) and (7))"
    assert cite("I7") == " (Specified Information Order 2011, paragraph 5(d))"
    assert [rule for rule, row in RULES.items() if row.confidence == "G" and cite(rule)] == []


def test_a_report_says_what_the_record_showed_on_its_own_day(variation):
    early, later = facts_on(variation, date(2013, 12, 11)), facts_on(variation)

    assert early.chief_replied_on == date(2013, 12, 11)
    assert early.panel_on == later.panel_on == PANEL_MEETS
    assert [one.by for one in later.ahead if one.words == "The Panel reviews it and reports"] == [PANEL_MEETS]
    assert {change.reason for change in later.changes} == {
        f"Partners asked for it, {change.place}." for change in later.changes
    }


def test_what_fell_behind_is_said_in_sentences(variation):
    then = {name: {"label": one.label, "value": one.value} for name, one in kept_facts(facts_on(variation)).items()}
    moved = replace(facts_on(variation), panel_on=date(2014, 2, 12), endorsed=(), sent_on=date(2014, 1, 21))

    assert fallen_behind(then, kept_facts(moved)) == (
        "The Panel’s meeting moved to 12 February 2014 (the report was made with 5 February 2014).",
        "The day on which the draft was sent to the Panel: 21 January 2014 (not known when the report was made).",
    )
    assert fallen_behind(then, kept_facts(facts_on(variation))) == ()


def test_the_appendices_mark_each_change_in_words_and_give_the_clean_text(variation):
    report = a_report(variation.plan.body, variation)

    words = plain_text(as_blocks(drawn_report(report)))

    for expected in (
        "Appendix 1: The changes, marked",
        "Appendix 2: The changed sections",
        "Why: Partners asked for it",
        "Appendix 1 marks",
    ):
        assert expected in words
    assert re.search(r"\[added: [^]]*planned with partners", words)


def test_background_documents_are_read_from_the_table_of_sources(variation):
    report = a_report(variation.plan.body, variation, kind=ReportKind.PANEL)

    titles = source_titles(report.outline)

    assert titles[0] == "Fenmarch Police and Crime Plan 2013 to 2016, edition 1"
    assert titles[-1] == "Police Reform and Social Responsibility Act 2011"


@pytest.mark.parametrize(("closed", "told"), [(False, True), (True, False)])
def test_a_report_tells_what_a_board_made_of_the_text_unless_it_was_in_private(variation, closed, told):
    body = variation.plan.body
    day = keep_meeting(body=body, of="board", name="Delivery Board", on=date(2014, 1, 22))
    closing = Closing("confidential", (), "A court bars it.") if closed else Closing()
    item = add_item(meeting=begin_agenda(day=day), item=Item("The variation", instrument=variation, closing=closing))
    record_outcome(row=item, outcome="endorsed", minute="Endorsed.")

    report = a_report(body, variation, kind=ReportKind.PANEL, dated=date(2014, 1, 28))

    assert ("Delivery Board" in str(report.text)) is told
