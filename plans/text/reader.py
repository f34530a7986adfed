"""Reads a tree of HTML into canonical content: what is not allowed falls away, its words stay."""

import re
from collections.abc import Iterable, Sequence

from plans.text.content import Block, Cell, Flow, ImageBlock, ListBlock, QuoteBlock, Row, TableBlock, TextBlock
from plans.text.inline import LINE_BREAK, MARKS, Run, Runs, blanks_to_spaces, tidied
from plans.text.tree import Node, parse

MARK_OF_TAG = {"b": "strong", "i": "em", "del": "s", "strike": "s"} | {mark: mark for mark in MARKS}
HEADING_TAGS = {"h1": "h3", "h2": "h3", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
DEEPEST_NESTING = 6
WIDEST_CELL = 50
_LINK = re.compile(r"(?:https?://[^\s/]\S*|mailto:\S+|tel:\S+|#[\w.-]+)\Z", re.IGNORECASE)
_LONGEST_LINK = 2000
_KEPT_IMAGE = re.compile(r"/images/[0-9a-f]{64}\.(?:png|jpg|webp)\Z")


def read(html: str) -> Flow:
    """Return the content of balanced HTML; canonical HTML is read into the content that writes it."""
    return read_flow(parse(html).children, level=0)


def read_flow(nodes: Sequence[Node | str], level: int, marks: tuple[str, ...] = (), href: str = "") -> Flow:
    """Return the blocks of some nodes, loose text made into paragraphs."""
    flow = _FlowReader(level)
    flow.walk(nodes, marks, href)
    flow.end_line()
    return tuple(flow.blocks)


def safe_link(href: str) -> str:
    """Return the address if it may stand in a plan (web, e-mail, telephone, or a place on the page), or else ``""``."""
    href = href.strip()
    return href if len(href) <= _LONGEST_LINK and _LINK.match(href) else ""


def is_kept_image(src: str) -> bool:
    """Say whether an address is that of a picture kept here."""
    return _KEPT_IMAGE.match(src) is not None


class _FlowReader:
    """Collects blocks; inline text waits in ``line`` until something ends it."""

    def __init__(self, level: int) -> None:
        self.level = level
        self.blocks: list[Block] = []
        self.line: list[Run] = []
        self.loose_items = -1

    def end_line(self) -> None:
        runs = tidied(self.line)
        self.line = []
        if runs:
            self.blocks.append(TextBlock("p", runs))

    def walk(self, nodes: Iterable[Node | str], marks: tuple[str, ...], href: str) -> None:
        for node in nodes:
            if isinstance(node, str):
                self.line.append(Run(blanks_to_spaces(node), marks, href))
            elif node.tag == "br":
                self.line.append(Run(LINE_BREAK, marks, href))
            elif node.tag == "img" and not (self.level == 0 and is_kept_image(node.attributes.get("src", ""))):
                # A picture from elsewhere, or where none may stand, falls away; the words for it stay.
                if alt := blanks_to_spaces(node.attributes.get("alt", "")).strip():
                    self.line.append(Run(f" {alt} ", marks, href))
            elif node.tag in MARK_OF_TAG:
                self.walk(node.children, with_mark(marks, MARK_OF_TAG[node.tag]), href)
            elif node.tag == "a":
                self.walk(node.children, marks, safe_link(node.attributes.get("href", "")) or href)
            else:
                self.end_line()
                self.block(node, marks, href)
                self.end_line()

    def block(self, node: Node, marks: tuple[str, ...], href: str) -> None:
        nests = self.level < DEEPEST_NESTING
        if node.tag in HEADING_TAGS and self.level == 0:
            self.heading(node, marks, href)
        elif node.tag in HEADING_TAGS:
            self.walk(node.children, with_mark(marks, "strong"), href)
        elif node.tag == "blockquote" and nests:
            self.keep(QuoteBlock(read_flow(node.children, self.level + 1, marks, href)))
        elif node.tag in ("ul", "ol") and nests:
            self.keep(ListBlock(node.tag, read_items(node.children, self.level + 1, marks, href)))
        elif node.tag == "li" and nests:
            self.loose_item(node, marks, href)
        elif node.tag == "table" and self.level == 0:
            self.blocks.extend(read_table(node, marks, href))
        elif node.tag in ("figure", "img"):
            self.figure(node, marks, href)
        else:
            self.walk(node.children, marks, href)

    def heading(self, node: Node, marks: tuple[str, ...], href: str) -> None:
        runs = read_line(node.children, marks, href)
        if runs:
            self.blocks.append(TextBlock(HEADING_TAGS[node.tag], runs))

    def figure(self, node: Node, marks: tuple[str, ...], href: str) -> None:
        children = [node] if node.tag == "img" else node.children
        pictures = [c for c in children if isinstance(c, Node) and c.tag == "img"]
        kept = [c for c in pictures if is_kept_image(c.attributes.get("src", ""))]
        if self.level or len(kept) != 1:
            self.walk(children, marks, href)
            return
        captions = [c for c in children if isinstance(c, Node) and c.tag == "figcaption"]
        said = [c for caption in captions for c in (*caption.children, " ")]
        alt = " ".join(kept[0].attributes.get("alt", "").split())
        self.blocks.append(ImageBlock(kept[0].attributes["src"], alt, read_line(said, marks, href)))
        self.walk([c for c in children if c is not kept[0] and c not in captions], marks, href)

    def keep(self, block: QuoteBlock | ListBlock) -> None:
        if block.blocks if isinstance(block, QuoteBlock) else block.items:
            self.blocks.append(block)

    def loose_item(self, node: Node, marks: tuple[str, ...], href: str) -> None:
        item = bare_lead(read_flow(node.children, self.level + 1, marks, href))
        if not item:
            return
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, ListBlock) and self.loose_items == len(self.blocks):
            self.blocks[-1] = ListBlock("ul", (*last.items, item))
        else:
            self.blocks.append(ListBlock("ul", (item,)))
            self.loose_items = len(self.blocks)


def with_mark(marks: tuple[str, ...], mark: str) -> tuple[str, ...]:
    """Return the marks with one more, in their fixed order."""
    return marks if mark in marks else tuple(m for m in MARKS if m in marks or m == mark)


def bare_lead(flow: Flow) -> Flow:
    """Return the flow of a list item or cell with a first paragraph that is its only one made bare text."""
    first = flow[0] if flow else None
    paragraphs = sum(isinstance(block, TextBlock) for block in flow)
    if isinstance(first, TextBlock) and paragraphs == 1:
        return (TextBlock("", first.runs), *flow[1:])
    return flow


def read_line(nodes: Iterable[Node | str], marks: tuple[str, ...] = (), href: str = "") -> Runs:
    """Return all text under some nodes as one line."""
    line: list[Run] = []
    for block in _lines(read_flow(tuple(nodes), DEEPEST_NESTING, marks, href)):
        line.extend((*block, Run(" ")))
    return tidied(line)


def _lines(flow: Flow) -> Iterable[Runs]:
    return (block.runs for block in flow if isinstance(block, TextBlock))


def read_items(nodes: Sequence[Node | str], level: int, marks: tuple[str, ...], href: str) -> tuple[Flow, ...]:
    """Return the items of a list; a list or text that stands between items joins the item before or becomes one."""
    items: list[Flow] = []
    loose: list[Node | str] = []

    def end_loose() -> None:
        flow = bare_lead(read_flow(loose, level, marks, href))
        if flow:
            items.append(flow)
        loose.clear()

    for node in nodes:
        if isinstance(node, Node) and node.tag in ("li", "ul", "ol"):
            end_loose()
            inside = node.children if node.tag == "li" else [node]
            flow = bare_lead(read_flow(inside, level, marks, href))
            if node.tag != "li" and items:
                items[-1] = bare_lead(items[-1] + _as_paragraphs(flow))
            elif flow:
                items.append(flow)
        else:
            loose.append(node)
    end_loose()
    return tuple(items)


def _as_paragraphs(flow: Flow) -> Flow:
    return tuple(TextBlock("p", b.runs) if isinstance(b, TextBlock) and not b.tag else b for b in flow)


def read_table(table: Node, marks: tuple[str, ...] = (), href: str = "") -> Flow:
    """Return the table as one block; text that stands loose in it comes before it, a table without rows is text."""
    caption: list[Node | str] = []
    loose: list[Node | str] = []
    rows: list[Row] = []
    for node in table.children:
        if isinstance(node, str) or node.tag not in ("caption", "thead", "tbody", "tfoot", "tr"):
            loose.append(node)
        elif node.tag == "caption":
            caption.extend((*node.children, " "))
        else:
            part = "tbody" if node.tag == "tr" else node.tag
            for row in [node] if node.tag == "tr" else node.children:
                if isinstance(row, Node) and row.tag == "tr":
                    rows.append(Row(part, _read_cells(row, marks, href, loose)))
                else:
                    loose.append(row)
    before = read_flow(loose, 0, marks, href)
    rows = [row for row in rows if row.cells]
    if not rows:
        return before + read_flow(caption, 0, marks, href)
    return (*before, TableBlock(read_line(caption, marks, href), regular_rows(rows)))


def _read_cells(row: Node, marks: tuple[str, ...], href: str, loose: list[Node | str]) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for node in row.children:
        if isinstance(node, Node) and node.tag in ("td", "th"):
            flow = _read_cell(node, marks, href)
            if node.attributes:
                cells.append(Cell(node.tag, flow, _span(node, "colspan"), _span(node, "rowspan")))
            else:
                cells.append(Cell(node.tag, flow))
        else:
            loose.append(node)
    return tuple(cells)


def _read_cell(node: Node, marks: tuple[str, ...], href: str) -> Flow:
    if len(node.children) == 1 and isinstance(node.children[0], str):
        runs = tidied([Run(blanks_to_spaces(node.children[0]), marks, href)])
        return (TextBlock("", runs),) if runs else ()
    return bare_lead(read_flow(node.children, 1, marks, href))


def _span(node: Node, name: str) -> int:
    value = node.attributes.get(name, "")
    return min(max(int(value), 1), WIDEST_CELL) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def regular_rows(rows: Sequence[Row]) -> tuple[Row, ...]:
    """
    Return the rows in the order head, body, foot, with header cells that say what they head.

    Without a head, a first row of header cells only becomes one; no cell spans beyond its part of the table.
    """
    parts = {part: [row.cells for row in rows if row.part == part] for part in ("thead", "tbody", "tfoot")}
    body = parts["tbody"]
    if not parts["thead"] and len(body) > 1 and all(cell.tag == "th" for cell in body[0]):
        deep = max(cell.rowspan for cell in body[0])
        if deep < len(body):
            parts["thead"], parts["tbody"] = body[:deep], body[deep:]
    return tuple(
        Row(part, tuple(_regular_cell(cell, part, len(group) - place) for cell in cells))
        for part, group in parts.items()
        for place, cells in enumerate(group)
    )


def _regular_cell(cell: Cell, part: str, rows_left: int) -> Cell:
    scope = "" if cell.tag == "td" else "col" if part == "thead" else "row"
    return Cell(cell.tag, cell.blocks, cell.colspan, min(cell.rowspan, rows_left), scope)
