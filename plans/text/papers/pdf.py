"""A PDF as lines: words by their place on the page, ruled tables as tables, running heads known by their return."""

import io
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Any

import pdfplumber
from pypdf import PdfReader

from plans.text.papers.lines import Line, mark_running_heads
from plans.text.papers.packing import refuse_harmful_packing
from plans.text.papers.paper import PaperRefused

MAXIMUM_PAGES = 200
MAXIMUM_CHARACTERS = 60_000  # on one page: the smallest print fills it with fewer
BROKEN = "The PDF is broken or is not a PDF. Make it again from the paper and try again."


def lines_of_pdf(data: bytes) -> tuple[list[Line], list[str]]:
    """
    Return the lines of a PDF and its words.

    :raises PaperRefused: if the PDF is broken, locked by a password, too long, or a picture without text.
    """
    refuse_harmful_packing(data)
    _check(data)
    words: list[str] = []
    pages: list[list[Line]] = []
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for page in document.pages:
                if len(page.chars) > MAXIMUM_CHARACTERS:
                    raise PaperRefused("A page of the PDF holds more print than a page can. Make the PDF again.")
                words += (page.extract_text() or "").split()
                pages.append(_page_lines(page))
                page.close()
    except PaperRefused:
        raise
    except Exception as wrong:  # a broken PDF breaks its reader in many ways
        raise PaperRefused(BROKEN) from wrong
    if not words:
        raise PaperRefused("The PDF is a picture of a paper and holds no text. Use the Word file or a PDF with text.")
    numbered = (line for page in mark_running_heads(pages) for line in page)
    return [replace(line, number=number) for number, line in enumerate(numbered, 1)], words


def _check(data: bytes) -> None:
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise PaperRefused("The PDF is locked by a password. Take the password off and try again.")
        pages = len(reader.pages)
    except PaperRefused:
        raise
    except Exception as wrong:  # as above
        raise PaperRefused(BROKEN) from wrong
    if pages > MAXIMUM_PAGES:
        raise PaperRefused(f"The PDF has {pages} pages. A paper may have {MAXIMUM_PAGES}: send the pages that matter.")


def _page_lines(page: Any) -> list[Line]:
    """Return the lines of a page from top to foot, the rows of its tables among them."""
    tables = [(table.bbox, rows) for table in page.find_tables() if (rows := _rows(page, table))]
    outside = page
    if tables:
        outside = page.filter(lambda thing: not any(_within(thing, bbox) for bbox, _ in tables))
    printed = outside.extract_text_lines(return_chars=False)
    gap = _usual_gap(printed)
    placed: list[tuple[float, Line]] = []
    bottom = 0.0
    for at, line in enumerate(printed):
        apart = at == 0 or line["top"] - bottom > gap + 0.35 * (line["bottom"] - line["top"])
        placed.append((line["top"], Line(0, line["text"].strip(), gap=apart)))
        bottom = line["bottom"]
    for bbox, rows in tables:
        placed += [(bbox[1] + at / 1000, _row_line(row, at)) for at, row in enumerate(rows)]
    placed.sort(key=lambda item: item[0])
    lines = [line for _, line in placed if line.text.strip()]
    # Only the first words of a page may go on with a sentence of the page before.
    return [replace(line, page=at == 0, gap=at > 0 and line.gap) for at, line in enumerate(lines)]


def _usual_gap(printed: list[dict[str, Any]]) -> float:
    """
    Return the space between the lines of one paragraph: about the least on the page.

    A page may hold single lines only, so the space is never taken for more than four fifths of a line's height.
    """
    gaps = sorted(after["top"] - before["bottom"] for before, after in pairwise(printed))
    if not gaps:
        return 0.0
    tallest = 0.8 * float(median(line["bottom"] - line["top"] for line in printed))
    return min(float(gaps[len(gaps) // 10]), tallest)


def _within(thing: dict[str, Any], bbox: tuple[float, float, float, float]) -> bool:
    across, down = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return bool(bbox[0] <= across <= bbox[2] and bbox[1] <= down <= bbox[3])


def _rows(page: Any, table: Any) -> list[tuple[str, ...]]:
    """Return the rows of a table, or none if its cells do not hold just the words that stand inside its lines."""
    rows = [tuple(" ".join((cell or "").split()) for cell in row) for row in table.extract()]
    inside = page.filter(lambda thing: _within(thing, table.bbox)).extract_text() or ""
    held = sorted(word for row in rows for cell in row for word in cell.split())
    return rows if len(rows[0]) > 1 and held and held == sorted(inside.split()) else []


def _row_line(row: tuple[str, ...], at: int) -> Line:
    return Line(0, "\t".join(row), gap=at == 0, cells=row)
