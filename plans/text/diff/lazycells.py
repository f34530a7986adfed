"""The cells of a row, made only when somebody asks for them: what is counted and listed of them is known before."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from plans.text.content import Cell
from plans.text.diff.cells import exchanged, lone_cell, same_cell, with_note
from plans.text.diff.figures import is_figure
from plans.text.diff.operations import NO_EDITS, CellDiff, Edits, Kind, total
from plans.text.diff.rowtexts import RowText
from plans.text.diff.words import is_token, words_of_token
from plans.text.inline import unescape
from plans.text.markup import words_in

CellDiffer = Callable[[Cell, Cell], CellDiff]


@dataclass(frozen=True, slots=True)
class Apart:
    """What is counted of the cells of a row that did not stay: their kinds, and of those whose words changed more."""

    kinds: frozenset[Kind] = frozenset()
    changed: int = 0
    edits: Edits = NO_EDITS
    are_figures: bool = True


STAYED = Apart()


class LazyCells(Sequence[CellDiff], ABC):
    """The cells of a row, equal to the tuple of them."""

    __slots__ = ("_cells",)

    def __init__(self) -> None:
        self._cells: tuple[CellDiff, ...] | None = None

    @abstractmethod
    def _make(self) -> tuple[CellDiff, ...]:
        """Return every cell."""

    def _made(self) -> tuple[CellDiff, ...]:
        if self._cells is None:
            self._cells = self._make()
        return self._cells

    def __iter__(self) -> Iterator[CellDiff]:
        return iter(self._made())

    @overload
    def __getitem__(self, at: int) -> CellDiff: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[CellDiff, ...]: ...

    def __getitem__(self, at: int | slice) -> CellDiff | tuple[CellDiff, ...]:
        return self._made()[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, tuple | LazyCells) and self._made() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._made())


class LoneCells(LazyCells):
    """The cells of a row that stands in one of the texts only, or at one end of its move."""

    __slots__ = ("_kind", "_row")

    def __init__(self, kind: Kind, row: RowText) -> None:
        super().__init__()
        self._kind, self._row = kind, row

    def __len__(self) -> int:
        return self._row.width

    def _make(self) -> tuple[CellDiff, ...]:
        return tuple(lone_cell(self._kind, cell) for cell in self._row.row.cells)

    @property
    def edits(self) -> Edits:
        """How many words were added or removed."""
        if self._kind not in (Kind.ADDED, Kind.REMOVED):
            return NO_EDITS
        if not self._row.strings:
            return total(cell.edits for cell in self)
        words = words_in(unescape(" ".join(self._row.insides)))
        return Edits(added=words) if self._kind is Kind.ADDED else Edits(removed=words)


class PairedCells(LazyCells):
    """
    The cells of a row without marks that stands in two texts: those that differ, by their place, and all others.

    Of a cell in which one bare word or figure stands for another, as in most edits of a table, nothing is made either.
    """

    __slots__ = ("_differ", "_new", "_notes", "_old", "_told", "apart")

    def __init__(
        self, old: RowText, new: RowText, places: Sequence[int] = (), differ: CellDiffer | None = None
    ) -> None:
        """Take both rows, which are equally wide; the places of the cells that differ, and what tells such a cell."""
        super().__init__()
        self._old, self._new, self._differ = old, new, differ
        self._told: dict[int, CellDiff | None] = dict.fromkeys(places)
        self._notes: dict[int, str] = {}
        self.apart = self._compared() if places else STAYED

    def _compared(self) -> Apart:
        changed: dict[int, tuple[str, str]] = {}
        added = removed = 0
        for at in self._told:
            before, after = self._old.inside(at), self._new.inside(at)
            if before != after:
                changed[at] = before, after
                if is_token(before) and is_token(after):
                    added, removed = added + words_of_token(after), removed + words_of_token(before)
                else:
                    edits = self._tell(at).edits
                    added, removed = added + edits.added, removed + edits.removed
        self._notes = exchanged(changed)
        for at in self._notes:
            self._told[at] = None
        kinds = {Kind.CHANGED if at in changed else Kind.FORMATTED for at in self._told}
        are_figures = all(is_figure(unescape(after)) for _, after in changed.values())
        return Apart(frozenset(kinds), len(changed), Edits(added, removed), are_figures)

    def _tell(self, at: int) -> CellDiff:
        told = self._told[at]
        if told is None:
            assert self._differ is not None  # noqa: S101 -- it comes with the places
            told = self._differ(self._old.cell(at), self._new.cell(at))
            if note := self._notes.get(at):
                told = with_note(told, note)
            self._told[at] = told
        return told

    @property
    def differing(self) -> Collection[CellDiff]:
        """The cells that did not stay as they were, in order."""
        return [self._tell(at) for at in self._told]

    def __len__(self) -> int:
        return self._new.width

    def _make(self) -> tuple[CellDiff, ...]:
        pairs = enumerate(zip(self._old.row.cells, self._new.row.cells, strict=True))
        return tuple(self._tell(at) if at in self._told else same_cell(*pair) for at, pair in pairs)


def differing(cells: Sequence[CellDiff]) -> Collection[CellDiff]:
    """Return the cells of a row that did not stay as they were."""
    return cells.differing if isinstance(cells, PairedCells) else [cell for cell in cells if cell.kind is not Kind.SAME]


def apart(cells: Sequence[CellDiff]) -> Apart:
    """Return what is counted of the cells of a row that did not stay as they were."""
    if isinstance(cells, PairedCells):
        return cells.apart
    found = [cell for cell in cells if cell.kind is not Kind.SAME]
    changed = [cell for cell in found if cell.kind is Kind.CHANGED]
    return Apart(
        frozenset(cell.kind for cell in found),
        len(changed),
        total(cell.edits for cell in changed),
        all(cell.is_figure for cell in changed),
    )


def edits_of(cells: Sequence[CellDiff]) -> Edits:
    """Return how many words were added and removed in the cells of a row."""
    return cells.apart.edits if isinstance(cells, PairedCells) else total(cell.edits for cell in cells)
