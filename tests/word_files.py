"""Word files as the tests read them: what stands in one, and what would when all its tracked changes are resolved."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MARKS = {"b": "strong", "i": "em", "strike": "s"}
_RAISED = {"subscript": "sub", "superscript": "sup"}
_GOES = {"accept": ("del", "moveFrom"), "reject": ("ins", "moveTo")}
_RANGES = ("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd")


@dataclass(frozen=True, slots=True)
class Words:
    """Some words with their marks and the address they link to."""

    text: str
    marks: tuple[str, ...] = ()
    href: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: its style, how deep in which kind of list it is ("" for none), and its words."""

    style: str
    list: str
    level: int
    words: tuple[Words, ...]

    @property
    def text(self) -> str:
        """The bare words."""
        return "".join(words.text for words in self.words)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its rows of cells, each cell a tuple of paragraphs."""

    rows: tuple[tuple[tuple[Line, ...], ...], ...]


def part(docx: bytes, name: str) -> etree._Element:
    """Return one part of a Word file as a tree."""
    with zipfile.ZipFile(io.BytesIO(docx)) as file:
        return etree.fromstring(file.read(name))


def names(docx: bytes) -> list[str]:
    """Return the names of the parts of a Word file."""
    with zipfile.ZipFile(io.BytesIO(docx)) as file:
        return file.namelist()


def standing(docx: bytes, then: str = "") -> list[Line | Grid]:
    """Return what stands in the body of a file, or would after ``then``: "accept" or "reject"."""
    document = part(docx, "word/document.xml")
    body = document.find(f"{W}body")
    if then:
        resolve(body, then)
    return list(_Reader(docx).items(body))


def tracked(docx: bytes) -> dict[str, dict[str, list[str]]]:
    """Return the tracked words of a file by the heading of their section and what became of them, in order."""
    found: dict[str, dict[str, list[str]]] = {}
    section = ""
    for paragraph in part(docx, "word/document.xml").iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") in ("Heading1", "AppendixHeading"):
            section = "".join(_told_here(paragraph))
        for became, runs in groupby(paragraph.iter(f"{W}r"), _became):
            if became and (words := "".join("".join(_characters(run)) for run in runs)):
                found.setdefault(section, {}).setdefault(became, []).append(words)
    return found


def _told_here(paragraph: etree._Element) -> Iterator[str]:
    return (words for run in paragraph.iter(f"{W}r") if _became(run) != "del" for words in _characters(run))


def _became(run: etree._Element) -> str:
    tags = (element.tag.removeprefix(W) for element in run.iterancestors())
    return next((tag for tag in tags if tag in ("ins", "del", "moveFrom", "moveTo")), "")


def resolve(body: etree._Element, then: str) -> None:
    """Accept or reject every tracked change, as the standard describes it: an outsider's reading of the file."""
    goes, stays = _GOES[then], _GOES["reject" if then == "accept" else "accept"]
    for row in list(body.iter(f"{W}tr")):
        if any(row.find(f"{W}trPr/{W}{tag}") is not None for tag in goes):
            _remove(row)
    for cell in list(body.iter(f"{W}tc")):
        if then == "reject" and cell.find(f"{W}tcPr/{W}cellIns") is not None:
            _remove(cell)
    for came in list(body.iter(f"{W}cellIns")):
        _remove(came)
    for table in list(body.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            _remove(table)
    for tag in goes:
        for change in list(body.iter(f"{W}{tag}")):
            if change.getparent().tag not in (f"{W}rPr", f"{W}trPr"):
                _remove(change)
    if then == "reject":
        for change in list(body.iter(f"{W}rPrChange", f"{W}pPrChange")):
            _restore(change)
    _join(body, goes)
    for tag in (*goes, *stays, "rPrChange", "pPrChange", *_RANGES):
        for change in list(body.iter(f"{W}{tag}")):
            _unwrap(change)


def _remove(element: etree._Element) -> None:
    element.getparent().remove(element)


def _restore(change: etree._Element) -> None:
    properties, old = change.getparent(), change[0]
    mark = properties.find(f"{W}rPr") if change.tag == f"{W}pPrChange" else None
    for child in list(properties):
        if child is not mark:
            properties.remove(child)
    for place, child in enumerate(list(old)):
        properties.insert(place, child)


def _join(body: etree._Element, goes: tuple[str, ...]) -> None:
    """Join each paragraph whose mark goes with the one after it, which keeps its own properties."""
    for paragraph in reversed(list(body.iter(f"{W}p"))):
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is None or not any(mark.find(f"{W}{tag}") is not None for tag in goes):
            continue
        following = paragraph.getnext()
        while following is not None and following.tag not in (f"{W}p", f"{W}tbl"):
            following = following.getnext()
        content = [child for child in paragraph if child.tag != f"{W}pPr"]
        if following is not None and following.tag == f"{W}p":
            at = 0 if following.find(f"{W}pPr") is None else 1
            for place, child in enumerate(content):
                following.insert(at + place, child)
        else:
            words = [c for c in content if c.find(f".//{W}t") is not None]
            assert not words, "A mark that goes stands before no paragraph, and its words would be lost."
        _remove(paragraph)


def _unwrap(change: etree._Element) -> None:
    parent = change.getparent()
    if parent.tag in (f"{W}rPr", f"{W}trPr", f"{W}pPr"):
        parent.remove(change)
        return
    at = parent.index(change)
    for place, child in enumerate(list(change)):
        parent.insert(at + place, child)
    parent.remove(change)


class _Reader:
    def __init__(self, docx: bytes) -> None:
        links = part(docx, "word/_rels/document.xml.rels")
        self.links = {link.get("Id"): link.get("Target") for link in links}
        numbering = part(docx, "word/numbering.xml")
        forms = {
            (each.get(f"{W}abstractNumId"), level.get(f"{W}ilvl")): level.find(f"{W}numFmt").get(f"{W}val")
            for each in numbering.iter(f"{W}abstractNum")
            for level in each.iter(f"{W}lvl")
        }
        definitions = {
            each.get(f"{W}numId"): each.find(f"{W}abstractNumId").get(f"{W}val") for each in numbering.iter(f"{W}num")
        }
        self.lists = {
            (number, level): form
            for number, definition in definitions.items()
            for (known, level), form in forms.items()
            if known == definition
        }

    def items(self, holder: etree._Element) -> Iterator[Line | Grid]:
        for child in holder:
            if child.tag == f"{W}p":
                yield self.line(child)
            elif child.tag == f"{W}tbl":
                yield Grid(tuple(self.row(row) for row in child.iter(f"{W}tr")))
            elif child.tag == f"{W}sdt":
                yield from self.items(child.find(f"{W}sdtContent"))

    def row(self, row: etree._Element) -> tuple[tuple[Line, ...], ...]:
        return tuple(tuple(self.line(p) for p in cell.iter(f"{W}p")) for cell in row.iter(f"{W}tc"))

    def line(self, paragraph: etree._Element) -> Line:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        number = paragraph.find(f"{W}pPr/{W}numPr")
        kind, level = "", 0
        if number is not None and number.find(f"{W}numId") is not None:
            ilvl = number.find(f"{W}ilvl")
            level = int(ilvl.get(f"{W}val")) if ilvl is not None else 0
            kind = self.lists.get((number.find(f"{W}numId").get(f"{W}val"), str(level)), "")
        return Line(style.get(f"{W}val") if style is not None else "", kind, level, tuple(self.words(paragraph)))

    def words(self, paragraph: etree._Element) -> list[Words]:
        found: list[Words] = []
        for run in paragraph.iter(f"{W}r"):
            text = "".join(_characters(run))
            if not text:
                continue
            one = Words(text, _marks(run), self.href(run))
            if found and (found[-1].marks, found[-1].href) == (one.marks, one.href):
                found[-1] = Words(found[-1].text + text, one.marks, one.href)
            else:
                found.append(one)
        return found

    def href(self, run: etree._Element) -> str:
        link = next(run.iterancestors(f"{W}hyperlink"), None)
        if link is None:
            return ""
        return self.links.get(link.get(f"{R}id"), "") or f"#{link.get(f'{W}anchor')}"


def _characters(run: etree._Element) -> Iterator[str]:
    for child in run:
        if child.tag in (f"{W}t", f"{W}delText"):
            yield child.text or ""
        elif child.tag == f"{W}drawing":
            yield f"[{next(e for e in child.iter() if e.tag.endswith('}docPr')).get('descr')}]"
        elif child.tag == f"{W}br":
            yield "\n"
        elif child.tag == f"{W}tab":
            yield "\t"


def _marks(run: etree._Element) -> tuple[str, ...]:
    properties = run.find(f"{W}rPr")
    if properties is None:
        return ()
    marks = [
        name
        for tag, name in _MARKS.items()
        if (mark := properties.find(f"{W}{tag}")) is not None and mark.get(f"{W}val") not in ("0", "false")
    ]
    raised = properties.find(f"{W}vertAlign")
    if raised is not None and raised.get(f"{W}val") in _RAISED:
        marks.append(_RAISED[raised.get(f"{W}val")])
    return tuple(marks)
