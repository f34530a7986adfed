"""A Word file as lines: headings, lists and tables as Word knows them, hand-typed numbers as text."""

import io
import re
from collections.abc import Iterator
from typing import Any

import mammoth
from lxml import etree
from lxml import html as lxml_html

from plans.text.papers.lines import Hint, Line
from plans.text.papers.paper import PaperRefused
from plans.text.papers.word_package import BROKEN, PARSER, parts_of_word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
STYLE_MAP = "p[style-name='Title'] => h1.title:fresh"


def lines_of_word(data: bytes) -> tuple[list[Line], list[str]]:
    """
    Return the lines of a .docx file and its words as its own XML holds them.

    :raises PaperRefused: if the file is broken, locked by a password, or packed so that it could do harm.
    """
    parts = parts_of_word(data)
    try:
        trees = {name: etree.fromstring(content, PARSER) for name, content in parts.items()}
        result = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=STYLE_MAP,
            convert_image=mammoth.images.img_element(lambda image: {"src": ""}),
        )
    except Exception as wrong:  # mammoth raises whatever its XML and zip readers raise
        raise PaperRefused(BROKEN) from wrong
    running = _running_heads(trees)
    words = [word for text in running for word in text.split()]
    words += [word for text in _paragraphs(trees["word/document.xml"]) for word in text.split()]
    lines = [Line(at, text, hint="running-head") for at, text in enumerate(running, 1)]
    if not words:
        raise PaperRefused("The Word file holds no text. Choose the file of a paper.")
    return [*lines, *_lines(f"<div>{result.value}</div>", len(lines) + 1)], words


def _running_heads(trees: dict[str, Any]) -> list[str]:
    """List the lines of the page headers and footers, each once: Word keeps one copy for each kind of page."""
    texts = [text for name in sorted(trees) if name != "word/document.xml" for text in _paragraphs(trees[name])]
    return list(dict.fromkeys(" ".join(text.split()) for text in texts if text.strip()))


def _paragraphs(tree: Any) -> Iterator[str]:
    """Yield the words of each paragraph as the XML holds them; what was struck out is not among them."""
    for paragraph in tree.iter(f"{W}p"):
        if any(True for _ in paragraph.iterancestors(FALLBACK)):
            continue
        pieces = []
        for node in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen"):
            if next(node.iterancestors(f"{W}p")) is not paragraph or any(True for _ in node.iterancestors(f"{W}pPr")):
                continue
            hyphen = "‑" if node.tag == f"{W}noBreakHyphen" else " "
            pieces.append(node.text or "" if node.tag == f"{W}t" else hyphen)
        yield "".join(pieces)


def _lines(markup: str, number: int) -> Iterator[Line]:
    for at, line in enumerate(_walk(lxml_html.fromstring(markup)), number):
        yield Line(at, line.text, line.gap, hint=line.hint, level=line.level, cells=line.cells, head=line.head)


def _walk(parent: Any) -> Iterator[Line]:
    for element in parent:
        tag = element.tag
        if tag == "table":
            yield from _rows(element)
        elif tag in ("ul", "ol"):
            yield from _items(element)
        elif re.fullmatch(r"h[1-6]", tag):
            hint: Hint = "title" if element.get("class") == "title" else "heading"
            yield from _printed(_text(element).replace("\n", " "), hint, int(tag[1]))
        else:
            yield from _printed(_text(element))


def _printed(text: str, hint: Hint = "", level: int = 0) -> Iterator[Line]:
    """Yield each line of a paragraph: a line break in Word is a line, and the first has space above it."""
    for at, row in enumerate([row for row in text.split("\n") if row.strip()]):
        yield Line(0, row.strip(), gap=at == 0, hint=hint, level=level)


def _items(items: Any, depth: int = 0, under_heading: bool = False) -> Iterator[Line]:
    """
    Yield the items of a list. Where numbered items hold numbered items, the outer are headings (1 Purpose)
    and the inner are paragraphs (1.1 ...), as in a paper whose numbers Word makes.
    """
    ordered = items.tag == "ol"
    for item in items:
        inner = [child for child in item if child.tag in ("ul", "ol")]
        text = _text(item, skip=("ul", "ol")).replace("\n", " ").strip()
        headed = ordered and depth == 0 and any(child.tag == "ol" for child in inner)
        if text:
            item_hint: Hint = "paragraph" if ordered and under_heading else "ordered" if ordered else "bullet"
            hint: Hint = "heading" if headed else item_hint
            yield Line(0, text, hint=hint, level=1 if headed else 0)
        for child in inner:
            yield from _items(child, depth + 1, under_heading=headed)


def _rows(table: Any) -> Iterator[Line]:
    for at, row in enumerate(table.iter("tr")):
        cells = tuple(" ".join(_text(cell).split()) for cell in row if cell.tag in ("td", "th"))
        if any(cells):
            head = row.getparent().tag == "thead"
            yield Line(0, "\t".join(cells), gap=at == 0, hint="", cells=cells or ("",), head=head)


def _text(element: Any, skip: tuple[str, ...] = ()) -> str:
    """Return the text of an element; paragraphs and line breaks inside it part words."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag == "br":
            pieces.append("\n")
        elif child.tag not in skip:
            pieces.append(_text(child, skip))
            if child.tag in ("p", "li", "td", "th", "tr", "div"):
                pieces.append("\n")
        pieces.append(child.tail or "")
    return "".join(pieces)
