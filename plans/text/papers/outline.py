"""From a paper to the text of a plan: sections with ids, and bodies as canonical HTML."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from plans.text.markup import MarkupError, clean
from plans.text.outline import Outline, Section, SectionKind
from plans.text.papers import patterns
from plans.text.papers.paper import Paper, PaperBlock, PaperRefused, PaperSection

UNTITLED = "Paper without a title"
LONGEST_ID = 60


def to_outline(paper: Paper, *, appendix: str | None = None) -> Outline:
    """
    Return the sections of a paper as an outline; with ``appendix``, only that appendix as an outline of its own.

    Printed numbers and notes stay with the paper: the numbers of an outline are worked out anew, and a heading that
    stood on the page only is no part of the text. All other words of the sections are there, in order.

    :raises PaperRefused: if the paper has no such appendix, or a section is too long for a plan.
    """
    if appendix is not None:
        return appendix_outline(paper, appendix)
    title = paper.title or UNTITLED
    used: set[str] = set()
    return Outline(_plain(title), tuple(_section(section, title, used) for section in paper.sections))


def appendix_outline(paper: Paper, appendix: str, *, as_section: tuple[str, str] | None = None) -> Outline:
    """
    Return the text of an appendix, such as "APPENDIX 1", as an outline of its own.

    Each heading inside the appendix begins a section. With ``as_section=(id, heading)`` the whole is one section
    of that id, as the replacement of one page is, and the headings are headings within it.

    :raises PaperRefused: if the paper has no such appendix, or a section is too long for a plan.
    """
    title, blocks = _appendix_text(paper, appendix)
    if as_section is not None:
        section_id, heading = as_section
        return Outline(title, (Section(section_id, SectionKind.OTHER, heading, html_of(blocks)),))
    used: set[str] = set()
    sections = []
    for heading, body in _under_headings(title, blocks):
        sections.append(Section(unique_id(heading, used), SectionKind.OTHER, _plain(heading), html_of(body)))
    return Outline(title, tuple(sections))


def _appendix_text(paper: Paper, appendix: str) -> tuple[str, list[PaperBlock]]:
    """Return the appendix's own title, and its blocks with the headings of sections inside it."""
    wanted = _plain(appendix).casefold()
    names = [_plain(section.heading).casefold() for section in paper.sections]
    if wanted not in names:
        known = [section.heading for section in paper.sections if patterns.APPENDIX.match(section.heading)]
        has = f"It has {', '.join(known)}." if known else "It has no appendix."
        raise PaperRefused(f"The paper has no part headed “{appendix}”. {has}")
    at = names.index(wanted)
    blocks = [block for block in paper.sections[at].blocks if block.kind != "note"]
    title = paper.sections[at].heading
    if blocks and blocks[0].kind == "heading":
        title = blocks.pop(0).text
    for section in paper.sections[at + 1 :]:
        if section.number_as_printed or _kind(section) is SectionKind.APPENDIX:
            break
        blocks += [PaperBlock("heading", text=section.heading), *section.blocks]
    return _plain(title), blocks


def _under_headings(title: str, blocks: Iterable[PaperBlock]) -> list[tuple[str, list[PaperBlock]]]:
    """Part the blocks at their headings; what stands before the first has the appendix's title."""
    parts: list[tuple[str, list[PaperBlock]]] = []
    for block in blocks:
        if block.kind == "heading":
            parts.append((block.text, []))
        elif block.kind != "note":
            if not parts:
                parts.append((title, []))
            parts[-1][1].append(block)
    return parts


def _section(section: PaperSection, title: str, used: set[str]) -> Section:
    kind = _kind(section)
    heading, blocks = section.heading or title, section.blocks
    if kind is SectionKind.APPENDIX and blocks and blocks[0].kind == "heading":
        heading, blocks = f"{heading}: {blocks[0].text}", blocks[1:]
    return Section(unique_id(section.heading or title, used), kind, _plain(heading), html_of(blocks))


def _kind(section: PaperSection) -> SectionKind:
    return SectionKind.APPENDIX if patterns.APPENDIX.match(section.heading) else SectionKind.OTHER


def unique_id(heading: str, used: set[str]) -> str:
    """Return an id made of the heading's words that is not yet used, and mark it as used."""
    plain = unicodedata.normalize("NFKD", heading.replace("’", "")).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_ID].strip("-") or "section"
    chosen, count = slug, 1
    while chosen in used:
        count += 1
        chosen = f"{slug}-{count}"
    used.add(chosen)
    return chosen


def html_of(blocks: Sequence[PaperBlock]) -> str:
    """
    Return blocks as canonical HTML, bullets gathered into lists. Printed numbers and notes are left out.

    :raises PaperRefused: if the text is too long for one section of a plan.
    """
    shown = [block for block in blocks if block.kind != "note"]
    pieces = []
    for (kind, ordered), group in groupby(shown, key=lambda block: (block.kind, block.ordered)):
        if kind == "bullet":
            items = "".join(f"<li>{_html(block.text)}</li>" for block in group)
            pieces.append(f"<ol>{items}</ol>" if ordered else f"<ul>{items}</ul>")
        else:
            pieces += [_block_html(block) for block in group]
    try:
        return clean("".join(pieces))
    except MarkupError as wrong:
        raise PaperRefused(str(wrong)) from wrong


def printed_html(paper: Paper) -> str:
    """
    Return a whole paper as canonical HTML with every word as printed: its head, its own numbers, its notes, its tables.

    Broken numbering stays broken: this is a paper of the past as it was, not a text to be drafted on. The glyphs of
    bullets become the marks of lists.

    :raises PaperRefused: if the text is too long for one paper.
    """
    pieces = [*_as_printed(paper.front)]
    for section in paper.sections:
        pieces.append(f"<h3>{_numbered(section.number_as_printed, section.heading)}</h3>")
        pieces += _as_printed(section.blocks)
    try:
        return clean("".join(pieces))
    except MarkupError as wrong:
        raise PaperRefused(str(wrong)) from wrong


def _as_printed(blocks: Sequence[PaperBlock]) -> list[str]:
    pieces = []
    for listed, group in groupby(blocks, key=_is_listed):
        if listed:
            pieces.append("<ul>" + "".join(f"<li>{_html(block.text)}</li>" for block in group) + "</ul>")
        else:
            pieces += [_printed_block(block) for block in group]
    return pieces


def _is_listed(block: PaperBlock) -> bool:
    return block.kind == "bullet" and not any(character.isalnum() for character in block.number_as_printed)


def _printed_block(block: PaperBlock) -> str:
    if block.kind == "table":
        above = f"<p>{_html(block.text)}</p>" if block.text else ""
        return above + _table_html(block)
    tag = "h4" if block.kind == "heading" else "p"
    return f"<{tag}>{_numbered(block.number_as_printed, block.text)}</{tag}>"


def _numbered(number: str, text: str) -> str:
    return _html(f"{number} {text}".strip())


def _block_html(block: PaperBlock) -> str:
    if block.kind == "heading":
        return f"<h3>{_html(block.text)}</h3>"
    if block.kind == "table":
        return _table_html(block)
    return f"<p>{_html(block.text)}</p>"


def _table_html(block: PaperBlock) -> str:
    """Write a table with rows of one length, so that each cell has its column."""
    width = max(len(row) for row in block.rows)
    rows = [[*row, *[""] * (width - len(row))] for row in block.rows]
    head = ""
    if block.head == "row":
        cells = "".join(f'<th scope="col">{_html(cell)}</th>' for cell in rows.pop(0))
        head = f"<thead><tr>{cells}</tr></thead>"
    body = "".join(f"<tr>{_row_html(row, headed=block.head == 'column')}</tr>" for row in rows)
    return f"<table>{head}<tbody>{body}</tbody></table>" if body else f"<table>{head}</table>"


def _row_html(row: list[str], *, headed: bool) -> str:
    cells = [f"<td>{_html(cell)}</td>" for cell in row]
    if headed:
        cells[0] = f'<th scope="row">{_html(row[0])}</th>'
    return "".join(cells)


def _plain(text: str) -> str:
    """Return the text on one line: a word parted after its hyphen or slash is whole again, spaces are single."""
    return " ".join(text.replace("-\n", "-").replace("/\n", "/").split())


def _html(text: str) -> str:
    return escape(_plain(text), quote=False)
