"""Two changed texts of one older text, brought together section by section."""

import pytest

from plans.text.outline import Outline, Section, SectionKind
from plans.text.threeway import Side, brought_together, meetings


def text(**sections: str) -> Outline:
    return Outline("Plan", tuple(Section(i, SectionKind.OTHER, i.title(), f"<p>{w}</p>") for i, w in sections.items()))


BEFORE = text(a="one", b="two", c="three")


@pytest.mark.parametrize(
    ("ours", "theirs", "result"),
    [
        (text(a="ours", b="two", c="three"), BEFORE, text(a="ours", b="two", c="three")),
        (BEFORE, text(a="one", b="theirs", c="three"), text(a="one", b="theirs", c="three")),
        (
            text(a="ours", b="two", c="three"),
            text(a="one", b="theirs", c="three"),
            text(a="ours", b="theirs", c="three"),
        ),
        (text(a="same", b="two", c="three"), text(a="same", b="two", c="three"), text(a="same", b="two", c="three")),
        (text(a="one", c="three"), BEFORE, text(a="one", c="three")),
        (BEFORE, text(b="two", c="three"), text(b="two", c="three")),
        (
            text(a="one", new="ours", b="two", c="three"),
            text(a="one", b="two", c="three", more="theirs"),
            text(a="one", new="ours", b="two", c="three", more="theirs"),
        ),
        (text(c="three", a="one", b="two"), BEFORE, text(c="three", a="one", b="two")),
        (BEFORE, text(b="two", a="one", c="three"), text(b="two", a="one", c="three")),
    ],
)
def test_what_one_side_alone_changed_stands_as_it_has_it(ours, theirs, result):
    found = meetings(BEFORE, ours, theirs)

    assert all(meeting.side is not None for meeting in found)
    assert brought_together(found, {}, "Plan") == result


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (text(a="ours", b="two", c="three"), text(a="theirs", b="two", c="three")),
        (text(b="two", c="three"), text(a="theirs", b="two", c="three")),
        (text(a="ours", b="two", c="three"), text(b="two", c="three")),
        (text(a="one", b="two", c="three", d="ours"), text(a="one", b="two", c="three", d="theirs")),
    ],
)
def test_what_both_changed_is_never_guessed(ours, theirs):
    found = meetings(BEFORE, ours, theirs)
    both = [meeting.section_id for meeting in found if meeting.side is None]

    assert len(both) == 1
    with pytest.raises(KeyError):
        brought_together(found, {}, "Plan")
    for side, text_of_side in ((Side.OURS, ours), (Side.THEIRS, theirs)):
        result = brought_together(found, {both[0]: side}, "Plan")
        assert result.section(both[0]) == text_of_side.section(both[0])
        assert {s.id for s in result.sections} == {s.id for s in text_of_side.sections}


def test_no_section_is_lost_when_both_sides_move_and_add():
    ours = text(c="three", mine="ours", a="one", b="two")
    theirs = text(b="two", yours="theirs", a="one", c="three")

    result = brought_together(meetings(BEFORE, ours, theirs), {}, "Plan")

    assert [section.id for section in result.sections] == ["b", "yours", "a", "c", "mine"]
