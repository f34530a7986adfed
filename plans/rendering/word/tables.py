"""Draws a table that changed: row by row and cell by cell where its columns stayed."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from plans.rendering.word.content import Became, Items, Paragraph, Shape, Style, Table, TableCell, TableRow
from plans.rendering.word.layout import (
    Placed,
    Setting,
    cell_paragraphs,
    cell_setting,
    figure_columns,
    laid_out,
    placed_cells,
    widths_of,
)
from plans.rendering.word.pieces import stretches_of
from plans.rendering.word.telling import whole, whole_row
from plans.text.content import Cell, Row, TextBlock, write_flow
from plans.text.diff.operations import BlockDiff, CellDiff, Kind, RowDiff, TableDiff
from plans.text.inline import Run
from plans.text.markup import plain_text

FlowDrawer = Callable[[tuple[BlockDiff, ...], Setting], Items]


def changed(diff: BlockDiff, draw: FlowDrawer) -> Items:
    """
    Return a changed table under its caption; ``draw`` draws the blocks inside a cell.

    The cells of a column that came are told as such, and all others stand as they are. Where columns went, or cells
    reach over rows, all rows of the old table are shown as removed and then those of the new as added: a reader of Word
    files that does not know of columns would keep an empty one in the new text.
    """
    table = diff.table
    if table is None:
        return ()
    caption = Paragraph(Shape(Style.CAPTION), stretches_of(table.caption))
    if table.columns_removed or any(_reaches(row) for row in table.rows):
        return (caption, _old_then_new(diff))
    came = _columns_that_came(table)
    widest = max(_width(row, new=new) for row in table.rows for new in (True, False))
    grids = [placed_cells(_rows(table, new=new)) for new in ((True,) if came else (False, True))]
    grid = [row for each in grids for row in each]
    figures = figure_columns(grid, widest)
    rows = tuple(row for each in table.rows for row in _rows_of(each, figures, came, draw))
    heads = all(cell.tag == "th" for row in table.rows if row.part != "thead" for cell in _first(row))
    widths = widths_of([*grid, *_figures_changed(table, figures)], widest)
    return (caption, Table(rows, widths, has_row_heads=heads))


def _figures_changed(table: TableDiff, figures: frozenset[int]) -> Iterator[list[Placed]]:
    """Yield the figures that changed as they stand in the file: the old and the new one in one line."""
    for row in table.rows:
        if all(each.colspan == 1 for cell in row.cells for each in (cell.old, cell.new) if each):
            both = ((at, cell.old, cell.new) for at, cell in enumerate(row.cells) if at in figures)
            yield [
                (at, Cell("td", (TextBlock("", (Run(_words(old) + _words(new)),)),)), "")
                for at, old, new in both
                if old and new and old.blocks != new.blocks
            ]


def _words(cell: Cell) -> str:
    return plain_text(write_flow(cell.blocks))


def _columns_that_came(table: TableDiff) -> frozenset[int]:
    """Return the places of the columns that came; every row that stands in both texts has a cell in each."""
    both = (row for row in table.rows if table.columns_added and row.kind.in_old and row.kind.in_new)
    return frozenset(at for row in both for at, cell in enumerate(row.cells) if cell.old is None)


def _old_then_new(diff: BlockDiff) -> Table:
    new = _table_in(diff.new_html)
    added = tuple(whole_row(row, Became.ADDED) for row in new.rows)
    if not diff.old_html:  # of a table that moved, the old stands where it was
        return replace(new, rows=added)
    old = _table_in(diff.old_html)
    removed = tuple(replace(whole_row(row, Became.REMOVED), widths=old.widths) for row in old.rows)
    return replace(new, rows=(*removed, *added))


def _table_in(html: str) -> Table:
    return next(item for item in laid_out(html, Setting(Style.BODY)) if isinstance(item, Table))


def _reaches(row: RowDiff) -> bool:
    return any(cell.rowspan > 1 for each in row.cells for cell in (each.old, each.new) if cell)


def _width(row: RowDiff, *, new: bool) -> int:
    return sum(cell.colspan for cell in _cells(row, new=new))


def _cells(row: RowDiff, *, new: bool) -> tuple[Cell, ...]:
    found = (each.new if new else each.old for each in row.cells)
    return tuple(cell for cell in found if cell is not None)


def _first(row: RowDiff) -> tuple[Cell, ...]:
    return (_cells(row, new=True) or _cells(row, new=False))[:1]


def _rows(table: TableDiff, *, new: bool) -> list[Row]:
    kept = (row for row in table.rows if (row.kind.in_new if new else row.kind.in_old))
    return [Row(row.part if new else row.old_part, _cells(row, new=new)) for row in kept]


def _rows_of(row: RowDiff, figures: frozenset[int], came: frozenset[int], draw: FlowDrawer) -> Iterator[TableRow]:
    cell_by_cell = row.part == row.old_part and all(
        at in came or _keeps_its_form(cell) for at, cell in enumerate(row.cells)
    )
    if row.kind.in_old and row.kind.in_new and cell_by_cell:
        yield TableRow(tuple(_cells_of(row, figures, came, draw)), is_head=row.part == "thead")
        return
    if row.kind.in_old:
        yield whole_row(_plain(_cells(row, new=False), row.old_part, figures, came), Became.REMOVED)
    if row.kind.in_new:
        yield whole_row(_plain(_cells(row, new=True), row.part, figures), Became.ADDED)


def _keeps_its_form(cell: CellDiff) -> bool:
    old, new = cell.old, cell.new
    return bool(old and new and (old.tag, old.colspan, old.scope) == (new.tag, new.colspan, new.scope))


def _plain(cells: tuple[Cell, ...], part: str, figures: frozenset[int], came: frozenset[int] = frozenset()) -> TableRow:
    """Return a row as it stands; in a column that came after it stands an empty cell, which came with the column."""
    is_head, column, drawn = part == "thead", 0, []
    empty = TableCell((Paragraph(cell_setting(is_head=is_head).shape()),), became=Became.ADDED)
    for cell in cells:
        while column in came:
            drawn.append(empty)
            column += 1
        paragraphs = cell_paragraphs(cell, is_head=is_head, to_the_right=column in figures)
        drawn.append(TableCell(paragraphs, cell.colspan))
        column += cell.colspan
    drawn += [empty] * len([at for at in came if at >= column])
    return TableRow(tuple(drawn), is_head=is_head)


def _cells_of(row: RowDiff, figures: frozenset[int], came: frozenset[int], draw: FlowDrawer) -> Iterator[TableCell]:
    is_head, column = row.part == "thead", 0
    for diff in row.cells:
        cell = diff.new
        assert cell is not None  # noqa: S101 -- a row is drawn cell by cell where the new text has each cell
        yield _cell_of(diff, cell, is_head=is_head, right=column in figures, came=column in came, draw=draw)
        column += cell.colspan


def _cell_of(diff: CellDiff, cell: Cell, *, is_head: bool, right: bool, came: bool, draw: FlowDrawer) -> TableCell:
    if came:
        added = whole(cell_paragraphs(cell, is_head=is_head, to_the_right=right), Became.ADDED)
        return TableCell(added, cell.colspan, became=Became.ADDED)
    if diff.kind is Kind.SAME or not diff.blocks:
        return TableCell(cell_paragraphs(cell, is_head=is_head, to_the_right=right), cell.colspan)
    items = draw(diff.blocks, cell_setting(is_head=is_head))
    paragraphs = tuple(_to_the_right(p, right) for p in items if isinstance(p, Paragraph))
    return TableCell(_never_empty(paragraphs, is_head=is_head), cell.colspan)


def _to_the_right(paragraph: Paragraph, right: bool) -> Paragraph:
    return Paragraph(paragraph.shape, paragraph.stretches, paragraph.became, paragraph.old_shape, to_the_right=right)


def _never_empty(paragraphs: tuple[Paragraph, ...], *, is_head: bool) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a cell with one that stays where one of the two texts has none: a cell has no less."""
    empty = Paragraph(cell_setting(is_head=is_head).shape())
    for in_text in (lambda p: p.became.in_old, lambda p: p.became.in_new):
        if not any(in_text(p) for p in paragraphs):
            return _as_one(paragraphs, empty)
    return paragraphs


def _as_one(paragraphs: tuple[Paragraph, ...], empty: Paragraph) -> tuple[Paragraph, ...]:
    *before, last = paragraphs or (empty,)
    old = empty.shape if last.became is Became.ADDED else last.shape
    new = empty.shape if last.became is Became.REMOVED else last.shape
    kept = Paragraph(new, last.stretches, Became.SAME, old if old != new else None, to_the_right=last.to_the_right)
    return (*before, kept)
