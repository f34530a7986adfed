"""The changes between two texts as a list: the very same change is known again, and no other is taken for it."""

from dataclasses import replace

from plans.text.changeset.listed import listed_changes
from plans.text.markup import clean
from plans.text.outline import Outline, PriorityAction, Section, SectionKind
from tests.factories import an_outline

OLD = an_outline()


def edited(at: int, outline: Outline = OLD, **changes) -> Outline:
    sections = list(outline.sections)
    sections[at] = replace(sections[at], **changes)
    return replace(outline, sections=tuple(sections))


def marks(new: Outline, old: Outline = OLD) -> dict[str, str]:
    return {change.place: change.mark for change in listed_changes(old, new)}


def test_equal_texts_give_nothing():
    assert listed_changes(OLD, an_outline()) == ()


def test_a_change_says_where_it_is_and_what_the_words_were_and_are():
    [change] = listed_changes(OLD, an_outline(words="Patrols are seen and asked for."))

    assert (change.section_id, change.heading) == ("safer-streets", "Section 1, Safer streets")
    assert (change.place, change.kind) == ("Paragraph 1.1", "changed")
    assert (change.before, change.after) == ("known", "asked for")


def test_the_same_change_is_known_again_whatever_is_changed_elsewhere():
    once = an_outline(words="Patrols are seen and asked for.")
    again = edited(1, once, html="<p>The budget is set each March.</p><p>It is published.</p>")

    assert marks(once)["Paragraph 1.1"] == marks(again)["Paragraph 1.1"]
    assert len(marks(again)) == 3


def test_more_words_changed_in_the_same_paragraph_are_another_change():
    once, more = (an_outline(words=words) for words in ("Patrols are seen and heard.", "Patrols are met and heard."))

    assert marks(once)["Paragraph 1.1"] != marks(more)["Paragraph 1.1"]


def test_the_same_words_removed_at_two_places_are_two_changes():
    twice = edited(1, html="<p>Same.</p><p>Stays.</p><p>Same.</p>")
    first, second, both = (
        {c.mark for c in listed_changes(twice, edited(1, html=html))}
        for html in ("<p>Stays.</p><p>Same.</p>", "<p>Same.</p><p>Stays.</p>", "<p>Stays.</p>")
    )

    assert first != second
    assert both == first | second


def test_an_added_section_is_the_same_only_with_all_that_is_in_it_and_at_its_place():
    new = Section("new", SectionKind.OTHER, "New", "<p>Words.</p>", frozenset(), OLD.sections[0].objectives[:0])
    at_end = replace(OLD, sections=(*OLD.sections, new))
    action = replace(OLD.sections[0].objectives[0], code="N", actions=(PriorityAction("N1", "Do it.", ""),))
    with_objective = replace(OLD, sections=(*OLD.sections, replace(new, objectives=(action,))))
    first = replace(OLD, sections=(new, *OLD.sections))
    changed_elsewhere = edited(0, at_end, heading="Safe streets")
    place = "Section 4, New"

    assert marks(at_end)[place] == marks(changed_elsewhere)[place]
    assert marks(at_end)[place] != marks(with_objective)[place]
    assert marks(at_end)[place] != marks(first)["Section 1, New"]


def test_a_figure_of_a_table_stays_the_same_change_when_a_row_is_added():
    table = (
        "<table><caption>Sums</caption><thead><tr><th>What</th><th>£m</th></tr></thead>"
        "<tbody><tr><td>Patrols</td><td>{}</td></tr>{}</tbody></table>"
    )
    old, figure, row_too = (
        edited(1, html=clean(table.format(sum_, more)))
        for sum_, more in ((4, ""), (5, ""), (5, "<tr><td>Cars</td><td>1</td></tr>"))
    )

    [(place, mark)] = marks(figure, old).items()
    assert place.endswith("one figure")
    assert marks(row_too, old)[place] == mark
    assert len(marks(row_too, old)) == 2


def test_an_appendix_without_words_that_changed_its_duties_is_listed():
    [change] = listed_changes(OLD, edited(1, limbs=frozenset()))

    assert change.section_id == "resources"
    assert "which contents duties" in change.place


def test_without_an_old_text_every_section_is_one_change():
    assert [change.kind for change in listed_changes(None, OLD)] == ["added"] * 3
