"""The difference of two tables: rows by their key cell, then cell by cell, with the difference of figures."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from plans.text.content import Cell, Flow, Row, TableBlock, write_flow
from plans.text.diff.align import Pairing, longest_rising
from plans.text.diff.figures import delta, figure
from plans.text.diff.operations import BlockDiff, CellDiff, Edits, Kind, RowDiff, TableDiff, total
from plans.text.diff.units import ALIKE, equal_pairs, move_equal, pair_items, row_units
from plans.text.diff.words import Vocabulary, edits_in, pieces_between
from plans.text.markup import plain_text, word_count

FlowDiffer = Callable[[Flow, Flow, Vocabulary], tuple[BlockDiff, ...]]
Columns = list[tuple[int | None, int | None]]


def table_diff(
    old: TableBlock, new: TableBlock, flow_diff: FlowDiffer, vocabulary: Vocabulary
) -> tuple[TableDiff, Edits, bool]:
    """Return what became of a table, how many words that added and removed, and whether it is formatting only."""
    columns = _paired_columns(old.rows, new.rows)
    differ = _RowDiffer(columns, flow_diff, vocabulary)
    rows = differ.rows(old.rows, new.rows)
    caption = pieces_between(old.caption, new.caption)
    edits = total([row.edits for row in rows]) + edits_in(caption)
    added, removed = _columns_apart(old, new, columns)
    formatted = {row.kind for row in rows} <= {Kind.SAME, Kind.FORMATTED} and all(
        piece.kind in (Kind.SAME, Kind.FORMATTED) for piece in caption
    )
    return TableDiff(caption, rows, added, removed), edits, formatted


def _cell_text(cell: Cell) -> str:
    return plain_text(write_flow(cell.blocks))


def _paired_columns(old: Sequence[Row], new: Sequence[Row]) -> Columns | None:
    """Return which column became which by their headings, or None where cells span or rows are uneven."""
    for rows in (old, new):
        if len({len(row.cells) for row in rows}) != 1 or any(c.colspan * c.rowspan > 1 for r in rows for c in r.cells):
            return None
    olds, news = ([_cell_text(cell) for cell in rows[0].cells] for rows in (old, new))
    pairing = Pairing(len(olds), len(news))
    pairing.pair_equal(olds, news)
    if len(pairing.free_old) == len(pairing.free_new):
        # As many headings went as came: renamed where they stand in the same place, else one out and another in.
        pairing.pair_alike(lambda i, j, _: 1.0, 1.0)
    return pairing.in_order()


def _columns_apart(
    old: TableBlock, new: TableBlock, columns: Columns | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if columns is None:
        return (), ()
    added = tuple(_cell_text(new.rows[0].cells[j]) for i, j in columns if i is None and j is not None)
    removed = tuple(_cell_text(old.rows[0].cells[i]) for i, j in columns if i is not None and j is None)
    return added, removed


class _RowDiffer:
    def __init__(self, columns: Columns | None, flow_diff: FlowDiffer, vocabulary: Vocabulary) -> None:
        self.columns = columns
        self.flow_diff = flow_diff
        self.vocabulary = vocabulary

    def rows(self, old: Sequence[Row], new: Sequence[Row]) -> tuple[RowDiff, ...]:
        olds, news = row_units(old, self.vocabulary), row_units(new, self.vocabulary)
        pairing = equal_pairs(olds, news)
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

    def pair(self, old: Row, new: Row, *, moved: bool = False) -> RowDiff:
        cells = tuple(self.cells(old.cells, new.cells))
        kinds = {cell.kind for cell in cells}
        kind = Kind.SAME if kinds <= {Kind.SAME} and old.part == new.part else Kind.FORMATTED
        if kinds - {Kind.SAME, Kind.FORMATTED}:
            kind = Kind.CHANGED
        edits = total([cell.edits for cell in cells])
        return RowDiff(Kind.MOVED_HERE if moved else kind, new.part, old.part, cells, edits)

    def cells(self, old: Sequence[Cell], new: Sequence[Cell]) -> list[CellDiff]:
        # A column that comes or goes is another year or another matter: its figures are no difference to anything.
        return [
            self.cell(old[i], new[j])
            if i is not None and j is not None
            else replace(_lone_cell(Kind.REMOVED, old[i]), delta="")
            if i is not None
            else replace(_lone_cell(Kind.ADDED, new[j or 0]), delta="")
            for i, j in self.columns or _paired_cells(old, new)
        ]

    def cell(self, old: Cell, new: Cell) -> CellDiff:
        old_html, new_html = write_flow(old.blocks), write_flow(new.blocks)
        before, after = plain_text(old_html), plain_text(new_html)
        blocks = () if old.blocks == new.blocks else self.flow_diff(old.blocks, new.blocks, self.vocabulary)
        kind = Kind.SAME if old == new else Kind.FORMATTED if before == after else Kind.CHANGED
        return CellDiff(
            kind=kind,
            old=old,
            new=new,
            old_html=old_html,
            new_html=new_html,
            blocks=blocks,
            delta=delta(before, after) if new.tag == "td" else "",
            note="" if (old.tag, old.colspan, old.rowspan) == (new.tag, new.colspan, new.rowspan) else "cell reshaped",
            is_figure=figure(after) is not None,
            edits=total([block.edits for block in blocks]),
        )


def _pair_by_key(pairing: Pairing, old: Sequence[Row], new: Sequence[Row]) -> dict[int, int]:
    """Pair rows whose key cell is the same and stands once on each side; return those that moved, new to old."""
    keys_old, keys_new = ([_cell_text(row.cells[0]) for row in rows] for rows in (old, new))
    once_old, once_new = Counter(keys_old), Counter(keys_new)
    place_new = {keys_new[j]: j for j in pairing.free_new if keys_new[j] and once_new[keys_new[j]] == 1}
    found = [(i, place_new[keys_old[i]]) for i in pairing.free_old if keys_old[i] in place_new]
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
    pairing.pair_equal([write_flow(cell.blocks) for cell in old], [write_flow(cell.blocks) for cell in new])
    return pairing.in_order()


def _lone_cell(kind: Kind, cell: Cell) -> CellDiff:
    html = write_flow(cell.blocks)
    text, words = plain_text(html), word_count(html)
    if kind.in_new:
        edits = Edits(added=words if kind is Kind.ADDED else 0)
        change = delta("", text) if cell.tag == "td" else ""
        return CellDiff(kind, new=cell, new_html=html, delta=change, is_figure=figure(text) is not None, edits=edits)
    edits = Edits(removed=words if kind is Kind.REMOVED else 0)
    change = delta(text, "") if kind is Kind.REMOVED and cell.tag == "td" else ""
    return CellDiff(kind, old=cell, old_html=html, delta=change, is_figure=figure(text) is not None, edits=edits)


def _lone_row(kind: Kind, row: Row) -> RowDiff:
    cells = tuple(_lone_cell(kind, cell) for cell in row.cells)
    return RowDiff(kind, row.part, row.part, cells, total([cell.edits for cell in cells]))
