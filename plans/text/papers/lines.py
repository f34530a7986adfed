"""The lines of a paper, whatever file they came from."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Literal

Hint = Literal["", "title", "heading", "bullet", "ordered", "paragraph", "running-head"]

LINE_END = re.compile(r"\r\n|\r|\n|\f")
STARTS_WITH_NUMBER = re.compile(r"^\W*\d{1,2}\.")  # a section or paragraph, even if each page begins with one
EDGE = 3  # lines at the top and the foot of a page that may be running heads


@dataclass(frozen=True, slots=True)
class Line:
    """
    One printed line, or one paragraph of a word processor.

    ``gap``: something empty stands before it. ``page``: a page begins with it. ``indent``: spaces left of it.
    ``cells`` are the cells of a row of a table, and ``head`` says that the row repeats at the top of each page.
    """

    number: int
    text: str
    gap: bool = True
    page: bool = False
    indent: int = 0
    hint: Hint = ""
    level: int = 0
    cells: tuple[str, ...] = ()
    head: bool = False


def lines_of_text(text: str) -> list[Line]:
    """
    Return the lines of a plain text that hold words.

    A form feed begins a page. So does one space before a line that follows another without an empty line: it is
    what extractors leave of a page's end.
    """
    pages: list[list[Line]] = [[]]
    gap, at_page = True, False
    ends = [*LINE_END.finditer(text), None]
    start = 0
    for number, end in enumerate(ends, 1):
        raw = text[start : end.start() if end else len(text)]
        start = end.end() if end else start
        if raw.strip():
            line = _line_of(raw, number, gap=gap, page=at_page)
            pages[-1].append(replace(line, page=line.page and bool(number > 1)))
            gap, at_page = False, False
        else:
            gap = True
        if end and end.group() == "\f":
            pages.append([])
            at_page = True
    return [line for page in mark_running_heads(pages) for line in page]


def _line_of(raw: str, number: int, *, gap: bool, page: bool) -> Line:
    stripped = raw.strip()
    indent = len(raw) - len(raw.lstrip(" "))
    turned = not page and not gap and indent > 0
    cells = tuple(cell.strip() for cell in stripped.split("\t"))
    return Line(
        number,
        stripped,
        gap=gap,
        page=page or turned,
        indent=max(0, indent - 1) if turned else indent,
        cells=cells if len(cells) > 1 else (),
    )


def mark_running_heads(pages: list[list[Line]]) -> list[list[Line]]:
    """Return the pages with the lines that stand at the same edge of most pages marked as running heads."""
    if len(pages) < 2:
        return pages
    seen: Counter[tuple[int, str]] = Counter()
    for page in pages:
        seen.update({(place, shape) for place, shape, _ in _edges(page)})
    repeated = {key for key, times in seen.items() if times >= 2 and times * 2 >= len(pages)}
    marked = []
    for page in pages:
        heads = {index for place, shape, index in _edges(page) if (place, shape) in repeated}
        marked.append([replace(ln, hint="running-head") if at in heads else ln for at, ln in enumerate(page)])
    return marked


def _edges(page: list[Line]) -> list[tuple[int, str, int]]:
    """List the lines at the edges of a page: place from the edge, shape with digits levelled, index."""
    places = [(at, at) for at in range(min(EDGE, len(page)))]
    places += [(at - len(page), at) for at in range(max(EDGE, len(page) - EDGE), len(page))]
    shaped = [(place, re.sub(r"\d+", "#", page[at].text), at) for place, at in places]
    return [edge for edge in shaped if not STARTS_WITH_NUMBER.match(page[edge[2]].text)]
