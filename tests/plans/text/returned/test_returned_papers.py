"""A Word file that comes back says what each author changed in the text that was sent out."""

from dataclasses import replace

import pytest

from plans.text.outline import Objective, Outline, PriorityAction, Section, SectionKind
from plans.text.references import reference
from plans.text.returned.accepting import accepted
from plans.text.returned.grouping import numbers_by
from plans.text.returned.new_actions import as_actions, last_paragraphs, new_actions, with_codes
from plans.text.returned.proposals import Returned, proposals_in
from plans.text.returned.wordfile import read_word
from tests.plans.text.returned.word_files import line, table, word_file

ROADS = Section(
    "roads",
    SectionKind.OTHER,
    "Roads",
    "<p>We will put <strong>ten</strong> officers on the roads.</p>"
    "<ul><li>Speed on village roads</li><li>Hare coursing</li></ul>"
    "<p>We report every quarter.</p>",
)
MONEY = Section(
    "money",
    SectionKind.RESOURCES,
    "Money",
    '<table><caption>Budget</caption><thead><tr><th scope="col">Item</th><th scope="col">2026</th></tr></thead>'
    '<tbody><tr><th scope="row">Officers</th><td>100</td></tr><tr><th scope="row">Cars</th><td>20</td></tr></tbody>'
    "</table>",
)
ACTION = PriorityAction("V1", "Call back.", "Office")
AIMS = Section(
    "aims",
    SectionKind.OBJECTIVE,
    "Aims",
    "",
    objectives=(
        Objective(
            "V", "Victims first", "Nobody waits.", ("Fewer victims",), (PriorityAction("V1", "Call back.", "Office"),)
        ),
    ),
)
SENT = Outline("The plan", (ROADS, MONEY, AIMS))

HEAD = ("The plan", "Contents")
ROADS_LINES = (
    line("1\tRoads", "Heading1"),
    line("1.1\tWe will put ten officers on the roads."),
    line("Speed on village roads", item=True),
    line("Hare coursing", item=True),
    line("1.2\tWe report every quarter."),
)
MONEY_LINES = (
    line("2\tMoney", "Heading1"),
    line("Table 1: Budget"),
    table("Item / 2026", "Officers / 100", "Cars / 20"),
)
AIMS_LINES = (
    line("3\tAims", "Heading1"),
    line("Objective 1: Victims first"),
    line("Nobody waits."),
    line("Fewer victims", item=True),
    line("V1\tCall back."),
    line("Led by Office"),
)


def returned(roads=ROADS_LINES, money=MONEY_LINES, aims=AIMS_LINES, comments=None, printed_aims=AIMS_LINES) -> Returned:
    head = (line("The plan", "Title"), line("Contents", "TOCHeading"))
    printed = read_word(word_file(*head, *ROADS_LINES, *MONEY_LINES, *printed_aims))
    return proposals_in(read_word(word_file(*head, *roads, *money, *aims, comments=comments)), SENT, printed)


def roads_with(at: int, *instead: str) -> tuple[str, ...]:
    return (*ROADS_LINES[:at], *instead, *ROADS_LINES[at + 1 :])


def only(found: Returned):
    assert len(found.proposals) == 1, found.proposals
    return found.proposals[0]


def html_after(found: Returned) -> str:
    return only(found).after[0].html


def test_a_file_that_came_back_untouched_proposes_nothing():
    assert returned() == Returned((), (), (), 0)


def test_a_replaced_word_is_one_change_by_its_author_and_keeps_how_the_rest_was_set():
    found = returned(roads_with(1, line("1.1\tWe will put ten officers on the [-roads|Ann][+lanes|Ann].")))
    assert only(found).author == "Ann"
    assert only(found).section_ids == ("roads",)
    assert html_after(found) == ROADS.html.replace("on the roads", "on the lanes")


def test_two_authors_in_one_paragraph_are_two_changes_each_without_the_other():
    words = "1.1\t[-We|Ann][+The office|Ann] will put ten officers on the roads[+ and lanes|Bob]."
    found = returned(roads_with(1, line(words)))
    assert [p.author for p in found.proposals] == ["Ann", "Bob"]
    assert found.proposals[0].after[0].html == ROADS.html.replace("We will", "The office will")
    assert found.proposals[1].after[0].html == ROADS.html.replace("roads.<", "roads and lanes.<", 1)


def test_a_word_taken_out_of_what_another_put_in_needs_that_change_first():
    words = "1.2\tWe report every quarter[+ and |Ann][=year|Ann, Bob]."
    nested = line(words)
    found = returned(roads_with(4, nested))
    assert [(p.author, p.needs) for p in found.proposals] == [("Ann", ()), ("Bob", (1,))]
    assert found.proposals[0].after[0].html.endswith("<p>We report every quarter and year.</p>")
    assert found.proposals[1].before == found.proposals[0].after
    assert found.proposals[1].after[0].html.endswith("<p>We report every quarter and .</p>")


@pytest.mark.parametrize(
    "lines",
    [
        (line("1.2\tWe report every quarter.[+¶|Ann]"), line("[+And every year.|Ann]")),
        (line("1.2\tWe report every quarter."), line("[+And every year.|Ann][+¶|Ann]")),
    ],
    ids=["its end is the old one", "its end is new"],
)
def test_a_new_paragraph_stands_after_the_one_before_it(lines):
    found = returned(roads_with(4, *lines))
    assert html_after(found) == ROADS.html + "<p>And every year.</p>"


def test_a_new_item_joins_its_list():
    found = returned(roads_with(3, ROADS_LINES[3], line("[+Quad bikes|Ann][+¶|Ann]", item=True)))
    assert "<li>Hare coursing</li><li>Quad bikes</li></ul>" in html_after(found)


def test_a_deleted_paragraph_is_gone_and_so_is_a_deleted_item():
    found = returned(roads_with(3, line("[-Hare coursing|Ann][-¶|Ann]", item=True)))
    assert html_after(found) == ROADS.html.replace("<li>Hare coursing</li>", "")
    found = returned(roads_with(1, line("[-1.1\tWe will put ten officers on the roads.|Ann][-¶|Ann]")))
    assert "officers" not in html_after(found)


def test_a_parted_paragraph_and_two_made_one():
    found = returned(roads_with(1, line("1.1\tWe will put ten officers[+¶|Ann]"), line(" on the roads.")))
    assert "<p>We will put <strong>ten</strong> officers</p><p>on the roads.</p>" in html_after(found)
    lines = (line("Speed on village roads[-¶|Ann]", item=True), line("[+, |Ann]Hare coursing", item=True))
    found = returned((*ROADS_LINES[:2], *lines, ROADS_LINES[4]))
    assert "<ul><li>Speed on village roads, Hare coursing</li></ul>" in html_after(found)


def test_bold_added_is_a_change_of_its_own():
    found = returned(roads_with(4, line("1.2\tWe report [*every|Ann] quarter.")))
    assert html_after(found).endswith("<p>We report <strong>every</strong> quarter.</p>")


def test_a_heading_is_retitled():
    assert (
        only(returned(roads_with(0, line("1\tRoads[+ and lanes|Ann]", "Heading1")))).after[0].heading
        == "Roads and lanes"
    )


def test_cells_rows_and_captions_of_a_table():
    rows = (
        "Item / 2026",
        "Officers / [-100|Ann][+120|Ann]",
        "-Bob:[-Cars|Bob] / [-20|Bob]",
        "+Cy:[+Vans|Cy] / [+5|Cy]",
    )
    found = returned(money=(MONEY_LINES[0], line("Table 1: Budget[+ of the office|Ann]"), table(*rows)))
    assert [p.author for p in found.proposals] == ["Ann", "Ann", "Bob", "Cy"]
    caption, cell, removed, added = (p.after[0].html for p in found.proposals)
    assert caption == MONEY.html.replace("Budget", "Budget of the office")
    assert cell == MONEY.html.replace("<td>100", "<td>120")
    assert removed == MONEY.html.replace('<tr><th scope="row">Cars</th><td>20</td></tr>', "")
    assert added == MONEY.html.replace("</tbody>", '<tr><th scope="row">Vans</th><td>5</td></tr></tbody>')


def test_a_paragraph_written_after_a_table_stands_after_it():
    found = returned(money=(*MONEY_LINES, line("[+Prices of May.|Ann][+¶|Ann]")))
    assert html_after(found) == MONEY.html + "<p>Prices of May.</p>"


def test_objectives_and_priority_actions_change_by_their_codes():
    lines = list(AIMS_LINES)
    lines[2], lines[4] = line("Nobody waits[+ long|Ann]."), line("V1\tCall back[+ within a day|Bob].")
    found = returned(aims=tuple(lines))
    aim, action = (p.after[0].objectives[0] for p in found.proposals)
    assert aim.aim == "Nobody waits long."
    assert action.actions == (PriorityAction("V1", "Call back within a day.", "Office"),)


def test_what_is_written_after_a_priority_action_is_a_paragraph_and_says_that_it_may_be_meant_as_an_action():
    found = returned(aims=(*AIMS_LINES, line("[+Write to every victim.|Ann][+¶|Ann]")))
    assert html_after(found) == "<p>Write to every victim.</p>"
    assert only(found).among == {"aims": ("V", 1)}
    assert only(returned(roads_with(4, ROADS_LINES[4], line("[+And more.|Ann][+¶|Ann]")))).among == {}


def with_actions(*rows: str) -> Returned:
    """Read a file whose priority actions stand in a table, as in the files that are made here."""
    sent, now = (
        (*AIMS_LINES[:4], table("Code / Action / Who leads", *each)) for each in (("V1 / Call back. / Office",), rows)
    )
    return returned(aims=now, printed_aims=sent)


@pytest.mark.parametrize(
    ("row", "marks"),
    [
        ("+Ann:[+V9|Ann] / [+Write to them.|Ann] / [+Comms|Ann]", ["V1", "V+2 V9"]),
        ("+Ann:[+|Ann] / [+Write to them.|Ann] / [+Comms|Ann]", ["V1", "V+2"]),
        ("V7 / Write to them. / Comms", ["V1", "V+2 V7"]),
        ("+Ann:[+V1|Ann] / [+Write to them.|Ann] / [+Comms|Ann]", ["V1", "V+2 V1"]),
    ],
)
def test_a_new_row_among_the_priority_actions_is_a_new_action_without_a_code(row, marks):
    found = with_actions("V1 / Call back. / Office", row)
    after = only(found).after[0]
    assert [action.code for action in after.objectives[0].actions] == marks
    assert after.objectives[0].actions[1] == PriorityAction(marks[1], "Write to them.", "Comms")
    assert (after.html, only(found).among) == ("", {})
    assert [(new.theme, new.text) for new in new_actions(after)] == [("V", "Write to them.")]
    named = with_codes(after, {marks[1]: "V2"})
    assert [action.code for action in named.objectives[0].actions] == ["V1", "V2"]


def test_two_new_rows_are_two_changes_and_each_stands_where_it_was_written():
    first, second = (f"+Ann:[+|Ann] / [+{words}|Ann] / [+|Ann]" for words in ("First of all.", "Last of all."))
    found = with_actions(first, "V1 / Call back. / Office", second)
    texts = [[action.text for action in p.after[0].objectives[0].actions] for p in found.proposals]
    assert texts == [["First of all.", "Call back."], ["Call back.", "Last of all."]]


def test_a_row_whose_words_are_all_new_is_still_the_action_of_its_code():
    found = with_actions("V1 / Something else now. / Office")
    assert only(found).after[0].objectives[0].actions == (PriorityAction("V1", "Something else now.", "Office"),)


def test_lines_among_the_actions_become_actions_when_somebody_says_so():
    after = only(returned(aims=(*AIMS_LINES, line("[+Write to every victim.|Ann][+¶|Ann]")))).after[0]
    taken = as_actions(after, "V", 1)
    assert (taken.html, [new.text for new in new_actions(taken)]) == ("", ["Write to every victim."])
    assert last_paragraphs(after, 1) == ("Write to every victim.",)


def test_what_was_changed_without_tracking_is_said_to_be_so():
    found = returned(roads_with(4, line("1.2\tWe report every month."), line("And every year.")))
    assert (only(found).tracked, only(found).author) == (False, "Sam Last")
    assert html_after(found) == ROADS.html.replace("quarter.</p>", "month.</p><p>And every year.</p>")


def test_a_section_that_is_not_in_the_file_is_absent_and_not_deleted():
    assert returned(money=()) == Returned((), (), ("money",), 0)


def test_the_ends_of_a_move_are_one_change():
    gone = (
        line("[-1.2\tWe report every quarter.|Ann][-¶|Ann]")
        .replace("w:del ", "w:moveFrom ")
        .replace("/w:del>", "/w:moveFrom>")
    )
    gone = f'<w:moveFromRangeStart w:id="7" w:name="m1"/>{gone}<w:moveFromRangeEnd w:id="7"/>'
    come = (
        line("[+We report every quarter.|Ann][+¶|Ann]").replace("w:ins ", "w:moveTo ").replace("/w:ins>", "/w:moveTo>")
    )
    come = f'<w:moveToRangeStart w:id="8" w:name="m1"/>{come}<w:moveToRangeEnd w:id="8"/>'
    found = returned((*ROADS_LINES[:1], come, *ROADS_LINES[1:4], gone))
    quarter = "<p>We report every quarter.</p>"
    assert html_after(found) == quarter + ROADS.html.replace(quarter, "")


def test_a_comment_comes_with_its_author_its_section_and_the_words_it_hangs_on():
    found = returned(
        roads_with(4, line("1.2\tWe report [#every quarter|0].")), comments={"0": ("Dee", "Why so rarely?")}
    )
    assert not found.proposals
    remark = found.remarks[0]
    assert (remark.author, remark.text, remark.section_id, remark.quote) == (
        "Dee",
        "Why so rarely?",
        "roads",
        "every quarter",
    )


def test_what_the_office_itself_had_tracked_is_no_proposal():
    ours = line("1.2\t[-They|Office][+We|Office] report every [-quarter|Ann][+month|Ann].")
    gone = line("[-1.3\tThis went.|Office][-¶|Office]")
    document = read_word(word_file(*ROADS_LINES[:4], gone, ours))
    numbers = frozenset(numbers_by(document, "Office", "2026-05-04T10:00:30"))
    found = proposals_in(accepted(document, numbers), Outline("The plan", (ROADS,)))
    assert only(found).author == "Ann"
    assert html_after(found) == ROADS.html.replace("quarter", "month")


def test_a_comment_stays_on_its_words_when_the_office_s_own_changes_are_taken():
    ours = line("1.2\t[-They|Office]We report [#every quarter|0].[-¶|Office]")
    document = read_word(word_file(*ROADS_LINES[:4], ours, line(""), comments={"0": ("Dee", "Why?")}))
    numbers = frozenset(numbers_by(document, "Office", "2026-05-04T10:00"))
    found = proposals_in(accepted(document, numbers), Outline("The plan", (ROADS,)))
    assert [(remark.section_id, remark.quote) for remark in found.remarks] == [("roads", "every quarter")]


def test_a_reference_stays_one_whatever_is_changed_around_it():
    refers = replace(ROADS, html=f"<p>The sums are in {reference('#section-money')} of the plan.</p>")
    sent = Outline("The plan", (refers, MONEY))
    said = line("1.1\tThe sums are in Section 2 of the [-plan|Ann][+text|Ann].")
    found = proposals_in(read_word(word_file(ROADS_LINES[0], said, *MONEY_LINES)), sent)
    assert only(found).before == (refers,)
    assert html_after(found) == refers.html.replace("plan", "text")
