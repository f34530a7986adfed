"""The difference of two tables: rows by their key cell, then cell by cell, with the difference of figures."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from plans.text.content import Cell
from plans.text.diff.align import Pairing, longest_rising
from plans.text.diff.cells import FlowDiffer, cell_diff, exchanged, lone_cell, with_note
from plans.text.diff.lazycells import LoneCells, PairedCells, apart, edits_of
from plans.text.diff.operations import CellDiff, Edits, Kind, RowDiff, TableDiff, total
from plans.text.diff.rowtexts import RowText, TableText, cell_html, cell_text, places_apart
from plans.text.diff.units import ALIKE, move_equal, pair_items, row_units
from plans.text.diff.words import Vocabulary, edits_in, pieces_between

_PARTS = {"thead": "heading row", "tbody": "ordinary row", "tfoot": "total row"}
Columns = list[tuple[int | None, int | None]]


def table_diff(
    old: TableText, new: TableText, flow_diff: FlowDiffer, vocabulary: Vocabulary
) -> tuple[TableDiff, Edits, bool]:
    """Return what became of a table, how many words that added and removed, and whether it is formatting only."""
    columns = _paired_columns(old, new)
    differ = _RowDiffer(columns, flow_diff, vocabulary)
    rows = differ.rows(old.rows, new.rows)
    caption = pieces_between(old.caption, new.caption)
    edits = total([row.edits for row in rows]) + edits_in(caption)
    added, removed = _columns_apart(old, new, columns)
    formatted = {row.kind for row in rows} <= {Kind.SAME, Kind.FORMATTED} and all(
        piece.kind in (Kind.SAME, Kind.FORMATTED) for piece in caption
    )
    return TableDiff(caption, rows, added, removed), edits, formatted


def _paired_columns(old: TableText, new: TableText) -> Columns | None:
    """Return which column became which by their headings, or None where cells span or rows are uneven."""
    if old.has_spans or new.has_spans or any(len({row.width for row in table.rows}) != 1 for table in (old, new)):
        return None
    if old.rows[0].html == new.rows[0].html:
        return [(place, place) for place in range(old.rows[0].width)]
    olds, news = ([cell_text(cell) for cell in table.rows[0].row.cells] for table in (old, new))
    pairing = Pairing(len(olds), len(news))
    pairing.pair_equal(olds, news)
    if len(pairing.free_old) == len(pairing.free_new):
        # As many headings went as came: renamed where they stand in the same place, else one out and another in.
        pairing.pair_alike(lambda i, j, _: 1.0, 1.0)
    return pairing.in_order()


def _columns_apart(old: TableText, new: TableText, columns: Columns | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if columns is None:
        return (), ()
    added = tuple(cell_text(new.rows[0].row.cells[j]) for i, j in columns if i is None and j is not None)
    removed = tuple(cell_text(old.rows[0].row.cells[i]) for i, j in columns if i is not None and j is None)
    return added, removed


class _RowDiffer:
    def __init__(self, columns: Columns | None, flow_diff: FlowDiffer, vocabulary: Vocabulary) -> None:
        self.columns = columns
        self.columns_stay = columns is None or all(i == j for i, j in columns)
        self.flow_diff = flow_diff
        self.vocabulary = vocabulary

    def rows(self, old: Sequence[RowText], new: Sequence[RowText]) -> tuple[RowDiff, ...]:
        pairing = Pairing(len(old), len(new))
        pairing.pair_equal([row.identity for row in old], [row.identity for row in new])
        olds = row_units(old, pairing.free_old, self.vocabulary)
        news = row_units(new, pairing.free_new, self.vocabulary)
        came_from = {j: i for i, j in move_equal(pairing, olds, news)}
        came_from |= _pair_by_key(pairing, old, new)
        pair_items(pairing, olds, news, ALIKE)
        rows = []
        for i, j in pairing.in_order():
            if i is not None and j is not None:
                rows.append(self.pair(old[i], new[j]))
            elif i is not None:
                rows.append(_lone_row(Kind.MOVED_AWAY if i in pairing.gone_old else Kind.REMOVED, old[i]))
            elif j in came_from:
                rows.append(self.pair(old[came_from[j]], new[j], moved=True))
            elif j is not None:
                rows.append(_lone_row(Kind.ADDED, new[j]))
        return tuple(rows)

    def pair(self, old: RowText, new: RowText, *, moved: bool = False) -> RowDiff:
        if self.columns_stay and old.html == new.html and old.part == new.part:
            kind = Kind.MOVED_HERE if moved else Kind.SAME
            return RowDiff(kind, new.part, old.part, PairedCells(old, new))
        cells = self.cells(old, new)
        kinds = apart(cells).kinds
        kind = Kind.SAME if not kinds and old.part == new.part else Kind.FORMATTED
        if kinds - {Kind.FORMATTED}:
            kind = Kind.CHANGED
        note = "" if old.part == new.part else f"{_PARTS[old.part]} made {_PARTS[new.part]}"
        return RowDiff(Kind.MOVED_HERE if moved else kind, new.part, old.part, cells, edits_of(cells), note)

    def cells(self, old: RowText, new: RowText) -> Sequence[CellDiff]:
        places = places_apart(old, new) if self.columns_stay else None
        if places is not None:
            return PairedCells(old, new, places, self.cell)
        # A column that comes or goes is another year or another matter: its figures are no difference to anything.
        before, after = old.row.cells, new.row.cells
        cells = [
            self.cell(before[i], after[j])
            if i is not None and j is not None
            else replace(lone_cell(Kind.REMOVED, before[i]), delta="")
            if i is not None
            else replace(lone_cell(Kind.ADDED, after[j or 0]), delta="")
            for i, j in self.columns or _paired_cells(before, after)
        ]
        changed = {at: (c.old_html, c.new_html) for at, c in enumerate(cells) if c.kind is Kind.CHANGED}
        for at, note in exchanged(changed).items():
            cells[at] = with_note(cells[at], note)
        return tuple(cells)

    def cell(self, old: Cell, new: Cell) -> CellDiff:
        return cell_diff(old, new, self.flow_diff, self.vocabulary)


def _pair_by_key(pairing: Pairing, old: Sequence[RowText], new: Sequence[RowText]) -> dict[int, int]:
    """Pair rows whose key cell is the same and stands once on each side; return those that moved, new to old."""
    free_old, free_new = pairing.free_old, pairing.free_new
    if not free_old or not free_new:
        return {}
    keys_old = [row.key for row in old]
    place_old = {j: i for i, j in pairing.pairs.items()}
    keys_new = [keys_old[place_old[j]] if j in place_old else row.key for j, row in enumerate(new)]
    once_old, once_new = Counter(keys_old), Counter(keys_new)
    place_new = {keys_new[j]: j for j in free_new if keys_new[j] and once_new[keys_new[j]] == 1}
    found = [(i, place_new[keys_old[i]]) for i in free_old if keys_old[i] in place_new]
    found = sorted([pair for pair in found if once_old[keys_old[pair[0]]] == 1] + list(pairing.pairs.items()))
    stayed = longest_rising([j for _, j in found])
    moved = {}
    for place, (i, j) in enumerate(found):
        if i in pairing.pairs:
            continue
        if place in stayed and _fits(pairing, i, j):
            pairing.pairs[i] = j
        else:
            pairing.move(i, j)
            moved[j] = i
    return moved


def _fits(pairing: Pairing, i: int, j: int) -> bool:
    return all((i < x) == (j < y) for x, y in pairing.pairs.items())


def _paired_cells(old: Sequence[Cell], new: Sequence[Cell]) -> Columns:
    if len(old) == len(new):
        return [(place, place) for place in range(len(old))]
    pairing = Pairing(len(old), len(new))
    pairing.pair_equal([cell_html(cell) for cell in old], [cell_html(cell) for cell in new])
    return pairing.in_order()


def _lone_row(kind: Kind, row: RowText) -> RowDiff:
    cells = LoneCells(kind, row)
    return RowDiff(kind, row.part, row.part, cells, cells.edits)
