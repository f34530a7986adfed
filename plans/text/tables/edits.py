"""What the buttons of a table's form do to its boxes: rows and columns added, moved and taken out, cells pasted."""

from dataclasses import replace

from plans.text.tables.figures import has_digit, is_nothing
from plans.text.tables.pasted import MOST_COLUMNS, MOST_ROWS, Rows
from plans.text.tables.sheet import UNITS, Column, Holds, Line, Sheet, fits, held


def with_row(sheet: Sheet, at: int) -> Sheet:
    """Return the sheet with an empty row at a place."""
    if len(sheet.lines) >= MOST_ROWS:
        return sheet
    part = sheet.lines[at - 1].part if 0 < at <= len(sheet.lines) else "tbody"
    empty = Line("tbody" if part == "thead" else part, ("",) * sheet.width)
    return replace(sheet, lines=(*sheet.lines[:at], empty, *sheet.lines[at:]))


def without_row(sheet: Sheet, row: int) -> Sheet:
    """Return the sheet without a row; a table keeps one."""
    lines = (*sheet.lines[:row], *sheet.lines[row + 1 :])
    return replace(sheet, lines=lines) if lines else sheet


def with_row_moved(sheet: Sheet, row: int, by: int) -> Sheet:
    """Return the sheet with a row one place up (-1) or down (1); rows of the head stay at the head."""
    there = row + by
    if not 0 <= there < len(sheet.lines) or (sheet.lines[row].part == "thead") != (sheet.lines[there].part == "thead"):
        return sheet
    lines = list(sheet.lines)
    parts = lines[row].part, lines[there].part
    lines[row], lines[there] = replace(lines[there], part=parts[0]), replace(lines[row], part=parts[1])
    return replace(sheet, lines=tuple(lines))


def with_head(sheet: Sheet) -> Sheet:
    """Return the sheet with its first row as the headings of its columns."""
    return replace(sheet, lines=(replace(sheet.lines[0], part="thead"), *sheet.lines[1:])) if sheet.lines else sheet


def with_column(sheet: Sheet, at: int) -> Sheet:
    """Return the sheet with an empty column at a place; it holds what the column before it does."""
    if sheet.width >= MOST_COLUMNS:
        return sheet
    holds = sheet.columns[at - 1].holds if at else Holds.WORDS
    columns = (*sheet.columns[:at], Column(holds), *sheet.columns[at:])
    lines = tuple(replace(line, cells=(*line.cells[:at], "", *line.cells[at:])) for line in sheet.lines)
    return replace(sheet, columns=columns, lines=lines, key=sheet.key + (sheet.key >= at))


def without_column(sheet: Sheet, column: int) -> Sheet:
    """Return the sheet without a column; a table keeps one."""
    if sheet.width < 2:
        return sheet
    kept = [c for c in range(sheet.width) if c != column]
    return _ordered(sheet, kept)


def with_column_moved(sheet: Sheet, column: int, by: int) -> Sheet:
    """Return the sheet with a column one place to the left (-1) or right (1)."""
    there, order = column + by, list(range(sheet.width))
    if not 0 <= there < sheet.width:
        return sheet
    order[column], order[there] = order[there], order[column]
    return _ordered(sheet, order)


def _ordered(sheet: Sheet, order: list[int]) -> Sheet:
    lines = tuple(replace(line, cells=tuple(line.cells[c] for c in order)) for line in sheet.lines)
    key = order.index(sheet.key) if sheet.key in order else -1
    return replace(sheet, columns=tuple(sheet.columns[c] for c in order), lines=lines, key=key)


def with_cells(sheet: Sheet, cells: dict[tuple[int, int], str]) -> Sheet:
    """Return the sheet with some boxes filled."""
    return replace(
        sheet,
        lines=tuple(
            replace(line, cells=tuple(cells.get((r, c), text) for c, text in enumerate(line.cells)))
            for r, line in enumerate(sheet.lines)
        ),
    )


def with_pasted(sheet: Sheet, rows: Rows, row: int, column: int) -> Sheet:
    """Return the sheet with pasted rows filled in from a box on, grown where they reach beyond it."""
    while sheet.width < min(column + len(rows[0]), MOST_COLUMNS):
        sheet = with_column(sheet, sheet.width)
    if len(sheet.lines) < min(row + len(rows), MOST_ROWS):
        sheet = _without_foot(sheet)
    while len(sheet.lines) < min(row + len(rows), MOST_ROWS):
        sheet = with_row(sheet, len(sheet.lines))
    filled = {(row + r, column + c): text for r, cells in enumerate(rows) for c, text in enumerate(cells)}
    sheet = with_cells(sheet, filled)
    return replace(sheet, columns=tuple(replace(c, holds=_now_holds(sheet, n)) for n, c in enumerate(sheet.columns)))


def _without_foot(sheet: Sheet) -> Sheet:
    """Rows that come after the foot of a table would be more totals: it becomes part of the body, totals by name."""
    lines = (
        replace(line, part="tbody", total=True if line.total is None else line.total) if line.part == "tfoot" else line
        for line in sheet.lines
    )
    return replace(sheet, lines=tuple(lines))


def _now_holds(sheet: Sheet, column: int) -> Holds:
    """A column that holds words, or not what it says it does, holds what all its figures are after a paste."""
    holds = sheet.columns[column].holds
    body = [line.cells[column] for line in sheet.lines if line.part != "thead" and not is_nothing(line.cells[column])]
    figures = [text for text in body if has_digit(text)]
    agrees = bool(figures) or not body
    if column == sheet.key or (agrees and holds in UNITS and all(fits(text, UNITS[holds]) for text in figures)):
        return holds
    return held(body)
