"""The canonical content of a section as data: text, lists, quotations, tables and pictures, and the HTML of each."""

from collections.abc import Iterable
from dataclasses import dataclass

from plans.text.inline import Runs, escape, runs_to_html


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph or heading (tag ``p``, ``h3``, ``h4``), or the bare text of a list item or cell (tag ``""``)."""

    tag: str
    runs: Runs


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A bulleted (``ul``) or numbered (``ol``) list; each item is a flow of blocks."""

    tag: str
    items: tuple["Flow", ...]


@dataclass(frozen=True, slots=True)
class QuoteBlock:
    """A quotation: a flow of blocks."""

    blocks: "Flow"


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: ``th`` or ``td``, its spans and scope, and a flow of blocks."""

    tag: str
    blocks: "Flow"
    colspan: int = 1
    rowspan: int = 1
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A table row and the part of the table that it stands in: ``thead``, ``tbody`` or ``tfoot``."""

    part: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table: caption, then rows in the order head, body, foot."""

    caption: Runs
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ImageBlock:
    """A picture kept under its digest (``src`` is ``/images/<sha-256>.<ext>``), the words for it, and its caption."""

    src: str
    alt: str
    caption: Runs = ()


Block = TextBlock | ListBlock | QuoteBlock | TableBlock | ImageBlock
Flow = tuple[Block, ...]


def write(block: Block) -> str:
    """Return the canonical HTML of a block."""
    if isinstance(block, TextBlock):
        inside = runs_to_html(block.runs)
        return f"<{block.tag}>{inside}</{block.tag}>" if block.tag else inside
    if isinstance(block, ListBlock):
        return f"<{block.tag}>{''.join(write_item(item) for item in block.items)}</{block.tag}>"
    if isinstance(block, QuoteBlock):
        return f"<blockquote>{write_flow(block.blocks)}</blockquote>"
    return write_image(block) if isinstance(block, ImageBlock) else write_table(block)


def write_flow(flow: Iterable[Block]) -> str:
    """Return the canonical HTML of blocks one after the other."""
    return "".join(write(block) for block in flow)


def write_item(item: Flow) -> str:
    """Return the canonical HTML of a list item."""
    return f"<li>{write_flow(item)}</li>"


def write_cell(cell: Cell) -> str:
    """Return the canonical HTML of a table cell."""
    return write_cell_around(cell, write_flow(cell.blocks))


def write_cell_around(cell: Cell, inside: str) -> str:
    """Return the canonical HTML of a table cell with other HTML inside it."""
    scope = f' scope="{cell.scope}"' if cell.scope else ""
    colspan = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    rowspan = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    return f"<{cell.tag}{scope}{colspan}{rowspan}>{inside}</{cell.tag}>"


def write_row(row: Row) -> str:
    """Return the canonical HTML of a table row."""
    return f"<tr>{''.join(write_cell(cell) for cell in row.cells)}</tr>"


def write_table(table: TableBlock) -> str:
    """Return the canonical HTML of a table."""
    parts = [f"<caption>{runs_to_html(table.caption)}</caption>"] if table.caption else []
    for part in ("thead", "tbody", "tfoot"):
        rows = [write_row(row) for row in table.rows if row.part == part]
        if rows:
            parts.append(f"<{part}>{''.join(rows)}</{part}>")
    return f"<table>{''.join(parts)}</table>"


def write_image(image: ImageBlock) -> str:
    """Return the canonical HTML of a picture."""
    caption = f"<figcaption>{runs_to_html(image.caption)}</figcaption>" if image.caption else ""
    alt = escape(image.alt).replace('"', "&quot;")
    return f'<figure><img src="{image.src}" alt="{alt}">{caption}</figure>'
