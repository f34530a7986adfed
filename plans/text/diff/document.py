"""A redline as data: sections with what became of them, and the numbered list of changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from plans.text.diff.objectives import ActionDiff, ObjectiveDiff
from plans.text.diff.operations import NO_EDITS, BlockDiff, Edits, Kind, Pieces, total
from plans.text.numbering import PARAGRAPH
from plans.text.outline import Section


@dataclass(frozen=True, slots=True)
class Change:
    """
    One change, as the list of changes names it.

    ``kind`` is "added", "removed", "changed", "moved", "retitled" or "formatted"; ``place`` is where, in words
    ("Paragraph 3.2", "Table 3, one figure"); ``anchor`` is that of the change in the redline ("c4") and
    ``place_anchor`` that of its place in the new text, if it has one. ``key`` is the same for the same change whatever
    else is edited, so that a reason can be kept with it; ``note`` says what the marked words alone do not ("bold
    added", "looks the same, is another letter: Cyrillic small letter o (U+043E)").
    """

    number: int
    kind: str
    section_id: str
    place: str
    anchor: str
    place_anchor: str
    key: str
    edits: Edits = NO_EDITS
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlacedPart:
    """One new block of those that some old words were regrouped into, with its number and anchor."""

    diff: BlockDiff
    form: str
    number: str
    anchor: str


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """
    A block and what became of it, with its number ("3.2"; before it went, if it is gone) and its changes.

    Of a moved block ``other_place`` and ``other_anchor`` say where it came from or went to, and ``origin`` is, at both
    ends, the id of the section and the place in it where it stood before. Blocks that were split, merged or reshaped
    are one of these, with ``parts``.
    """

    diff: BlockDiff
    form: str
    number: str
    anchor: str
    place: str
    changes: tuple[Change, ...] = ()
    other_place: str = ""
    other_anchor: str = ""
    parts: tuple[PlacedPart, ...] = ()
    origin: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class PlacedAction:
    """A priority action, what became of it, its changes, and the objective that it came from or went to."""

    diff: ActionDiff
    changes: tuple[Change, ...] = ()
    other_place: str = ""


@dataclass(frozen=True, slots=True)
class PlacedObjective:
    """An objective and what became of it, with its label ("Objective 2"), anchor, changes, and where else it stood."""

    diff: ObjectiveDiff
    label: str
    anchor: str
    actions: tuple[PlacedAction, ...]
    changes: tuple[Change, ...] = ()
    other_place: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Blocks that stand together and are all unchanged, with a sentence that says so, or one changed block."""

    unchanged: bool
    sentence: str
    blocks: tuple[PlacedBlock, ...]


@dataclass(frozen=True, slots=True)
class SectionDiff:
    """
    A section and what became of it: "same", "changed", "added" or "removed", and whether it moved.

    ``number`` and ``label`` are those of the new text (of the old, if it is gone); ``changes`` are those of the section
    as a whole, ``all_changes`` everything in it.
    """

    kind: Kind
    old: Section | None
    new: Section | None
    number: str
    label: str
    old_label: str
    anchor: str
    moved: bool
    heading: Pieces
    blocks: tuple[PlacedBlock, ...]
    objectives: tuple[PlacedObjective, ...]
    changes: tuple[Change, ...] = ()
    all_changes: tuple[Change, ...] = ()

    @property
    def section_id(self) -> str:
        """The section's stable id."""
        return self.section.id

    @property
    def section(self) -> Section:
        """The section as it now stands, or as it stood if it is gone."""
        section = self.new or self.old
        assert section is not None  # noqa: S101 -- one of the two is always there
        return section

    @property
    def is_same(self) -> bool:
        """Whether there is nothing to show in the section."""
        kinds = {*(block.diff.kind for block in self.blocks), *(objective.diff.kind for objective in self.objectives)}
        return not self.all_changes and kinds <= {Kind.SAME}

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The blocks with unchanged neighbours put together, so that a page can fold them."""
        return tuple(self._stretches())

    def _stretches(self) -> Iterator[Stretch]:
        for unchanged, group in groupby(self.blocks, key=lambda block: block.diff.kind is Kind.SAME):
            blocks = tuple(group)
            if unchanged:
                yield Stretch(True, _unchanged_sentence(blocks), blocks)
            else:
                yield from (Stretch(False, "", (block,)) for block in blocks)


def _unchanged_sentence(blocks: tuple[PlacedBlock, ...]) -> str:
    numbers = [block.number for block in blocks if block.form == PARAGRAPH]
    if len(numbers) > 1:
        return f"Paragraphs {numbers[0]} to {numbers[-1]} are unchanged."
    if numbers:
        return f"Paragraph {numbers[0]} is unchanged."
    return f"{blocks[0].place} is unchanged." if len(blocks) == 1 else "What stands here is unchanged."


@dataclass(frozen=True, slots=True)
class Redline:
    """What lies between two texts of a plan, in the order of the new one; removed sections stand where they stood."""

    title: Pieces
    sections: tuple[SectionDiff, ...]
    changes: tuple[Change, ...]
    old_order: tuple[str, ...]

    @property
    def changed_sections(self) -> tuple[SectionDiff, ...]:
        """The sections in which there is something to show."""
        return tuple(section for section in self.sections if not section.is_same)

    @property
    def edits(self) -> Edits:
        """How many words were added and removed in all."""
        return total(change.edits for change in self.changes)

    @property
    def words_added(self) -> int:
        """How many words were added in all."""
        return self.edits.added

    @property
    def words_removed(self) -> int:
        """How many words were removed in all."""
        return self.edits.removed

    @property
    def blocks_moved(self) -> int:
        """How many paragraphs and other blocks moved."""
        return sum(b.diff.kind is Kind.MOVED_HERE for section in self.sections for b in section.blocks)
