"""A table as the text of its rows: a row is read cell by cell only where somebody must look into it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from plans.text.content import Cell, Row, TableBlock, TextBlock, write_flow, write_row
from plans.text.inline import Run, Runs, escape, text_of, unescape
from plans.text.markup import plain_text
from plans.text.reader import read

PARTS = ("thead", "tbody", "tfoot")
_TABLE = re.compile(
    r"<table>(?:<caption>(.+?)</caption>)?(?:<thead>(.+?)</thead>)?(?:<tbody>(.+?)</tbody>)?(?:<tfoot>(.+?)</tfoot>)?</table>",
    re.DOTALL,
)
_SPANS = re.compile(r"<t[dh][^>]* (?:col|row)span=")
_HEADS_ONLY = re.compile(r"<tr>(?:<th(?: [^>]*)?>(?:(?!</?t[dh]).)*</th>)+</tr>\Z", re.DOTALL)
_SCOPES = dict(zip(PARTS, ("col", "row", "row"), strict=True))
_CELLS = '(?:<td>[^<>]*</td>|<th scope="{}">[^<>]*</th>)++'
_PLAIN_ROW = {part: re.compile(rf"<tr>{_CELLS.format(scope)}</tr>\Z") for part, scope in _SCOPES.items()}
_PLAIN_ROWS = {part: re.compile(rf"(?:<tr>{_CELLS.format(scope)}</tr>)++\Z") for part, scope in _SCOPES.items()}
_PLAIN_CELL = re.compile(r'<(t[dh])(?: scope="([a-z]+)")?>([^<>]*)</')
_FIRST_CELL = re.compile(r"<tr><t[dh][^>]*>([^<>]*)</t")
_UNTIDY = re.compile(r"> | <|  |[\t\n\r\f]|&(?!(?:amp|lt|gt);)")
_CELLS_KEPT = 2_048


class RowText:
    """One row of a table: its canonical HTML, and its content once it is asked for."""

    __slots__ = ("_cells", "_row", "html", "part")

    def __init__(self, part: str, html: str, row: Row | None = None) -> None:
        self.part, self.html, self._row = part, html, row
        self._cells: list[tuple[str, str, str]] | None = None

    @property
    def plain_cells(self) -> list[tuple[str, str, str]]:
        """The tag, scope and HTML of each cell, of a row in which no cell holds more than plain text; else none."""
        if self._cells is None:
            is_plain = self._row is None or _PLAIN_ROW[self.part].match(self.html)
            self._cells = _PLAIN_CELL.findall(self.html) if is_plain else []
        return self._cells

    @property
    def row(self) -> Row:
        """The row with its cells."""
        if self._row is None:
            self._row = Row(self.part, tuple(_plain_cell(*found) for found in self.plain_cells))
        return self._row

    def cell(self, at: int) -> Cell:
        """Return the cell at a place, without the others where they were not read yet."""
        return self._row.cells[at] if self._row else _plain_cell(*self.plain_cells[at])

    @property
    def key(self) -> str:
        """The words of the first cell, by which a row is known."""
        plain = _FIRST_CELL.match(self.html)
        return unescape(plain[1]) if plain else cell_text(self.row.cells[0])

    @property
    def width(self) -> int:
        """How many cells there are."""
        return self.html.count("</td>") + self.html.count("</th>")


@dataclass(frozen=True, slots=True)
class TableText:
    """A table: its caption, its rows in the order head, body, foot, and whether a cell reaches over others."""

    caption: Runs
    rows: Sequence[RowText]
    has_spans: bool


def of_block(table: TableBlock) -> TableText:
    """Return a table that was read already."""
    rows = [RowText(row.part, write_row(row), row) for row in table.rows]
    return TableText(table.caption, rows, any(c.colspan * c.rowspan > 1 for row in table.rows for c in row.cells))


def of_html(html: str) -> TableText | None:
    """Return a table from its HTML, or None where it is not canonical or its cells reach over others."""
    found = _TABLE.fullmatch(html)
    if found is None or _SPANS.search(html):
        return None
    caption, *groups = found.groups()
    rows: list[RowText] = []
    for part, group in zip(PARTS, groups, strict=True):
        texts = _rows(part, group) if group else []
        if None in texts:
            return None
        rows.extend(text for text in texts if text is not None)
    body = [row for row in rows if row.part == "tbody"]
    headless = not groups[0] and len(body) > 1 and _HEADS_ONLY.match(body[0].html)
    runs = _caption(caption) if caption else ()
    return None if not rows or headless or runs is None else TableText(runs, rows, has_spans=False)


def _rows(part: str, group: str) -> list[RowText | None]:
    """Return the rows of one part of a table, None for one that is not canonical."""
    *texts, rest = group.split("</tr>")
    htmls = [f"{text}</tr>" for text in texts]
    if _PLAIN_ROWS[part].match(group) and not _UNTIDY.search(group):
        return [RowText(part, html) for html in htmls]
    is_plain = _PLAIN_ROW[part].match
    rows: list[RowText | None] = [
        RowText(part, html) if is_plain(html) and not _UNTIDY.search(html) else _marked_row(part, html)
        for html in htmls
    ]
    return [*rows, None] if rest else rows


def _marked_row(part: str, html: str) -> RowText | None:
    flow = read(f"<table><{part}>{html}</{part}></table>")
    table = flow[0] if len(flow) == 1 else None
    if not isinstance(table, TableBlock) or len(table.rows) != 1 or write_row(table.rows[0]) != html:
        return None
    return RowText(part, html, table.rows[0])


def _caption(html: str) -> Runs | None:
    flow = read(f"<table><caption>{html}</caption><tbody><tr><td></td></tr></tbody></table>")
    table = flow[0] if len(flow) == 1 else None
    if not isinstance(table, TableBlock) or write_flow(flow).count(f"<caption>{html}</caption>") != 1:
        return None
    return table.caption


@lru_cache(_CELLS_KEPT)
def _plain_cell(tag: str, scope: str, inside: str) -> Cell:
    return Cell(tag, (TextBlock("", (Run(unescape(inside)),)),) if inside else (), scope=scope)


def cell_text(cell: Cell) -> str:
    """Return the words of a cell."""
    only = cell.blocks[0] if len(cell.blocks) == 1 else None
    if isinstance(only, TextBlock):
        if len(only.runs) == 1 and "\n" not in only.runs[0].text:
            return only.runs[0].text
        return "\n".join(line for line in text_of(only.runs).split("\n") if line)
    return plain_text(write_flow(cell.blocks))


def cell_html(cell: Cell) -> str:
    """Return the HTML inside a cell."""
    only = cell.blocks[0] if len(cell.blocks) == 1 else None
    if isinstance(only, TextBlock) and not only.tag and len(only.runs) == 1:
        run = only.runs[0]
        if not run.marks and not run.href and "\n" not in run.text:
            return escape(run.text)
    return write_flow(cell.blocks)
