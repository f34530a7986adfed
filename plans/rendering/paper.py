"""Make cleaned block HTML fit for paper: table heads that repeat, figures to the right, no heading level skipped."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from lxml import html as lxml_html
from lxml.html import HtmlElement

from plans.rendering.child import OUR_HOST
from plans.rendering.figures import CELLS, ROWS, inside, mark_figures, span, words_of
from plans.text.numbering import FIGURE, HEADING, TABLE, NumberedBlock, NumberedObjective, NumberedSection

DEEPEST = 24  # the layout of nested blocks grows with depth; a plan needs four or five levels
LONG_WORD = 22
TO_THE_RIGHT = "r"


@dataclass(frozen=True, slots=True)
class PaperBlock:
    """One block for the page; ``kind`` is "table", "figure", "heading" or "text"; the first two carry their number."""

    kind: str
    anchor: str
    number: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class PaperSection:
    """One section ready for the page; ``place`` is "3", or "Appendix 1"."""

    anchor: str
    place: str
    heading: str
    blocks: tuple[PaperBlock, ...]
    objectives: tuple[NumberedObjective, ...]


def paper_section(numbered: NumberedSection) -> PaperSection:
    """Prepare a numbered section for the page."""
    blocks, under_h3 = [], False
    for block in numbered.blocks:
        blocks.append(paper_block(block, under_h3=under_h3))
        under_h3 = under_h3 or "<h3" in block.html
    place = numbered.label if numbered.is_appendix else numbered.number
    return PaperSection(numbered.anchor, place, numbered.heading, tuple(blocks), numbered.objectives)


def paper_block(block: NumberedBlock, *, under_h3: bool = True) -> PaperBlock:
    """Prepare one numbered block for the page: the number stands in the margin, a table's in its caption."""
    if block.kind == TABLE:
        return PaperBlock("table", block.anchor, "", on_paper(block.html, table_label=block.number))
    if block.kind == FIGURE:
        return PaperBlock("figure", block.anchor, "", on_paper(block.html, figure_label=block.number))
    kind = "heading" if block.kind == HEADING else "text"
    return PaperBlock(kind, block.anchor, block.number, on_paper(block.html, under_h3=under_h3))


def on_paper(html: str, *, table_label: str = "", figure_label: str = "", under_h3: bool = True) -> SafeString:
    """
    Prepare one cleaned block of a plan's text for the page.

    ``table_label`` ("Table 3") and ``figure_label`` ("Figure 2") are put before the caption of the block's table or
    picture; without an h3 above it
    (``under_h3``), an h4 becomes one, since a reader's outline may not skip a level. The input is canonical HTML
    (``plans.text.markup.clean``), and no word of it is lost or changed.
    """
    if not html.strip():
        return SafeString()
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    _flatten(root)
    if not under_h3:
        _mend_headings(root)
    for number, table in enumerate(root.iter("table")):
        _set_table(table, table_label if number == 0 else "")
    for picture in root.iter("img"):
        _set_picture(picture, figure_label)
    _break_long_words(root)
    return inside(root)


def _flatten(root: HtmlElement) -> None:
    for element in list(root.iterdescendants()):
        if sum(1 for _ in element.iterancestors()) > DEEPEST and element.tag in {"ul", "ol", "li", "blockquote", "div"}:
            element.drop_tag()


def _set_picture(picture: HtmlElement, label: str) -> None:
    """Let a picture be found by the layout engine, and give it the words that PDF/UA asks of each."""
    picture.set("src", f"https://{OUR_HOST}{picture.get('src', '')}")
    figure = picture.getparent()
    caption = figure.find("figcaption") if figure is not None and figure.tag == "figure" else None
    if not picture.get("alt"):
        picture.set("alt", words_of(caption) if caption is not None else label or "A picture without a description")
    if figure is None or figure.tag != "figure":
        return
    figure.tag = "div"  # the picture is the Figure: one inside another would need words of its own
    figure.classes.add("figure")
    if caption is None and label:
        caption = lxml_html.Element("figcaption")
        figure.append(caption)
    if caption is not None:
        caption.tag = "p"
        caption.classes.add("caption")
        caption.text = f"{label}. {caption.text or ''}" if label and words_of(caption) else label or caption.text


def _mend_headings(root: HtmlElement) -> None:
    seen = False
    for heading in root.iter("h3", "h4"):
        if heading.tag == "h4" and not seen:
            heading.tag = "h3"
        seen = True


def _set_table(table: HtmlElement, label: str) -> None:
    rows = table.xpath(ROWS)
    cells = [row.xpath(CELLS) for row in rows]
    if label:
        _label(table, label)
    if not rows:
        return
    table.classes.add("grid")
    _ensure_heads(table, rows, cells)
    columns = _even_rows(cells, rows)
    table.classes.update({"many"} if columns > 6 else set())
    table.classes.update({"crowded"} if columns > 10 else set())
    mark_figures(cells, columns, TO_THE_RIGHT)


def _even_rows(cells: list[list[HtmlElement]], rows: list[HtmlElement]) -> int:
    """Fill short rows with empty cells, since PDF/UA wants all rows of one width (7.2-43); return that width."""
    widths, hanging = [], []  # hanging: for each cell that reaches down, the rows still to come and its width
    for row in cells:
        widths.append(sum(span(cell, "colspan") for cell in row) + sum(width for _, width in hanging))
        reaching = [(span(cell, "rowspan"), span(cell, "colspan")) for cell in row]
        hanging = [(left - 1, width) for left, width in hanging + reaching if left > 1]
    columns = max(widths)
    for own, row, width in zip(cells, rows, widths, strict=True):
        for _ in range(columns - width):
            filler = lxml_html.Element("td")
            row.append(filler)
            own.append(filler)
    return columns


def _label(table: HtmlElement, label: str) -> None:
    caption = table.find("caption")
    if caption is None:
        caption = lxml_html.Element("caption")
        table.insert(0, caption)
    words = words_of(caption)
    if not words.startswith(label):
        caption.text = f"{label}. {caption.text or ''}" if words else label


def _ensure_heads(table: HtmlElement, rows: list[HtmlElement], cells: list[list[HtmlElement]]) -> None:
    if not any(cell.tag == "th" for row in cells for cell in row):
        for cell in cells[0]:
            cell.tag = "th"
    for row in cells:
        whole_row = all(cell.tag == "th" for cell in row)
        for cell in row:
            if cell.tag == "th" and cell.get("scope") not in {"col", "row", "colgroup", "rowgroup"}:
                cell.set("scope", "col" if whole_row else "row")
    if table.find("thead") is None and cells[0] and all(cell.tag == "th" for cell in cells[0]) and len(rows) > 1:
        head = lxml_html.Element("thead")
        home = rows[0].getparent()
        at = home if home is not table else rows[0]
        at.addprevious(head)
        head.append(rows[0])


def _break_long_words(root: HtmlElement) -> None:
    for cell in root.iter("td", "th"):
        if any(len(word) > LONG_WORD for word in cell.text_content().split()):
            cell.classes.add("long")
