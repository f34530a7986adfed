"""Rows pasted from a spreadsheet, their cells parted by tabs or commas; what cannot be read says in which row it is."""

import csv
import io
from dataclasses import dataclass

MOST_ROWS, MOST_COLUMNS = 100, 20
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class NotRows(ValueError):
    """The text is not rows of cells; each problem says in which row it stands and what to do."""

    problems: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join(self.problems)


def rows_of(text: str, *, commas: bool = True) -> Rows:
    """
    Return the cells of rows pasted from a spreadsheet: parted by tabs, or by commas where there is no tab.

    Cells with a tab, comma or line break in them stand in quotation marks, as a spreadsheet writes them. Empty rows and
    columns at the edges are left out. Without ``commas`` a comma is a comma, and a line without tabs is one cell.

    :raises NotRows: if the rows cannot be told apart surely; nothing is guessed.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    tabs = "\t" in text or not commas
    mark = "\t" if tabs else ","
    try:
        found = list(csv.reader(io.StringIO(text), delimiter=mark, strict=True, skipinitialspace=not tabs))
    except csv.Error:
        raise NotRows((_unclosed(text),)) from None
    rows = [[_cell(cell) for cell in row] for row in found]
    rows = [row for row in rows if any(row)]
    problems = _too_many(rows) or ([] if tabs else _uneven(rows))
    if not rows:
        problems = ["There are no rows to paste. Copy some cells in the spreadsheet first."]
    if problems:
        raise NotRows(tuple(problems))
    width = max(n for row in rows for n, cell in enumerate(row, start=1) if cell)
    return tuple(tuple([*row, *[""] * width][:width]) for row in rows)


def _cell(text: str) -> str:
    return "\n".join(line for line in (" ".join(line.split()) for line in text.split("\n")) if line)


def _unclosed(text: str) -> str:
    line = next((n for n, line in enumerate(text.split("\n"), start=1) if line.count('"') % 2), 1)
    return f"Row {line}: a quotation mark is opened and not closed as a spreadsheet would. Take it out, or close it."


def _too_many(rows: list[list[str]]) -> list[str]:
    wrong = []
    if len(rows) > MOST_ROWS:
        wrong.append(f"There are {len(rows):,} rows, and a table of a plan holds {MOST_ROWS}. Paste fewer.")
    if (widest := max((len(row) for row in rows), default=0)) > MOST_COLUMNS:
        wrong.append(f"There are {widest:,} columns, and a table of a plan holds {MOST_COLUMNS}. Paste fewer.")
    return wrong


def _uneven(rows: list[list[str]]) -> list[str]:
    """Commas inside figures ("£1,200") look like the end of a cell: rows of different widths are refused."""
    width = len(rows[0]) if rows else 0
    return [
        f"Row {n}: it has {len(row)} cells and the first row has {width}. If a cell has a comma in it, put the cell in "
        f'quotation marks, such as "1,200", or copy straight from the spreadsheet.'
        for n, row in enumerate(rows, start=1)
        if len(row) != width
    ]
