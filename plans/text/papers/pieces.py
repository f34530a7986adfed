"""From lines to pieces: numbered paragraphs, bullets, headings, tables and notes, each with all its words."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from plans.text.papers import patterns
from plans.text.papers.lines import Line
from plans.text.papers.paper import OddityKind

PieceKind = Literal["section", "paragraph", "bullet", "heading", "table", "note", "gutter"]


@dataclass(slots=True, eq=False)
class Piece:
    """One piece of a paper while it is being put together, with the oddities met on the way."""

    kind: PieceKind
    line: int
    text: str = ""
    number: str = ""
    space: str = ""
    rows: list[tuple[str, ...]] = field(default_factory=list)
    head: Literal["", "row"] = ""
    ordered: bool = False
    level: int = 0
    title: bool = False
    apart: bool = False  # the head or foot of a page, where it belongs
    odd: list[tuple[OddityKind, str, int]] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Add a further line; a line break stays only after a hyphen or slash that may part a word."""
        parted = re.search(r"\w[-/]$", self.text[-2:]) and patterns.starts_small(text)
        self.text += ("\n" if parted else " ") + text


class Gatherer:
    """Reads lines one after the other and gathers them into pieces. No word is dropped or written twice."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.pieces: list[Piece] = []
        self.major = 0
        self.minor = 0
        self.waiting: Piece | None = None  # a section's number that stands alone, before its heading
        self.current: Piece | None = None  # the piece that took the last line
        self.rules: tuple[Callable[[int, Line], bool], ...] = (
            self.table_row,
            self.running_head,
            self.field,
            self.gutter,
            self.numbered_paragraph,
            self.section_heading,
            self.appendix,
            self.hinted,
            self.unnumbered_section,
            self.bullet,
            self.heading,
        )

    def gather(self) -> list[Piece]:
        """Return the pieces of all lines."""
        for at, line in enumerate(self.lines):
            if not any(rule(at, line) for rule in self.rules):
                self.text(line)
        return self.pieces

    def put(self, kind: PieceKind, line: Line, text: str, number: str = "", space: str = "") -> Piece:
        piece = Piece(kind, line.number, text, number, space, level=line.level)
        self.pieces.append(piece)
        self.current = piece
        return piece

    def go_on(self, piece: Piece, text: str) -> None:
        """Add a line to a piece begun before."""
        piece.add(text)
        self.current = piece

    def after(self, at: int) -> Line | None:
        """Return the next line that is not the head of a page."""
        rest = self.lines[at + 1 : at + 6]
        return next((ln for ln in rest if not (ln.hint == "running-head" or patterns.is_running_head(ln.text))), None)

    def gap_after(self, at: int) -> bool:
        return at + 1 >= len(self.lines) or self.lines[at + 1].gap or self.lines[at + 1].page

    def open_piece(self) -> Piece | None:
        """Return the paragraph or bullet that a further line may go on with, looking past notes and gutters."""
        for piece in reversed(self.pieces):
            if piece.kind in ("paragraph", "bullet"):
                return piece
            if piece.kind not in ("note", "gutter"):
                return None
        return None

    # The rules, in the order they are tried. Each says whether it took the line.

    def table_row(self, at: int, line: Line) -> bool:
        if not line.cells or patterns.NUMBERED.match(line.text) or patterns.SECTION.match(line.text):
            return False
        last = self.pieces[-1] if self.pieces else None
        if last is None or last.kind != "table" or line.gap:
            following = self.lines[at + 1] if at + 1 < len(self.lines) else None
            typed = not line.hint and not line.head
            if typed and not (following and following.cells and not following.gap) and not line.gap:
                return False
            last = self.put("table", line, "")
        last.rows.append(line.cells)
        if line.head:
            last.head = "row"
        return True

    def running_head(self, at: int, line: Line) -> bool:
        if line.hint != "running-head" and not patterns.is_running_head(line.text):
            return False
        note = self.put("note", line, line.text)
        note.apart = line.hint == "running-head"
        if line.hint != "running-head" and len(self.pieces) > 1:
            note.odd.append((OddityKind.PAGE_HEADER, line.text, line.number))
        return True

    def field(self, at: int, line: Line) -> bool:
        at_front = not any(piece.kind == "section" for piece in self.pieces)
        if not at_front or not patterns.FIELD.match(line.text):
            return False
        self.put("note", line, line.text)
        return True

    def gutter(self, at: int, line: Line) -> bool:
        if not patterns.GUTTER.match(line.text):
            return False
        beside = self.pieces[-1].kind == "gutter" if self.pieces else False
        if not (line.gap or line.page or beside):
            return False
        for number in line.text.split():
            piece = self.put("gutter", line, "", number)
            if "." not in number.rstrip("."):
                self.waiting = piece
        return True

    def numbered_paragraph(self, at: int, line: Line) -> bool:
        match = patterns.NUMBERED.match(line.text)
        if not match:
            return False
        major, minor = int(match["major"]), int(match["minor"])
        begins = line.gap or line.page or match["number"][0] in patterns.GLYPHS
        if not begins and not (major == self.major and minor in (self.minor + 1, self.minor + 2)):
            return False
        piece = self.put("paragraph", line, match["text"], match["number"], match["space"])
        if match["number"][0] in patterns.GLYPHS:
            piece.odd.append((OddityKind.BULLET_BEFORE_NUMBER, match["number"], line.number))
        self.major, self.minor, self.waiting = major, minor, None
        return True

    def section_heading(self, at: int, line: Line) -> bool:
        match = patterns.SECTION.match(line.text)
        if not match or not (line.gap or line.page) or not patterns.reads_as_heading(match["text"]):
            return False
        if not (self.gap_after(at) or patterns.NUMBERED.match(self.lines[at + 1].text)):
            return False
        if not match["dot"] and line.hint != "heading" and not 0 < int(match["major"]) - self.major <= 3:
            return False
        self.put("section", line, match["text"], match["number"], match["space"])
        self.major, self.minor, self.waiting = int(match["major"]), 0, None
        return True

    def appendix(self, at: int, line: Line) -> bool:
        if not (line.gap or line.page):
            return False
        if patterns.APPENDIX.match(line.text) or (patterns.BACK_MATTER.match(line.text) and not self.waiting):
            self.put("section", line, line.text)
            self.major, self.minor, self.waiting = 0, 0, None
            return True
        last = self.pieces[-1] if self.pieces else None
        return False if last is None else self.appendix_title(line, last)

    def appendix_title(self, line: Line, last: Piece) -> bool:
        """A line straight under "APPENDIX 1" is the appendix's title, whatever it ends with."""
        if last.kind == "section" and patterns.APPENDIX.match(last.text) and line.page and len(line.text) <= 120:
            self.put("heading", line, line.text)
            return True
        return False

    def hinted(self, at: int, line: Line) -> bool:
        if line.hint in ("heading", "title"):
            if not self.waits_for(line):
                self.put("heading", line, line.text).title = line.hint == "title"
            return True
        if line.hint in ("bullet", "ordered"):
            self.put("bullet", line, line.text).ordered = line.hint == "ordered"
            return True
        if line.hint == "paragraph":
            self.put("paragraph", line, line.text)
            return True
        return False

    def unnumbered_section(self, at: int, line: Line) -> bool:
        following = self.after(at)
        match = patterns.NUMBERED.match(following.text) if following else None
        if not match or not line.gap or not self.gap_after(at) or self.waiting:
            return False
        if int(match["major"]) <= self.major or int(match["minor"]) != 1 or not patterns.reads_as_heading(line.text):
            return False
        self.put("section", line, line.text)
        self.major, self.minor = int(match["major"]), 0
        return True

    def bullet(self, at: int, line: Line) -> bool:
        glyph = patterns.BULLET.match(line.text)
        if glyph:
            return self.glyph_bullet(line, glyph["glyph"], glyph["text"])
        listed = patterns.LISTED.match(line.text)
        if listed and (line.gap or line.page or (self.pieces and self.pieces[-1].kind == "bullet")):
            self.put("bullet", line, listed["text"], listed["number"]).ordered = True
            return True
        if line.indent and self.major and (line.gap or line.page):
            piece = self.put("bullet", line, line.text)
            piece.odd.append((OddityKind.BULLET_STRIPPED, line.text, line.number))
            if not line.gap:
                piece.odd.append((OddityKind.BULLET_RUN_ON, line.text, line.number))
            return True
        return False

    def glyph_bullet(self, line: Line, glyph: str, text: str) -> bool:
        open_piece = self.open_piece()
        last = self.pieces[-1] if self.pieces else None
        broken = last is not None and last.kind == "note" and open_piece is not None
        if broken and open_piece and not patterns.is_finished(open_piece.text) and patterns.starts_small(text):
            self.put("note", line, "", glyph)
            self.go_on(open_piece, text)
            open_piece.odd.append((OddityKind.PAGE_BREAK, "", line.number))
            open_piece.odd.append((OddityKind.BULLET_IN_SENTENCE, glyph, line.number))
            return True
        wrapped = not line.gap and open_piece is not None and open_piece is self.current
        if wrapped and glyph in "–—-" and open_piece and open_piece.number != glyph:
            return False  # a dash inside a sentence that wrapped
        self.put("bullet", line, text, glyph)
        return True

    def heading(self, at: int, line: Line) -> bool:
        if not (line.gap or line.page) or not self.gap_after(at) or not patterns.reads_as_heading(line.text):
            return False
        following = self.after(at)
        if following is None or (patterns.starts_small(following.text) and not self.waiting):
            return False
        open_piece = self.open_piece()
        if line.page and not line.gap and open_piece and not patterns.is_finished(open_piece.text):
            return False
        if not self.waits_for(line):
            self.put("heading", line, line.text)
        return True

    def waits_for(self, line: Line) -> bool:
        """Give the heading the section number that stood alone before it, if one did."""
        if not self.waiting:
            return False
        self.pieces.remove(self.waiting)
        piece = self.put("section", line, line.text, self.waiting.number)
        piece.odd.append((OddityKind.DETACHED_NUMBERS, "", self.waiting.line))
        self.major, self.minor, self.waiting = int(self.waiting.number.rstrip(".")), 0, None
        return True

    def text(self, line: Line) -> None:
        """Go on with the paragraph that is open, or begin one."""
        beside = not line.gap and not line.page
        if beside and self.current is not None and self.is_open_field(self.current):
            self.go_on(self.current, line.text)
            return
        open_piece = self.open_piece()
        if open_piece is not None:
            interrupted = open_piece is not self.current
            if beside and not interrupted:
                self.go_on(open_piece, line.text)
                return
            turned = self.pieces[-1].kind == "note" and bool(open_piece.number) and open_piece.kind == "paragraph"
            may_go_on = patterns.starts_small(line.text) or turned
            goes_on = may_go_on and not patterns.is_finished(open_piece.text)
            if goes_on or (line.page and not line.gap and not interrupted):
                kind = OddityKind.PAGE_BREAK if line.page or interrupted else OddityKind.BLANK_LINE
                open_piece.odd.append((kind, "" if goes_on else "finished", line.number))
                self.go_on(open_piece, line.text)
                return
        self.put("paragraph", line, line.text)

    def is_open_field(self, piece: Piece) -> bool:
        """Return whether the piece is "To:" or "From:", whose words may go on in a further line."""
        field_match = patterns.FIELD.match(piece.text) if piece.kind == "note" else None
        return field_match is not None and field_match[1].lower() != "date"
