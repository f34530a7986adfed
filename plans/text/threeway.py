"""Two changed texts of one older text brought together, section by section; what both changed is never guessed."""

from dataclasses import dataclass
from enum import StrEnum

from plans.text.outline import Outline, Section


class Side(StrEnum):
    """Whose text of a section stands: the draft's, or the newer edition's."""

    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Meeting:
    """
    What became of one section on both sides; None where a side has not got it.

    ``side`` says whose text stands, None if both changed it in different ways and somebody must choose.
    """

    section_id: str
    before: Section | None
    ours: Section | None
    theirs: Section | None

    @property
    def side(self) -> Side | None:
        if self.ours == self.before or self.ours == self.theirs:
            return Side.THEIRS
        return Side.OURS if self.theirs == self.before else None

    @property
    def heading(self) -> str:
        """The heading to speak of the section by."""
        known = self.ours or self.theirs or self.before
        return known.heading if known else self.section_id


def meetings(before: Outline, ours: Outline, theirs: Outline) -> tuple[Meeting, ...]:
    """Return what became of each section of three texts, in the order in which the sections will stand."""
    return tuple(
        Meeting(i, before.section(i), ours.section(i), theirs.section(i)) for i in _order(before, ours, theirs)
    )


def brought_together(found: tuple[Meeting, ...], chosen: dict[str, Side], title: str) -> Outline:
    """
    Return the text that comes of it, with the sections that both changed as they were chosen.

    :raises KeyError: if a section that both changed was not chosen.
    """
    sections = []
    for meeting in found:
        side = meeting.side or chosen[meeting.section_id]
        section = meeting.ours if side is Side.OURS else meeting.theirs
        if section is not None:
            sections.append(section)
    return Outline(title, tuple(sections))


def _order(before: Outline, ours: Outline, theirs: Outline) -> list[str]:
    """Keep the order of the side that moved sections (the newer edition's if both did), the rest put in its place."""
    old, mine, new = ([section.id for section in text.sections] for text in (before, ours, theirs))
    kept = set(old) & set(mine) & set(new)
    moved_by_theirs = [i for i in new if i in kept] != [i for i in old if i in kept]
    first, second = (new, mine) if moved_by_theirs else (mine, new)
    order = list(first)
    for place, section_id in enumerate(second):
        if section_id not in order:
            before_it = [i for i in second[:place] if i in order]
            order.insert(order.index(before_it[-1]) + 1 if before_it else 0, section_id)
    return order + [i for i in old if i not in order]
