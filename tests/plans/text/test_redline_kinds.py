"""Every kind of change that a text of a plan can undergo: it is listed in words, and nothing else is marked."""

import re
from dataclasses import dataclass, field

import pytest
from django.template.loader import render_to_string

from plans.text.markup import clean
from plans.text.outline import Objective, Outline, PriorityAction, Section, SectionKind
from plans.text.redline import accepted, compare, rejected

FIRST = "We tell every victim what happens in the case, from the first call to the day in court."
OTHER = "Each neighbourhood team holds an open meeting four times a year and says what it heard."
PICTURE, ANOTHER = (f"/images/{letter * 64}.png" for letter in "ab")


@dataclass(frozen=True)
class Case:
    """A kind of change: the text before and after, how it is listed, and the words it is drawn in."""

    sentence: str
    old: str
    new: str
    listed: tuple[str, ...]
    said: tuple[str, ...]
    marked: tuple[int, int] = (0, 0)
    standing: tuple[str, ...] = field(default=())


def p(*texts):
    return "".join(f"<p>{text}</p>" for text in texts)


def ul(*items, tag="ul"):
    return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"


def table(*rows, head=("Service", "2026", "2027")):
    cells = "".join(f"<th>{cell}</th>" for cell in head)
    body = "".join(f"<tr><th>{key}</th>{''.join(f'<td>{c}</td>' for c in rest)}</tr>" for key, *rest in rows)
    return f"<table><caption>Money</caption><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"


def picture(src=PICTURE, alt="A map of Fenmarch", caption="Where the teams are"):
    return f'<figure><img src="{src}" alt="{alt}"><figcaption>{caption}</figcaption></figure>'


HUB, ADVICE, COURTS = ("Hub", "£780,000", "£800,000"), ("Advice", "£402,000", "£5"), ("Courts", "£74,000", "£6")
# fmt: off
CASES = [
    Case("a word inserted", p("cut crime now"), p("cut rural crime now"),
         ("changed: Paragraph 1.1",), ("cut [added: rural ]crime now",), (1, 0)),
    Case("a word deleted", p("cut rural crime now"), p("cut crime now"),
         ("changed: Paragraph 1.1",), ("cut [removed: rural ]crime now",), (0, 1)),
    Case("a word replaced", p("cut crime now"), p("cut burglary now"),
         ("changed: Paragraph 1.1",), ("cut [removed: crime][added: burglary] now",), (1, 1)),
    Case("not inserted", p("We will close the station."), p("We will not close the station."),
         ("changed: Paragraph 1.1",), ("We will [added: not ]close the station.",), (1, 0)),
    Case("a comma made a point", p("1,000 calls"), p("1.000 calls"),
         ("changed: Paragraph 1.1",), ("[removed: 1,000][added: 1.000] calls",), (1, 1)),
    Case("case", p("the Panel may report"), p("the panel may report"),
         ("changed: Paragraph 1.1",), ("the [removed: Panel][added: panel] may report",), (1, 1)),
    Case("bold added", p("all of it"), p("all <b>of</b> it"),
         ("formatted: Paragraph 1.1 (bold added)",), ("all [bold added: of] it",)),
    Case("italic added", p("all of it"), p("all <i>of</i> it"),
         ("formatted: Paragraph 1.1 (italic added)",), ("all [italic added: of] it",)),
    Case("superscript added", p("10 m2 now"), p("10 m<sup>2</sup> now"),
         ("formatted: Paragraph 1.1 (superscript added)",), ("10 m[superscript added: 2] now",)),
    Case("struck through added", p("all of it"), p("all <s>of</s> it"),
         ("formatted: Paragraph 1.1 (strike-through added)",), ("all [strike-through added: of] it",)),
    Case("heading level", "<h3>Aims</h3><h3>Means</h3>", "<h3>Aims</h3><h4>Means</h4>",
         ("formatted: Section 1, subheading “Means” (heading made subheading)",), ("Heading made subheading.",)),
    Case("paragraph made a list item", p(FIRST), ul(FIRST),
         ("changed: Paragraph 1.1, now list at the start of section 1 (paragraph made bullet)",),
         ("Paragraph made bullet.",), standing=(FIRST,)),
    Case("list item made a paragraph", ul(FIRST), p(FIRST),
         ("changed: List at the start of section 1, now paragraph 1.1 (bullet made paragraph)",),
         ("Bullet made paragraph.",), standing=(FIRST,)),
    Case("paragraphs made a list with its intro",
         p("The team will:", FIRST, OTHER), p("The team will:") + ul(FIRST, OTHER),
         ("changed: Paragraphs 1.2 and 1.3, now list after paragraph 1.1 (paragraph made bullet)",),
         ("Paragraph made bullet.",), standing=(FIRST, OTHER)),
    Case("link target", p('see <a href="https://a.example/1">this</a>'), p('see <a href="https://a.example/2">this</a>'),
         ("formatted: Paragraph 1.1 (link changed to https://a.example/2)",),
         ("see [link changed to https://a.example/2: this]",)),
    Case("picture exchanged under the same description", picture(), picture(ANOTHER),
         ("changed: Figure 1, another picture",), ("Picture added, under the same description", "Picture removed")),
    Case("description of a picture", picture(), picture(alt="A map of Marsh"),
         ("changed: Figure 1, description",),
         ("A map of [removed: Fenmarch][added: Marsh]", "The picture is the same."), (1, 1)),
    Case("caption of a picture", picture(), picture(caption="Where the officers are"),
         ("changed: Figure 1, caption",), ("Where the [removed: teams][added: officers] are",), (1, 1)),
    Case("a cell's number, with the difference", table(HUB, ADVICE), table(("Hub", "£845,000", "£800,000"), ADVICE),
         ("changed: Table 1, one figure",), ("[removed: £780,000][added: £845,000]difference +£65,000",), (1, 1)),
    Case("row added", table(HUB), table(HUB, ADVICE),
         ("added: Table 1, one row",), ("[added: Advice]",), (3, 0)),
    Case("row deleted", table(HUB, ADVICE), table(HUB),
         ("removed: Table 1, one row",), ("[removed: Advice]",), (0, 3)),
    Case("row moved", table(HUB, ADVICE, COURTS), table(ADVICE, COURTS, HUB),
         ("moved: Table 1, one row",), ("MovedHub",)),
    Case("column added",
         table(HUB, ADVICE), table((*HUB, "£9"), (*ADVICE, "£8"), head=("Service", "2026", "2027", "2028")),
         ("added: Table 1, one column",), ("[added: 2028]", "[added: £9]", "[added: £8]"), (3, 0)),
    Case("column deleted", table(HUB, ADVICE), table(HUB[:2], ADVICE[:2], head=("Service", "2026")),
         ("removed: Table 1, one column",), ("[removed: 2027]", "[removed: £800,000]", "[removed: £5]"), (0, 3)),
    Case("two cells changed places", table(HUB, ADVICE), table(("Hub", "£800,000", "£780,000"), ADVICE),
         ("changed: Table 1, two figures",), ("[these two cells changed places]", "difference +£20,000"), (2, 2)),
    Case("a value moved to the next cell", table(("Hub", "£5", ""), ADVICE), table(("Hub", "", "£5"), ADVICE),
         ("changed: Table 1, two cells",), ("[moved from the cell before]", "[removed: £5]", "[added: £5]"), (1, 1)),
    Case("spans", "<table><tr><td>a</td><td>b</td></tr><tr><td colspan=1>c</td><td>d</td></tr></table>",
         "<table><tr><td>a</td><td>b</td></tr><tr><td colspan=2>c</td><td>d</td></tr></table>",
         ("formatted: Table 1, formatting",), ("[now over two columns, was one column]",)),
    Case("cell made a heading", "<table><tr><td>a</td><td>b</td></tr></table>",
         "<table><tr><th>a</th><td>b</td></tr></table>",
         ("formatted: Table 1, formatting",), ("[made a heading cell]",)),
    Case("row made a heading row", "<table><tbody><tr><td>a</td></tr><tr><td>b</td></tr></tbody></table>",
         "<table><thead><tr><td>a</td></tr></thead><tbody><tr><td>b</td></tr></tbody></table>",
         ("formatted: Table 1, formatting",), ("[ordinary row made heading row]",)),
    Case("paragraph split", p(f"{FIRST} {OTHER}"), p(FIRST, OTHER),
         ("changed: Paragraph 1.1, now paragraphs 1.1 and 1.2 (split into two paragraphs)",),
         ("[paragraph begins here]",), standing=(FIRST, OTHER)),
    Case("paragraphs merged", p(FIRST, OTHER), p(f"{FIRST} {OTHER}"),
         ("changed: Paragraphs 1.1 and 1.2, now paragraph 1.1 (two paragraphs joined into one)",),
         ("[joined here]",), standing=(FIRST, OTHER)),
    Case("paragraph split and a word changed", p(f"{FIRST} {OTHER}"), p(FIRST.replace("every", "each"), OTHER),
         ("changed: Paragraph 1.1, now paragraphs 1.1 and 1.2 (split into two paragraphs)",),
         ("We tell [removed: every][added: each] victim",), (1, 1), standing=(OTHER,)),
    Case("list reordered", ul(FIRST, OTHER, "Third."), ul(OTHER, "Third.", FIRST),
         ("changed: List at the start of section 1",), (f"Moved{FIRST}",)),
    Case("list nested", ul(FIRST, OTHER), ul(FIRST + ul(OTHER)),
         ("changed: List at the start of section 1 (nested deeper)",), ("[nested deeper]",), standing=(FIRST, OTHER)),
    Case("list brought out of its nesting", ul(FIRST + ul(OTHER)), ul(FIRST, OTHER),
         ("changed: List at the start of section 1 (brought out a level)",), ("[brought out a level]",),
         standing=(FIRST, OTHER)),
    Case("bullets numbered", ul(FIRST, OTHER), ul(FIRST, OTHER, tag="ol"),
         ("formatted: List at the start of section 1 (bullets made numbers)",), ("Bullets made numbers.",)),
    Case("nested bullets numbered", ul(FIRST + ul(OTHER)), ul(FIRST + ul(OTHER, tag="ol")),
         ("formatted: List at the start of section 1",), ("[bullets made numbers]",)),
    Case("zero-width space", p("the police act"), p("the po\u200blice act"),
         ("changed: Paragraph 1.1 (hidden character: zero width space (U+200B); looks the same)",),
         ("[added: po[zero width space]lice] [hidden character: zero width space (U+200B); looks the same]",), (2, 1)),
    Case("right-to-left override", p("pay £12 now"), p("pay \u202e£12 now"),
         ("changed: Paragraph 1.1 (hidden character: right-to-left override (U+202E), which turns letters round)",),
         ("pay [added: [right-to-left override]]",)),
    Case("soft hyphen", p("we cooperate well"), p("we co\u00adoperate well"),
         ("changed: Paragraph 1.1 (hidden character: soft hyphen (U+00AD); looks the same)",),
         ("[removed: cooperate][added: co[soft hyphen]operate]",), (2, 1)),
    Case("hidden character taken out", p("the police \u200bact"), p("the police act"),
         ("changed: Paragraph 1.1 (taken out: hidden character: zero width space (U+200B))",),
         ("[removed: [zero width space]]",)),
    Case("look-alike letter", p("the police act"), p("the p\u043elice act"),
         ("changed: Paragraph 1.1 (looks the same, is another letter: Cyrillic small letter o (U+043E))",),
         ("[removed: police][added: p\u043elice]",
          "[looks the same, is another letter: Cyrillic small letter o (U+043E)]"), (1, 1)),
    Case("paragraph added with a look-alike letter in it", p(FIRST), p(FIRST, "The p\u043elice."),
         ("added: Paragraph 1.2 (look-alike letter: Cyrillic small letter o (U+043E))",),
         ("Look-alike letter: Cyrillic small letter o (U+043E).",), (2, 0)),
]
# fmt: on


def plan(*sections):
    return Outline("Fenmarch Plan", sections)


def section(html="", *, key="one", heading="Victims", **more):
    return Section(key, more.pop("kind", SectionKind.OTHER), heading, html, **more)


def listed(redline):
    return tuple(f"{c.kind}: {c.place}" + (f" ({c.note})" if c.note else "") for c in redline.changes)


def drawn(redline):
    html = "".join(
        render_to_string("components/redline/section.html", {"section": diff}) for diff in redline.changed_sections
    )
    return squeezed(re.sub(r"<[^>]+>", "", html))


def squeezed(text):
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.sentence)
def test_this_kind_of_change_is_listed_and_said_in_words_and_nothing_else_is_marked(case):
    old, new = plan(section(clean(case.old))), plan(section(clean(case.new)))

    redline = compare(old, new)

    assert listed(redline) == case.listed
    assert (redline.words_added, redline.words_removed) == case.marked
    words = drawn(redline)
    assert [said for said in case.said if squeezed(said) not in words] == []
    assert [text for text in case.standing if squeezed(text) not in words] == []
    assert (accepted(redline), rejected(redline)) == (new, old)


def test_a_no_break_space_is_taken_for_a_space_when_a_text_comes_in():
    assert clean("<p>by\u00a05% a&nbsp;year</p>") == "<p>by 5% a year</p>"


def test_a_no_break_space_in_a_text_that_never_was_cleaned_is_called_out():
    redline = compare(plan(section("<p>by 5% now</p>")), plan(section("<p>by\u00a05% now</p>")))

    assert listed(redline) == ("changed: Paragraph 1.1 (unusual space: no-break space (U+00A0))",)
    assert squeezed("[added: [no-break space]]") in drawn(redline)


def test_a_no_break_space_in_a_heading_is_called_out():
    redline = compare(plan(section(heading="Our aims")), plan(section(heading="Our\u00a0aims")))

    assert listed(redline) == ("retitled: Section 1, heading (unusual space: no-break space (U+00A0))",)


SECTIONS = [
    section(p(text), key=key, heading=heading)
    for key, heading, text in (
        ("one", "Victims", FIRST),
        ("two", "Roads", OTHER),
        ("three", "Money", "It is kept."),
    )
]


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ((1, 0, 2), ("moved: Section 1, Roads, was section 2",)),
        ((1, 2, 0), ("moved: Section 3, Victims, was section 1",)),
    ],
)
def test_sections_that_changed_places_are_moved_and_nothing_in_them_is_marked(order, said):
    redline = compare(plan(*SECTIONS), plan(*(SECTIONS[place] for place in order)))

    assert listed(redline) == said
    assert (redline.words_added, redline.words_removed) == (0, 0)


def test_a_retitled_section_is_listed_by_its_heading_alone():
    redline = compare(plan(SECTIONS[0]), plan(section(SECTIONS[0].html, heading="People")))

    assert listed(redline) == ("retitled: Section 1, heading",)
    assert squeezed("[removed: Victims][added: People]") in drawn(redline)


def test_another_kind_of_section_is_a_change():
    redline = compare(plan(section()), plan(section(kind=SectionKind.MEASURES)))

    assert listed(redline) == ("changed: Section 1, what kind of section it is (other made measures)",)
    assert squeezed("other made measures.") in drawn(redline).lower()


def test_other_contents_duties_are_a_change():
    redline = compare(plan(section(limbs=frozenset({"C1a"}))), plan(section(limbs=frozenset({"C2"}))))

    assert listed(redline) == ("changed: Section 1, which contents duties it answers (s.7) (C2 added; C1a removed)",)
    assert squeezed("C2 added; C1a removed.") in drawn(redline)


def objective(code, *actions):
    return Objective(code, f"Title {code}", "", (), tuple(PriorityAction(c, f"Words of {c}.") for c in actions))


def test_a_priority_action_under_another_objective_is_a_move():
    old = plan(section(objectives=(objective("V", "V1", "V2"), objective("R", "R1"))))
    new = plan(section(objectives=(objective("V", "V1"), objective("R", "R1", "V2"))))

    redline = compare(old, new)

    assert listed(redline) == ("moved: Priority action V2, was under objective 1, now under objective 2",)
    assert (redline.words_added, redline.words_removed) == (0, 0)
    assert squeezed("V2 is now under Objective 2.") in drawn(redline)
    assert (accepted(redline), rejected(redline)) == (new, old)


def test_a_priority_action_that_moves_with_its_words_changed_marks_only_those():
    changed = Objective("R", "Title R", "", (), (PriorityAction("V2", "Words of us."),))
    old = plan(section(objectives=(objective("V", "V2"), objective("R"))))

    redline = compare(old, plan(section(objectives=(objective("V"), changed))))

    assert (redline.words_added, redline.words_removed) == (1, 1)
    assert squeezed("Words of [removed: V2][added: us].") in drawn(redline)


def test_an_objective_in_another_section_is_a_move():
    old = plan(section(objectives=(objective("V", "V1"),)), section(key="two", heading="Roads"))
    new = plan(section(), section(key="two", heading="Roads", objectives=(objective("V", "V1"),)))

    redline = compare(old, new)

    assert listed(redline) == ("moved: Objective 1, was in section 1, Victims",)
    assert (redline.words_added, redline.words_removed) == (0, 0)
    assert squeezed("Objective 1 has moved to Section 2, Roads.") in drawn(redline)
    assert (accepted(redline), rejected(redline)) == (new, old)


def test_what_moves_into_a_new_section_is_not_counted_as_new_words():
    redline = compare(plan(section(p(FIRST))), plan(section(), section(p(FIRST), key="two", heading="Roads")))

    assert listed(redline) == ("moved: Paragraph 1.1, now paragraph 2.1", "added: Section 2, Roads")[::-1]
    assert (redline.words_added, redline.words_removed) == (1, 0)
