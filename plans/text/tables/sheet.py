"""A table as boxes: what is typed in each, and what its rows and columns are said to be."""

from dataclasses import dataclass, replace
from enum import StrEnum

from plans.text.tables.figures import PER_CENT, PLAIN, POUND, has_digit, read_figure
from plans.text.tables.grid import Grid
from plans.text.tables.totals import mark_key


class Holds(StrEnum):
    """What a column holds: its figures are written and checked alike."""

    WORDS = "words"
    MONEY = "money"
    NUMBER = "number"
    PER_CENT = "per_cent"


UNITS = {Holds.MONEY: POUND, Holds.NUMBER: PLAIN, Holds.PER_CENT: PER_CENT}


@dataclass(frozen=True, slots=True)
class Line:
    """
    A row of boxes; ``origin`` is its row in the table that was opened, None if it is new.

    ``total`` is whether its drafter said that it is a total; None leaves that to its name.
    """

    part: str
    cells: tuple[str, ...]
    origin: int | None = None
    total: bool | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of boxes; ``origin`` and ``total`` are what they are of a line."""

    holds: Holds = Holds.WORDS
    origin: int | None = None
    total: bool | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that is typed into the form of a table; ``key`` is the column that names the rows, or -1."""

    caption: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    key: int = 0

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.columns)

    def heading(self, column: int) -> str:
        """Return what a column is called, or nothing."""
        heads = [line.cells[column] for line in self.lines if line.part == "thead"]
        return " ".join(filter(None, heads))


def sheet_of(grid: Grid) -> Sheet:
    """Return a table without spans as boxes."""
    lines = tuple(
        Line(row.part, texts, origin) for origin, (row, texts) in enumerate(zip(grid.rows, grid.texts, strict=True))
    )
    body = [line.cells for line in lines if line.part != "thead"]
    columns = tuple(
        Column(Holds.WORDS if c == grid.key_column else held([cells[c] for cells in body]), c)
        for c in range(grid.width)
    )
    return Sheet(grid.caption, columns, lines, grid.key_column)


def held(texts: list[str]) -> Holds:
    """Return what a column holds by its cells below the head."""
    figures = [read_figure(text) for text in texts if has_digit(text)]
    units = {figure.unit for figure in figures if figure}
    if not figures or None in figures or len(units - {PLAIN}) > 1:
        return Holds.WORDS
    return Holds.MONEY if POUND in units else Holds.PER_CENT if PER_CENT in units else Holds.NUMBER


def marks_of(sheet: Sheet) -> dict[str, bool]:
    """Return which rows and columns their drafter said are totals, or are none, by the name a mark is kept under."""
    said = [(line.cells[max(sheet.key, 0)], line.total) for line in sheet.lines if line.part != "thead"]
    said += [(sheet.heading(c), column.total) for c, column in enumerate(sheet.columns)]
    return {mark_key(name): total for name, total in said if total is not None and name}


def without_empty_rows(sheet: Sheet) -> Sheet:
    """Return the sheet without the new rows that nothing was typed into."""
    return replace(sheet, lines=tuple(line for line in sheet.lines if line.origin is not None or any(line.cells)))


def fits(text: str, unit: str) -> bool:
    """Say whether a cell can be read as a figure of a unit."""
    figure = read_figure(text)
    return figure is not None and figure.unit in (PLAIN, unit)
