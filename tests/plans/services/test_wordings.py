"""Which sections a text changes: what the record says is what the redline shows."""

from plans.services.wordings import changed_sections
from plans.text.outline import Outline, Section, SectionKind
from plans.text.redline import moved_section_ids


def a_text(*sections: tuple[str, str]) -> Outline:
    """A text of these sections, each an id and its words; the heading is the id with a capital."""
    made = (Section(key, SectionKind.OTHER, key.capitalize(), f"<p>{words}</p>") for key, words in sections)
    return Outline("Fenmarch Police and Crime Plan", tuple(made))


ROADS, RIVER, MONEY = ("roads", "Slower lanes."), ("river", "A lit path."), ("money", "One grant.")


def test_sections_that_are_new_gone_or_worded_otherwise_have_changed():
    old, new = a_text(ROADS, RIVER, MONEY), a_text(ROADS, ("river", "A lit bridge."), ("victims", "One door."))

    assert list(changed_sections(old, new).items()) == [("river", "River"), ("victims", "Victims"), ("money", "Money")]


def test_the_section_that_moved_is_the_one_that_the_redline_marks():
    old, new = a_text(ROADS, RIVER), a_text(RIVER, ROADS)

    assert set(changed_sections(old, new)) == moved_section_ids(old, new) == {"river"}


def test_every_section_of_a_first_text_has_changed():
    assert changed_sections(None, a_text(ROADS, RIVER)) == {"roads": "Roads", "river": "River"}


def test_the_same_text_changes_nothing():
    assert changed_sections(a_text(ROADS, RIVER), a_text(ROADS, RIVER)) == {}
