"""Figures stand to the right, on paper and on screen: a column whose cells are all figures is marked, head and all."""

import re

from django.utils.safestring import SafeString, mark_safe
from lxml import html as lxml_html
from lxml.html import HtmlElement

from plans.text.diff.operations import TableDiff

FIGURE = re.compile(
    r"^[+\-−–]?\s?£?[\d,]+(\.\d+)?\s?(%|p|m|bn|k|per cent|million|billion)?$|^(none|nil|n/a|[-–—])$", re.I
)
ROWS = "./thead/tr | ./tbody/tr | ./tfoot/tr | ./tr"
CELLS = "./th | ./td"
ON_SCREEN = "pc-num"


def words_of(element: HtmlElement) -> str:
    """Return the words of an element, with single spaces between them."""
    return " ".join(element.text_content().split())


def span(cell: HtmlElement, name: str) -> int:
    """Return how many columns ("colspan") or rows ("rowspan") a cell takes."""
    given = cell.get(name, "1")
    return max(1, int(given)) if given.isdecimal() else 1


def mark_figures(cells: list[list[HtmlElement]], columns: int, mark: str) -> None:
    """
    Give the class ``mark`` to the cells of each column in which every cell that is not a head is a figure.

    ``cells`` are those of each row. A row with fewer cells than ``columns`` has some that span, and is left alone.
    """
    for column in range(columns):
        in_column = [row[column] for row in cells if len(row) == columns]
        below = [cell for cell in in_column if cell.tag == "td" and words_of(cell)]
        if below and all(mark in cell.classes or FIGURE.match(words_of(cell)) for cell in below):
            for cell in in_column:
                cell.classes.add(mark)


def on_screen(html: str) -> SafeString:
    """
    Return a table of a plan's text, or the rows of one, with its columns of figures marked for the screen.

    The input is canonical HTML (``plans.text.markup.clean``), and no word of it is lost or changed. HTML without a
    table row comes back as it was.
    """
    if "<tr>" not in html:
        return mark_safe(html)  # noqa: S308 -- cleaned by plans.text.markup
    whole = html.lstrip().startswith("<table")
    root = lxml_html.fragment_fromstring(html if whole else f"<table>{html}</table>", create_parent="div")
    for table in root.iter("table"):
        cells = [row.xpath(CELLS) for row in table.xpath(ROWS)]
        mark_figures(cells, max((len(row) for row in cells), default=0), ON_SCREEN)
    return inside(root if whole else root[0])


def inside(element: HtmlElement) -> SafeString:
    """Return what stands inside an element as HTML, written anew and escaped by lxml."""
    html = (element.text or "") + "".join(lxml_html.tostring(child, encoding="unicode") for child in element)
    return mark_safe(html)  # noqa: S308 -- cleaned by plans.text.markup


def columns_of_figures(table: TableDiff) -> frozenset[int]:
    """Return the columns of a marked table in which every cell that heads nothing is a figure or empty."""
    rows = [row for row in table.rows if row.part != "thead"]
    cells = [(at, each) for row in rows for at, each in enumerate(row.cells)]
    if any(one.colspan > 1 for row in table.rows for each in row.cells for one in (each.old, each.new) if one):
        return frozenset()
    others = {at for at, each in cells if not each.is_figure and (each.html or (each.cell and each.cell.tag == "th"))}
    return frozenset({at for at, each in cells if each.is_figure} - others)
