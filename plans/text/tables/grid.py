"""A table of canonical HTML as a grid: its cells by row and column, found in its section and put back into it."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from plans.text.content import Cell, Row, TableBlock, write_flow, write_table
from plans.text.inline import text_of
from plans.text.markup import blocks, plain_text
from plans.text.reader import read

SPANS = (
    "Some cells of this table reach over several rows or columns, which a form of boxes cannot show. "
    "Change it in the text of its section, or divide those cells there first."
)


class NotATable(ValueError):
    """The HTML is not one table."""


@dataclass(frozen=True)
class Grid:
    """A table with every cell in its place; None where a cell before it spans over."""

    table: TableBlock

    @cached_property
    def slots(self) -> tuple[tuple[Cell | None, ...], ...]:
        """The cells by row and column, each row as wide as the widest."""
        taken: dict[tuple[int, int], Cell | None] = {}
        for r, row in enumerate(self.table.rows):
            c = 0
            for cell in row.cells:
                while (r, c) in taken:
                    c += 1
                over = {(r + down, c + right): None for down in range(cell.rowspan) for right in range(cell.colspan)}
                taken |= over | {(r, c): cell}
        width = max((c for _, c in taken), default=-1) + 1
        return tuple(tuple(taken.get((r, c)) for c in range(width)) for r in range(len(self.table.rows)))

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return len(self.slots[0]) if self.slots else 0

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of the table."""
        return self.table.rows

    @property
    def has_spans(self) -> bool:
        """Whether a cell reaches over several rows or columns."""
        return any(cell.colspan * cell.rowspan > 1 for row in self.rows for cell in row.cells)

    @property
    def caption(self) -> str:
        """The words of the caption."""
        return text_of(self.table.caption)

    @cached_property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """The words of each cell, empty where there is none."""
        return tuple(tuple(words_of(cell) if cell else "" for cell in row) for row in self.slots)

    @property
    def key_column(self) -> int:
        """The column that names the rows: the first with a heading cell below the head, or -1 if none has."""
        below = [slots for row, slots in zip(self.rows, self.slots, strict=True) if row.part != "thead"]
        return next((c for c in range(self.width) if any(s[c] and s[c].tag == "th" for s in below)), -1)  # type: ignore[union-attr]

    def row_name(self, row: int) -> str:
        """Return what a row is called: its key, or else its place."""
        return self.texts[row][max(self.key_column, 0)] or f"row {row + 1}"

    def column_name(self, column: int) -> str:
        """Return what a column is called: its headings, or else its place."""
        heads = [self.texts[r][column] for r, row in enumerate(self.rows) if row.part == "thead"]
        return " ".join(filter(None, heads)) or f"column {column + 1}"


@dataclass(frozen=True, slots=True)
class Placed:
    """A table in the text of a section: which table it is (from 1), which block it is, its HTML and digest."""

    number: int
    block: int
    html: str

    @property
    def digest(self) -> str:
        """Tells whether a table is still the one that was opened."""
        return digest_of(self.html)

    @property
    def grid(self) -> Grid:
        """The table as a grid."""
        return read_grid(self.html)


def words_of(cell: Cell) -> str:
    """Return the words of a cell, a line for each of its blocks."""
    return plain_text(write_flow(cell.blocks)).strip()


def digest_of(html: str) -> str:
    """Return a short digest of a table's HTML."""
    return hashlib.sha256(html.encode()).hexdigest()[:32] if html else ""


def read_grid(html: str) -> Grid:
    """
    Read the canonical HTML of one table.

    :raises NotATable: if it is anything else.
    """
    found = read(html)
    if len(found) != 1 or not isinstance(found[0], TableBlock):
        raise NotATable("This is not a table.")
    return Grid(found[0])


def write_grid(grid: Grid) -> str:
    """Return the canonical HTML of a table."""
    return write_table(grid.table)


def tables_in(html: str) -> tuple[Placed, ...]:
    """Return the tables of a section's canonical HTML, in order."""
    found = [(place, block) for place, block in enumerate(blocks(html)) if block.startswith("<table")]
    return tuple(Placed(number, place, block) for number, (place, block) in enumerate(found, start=1))


def find_table(html: str, number: int, digest: str) -> Placed | None:
    """Return the table that was opened as it stands now: the same table nearest its old place, or None."""
    same = [table for table in tables_in(html) if table.digest == digest]
    return min(same, key=lambda table: abs(table.number - number), default=None)


def with_table(html: str, placed: Placed | None, table: str) -> str:
    """Return a section's HTML with one table replaced (taken out by ``""``), or added at the end if there is none."""
    parts = blocks(html)
    if placed is None:
        return "".join([*parts, table])
    return "".join([*parts[: placed.block], table, *parts[placed.block + 1 :]])
