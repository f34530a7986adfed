import time

import pytest

from plans.text.diff.figures import delta
from plans.text.diff.words import pieces_between, text_pieces
from plans.text.inline import Run
from plans.text.outline import Objective, Outline, PriorityAction, Section, SectionKind
from plans.text.redline import changed_section_ids, compare, differences

OPENING = "<p>We work with every partner in the county of Fenmarch.</p>"
MEETING = "<p>Each neighbourhood team holds an open meeting four times a year.</p>"
NAMED = "<p>A person who calls is given a named worker within five working days.</p>"
TABLE_HEAD = '<thead><tr><th scope="col">Service</th><th scope="col">Sum</th></tr></thead>'


def a_section(html="", id="one", heading="Victims", kind=SectionKind.OTHER, objectives=()):
    return Section(id, kind, heading, html, objectives=objectives)


def a_plan(*sections):
    return Outline("Fenmarch Plan", sections)


def a_table(*rows, foot=""):
    body = "".join(f'<tr><th scope="row">{key}</th><td>{figure}</td></tr>' for key, figure in rows)
    return f"<table><caption>Services</caption>{TABLE_HEAD}<tbody>{body}</tbody>{foot}</table>"


def named(redline):
    return [(change.kind, change.place) for change in redline.changes]


def between(old_html, new_html):
    return compare(a_plan(a_section(old_html)), a_plan(a_section(new_html)))


def pieces_of(redline, block=0):
    return [(p.kind.value, p.html) for p in redline.sections[0].blocks[block].diff.pieces]


def kinds_of(redline):
    return [block.diff.kind.value for block in redline.sections[0].blocks]


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("cut crime by half", "cut burglary by half", "cut |-crime|+burglary| by half"),
        ("we will act", "we will not act", "we will |+not |act"),
        ("we will not act", "we will act", "we will |-not |act"),
        ("£1,000 a year", "£1.000 a year", "-£1,000|+£1.000| a year"),
        ("by 5% now", "by 5.5% now", "by |-5%|+5.5%| now"),
        ("The police", "the police", "-The|+the| police"),
        ("told in person", "told", "told|- in person"),
        ("well-being", "wellbeing", "-well-being|+wellbeing"),
        ("no space", "no  space", "no |+ |space"),
        ("a word", "a\u200b word", "a|+\u200b| word"),
        ("", "new", "+new"),
    ],
)
def test_words_are_marked_whole_and_no_others(old, new, pieces):
    signs = {"same": "", "added": "+", "removed": "-"}

    assert "|".join(signs[piece.kind.value] + piece.text for piece in text_pieces(old, new)) == pieces


@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        (Run("x"), Run("x", ("strong",)), "bold added"),
        (Run("x", ("em",)), Run("x"), "italic removed"),
        (Run("x"), Run("x", ("sup",)), "superscript added"),
        (Run("x"), Run("x", ("s",)), "strike-through added"),
        (Run("x", (), "#a"), Run("x", (), "#b"), "link changed to #b"),
        (Run("x", (), "#a"), Run("x"), "link removed from #a"),
    ],
)
def test_a_change_of_marks_or_link_is_named_as_formatting(old, new, note):
    [piece] = pieces_between((old,), (new,))

    assert (piece.kind.value, piece.runs, piece.old_runs, piece.note) == ("formatted", (new,), (old,), note)


def test_pieces_are_well_formed_by_themselves():
    redline = between("<p>a <strong>bold old word</strong></p>", "<p>a <strong>bold new word</strong></p>")

    assert pieces_of(redline) == [
        ("same", "a <strong>bold </strong>"),
        ("removed", "<strong>old</strong>"),
        ("added", "<strong>new</strong>"),
        ("same", "<strong> word</strong>"),
    ]


def test_a_rewritten_sentence_is_not_left_with_single_commas_standing():
    redline = between(
        "<p>From April three services, chosen by district, take referrals and keep them on for the year.</p>",
        "<p>From April one service, the Hub, takes referrals and keeps them on for the year.</p>",
    )

    assert pieces_of(redline)[:3] == [
        ("same", "From April "),
        ("removed", "three services, chosen by district, take"),
        ("added", "one service, the Hub, takes"),
    ]


def test_changes_are_numbered_and_named_by_their_place():
    old = OPENING + NAMED + MEETING
    new = OPENING + NAMED.replace("five", "two") + "<p>Officers keep victims told.</p>" + MEETING

    redline = between(old, new)

    assert [(c.number, c.kind, c.place, c.anchor, c.place_anchor) for c in redline.changes] == [
        (1, "changed", "Paragraph 1.2", "c1", "p1-2"),
        (2, "added", "Paragraph 1.3", "c2", "p1-3"),
    ]
    assert kinds_of(redline) == ["same", "changed", "added", "same"]
    assert (redline.words_added, redline.words_removed, redline.blocks_moved) == (5, 1, 0)


def test_unchanged_blocks_are_folded_under_one_sentence():
    redline = between(OPENING + MEETING + NAMED, OPENING + MEETING)

    assert [(s.unchanged, s.sentence) for s in redline.sections[0].stretches] == [
        (True, "Paragraphs 1.1 to 1.2 are unchanged."),
        (False, ""),
    ]


def test_a_block_changed_beyond_recognition_is_shown_whole_old_then_new():
    redline = between(
        "<p>The office of the Commissioner pays for a waiting room at the court.</p>",
        "<p>The roads of the county in the north are to be gritted at night.</p>",
    )

    assert [kind for kind, _ in pieces_of(redline)] == ["removed", "added"]
    assert named(redline) == [("changed", "Paragraph 1.1")]


def test_a_paragraph_made_a_heading_is_formatting():
    redline = between("<p>What we do</p>", "<h3>What we do</h3>")

    assert kinds_of(redline) == ["formatted"]
    assert redline.sections[0].blocks[0].diff.note == "paragraph made heading"


def test_a_paragraph_that_moves_to_another_section_is_a_move_that_names_both_places():
    old = a_plan(a_section(OPENING + MEETING), a_section(NAMED, id="two", heading="Roads"))
    new = a_plan(a_section(OPENING), a_section(NAMED + MEETING, id="two", heading="Roads"))

    redline = compare(old, new)

    assert named(redline) == [("moved", "Paragraph 1.2, now paragraph 2.2")]
    assert (redline.words_added, redline.words_removed, redline.blocks_moved) == (0, 0, 1)
    away, here = redline.sections[0].blocks[1], redline.sections[1].blocks[1]
    assert (away.diff.kind.value, away.other_place, away.other_anchor) == ("moved_away", "Paragraph 2.2", "p2-2")
    assert (here.diff.kind.value, here.other_place) == ("moved_here", "Paragraph 1.2")


def test_words_changed_inside_a_moved_paragraph_are_marked():
    redline = between(OPENING + MEETING + NAMED, NAMED + OPENING + MEETING.replace("four", "six"))
    moved = between(OPENING + NAMED + MEETING, MEETING.replace("four", "six") + OPENING + NAMED)

    assert named(redline) == [("moved", "Paragraph 1.3, now paragraph 1.1"), ("changed", "Paragraph 1.3")]
    assert named(moved) == [("moved", "Paragraph 1.3, now paragraph 1.1")]
    assert [kind for kind, _ in pieces_of(moved)] == ["same", "removed", "added", "same"]
    assert (moved.words_added, moved.words_removed) == (1, 1)


def test_sections_are_added_removed_moved_and_retitled():
    one, two, three = (a_section(f"<p>{n}</p>", id=n, heading=n.title()) for n in ("one", "two", "three"))
    new_one = a_section("<p>one</p>", id="one", heading="First")
    four = a_section("<p>Four words are here</p>", id="four", heading="Four")

    redline = compare(a_plan(one, two, three), a_plan(three, new_one, four))

    assert named(redline) == [
        ("moved", "Section 1, Three, was section 3"),
        ("retitled", "Section 2, heading"),
        ("removed", "Section 2, Two"),
        ("added", "Section 3, Four"),
    ]
    assert [(s.section_id, s.kind.value, s.moved) for s in redline.sections] == [
        ("three", "changed", True),
        ("one", "changed", False),
        ("two", "removed", False),
        ("four", "added", False),
    ]


def test_without_an_old_text_everything_is_added():
    redline = compare(None, a_plan(a_section(OPENING)))

    assert named(redline) == [("added", "Section 1, Victims")]
    assert redline.words_added == 11


def test_list_items_are_changed_added_removed_and_moved():
    redline = between(
        "<ul><li>keep every victim told</li><li>visit each school in the year</li><li>go</li><li>stay</li></ul>",
        "<ul><li>visit each school in the new year</li><li>keep every victim told</li><li>stay</li><li>more</li></ul>",
    )

    [block] = redline.sections[0].blocks
    assert [(item.kind.value, item.html) for item in block.diff.items] == [
        ("moved_here", "visit each school in the new year"),
        ("same", "keep every victim told"),
        ("moved_away", "visit each school in the year"),
        ("removed", "go"),
        ("same", "stay"),
        ("added", "more"),
    ]
    assert named(redline) == [("changed", "List at the start of section 1")]


def test_a_changed_figure_is_one_change_with_its_difference():
    redline = between(a_table(("Hub", "£780,000"), ("Advice", "£2")), a_table(("Hub", "£845,000"), ("Advice", "£2")))

    [block] = redline.sections[0].blocks
    assert named(redline) == [("changed", "Table 1, one figure")]
    assert [[(cell.kind.value, cell.delta) for cell in row.cells] for row in block.diff.table.body] == [
        [("same", ""), ("changed", "+£65,000")],
        [("same", ""), ("same", "")],
    ]


def test_rows_are_known_by_their_key_cell():
    redline = between(
        a_table(("Hub", "£780,000"), ("Advice", "£402,000"), ("Pilot", "£9,000")),
        a_table(("Advice", "£402,000"), ("Courts", "£74,000"), ("Hub", "£845,000")),
    )

    [block] = redline.sections[0].blocks
    assert sorted((row.kind.value, row.cells[0].html) for row in block.diff.table.body) == [
        ("added", "Courts"),
        ("moved_away", "Hub"),
        ("moved_here", "Hub"),
        ("removed", "Pilot"),
        ("same", "Advice"),
    ]
    assert named(redline) == [
        ("changed", "Table 1, one figure"),
        ("added", "Table 1, one row"),
        ("removed", "Table 1, one row"),
        ("moved", "Table 1, one row"),
    ]


def test_an_added_column_is_one_change_and_its_neighbours_stay_the_same():
    old = "<table><tbody><tr><td>Year</td><td>Sum</td></tr><tr><td>2026</td><td>£1</td></tr></tbody></table>"
    new = (
        "<table><tbody><tr><td>Year</td><td>Staff</td><td>Sum</td></tr>"
        "<tr><td>2026</td><td>7</td><td>£1</td></tr></tbody></table>"
    )

    redline = between(old, new)

    assert named(redline) == [("added", "Table 1, one column")]
    assert [[cell.kind.value for cell in row.cells] for row in redline.sections[0].blocks[0].diff.table.body] == [
        ["same", "added", "same"],
        ["same", "added", "same"],
    ]


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ("£780,000", "£845,000", "+£65,000"),
        ("£845,000", "£823,000", "−£22,000"),
        ("5.5%", "6%", "+0.5%"),
        ("", "£74,000", "+£74,000"),
        ("£74,000", "", "−£74,000"),
        ("−£5", "£5", "+£10"),
        ("12", "12", ""),
        ("£12", "12%", ""),
        ("none", "£12", ""),
    ],
)
def test_figures_differ_by_a_sum_with_its_sign(old, new, difference):
    assert delta(old, new) == difference


def test_objectives_and_priority_actions_are_known_by_code():
    old = Objective(
        "V", "Victims", "Help victims", ("Heard",), (PriorityAction("V1", "Listen"), PriorityAction("V3", "Pilot"))
    )
    new = Objective(
        "V", "Victims", "Help all victims", ("Heard", "Safe"), (PriorityAction("V1", "Act"), PriorityAction("V4", "Do"))
    )

    redline = compare(a_plan(a_section(objectives=(old,))), a_plan(a_section(objectives=(new,))))

    assert named(redline) == [
        ("changed", "Objective 1, aim"),
        ("changed", "Objective 1, shared outcomes"),
        ("changed", "Priority action V1"),
        ("removed", "Priority action V3"),
        ("added", "Priority action V4"),
    ]
    assert redline.changes[3].place_anchor == "objective-1"


def test_the_key_of_a_change_outlives_edits_elsewhere():
    first = between(OPENING + NAMED, OPENING + NAMED.replace("five", "two"))
    second = between(OPENING + NAMED, "<p>New.</p>" + OPENING + NAMED.replace("five", "two"))

    assert second.changes[1].place == "Paragraph 1.3"
    assert second.changes[1].key == first.changes[0].key
    assert second.changes[0].key != first.changes[0].key


def test_differences_say_which_sections_differ_and_how():
    one, two, three = (a_section(f"<p>{n}</p>", id=n, heading=n.title()) for n in ("one", "two", "three"))
    changed = a_section("<p>else</p>", id="two", heading="Two")
    annex = a_section("<p>sums</p>", id="annex", heading="Money", kind=SectionKind.APPENDIX)
    old, new = a_plan(one, two, three, annex), a_plan(three, one, changed)

    assert differences(old, new) == (
        "Section 1, Three: moved",
        "Section 3, Two: changed",
        "Appendix 1, Money: removed",
    )
    assert changed_section_ids(old, new) == frozenset({"three", "two", "annex"})


def test_a_new_title_is_a_difference_that_belongs_to_no_section():
    old, new = Outline("Plan"), Outline("New plan")

    assert differences(old, new) == ("The title of the plan: changed",)
    assert changed_section_ids(old, new) == frozenset()
    assert named(compare(old, new)) == [("retitled", "Title of the plan")]


def test_html_that_is_not_canonical_is_compared_whole():
    redline = between("<div>old</div>", "<div>new</div>")

    assert [(b.diff.kind.value, b.diff.old_html, b.diff.new_html) for b in redline.sections[0].blocks] == [
        ("removed", "<div>old</div>", ""),
        ("added", "", "<div>new</div>"),
    ]


def test_ten_thousand_words_with_one_in_a_hundred_edited_are_compared_at_once():
    paragraphs = [f"<p>{' '.join(f'word{n}x{w}' for w in range(100))}</p>" for n in range(100)]
    old = a_plan(*(a_section("".join(paragraphs[n : n + 10]), id=f"s{n}") for n in range(0, 100, 10)))
    new_paragraphs = [paragraph.replace("x50", "y50") for paragraph in paragraphs]
    new = a_plan(*(a_section("".join(new_paragraphs[n : n + 10]), id=f"s{n}") for n in range(0, 100, 10)))

    began = time.process_time()
    redline = compare(old, new)

    assert time.process_time() - began < 2
    assert (redline.words_added, redline.words_removed) == (100, 100)
