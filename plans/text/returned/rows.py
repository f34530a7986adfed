"""Rows and cells of tables as the words that Word keeps of them."""

from plans.text.content import Cell, Flow, Row, TableBlock
from plans.text.inline import LINE_BREAK
from plans.text.returned.leaves import Leaf, leaves_of_flow


def cell_text(cell: Cell) -> str:
    """Return the words of a table cell, one line for each paragraph."""
    leaves = leaves_of_flow(cell.blocks, ())
    return LINE_BREAK.join(leaf.text for leaf in leaves if isinstance(leaf, Leaf))


def table_text(table: TableBlock) -> list[str]:
    """Return the words of each row of a table."""
    return ["\t".join(cell_text(cell) for cell in row.cells) for row in table.rows]


def row_of_text(cells: list[Flow], like: Row | None) -> Row:
    """Return a body row of cells, its first cell a heading where that of the row ``like`` it is one."""
    tags = [cell.tag for cell in like.cells] if like else []
    scopes = [cell.scope for cell in like.cells] if like else []
    return Row(
        "tbody",
        tuple(
            Cell(tags[at] if at < len(tags) else "td", flow, scope=scopes[at] if at < len(scopes) else "")
            for at, flow in enumerate(cells)
        ),
    )
