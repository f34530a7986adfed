"""Sets the canonical content of a plan as paragraphs and tables: what stands where, without what became of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from plans.rendering.figures import FIGURE
from plans.rendering.word.content import Item, Items, Mark, Paragraph, Shape, Stretch, Style, Table, TableCell, TableRow
from plans.rendering.word.pictures import picture_run
from plans.text.content import (
    Block,
    Cell,
    Flow,
    ImageBlock,
    ListBlock,
    QuoteBlock,
    Row,
    TableBlock,
    TextBlock,
    write_flow,
)
from plans.text.inline import Run, Runs
from plans.text.markup import plain_text
from plans.text.reader import read

DEEPEST_LEVEL = 8
NARROWEST, WIDEST = 7, 60
ACROSS = 78  # characters of a table, side by side between the margins
LISTS = count(1)  # tells one list from another while a file is drawn; the file counts its own
_HEADINGS = {"h3": Style.HEADING, "h4": Style.SUBHEADING}


@dataclass(frozen=True, slots=True)
class Setting:
    """
    Where a block stands, and so how its paragraphs are set.

    ``style`` is that of a plain paragraph, ``level`` how many lists it is inside of.
    """

    style: Style
    level: int = 0
    in_quote: bool = False

    def shape(self, tag: str = "p") -> Shape:
        """Return how a text block of a tag is set here."""
        if tag in _HEADINGS and not self.level and not self.in_quote:
            return Shape(_HEADINGS[tag])
        style = Style.QUOTE if self.in_quote else Style.LIST_ITEM if self.level else self.style
        return Shape(style, indent=min(self.level, DEEPEST_LEVEL + 1))

    def item_shape(self, tag: str, number: int) -> Shape:
        """Return how the first paragraph of a list item is set here; ``number`` is that of the list."""
        style = Style.QUOTE if self.in_quote else self.style if self.style is Style.TABLE_TEXT else Style.LIST_ITEM
        kind = "bullets" if tag == "ul" else "numbers"
        return Shape(style, Mark(kind, min(self.level, DEEPEST_LEVEL), number))

    def inside_item(self) -> "Setting":
        """Return the setting of what stands inside an item of a list that stands here."""
        style = self.style if self.style is Style.TABLE_TEXT else Style.LIST_ITEM
        return Setting(style, self.level + 1, self.in_quote)

    def inside_quote(self) -> "Setting":
        """Return the setting of what is quoted here."""
        return Setting(Style.QUOTE, self.level, True)


def laid_out(html: str, setting: Setting) -> Items:
    """Return the paragraphs and tables of a block's HTML; HTML that cannot be read whole is set as its words."""
    flow = read(html)
    words = plain_text(html)
    if plain_text(write_flow(flow)) != words:
        return tuple(Paragraph(setting.shape(), (Stretch((Run(line),)),)) for line in words.split("\n"))
    return flow_items(flow, setting)


def flow_items(flow: Flow, setting: Setting) -> Items:
    """Return the paragraphs and tables of some blocks."""
    return tuple(item for block in flow for item in block_items(block, setting))


def block_items(block: Block, setting: Setting) -> Iterator[Item]:
    """Yield the paragraphs, or the caption and the table, of one block."""
    if isinstance(block, TextBlock):
        yield text_paragraph(block.runs, setting.shape(block.tag))
    elif isinstance(block, ListBlock):
        number = next(LISTS)
        for item in block.items:
            yield from item_items(item, block.tag, number, setting)
    elif isinstance(block, QuoteBlock):
        yield from flow_items(block.blocks, setting.inside_quote())
    elif isinstance(block, TableBlock):
        yield text_paragraph(block.caption, Shape(Style.CAPTION))
        yield table_of(block)
    elif isinstance(block, ImageBlock):
        yield text_paragraph((picture_run(block.src, block.alt),), Shape(Style.PICTURE))
        if block.caption:
            yield text_paragraph(block.caption, Shape(Style.PICTURE_CAPTION))


def text_paragraph(runs: Runs, shape: Shape) -> Paragraph:
    """Return a paragraph of some words."""
    return Paragraph(shape, (Stretch(runs),) if runs else ())


def item_items(item: Flow, tag: str, number: int, setting: Setting) -> Iterator[Item]:
    """Yield what stands in one list item; the first paragraph has the mark, and is empty where a list comes first."""
    first = item[0] if item else None
    own = isinstance(first, TextBlock)
    runs = first.runs if isinstance(first, TextBlock) else ()
    yield text_paragraph(runs, setting.item_shape(tag, number))
    yield from flow_items(item[1:] if own else item, setting.inside_item())


def table_of(block: TableBlock) -> Table:
    """Return a table with its columns measured and its columns of figures to the right."""
    grid = placed_cells(block.rows)
    columns = max((at + cell.colspan for row in grid for at, cell, _ in row), default=1)
    figures = figure_columns(grid, columns)
    rows = []
    for row, cells in zip(block.rows, grid, strict=True):
        is_head = row.part == "thead"
        rows.append(TableRow(tuple(_cell(*each, is_head=is_head, figures=figures) for each in cells), is_head=is_head))
    heads = all(row.cells[0].tag == "th" for row in block.rows if row.part != "thead")
    return Table(tuple(rows), widths_of(grid, columns), has_row_heads=heads)


Placed = tuple[int, Cell, str]


def placed_cells(rows: Sequence[Row]) -> list[list[Placed]]:
    """
    Return the cells of each row with their column and how they merge with the rows above and below.

    A cell that reaches down stands again in the rows below, empty, as "continue". A cell never reaches over another.
    """
    hanging: dict[int, tuple[int, Cell]] = {}
    grid = []
    for row in rows:
        placed: list[Placed] = []
        column, waiting = 0, list(row.cells)
        reaching = dict(hanging)
        while waiting or any(at >= column for at in reaching):
            if column in reaching:
                left_over, cell = reaching.pop(column)
                placed.append((column, cell, "continue"))
                hanging[column] = (left_over - 1, cell)
                if left_over == 1:
                    del hanging[column]
            elif waiting:
                cell = _clipped(waiting.pop(0), column, reaching)
                placed.append((column, cell, "restart" if cell.rowspan > 1 else ""))
                if cell.rowspan > 1:
                    hanging[column] = (cell.rowspan - 1, cell)
            else:
                nearest = min(at for at in reaching if at >= column)
                cell = Cell("td", (), nearest - column)
                placed.append((column, cell, ""))
            column += cell.colspan
        grid.append(placed)
    return grid


def _clipped(cell: Cell, column: int, reaching: dict[int, tuple[int, Cell]]) -> Cell:
    free = min((at - column for at in reaching if at > column), default=cell.colspan)
    return cell if cell.colspan <= free else Cell(cell.tag, cell.blocks, free, cell.rowspan, cell.scope)


def figure_columns(grid: Sequence[Sequence[Placed]], columns: int) -> frozenset[int]:
    """Return the columns in which every cell that heads nothing is a figure, as on screen and in the PDF."""
    words: dict[int, list[str]] = {column: [] for column in range(columns)}
    for row in grid:
        for at, cell, merge in row:
            text = plain_text(write_flow(cell.blocks)) if cell.tag == "td" and merge != "continue" else ""
            if text and cell.colspan == 1:
                words[at].append(text)
    return frozenset(c for c, texts in words.items() if texts and all(FIGURE.match(text) for text in texts))


def widths_of(grid: Sequence[Sequence[Placed]], columns: int) -> tuple[int, ...]:
    """
    Return the share of each column, by the length of its longest words and lines.

    Where there is no room for every line, each column keeps its longest word whole and they share what is left.
    """
    least, wanted = [NARROWEST] * columns, [NARROWEST] * columns
    for row in grid:
        for at, cell, merge in row:
            if cell.colspan == 1 and merge != "continue":
                text = plain_text(write_flow(cell.blocks))
                longest_word = max((len(word) for word in text.split()), default=0)
                longest_line = max((len(line) for line in text.split("\n")), default=0)
                least[at] = max(least[at], longest_word + 2)
                wanted[at] = max(wanted[at], longest_word + 2, min(longest_line + 2, WIDEST))
    left, more = ACROSS - sum(least), sum(wanted) - sum(least)
    if more <= max(left, 0):
        return tuple(wanted)
    return tuple(a_word * more + max(left, 0) * (a_line - a_word) for a_word, a_line in zip(least, wanted, strict=True))


def cell_setting(*, is_head: bool) -> Setting:
    """Return how the paragraphs of a cell are set."""
    return Setting(Style.TABLE_HEAD if is_head else Style.TABLE_TEXT)


def _cell(at: int, cell: Cell, merge: str, *, is_head: bool, figures: frozenset[int]) -> TableCell:
    paragraphs = () if merge == "continue" else cell_paragraphs(cell, is_head=is_head, to_the_right=at in figures)
    empty = Paragraph(cell_setting(is_head=is_head).shape())
    return TableCell(paragraphs or (empty,), cell.colspan, merge)


def cell_paragraphs(cell: Cell, *, is_head: bool, to_the_right: bool) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a table cell; a cell without words has one that is empty."""
    setting = cell_setting(is_head=is_head)
    items = flow_items(cell.blocks, setting) or (Paragraph(setting.shape()),)
    return tuple(
        Paragraph(item.shape, item.stretches, to_the_right=to_the_right)
        for item in items
        if isinstance(item, Paragraph)
    )
