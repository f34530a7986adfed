"""Reads a .docx with its tracked changes and comments into a ``WordDocument``."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from plans.text.inline import LINE_BREAK, MARKS, Run
from plans.text.papers.paper import PaperRefused
from plans.text.papers.word_package import BROKEN, PARSER, parts_of_word
from plans.text.reader import safe_link
from plans.text.returned.document import Atom, Paragraph, Remark, Revision, Table, TableRow, WordDocument

WANTED = r"word/(document|comments|styles|numbering)\.xml|word/_rels/document\.xml\.rels|docProps/(custom|core)\.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DC = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy"
_MARK_OF_PROPERTY = {"b": "strong", "i": "em", "strike": "s"}
_OFF = {"0", "false", "off", "none"}
_PLAIN_STYLES = {"", "normal", "standard", "body text", "default paragraph style", "text body"}
_CONTENTS = re.compile(r"toc|contents", re.IGNORECASE)


def read_word(data: bytes) -> WordDocument:
    """
    Read a .docx file with everything that was tracked in it; tables of contents, heads and feet are left out.

    :raises plans.text.papers.paper.PaperRefused: if the file is broken, locked, or packed so that it could do harm.
    """
    parts = parts_of_word(data, WANTED)
    try:
        trees = {name: etree.fromstring(content, PARSER) for name, content in parts.items()}
    except etree.XMLSyntaxError as wrong:
        raise PaperRefused(BROKEN) from wrong
    reader = _Reader(trees)
    body = trees["word/document.xml"].find(f"{W}body")
    if body is None:
        raise PaperRefused(BROKEN)
    content = tuple(reader.content(body))
    core = trees.get("docProps/core.xml")
    saved_by = core.findtext(_DC) or "" if core is not None else ""
    return WordDocument(content, tuple(reader.revisions), tuple(reader.remarks()), _properties(trees), saved_by)


def _properties(trees: dict[str, Any]) -> dict[str, str]:
    custom = trees.get("docProps/custom.xml")
    if custom is None:
        return {}
    return {str(node.get("name")): "".join(node.itertext()) for node in custom if node.get("name")}


class _Reader:
    def __init__(self, trees: dict[str, Any]) -> None:
        self.trees = trees
        self.revisions: list[Revision] = []
        self.names = _style_names(trees.get("word/styles.xml"))
        self.links = _links(trees.get("word/_rels/document.xml.rels"))
        self.moves: dict[str, str] = {}
        self.opened: dict[str, tuple[Paragraph, int]] = {}
        self.closed: dict[str, tuple[Paragraph, int]] = {}
        self.paragraph: Paragraph | None = None
        self.pending: list[tuple[str, str]] = []  # ranges that begin between two paragraphs, and bookmarks
        self.field: list[str] = []

    def content(self, parent: Any) -> Iterator[Paragraph | Table]:
        for node in parent:
            if node.tag == f"{W}p":
                paragraph = self.read_paragraph(node)
                if not _is_contents(paragraph.style):
                    yield paragraph
            elif node.tag == f"{W}tbl":
                yield self.read_table(node)
            elif node.tag == f"{W}sdt":
                gallery = node.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
                inside = node.find(f"{W}sdtContent")
                if inside is not None and not (gallery is not None and _is_contents(gallery.get(f"{W}val", ""))):
                    yield from self.content(inside)
            elif node.tag in (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"):
                yield from self.content(node)
            else:
                self.range_marker(node)

    def revision(self, node: Any, kind: str, move: str = "") -> int:
        author = node.get(f"{W}author") or "Somebody unnamed"
        self.revisions.append(Revision(kind, author, node.get(f"{W}date") or "", move))
        return len(self.revisions) - 1

    def read_table(self, node: Any) -> Table:
        table = Table()
        for row in node.iter(f"{W}tr"):
            if next(row.iterancestors(f"{W}tbl")) is not node:
                continue
            read = TableRow()
            about = row.find(f"{W}trPr")
            if about is not None:
                for tag, name in (("ins", "inserted"), ("del", "deleted")):
                    mark = about.find(f"{W}{tag}")
                    if mark is not None:
                        setattr(read, name, self.revision(mark, "insertion" if tag == "ins" else "deletion"))
            for cell in row.iter(f"{W}tc"):
                if next(cell.iterancestors(f"{W}tr")) is row and not _goes_on(cell):
                    inside = [each for each in self.content(cell) if isinstance(each, Paragraph)]
                    read.cells.append(inside or [Paragraph()])
            table.rows.append(read)
        return table

    def read_paragraph(self, node: Any) -> Paragraph:
        paragraph = self.paragraph = Paragraph()
        about = node.find(f"{W}pPr")
        if about is not None:
            self.read_properties(paragraph, about)
        for kind, name in self.pending:
            self.mark(kind, name)
        self.pending.clear()
        self.inline(node, None, None, "")
        self.paragraph = None
        return paragraph

    def read_properties(self, paragraph: Paragraph, about: Any) -> None:
        style = about.find(f"{W}pStyle")
        identity = style.get(f"{W}val", "") if style is not None else ""
        paragraph.style = self.names.get(identity, identity).lower()
        numbering = about.find(f"{W}numPr/{W}numId")
        # Headings, captions and the paragraphs of a plan are numbered too: only plain text that is numbered is an item.
        paragraph.in_list = "list" in paragraph.style
        if numbering is not None and paragraph.style in _PLAIN_STYLES:
            paragraph.in_list = numbering.get(f"{W}val") != "0"
        level = about.find(f"{W}numPr/{W}ilvl")
        paragraph.level = int(level.get(f"{W}val", "0") or 0) if level is not None else 0
        end = about.find(f"{W}rPr")
        if end is None:
            return
        for tag in ("ins", "moveTo"):
            mark = end.find(f"{W}{tag}")
            if mark is not None:
                paragraph.end_inserted = self.revision(mark, "insertion", self.move(tag))
        for tag in ("del", "moveFrom"):
            mark = end.find(f"{W}{tag}")
            if mark is not None:
                paragraph.end_deleted = self.revision(mark, "deletion", self.move(tag))

    def move(self, tag: str) -> str:
        if tag not in ("moveFrom", "moveTo"):
            return ""
        started = [name for kind, name in self.pending if kind == f"{tag}RangeStart"]
        return started[-1] if started else self.moves.get(tag, "")

    def inline(self, parent: Any, inserted: int | None, deleted: int | None, href: str) -> None:
        for node in parent:
            tag = etree.QName(node).localname if isinstance(node.tag, str) else ""
            if tag == "r":
                self.read_run(node, inserted, deleted, href)
            elif tag in ("ins", "moveTo"):
                self.inline(node, self.revision(node, "insertion", self.move(tag)), deleted, href)
            elif tag in ("del", "moveFrom"):
                self.inline(node, inserted, self.revision(node, "deletion", self.move(tag)), href)
            elif tag == "hyperlink":
                anchor = node.get(f"{W}anchor")
                to = self.links.get(node.get(f"{R}id") or "", "") or (f"#{anchor}" if anchor else "")
                self.inline(node, inserted, deleted, safe_link(to) or href)
            elif tag in ("smartTag", "fldSimple", "customXml"):
                self.inline(node, inserted, deleted, href)
            elif tag == "sdt":
                inside = node.find(f"{W}sdtContent")
                if inside is not None:
                    self.inline(inside, inserted, deleted, href)
            else:
                self.range_marker(node)

    def read_run(self, node: Any, inserted: int | None, deleted: int | None, href: str) -> None:
        assert self.paragraph is not None  # noqa: S101 -- runs stand in paragraphs
        about = node.find(f"{W}rPr")
        marks, reformatted = _marks(about), None
        was: tuple[str, ...] = ()
        change = about.find(f"{W}rPrChange") if about is not None else None
        if change is not None:
            was = _marks(change.find(f"{W}rPr"))
            reformatted = self.revision(change, "formatting") if was != marks else None
        text = "".join(self.characters(node))
        for part in re.split(f"({LINE_BREAK}+)", text):
            if part:
                self.paragraph.atoms.append(Atom(Run(part, marks, href), inserted, deleted, reformatted, was))

    def characters(self, run: Any) -> Iterator[str]:
        for node in run.iter():
            tag = etree.QName(node).localname if isinstance(node.tag, str) else ""
            if tag == "fldChar":
                self.field_character(node.get(f"{W}fldCharType"))
            elif tag in ("t", "delText"):
                if not any(True for _ in node.iterancestors(_FALLBACK)) and self.field[-1:] != ["asked"]:
                    yield node.text or ""
            elif tag in ("tab", "ptab"):
                yield "\t"
            elif tag in ("br", "cr"):
                yield LINE_BREAK if node.get(f"{W}type") not in ("page", "column") else ""
            elif tag == "noBreakHyphen":
                yield "‑"

    def field_character(self, kind: str | None) -> None:
        if kind == "begin":
            self.field.append("asked")
        elif kind == "separate" and self.field:
            self.field[-1] = "answered"
        elif kind == "end" and self.field:
            self.field.pop()

    def range_marker(self, node: Any) -> None:
        tag = etree.QName(node).localname if isinstance(node.tag, str) else ""
        if tag in ("moveFromRangeStart", "moveToRangeStart"):
            name = node.get(f"{W}name") or ""
            self.moves[tag.removesuffix("RangeStart")] = name
            if self.paragraph is None:
                self.pending.append((tag, name))
        elif tag in ("moveFromRangeEnd", "moveToRangeEnd"):
            self.moves.pop(tag.removesuffix("RangeEnd"), None)
        elif tag in ("bookmarkStart", "commentRangeStart", "commentRangeEnd"):
            name = node.get(f"{W}name" if tag == "bookmarkStart" else f"{W}id") or ""
            if self.paragraph is None and tag != "commentRangeEnd":
                self.pending.append((tag, name))
            elif self.paragraph is not None:
                self.mark(tag, name)

    def mark(self, kind: str, name: str) -> None:
        assert self.paragraph is not None  # noqa: S101 -- asked for inside a paragraph only
        place = (self.paragraph, sum(len(atom.run.text) for atom in self.paragraph.atoms))
        if kind == "bookmarkStart":
            self.paragraph.bookmarks.append(name)
        elif kind == "commentRangeStart":
            self.opened[name] = place
        elif kind == "commentRangeEnd":
            self.closed[name] = place

    def remarks(self) -> Iterator[Remark]:
        tree = self.trees.get("word/comments.xml")
        for node in tree if tree is not None else ():
            key = node.get(f"{W}id") or ""
            said = "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in node.iter(f"{W}p")).strip()
            if not said:
                continue
            paragraph, start = self.opened.get(key, (None, 0))
            ends_in, end = self.closed.get(key, (paragraph, start))
            if ends_in is not paragraph and paragraph is not None:
                end = sum(len(atom.run.text) for atom in paragraph.atoms)
            author = node.get(f"{W}author") or "Somebody unnamed"
            yield Remark(author, node.get(f"{W}date") or "", said, paragraph, start, end)


def _goes_on(cell: Any) -> bool:
    """Whether a cell only goes on from the one above it."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _is_contents(name: str) -> bool:
    return bool(_CONTENTS.match(name))


def _style_names(tree: Any) -> dict[str, str]:
    names = {}
    for style in tree.iter(f"{W}style") if tree is not None else ():
        name = style.find(f"{W}name")
        if name is not None:
            names[style.get(f"{W}styleId", "")] = name.get(f"{W}val", "")
    return names


def _links(tree: Any) -> dict[str, str]:
    return {node.get("Id", ""): node.get("Target", "") for node in tree} if tree is not None else {}


def _marks(about: Any) -> tuple[str, ...]:
    """Return the marks that the properties of a run set."""
    if about is None:
        return ()
    found = set()
    for node in about:
        name = etree.QName(node).localname if isinstance(node.tag, str) else ""
        value = node.get(f"{W}val", "true")
        if name in _MARK_OF_PROPERTY and value not in _OFF:
            found.add(_MARK_OF_PROPERTY[name])
        elif name == "vertAlign" and value in ("superscript", "subscript"):
            found.add("sup" if value == "superscript" else "sub")
    return tuple(mark for mark in MARKS if mark in found)
