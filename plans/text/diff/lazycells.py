"""The cells of a row of which few or none changed: those that stayed are made only when somebody asks for them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import overload

from plans.text.content import Cell
from plans.text.diff.figures import figure
from plans.text.diff.operations import CellDiff, Kind
from plans.text.diff.rowtexts import RowText, cell_html, cell_text


class LazyCells(Sequence[CellDiff]):
    """The cells of a row: those that differ, by their place, and all others as they stand in its two texts."""

    __slots__ = ("_cells", "_differing", "_new", "_old")

    def __init__(self, old: RowText, new: RowText, differing: Mapping[int, CellDiff]) -> None:
        self._old, self._new = old, new
        self._differing = differing
        self._cells: tuple[CellDiff, ...] = ()

    @property
    def differing(self) -> Collection[CellDiff]:
        """The cells that did not stay as they were, in order."""
        return self._differing.values()

    def _made(self) -> tuple[CellDiff, ...]:
        if not self._cells:
            pairs = zip(self._old.row.cells, self._new.row.cells, strict=True)
            self._cells = tuple(self._differing.get(at) or same_cell(*pair) for at, pair in enumerate(pairs))
        return self._cells

    def __len__(self) -> int:
        return self._new.width

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


def differing(cells: Sequence[CellDiff]) -> Collection[CellDiff]:
    """Return the cells of a row that did not stay as they were."""
    return cells.differing if isinstance(cells, LazyCells) else [cell for cell in cells if cell.kind is not Kind.SAME]


def same_cell(old: Cell, new: Cell) -> CellDiff:
    """Return the difference of a cell that did not change."""
    html = cell_html(new)
    return CellDiff(Kind.SAME, old, new, html, html, is_figure=figure(cell_text(new)) is not None)
