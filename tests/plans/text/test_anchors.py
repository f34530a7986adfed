"""Words that a comment hangs on are found again in a later text, or it is said what became of them."""

from dataclasses import replace

import pytest

from plans.text.anchors import Anchor, AnchorError, State, anchor_of, anchor_of_quote, found
from plans.text.outline import Objective, Outline, PriorityAction, Section, SectionKind
from plans.text.parts import section_text

PATROLS = "<p>Patrols are seen and known in the town.</p>"
SUM = "<p>The sum is £1,000 a year for roads and lanes.</p>"
OTHER = "<p>Other text stands here as well as ever.</p>"


def a_section(section_id: str, html: str, *objectives: Objective) -> Section:
    return Section(section_id, SectionKind.OTHER, section_id.title(), html, frozenset(), objectives)


def a_text(*sections: Section) -> Outline:
    return Outline("Plan", sections)


OLD = a_text(a_section("streets", PATROLS + SUM), a_section("roads", OTHER))


def followed(quote: str, new: Outline, old: Outline = OLD, section_id: str = "streets"):
    return found(anchor_of_quote(old, section_id, quote), old, new)


def words_of(pieces) -> list[tuple[str, str]]:
    return [(piece.kind.value, piece.text) for piece in pieces]


def test_an_anchor_holds_whole_words_with_the_words_around_them():
    text = section_text(OLD.sections[0])

    anchor = anchor_of(OLD, "streets", text.index("nown"), text.index(" in the town"))
    half_a_sum = anchor_of(OLD, "streets", text.index("000"), text.index("000") + 3)

    assert (anchor.quote, anchor.before[-4:], anchor.after[:7]) == ("known", "and ", " in the")
    assert half_a_sum.quote == "£1,000"
    assert text[anchor.at :].startswith("known")


@pytest.mark.parametrize(
    ("quote", "kept"),
    [
        ("in Section 2 the", "in section_roads the"),
        ("Section 2", "section_roads"),
        ("tion 2 the", "section_roads the"),
        ("the sums", "the sums"),
    ],
)
def test_words_copied_with_a_reference_are_found_by_what_is_read_and_kept_by_what_stands(quote, kept):
    text = a_text(
        a_section("streets", '<p>See in <a href="#section-roads">section_roads</a> the sums.</p>'),
        a_section("roads", OTHER),
    )

    anchor = anchor_of_quote(text, "streets", quote)

    assert anchor.quote == kept
    assert section_text(text.sections[0])[anchor.at :].startswith(kept)


def test_words_that_are_not_there_or_stand_twice_are_refused_in_words():
    twice = a_text(a_section("streets", "<p>A patrol and a patrol.</p>"))

    with pytest.raises(AnchorError, match="does not have these words"):
        anchor_of_quote(OLD, "streets", "Patrols are hidden")
    with pytest.raises(AnchorError, match="stand 2 times in “Streets”"):
        anchor_of_quote(twice, "streets", "patrol")
    with pytest.raises(AnchorError, match="not in the text any more"):
        anchor_of_quote(OLD, "gone", "")


def test_the_words_around_tell_which_of_two_is_meant_and_blanks_do_not_matter():
    twice = a_text(a_section("streets", "<p>A  patrol by day and</p><p>a patrol by night.</p>"))

    assert anchor_of_quote(twice, "streets", "patrol\nby", after=" night").at > 20
    assert anchor_of_quote(twice, "streets", "day and\ta patrol").quote == "day and\na patrol"


@pytest.mark.parametrize(
    ("html", "quote", "state", "now", "place"),
    [
        ("<p>New.</p>" + PATROLS + SUM, "seen and known", State.STANDS, "seen and known", "Paragraph 1.2"),
        (PATROLS.replace("known", "heard") + SUM, "seen and known", State.CHANGED, "seen and heard", "Paragraph 1.1"),
        (PATROLS + SUM.replace("£1,000", "£2,000"), "£1,000", State.CHANGED, "£2,000", "Paragraph 1.2"),
        (PATROLS.replace("and known ", ""), "known", State.GONE, "", ""),
        (PATROLS, "£1,000 a year", State.GONE, "", ""),
        (PATROLS.replace("are ", "are</p><p>"), "known in the town", State.STANDS, "known in the town",
         "Paragraph 1.2"),
        (PATROLS.replace("p>", "h3>"), "seen and known", State.STANDS, "seen and known", None),
        (SUM + "<ul><li>Patrols are seen and known in the town.</li></ul>", "seen and known", State.STANDS,
         "seen and known", "List after paragraph 1.1"),
    ],
)  # fmt: skip
def test_what_became_of_words_in_their_section(html, quote, state, now, place):
    answer = followed(quote, a_text(a_section("streets", html), OLD.sections[1]))

    assert (answer.state, answer.quote_now) == (state, now)
    assert place is None or answer.place == place


def test_words_that_were_edited_show_how():
    answer = followed("seen and known", a_text(a_section("streets", PATROLS.replace("known", "heard") + SUM)))

    assert words_of(answer.difference) == [("same", "seen and "), ("removed", "known"), ("added", "heard")]


def test_a_moved_block_carries_its_anchors_edited_or_not():
    moved = a_text(a_section("streets", PATROLS), a_section("roads", OTHER + SUM))
    edited = a_text(
        a_section("streets", PATROLS), a_section("roads", OTHER + SUM.replace("and lanes", "and some lanes"))
    )

    plain, changed = followed("roads and lanes", moved), followed("roads and lanes", edited)

    assert (plain.state, plain.section_id, plain.place, plain.difference) == (
        State.MOVED,
        "roads",
        "Paragraph 2.2",
        (),
    )
    assert (changed.state, changed.section_id, changed.quote_now) == (State.MOVED, "roads", "roads and some lanes")
    assert ("added", "some ") in words_of(changed.difference)


def test_a_quote_that_stands_several_times_stays_with_its_own():
    html = "".join(f"<p>{who} reports every quarter to the {whom}.</p>" for who, whom in ("AX", "BY", "CZ"))
    old = a_text(a_section("streets", html))
    text = section_text(old.sections[0])
    second = anchor_of(old, "streets", text.index("B reports") + 2, text.index("B reports") + 23)
    without_first = a_text(a_section("streets", html.partition("</p>")[2]))
    without_second = a_text(a_section("streets", html.replace("<p>B reports every quarter to the Y.</p>", "")))

    answer = found(second, old, without_first)

    assert section_text(without_first.sections[0])[answer.start - 2 : answer.end] == "B reports every quarter"
    assert found(second, old, without_second).state is State.GONE


ROWS = "".join(f"<tr><th>{name}</th><td>10</td><td>{n}</td></tr>" for n, name in enumerate(("Ash", "Elm", "Oak")))
TABLE = f"<table><caption>Trees</caption><tbody>{ROWS}</tbody></table>"


def test_a_cell_keeps_its_comment_when_rows_move_around_it():
    old, row = a_text(a_section("streets", TABLE)), "<tr><th>Elm</th><td>10</td><td>1</td></tr>"
    text = section_text(old.sections[0])
    cell = anchor_of(old, "streets", text.index("Elm") + 4, text.index("Elm") + 6)
    first = a_text(a_section("streets", TABLE.replace(row, "").replace("<tbody>", f"<tbody>{row}")))
    figure = a_text(a_section("streets", TABLE.replace(row, row.replace(">10<", ">12<"))))
    gone = a_text(a_section("streets", TABLE.replace(row, "")))

    answer = found(cell, old, first)

    assert (answer.state, answer.place) == (State.STANDS, "Table 1")
    assert section_text(first.sections[0])[answer.start - 4 : answer.end] == "Elm\n10"
    assert words_of(found(cell, old, figure).difference) == [("removed", "10"), ("added", "12")]
    assert found(cell, old, gone).state is State.GONE


def an_objective(code: str, *actions: PriorityAction) -> Objective:
    return Objective(code, "Streets that are safe", "People walk home.", ("Fewer are harmed.", "More report."), actions)


def test_headings_objectives_and_priority_actions_hold_comments():
    walk, light = PriorityAction("S1", "Walk each town.", "Chief Constable"), PriorityAction("S2", "Light the path.")
    old = a_text(a_section("streets", PATROLS, an_objective("S", walk, light)), a_section("roads", OTHER))
    kept = an_objective("S", light)
    new = a_text(
        a_section("streets", PATROLS, replace(kept, outcomes=("More report.",))),
        replace(a_section("roads", OTHER, Objective("R", "Roads", actions=(walk,))), heading="Roads and lanes"),
    )

    assert followed("Walk each town", new, old).place == "Priority action S1"
    assert followed("Walk each town", new, old).state is State.MOVED
    assert followed("Light the path", new, old).state is State.STANDS
    assert followed("People walk home", new, old).place == "Objective 1"
    assert followed("More report", new, old).state is State.STANDS
    assert followed("Fewer are harmed", new, old).state is State.GONE
    heading = found(anchor_of(old, "roads", 0, 5), old, new)
    assert (heading.state, heading.quote_now, heading.place) == (State.STANDS, "Roads", "Section 2, heading")


def test_a_comment_on_the_whole_section_stands_while_the_section_does():
    on_all = anchor_of(OLD, "streets")

    assert found(on_all, OLD, a_text(a_section("streets", OTHER))).state is State.STANDS
    assert found(on_all, OLD, a_text(a_section("streets", OTHER))).place == "Section 1, Streets"
    assert found(on_all, OLD, a_text(OLD.sections[1])).state is State.GONE


def test_an_anchor_on_words_that_the_old_text_never_had_is_gone():
    assert found(Anchor("streets", "never said", at=3), OLD, OLD).state is State.GONE
    assert found(Anchor("nowhere", "never said"), OLD, OLD).state is State.GONE


def test_a_quote_over_two_paragraphs_shows_what_was_put_between_them():
    both = anchor_of_quote(OLD, "streets", "in the town. The sum is")
    new = a_text(a_section("streets", PATROLS + "<p>A word between.</p>" + SUM), OLD.sections[1])
    same = a_text(a_section("streets", "<p>A word before.</p>" + PATROLS + SUM), OLD.sections[1])

    assert found(both, OLD, same).state is State.STANDS
    assert found(both, OLD, new).state is State.CHANGED
