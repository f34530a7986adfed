"""The difference of two tables: rows by their key cell, then cell by cell, with the difference of figures."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from plans.text.content import Cell, Flow
from plans.text.diff.align import Pairing, longest_rising
from plans.text.diff.characters import oddities_in
from plans.text.diff.figures import counted, delta, figure
from plans.text.diff.lazycells import LazyCells, differing, same_cell
from plans.text.diff.operations import BlockDiff, CellDiff, Edits, Kind, RowDiff, TableDiff, total
from plans.text.diff.rowtexts import RowText, TableText, cell_html, cell_text
from plans.text.diff.units import ALIKE, equal_pairs, move_equal, pair_items, row_units
from plans.text.diff.words import Vocabulary, edits_in, pieces_between
from plans.text.markup import words_in

FlowDiffer = Callable[[Flow, Flow, Vocabulary], tuple[BlockDiff, ...]]
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

    def pair(self, old_text: RowText, new_text: RowText, *, moved: bool = False) -> RowDiff:
        if self.columns_stay and old_text.html == new_text.html and old_text.part == new_text.part:
            kind = Kind.MOVED_HERE if moved else Kind.SAME
            return RowDiff(kind, new_text.part, old_text.part, LazyCells(old_text, new_text, {}))
        cells = self.row_cells(old_text, new_text)
        kinds = {cell.kind for cell in differing(cells)}
        parts = old_text.part, new_text.part
        kind = Kind.SAME if not kinds and parts[0] == parts[1] else Kind.FORMATTED
        if kinds - {Kind.FORMATTED}:
            kind = Kind.CHANGED
        edits = total(cell.edits for cell in differing(cells))
        note = "" if parts[0] == parts[1] else f"{_PARTS[parts[0]]} made {_PARTS[parts[1]]}"
        return RowDiff(Kind.MOVED_HERE if moved else kind, parts[1], parts[0], cells, edits, note)

    def row_cells(self, old: RowText, new: RowText) -> Sequence[CellDiff]:
        before, after = old.plain_cells, new.plain_cells
        if not self.columns_stay or not before or not after or len(before) != len(after):
            cells = self.cells(old.row.cells, new.row.cells)
            told = _exchanged({at: cell for at, cell in enumerate(cells) if cell.kind is not Kind.SAME})
            return tuple(told.get(at, cell) for at, cell in enumerate(cells))
        pairs = enumerate(zip(before, after, strict=True))
        changed = {at: self.cell(old.cell(at), new.cell(at)) for at, (one, other) in pairs if one != other}
        return LazyCells(old, new, _exchanged(changed))

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
        if old is new or old == new:
            return same_cell(old, new)
        old_html, before = cell_html(old), cell_text(old)
        new_html, after = cell_html(new), cell_text(new)
        blocks = () if old.blocks == new.blocks else self.flow_diff(old.blocks, new.blocks, self.vocabulary)
        kind = Kind.FORMATTED if before == after else Kind.CHANGED
        return CellDiff(
            kind=kind,
            old=old,
            new=new,
            old_html=old_html,
            new_html=new_html,
            blocks=blocks,
            delta=delta(before, after) if new.tag == "td" else "",
            note=_cell_note(old, new),
            is_figure=figure(after) is not None,
            edits=total([block.edits for block in blocks]),
        )


def _cell_note(old: Cell, new: Cell) -> str:
    notes = []
    if old.tag != new.tag:
        notes.append("made a heading cell" if new.tag == "th" else "no longer a heading cell")
    for what, before, after in (("column", old.colspan, new.colspan), ("row", old.rowspan, new.rowspan)):
        if before != after:
            notes.append(f"now over {counted(after, what)}, was {counted(before, what)}")
    if not notes and old.scope != new.scope:
        notes.append(f"heads its {'column' if new.scope == 'col' else 'row'}")
    return ", ".join(notes)


def _exchanged(cells: dict[int, CellDiff]) -> dict[int, CellDiff]:
    """Return the cells of a row that differ, with it said of the only two that changed if they changed places."""
    changed = [place for place, cell in cells.items() if cell.kind is Kind.CHANGED]
    if len(changed) != 2:
        return cells
    one, other = (cells[place] for place in changed)
    if one.old_html != other.new_html:
        if other.old_html != one.new_html or one.old_html or other.new_html:
            return cells
        note = "moved from the next cell" if changed[1] == changed[0] + 1 else "moved from another cell"
        told = {changed[0]: note}
    elif one.new_html == other.old_html and one.new_html:
        told = dict.fromkeys(changed, "these two cells changed places")
    elif not one.new_html and not other.old_html:
        told = {changed[1]: "moved from the cell before" if changed[1] == changed[0] + 1 else "moved from another cell"}
    else:
        return cells
    return {
        place: replace(cell, note="; ".join(filter(None, (cell.note, told.get(place, "")))))
        for place, cell in cells.items()
    }


def _pair_by_key(pairing: Pairing, old: Sequence[RowText], new: Sequence[RowText]) -> dict[int, int]:
    """Pair rows whose key cell is the same and stands once on each side; return those that moved, new to old."""
    keys_old, keys_new = ([row.key for row in rows] for rows in (old, new))
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
    pairing.pair_equal([cell_html(cell) for cell in old], [cell_html(cell) for cell in new])
    return pairing.in_order()


def _lone_cell(kind: Kind, cell: Cell) -> CellDiff:
    html = cell_html(cell)
    text = cell_text(cell)
    words = words_in(text)
    if kind.in_new:
        edits = Edits(added=words if kind is Kind.ADDED else 0)
        change = delta("", text) if cell.tag == "td" else ""
        is_figure, note = figure(text) is not None, oddities_in(text)
        return CellDiff(kind, None, cell, "", html, (), change, note, is_figure, edits)
    edits = Edits(removed=words if kind is Kind.REMOVED else 0)
    change = delta(text, "") if kind is Kind.REMOVED and cell.tag == "td" else ""
    return CellDiff(kind, old=cell, old_html=html, delta=change, is_figure=figure(text) is not None, edits=edits)


def _lone_row(kind: Kind, text: RowText) -> RowDiff:
    cells = tuple(_lone_cell(kind, cell) for cell in text.row.cells)
    return RowDiff(kind, text.part, text.part, cells, total([cell.edits for cell in cells]))
