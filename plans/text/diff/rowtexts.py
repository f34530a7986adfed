"""A table as the text of its rows: a row is read cell by cell only where somebody must look into it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plans.text.content import Cell, Row, TableBlock, TextBlock, write_flow, write_row
from plans.text.inline import Run, Runs, escape, text_of, unescape
from plans.text.markup import plain_text
from plans.text.reader import read

PARTS = ("thead", "tbody", "tfoot")
_SPANS = re.compile(r"<t[dh][^>]* (?:col|row)span=")
_HEADS_ONLY = re.compile(r"<tr>(?:<th(?: [^>]*)?>(?:(?!</?t[dh]).)*</th>)+</tr>\Z", re.DOTALL)
_SCOPES = dict(zip(PARTS, ("col", "row", "row"), strict=True))
_CELLS = '(?:<td>[^<>]*</td>|<th scope="{}">[^<>]*</th>)++'
_PLAIN_ROW = {part: re.compile(rf"<tr>{_CELLS.format(scope)}</tr>\Z") for part, scope in _SCOPES.items()}
_PLAIN_ROWS = {part: re.compile(rf"(?:<tr>{_CELLS.format(scope)}</tr>)++\Z") for part, scope in _SCOPES.items()}
_FIRST_CELL = re.compile(r"<tr><t[dh][^>]*>([^<>]*)</t")
_UNTIDY = ("> ", " <", "  ", "\t", "\n", "\r", "\f")
_UNTIDY_ENTITY = re.compile("&(?!(?:amp|lt|gt);)")
_CLOSING = len("</td")


class RowText:
    """One row of a table: its canonical HTML, and its content once it is asked for."""

    __slots__ = ("_row", "_strings", "html", "part")

    def __init__(self, part: str, html: str, row: Row | None = None) -> None:
        self.part, self.html, self._row = part, html, row
        self._strings: list[str] | None = None

    @property
    def strings(self) -> list[str]:
        """
        What stands before each ">" of a row in which no cell holds more than plain text; of another row nothing.

        The row's own tag comes first; then of each cell its opening tag, and its words with the closing one.
        """
        if self._strings is None:
            is_plain = self._row is None or _PLAIN_ROW[self.part].match(self.html)
            self._strings = self.html.split(">") if is_plain else []
        return self._strings

    @property
    def row(self) -> Row:
        """The row with its cells."""
        if self._row is None:
            self._row = Row(self.part, tuple(self._plain_cell(at) for at in range(self.width)))
        return self._row

    def cell(self, at: int) -> Cell:
        """Return the cell at a place, without the others where they were not read yet."""
        return self._row.cells[at] if self._row else self._plain_cell(at)

    def inside(self, at: int) -> str:
        """Return the HTML inside a cell of a row in which no cell holds more than plain text."""
        return self.strings[2 * at + 2][:-_CLOSING]

    @property
    def insides(self) -> list[str]:
        """The HTML inside each cell of a row in which no cell holds more than plain text."""
        return [string[:-_CLOSING] for string in self.strings[2:-1:2]]

    def _plain_cell(self, at: int) -> Cell:
        opening, inside = self.strings[2 * at + 1], self.inside(at)
        tag, scope = opening[1:3], opening[11:-1]
        return Cell(tag, (TextBlock("", (Run(unescape(inside)),)),) if inside else (), scope=scope)

    @property
    def identity(self) -> str:
        """The HTML and the part of the table, as one string: rows of which it is the same are the same."""
        return self.html if self.part == "tbody" else f"{self.part}{self.html}"

    @property
    def key(self) -> str:
        """The words of the first cell, by which a row is known."""
        plain = _FIRST_CELL.match(self.html)
        return unescape(plain[1]) if plain else cell_text(self.row.cells[0])

    @property
    def width(self) -> int:
        """How many cells there are."""
        return self.html.count("</t") - 1


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
    if not html.startswith("<table>") or not html.endswith("</table>") or ("span=" in html and _SPANS.search(html)):
        return None
    inside = html[len("<table>") : -len("</table>")]
    groups = {}
    for name in ("caption", *PARTS):
        groups[name] = ""
        if inside.startswith(f"<{name}>"):
            groups[name], _, inside = inside[len(name) + 2 :].partition(f"</{name}>")
            if not groups[name]:
                return None
    if inside:
        return None
    rows: list[RowText] = []
    for part in PARTS:
        texts = _rows(part, groups[part]) if groups[part] else []
        if None in texts:
            return None
        rows.extend(text for text in texts if text is not None)
    body = [row for row in rows if row.part == "tbody"]
    headless = not groups["thead"] and len(body) > 1 and _HEADS_ONLY.match(body[0].html)
    runs = _caption(groups["caption"]) if groups["caption"] else ()
    return None if not rows or headless or runs is None else TableText(runs, rows, has_spans=False)


def _rows(part: str, group: str) -> list[RowText | None]:
    """Return the rows of one part of a table, None for one that is not canonical."""
    *texts, rest = group.split("</tr>")
    htmls = [f"{text}</tr>" for text in texts]
    if _PLAIN_ROWS[part].match(group) and _is_tidy(group):
        return [RowText(part, html) for html in htmls]
    is_plain = _PLAIN_ROW[part].match
    rows: list[RowText | None] = [
        RowText(part, html) if is_plain(html) and _is_tidy(html) else _marked_row(part, html) for html in htmls
    ]
    return [*rows, None] if rest else rows


def _is_tidy(html: str) -> bool:
    return not any(untidy in html for untidy in _UNTIDY) and not ("&" in html and _UNTIDY_ENTITY.search(html))


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


def places_apart(old: RowText, new: RowText) -> list[int] | None:
    """Return the places of the cells that differ in two rows without marks and as wide; None where either is not."""
    before, after = old.strings, new.strings
    if not before or len(before) != len(after):
        return None
    pairs = enumerate(zip(before, after, strict=True))
    return list(dict.fromkeys((place - 1) // 2 for place, (one, other) in pairs if one != other))
