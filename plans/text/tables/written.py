"""The table that boxes make: what was not touched as it was opened, what was typed in the house style."""

from dataclasses import dataclass

from plans.text.content import Cell, Flow, Row, TableBlock, TextBlock
from plans.text.inline import LINE_BREAK, Run, Runs, blanks_to_spaces, tidied
from plans.text.reader import regular_rows
from plans.text.tables.figures import (
    ACCEPTED,
    PLAIN,
    POUND,
    Figure,
    has_digit,
    read_figure,
    shown_places,
    write_figure,
)
from plans.text.tables.grid import Grid
from plans.text.tables.sheet import UNITS, Holds, Line, Sheet, fits, sheet_of

NOUNS = {Holds.MONEY: "money", Holds.NUMBER: "a number", Holds.PER_CENT: "a percentage"}


@dataclass(frozen=True, slots=True)
class Wrong:
    """A box that cannot be kept as it is, by its row and column."""

    row: int
    column: int
    words: str


def grid_of(sheet: Sheet, opened: Grid | None) -> Grid:
    """
    Return the table that boxes make. A cell whose words are as they were opened keeps its formatting.

    A figure that was typed, or that stands in a column which now holds something else, is written in the house style.
    """
    before = sheet_of(opened) if opened else None
    writer = _Writer(sheet, opened, before)
    rows = [row for part in ("thead", "tbody", "tfoot") for row in writer.rows(part)]
    caption = opened.table.caption if opened and opened.caption == sheet.caption else _runs(sheet.caption)
    return Grid(TableBlock(caption, regular_rows(rows)))


class _Writer:
    """Writes the cells of a sheet, each with what is known of it in the table that was opened."""

    def __init__(self, sheet: Sheet, opened: Grid | None, before: Sheet | None) -> None:
        self.sheet = sheet
        self.opened = opened
        self.before = before
        self.places = [self._places(c) for c in range(sheet.width)]

    def rows(self, part: str) -> list[Row]:
        return [Row(part, self.cells(line)) for line in self.sheet.lines if line.part == part]

    def cells(self, line: Line) -> tuple[Cell, ...]:
        made = [self.cell(line, c) for c in range(self.sheet.width)]
        if line.origin is not None and self.opened and self.same_columns:
            width = len(self.opened.rows[line.origin].cells)
            while len(made) > width and not made[-1].blocks:
                made.pop()  # a row that was short stays short
        return tuple(made)

    @property
    def same_columns(self) -> bool:
        return self.before is not None and [c.origin for c in self.sheet.columns] == list(range(self.before.width))

    def was(self, line: Line, column: int) -> Cell | None:
        origin = self.sheet.columns[column].origin
        if self.opened is None or line.origin is None or origin is None:
            return None
        return self.opened.slots[line.origin][origin]

    def cell(self, line: Line, column: int) -> Cell:
        was, text = self.was(line, column), line.cells[column]
        flow = was.blocks if was and self.keeps(line, column) else _flow(self.written(line, column, text))
        tag = was.tag if was and self.keeps_tags(line, column) else self.tag(line, column)
        scope = "" if tag == "td" else "col" if line.part == "thead" else "row"
        return Cell(tag, flow, scope=scope)

    def tag(self, line: Line, column: int) -> str:
        return "th" if line.part == "thead" or column == self.sheet.key else "td"

    def keeps_tags(self, line: Line, column: int) -> bool:
        """Odd tables keep their heading cells as they are until the drafter says which column names the rows."""
        if self.before is None or self.opened is None or line.origin is None:
            return False
        key = self.sheet.columns[self.sheet.key].origin if self.sheet.key >= 0 else -1
        return key == self.before.key and self.opened.rows[line.origin].part == line.part

    def keeps(self, line: Line, column: int) -> bool:
        """Say whether a cell stands as it was opened: the same words in a column that holds what it held."""
        if self.before is None or line.origin is None or (origin := self.sheet.columns[column].origin) is None:
            return False
        same = line.cells[column] == self.before.lines[line.origin].cells[origin]
        return same and (line.part == "thead" or self.sheet.columns[column].holds == self.before.columns[origin].holds)

    def written(self, line: Line, column: int, text: str) -> str:
        unit, figure = UNITS.get(self.sheet.columns[column].holds), read_figure(text)
        if line.part == "thead" or unit is None or figure is None or figure.unit not in (PLAIN, unit):
            return text
        return write_figure(figure, unit, self.places[column])

    def _places(self, column: int) -> int:
        body = (read_figure(line.cells[column]) for line in self.sheet.lines if line.part != "thead")
        unit = UNITS.get(self.sheet.columns[column].holds)
        return max((_places_as(figure, unit) for figure in body if figure and unit is not None), default=0)


def _places_as(figure: Figure, unit: str) -> int:
    places = shown_places(figure)
    return 2 if unit == POUND and places else places


def _runs(text: str) -> Runs:
    pieces: list[Run] = []
    for n, line in enumerate(text.split("\n")):
        pieces += ([Run(LINE_BREAK)] if n else []) + [Run(blanks_to_spaces(line))]
    return tidied(pieces)


def _flow(text: str) -> Flow:
    runs = _runs(text)
    return (TextBlock("", runs),) if runs else ()


def problems(sheet: Sheet, opened: Grid | None = None) -> tuple[Wrong, ...]:
    """Return the boxes that say a figure which cannot be read as what their column holds."""
    writer = _Writer(sheet, opened, sheet_of(opened) if opened else None)
    return tuple(
        Wrong(r, c, _not_held(line.cells[c], column.holds))
        for r, line in enumerate(sheet.lines)
        for c, column in enumerate(sheet.columns)
        if line.part != "thead" and column.holds in UNITS and has_digit(line.cells[c])
        if not fits(line.cells[c], UNITS[column.holds]) and not writer.keeps(line, c)
    )


def _not_held(text: str, holds: Holds) -> str:
    return f"“{text}” cannot be read as {NOUNS[holds]}. {ACCEPTED}"
