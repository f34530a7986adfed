"""From pieces to a paper: what stands at the front, and the sections."""

from dataclasses import dataclass, field
from typing import Literal

from plans.text.papers import patterns
from plans.text.papers.paper import PaperBlock, PaperSection
from plans.text.papers.pieces import Piece


@dataclass(slots=True, eq=False)
class Part:
    """One section while oddities are looked for: its heading, if it has one, and its pieces."""

    heading: Piece | None
    pieces: list[Piece] = field(default_factory=list)

    @property
    def number(self) -> str:
        """The section's number, its own or the one its paragraphs tell."""
        if self.heading is not None and self.heading.number:
            return patterns.plain_number(self.heading.number)
        if self.heading is None:
            return ""
        told = {p.number and patterns.plain_number(p.number).split(".")[0] for p in self.pieces if is_numbered(p)}
        return told.pop() if len(told) == 1 else ""

    @property
    def name(self) -> str:
        """The section as a drafter would call it."""
        heading = self.heading
        if heading is not None and heading.number:
            return f"section {patterns.plain_number(heading.number)}"
        return f"section “{heading.text}”" if heading is not None else "the opening words"


def is_numbered(piece: Piece) -> bool:
    """Return whether the piece is a paragraph with a number of its own."""
    return piece.kind == "paragraph" and bool(piece.number)


def parts_of(pieces: list[Piece]) -> tuple[list[Piece], list[Part]]:
    """Return the pieces at the front, the title among them, and the parts that follow."""
    _promote_headings(pieces)
    first = next((at for at, piece in enumerate(pieces) if piece.kind == "section"), len(pieces))
    title = title_of(pieces[:first])
    for piece in pieces[:first]:
        if piece.kind == "heading" and patterns.PLACEHOLDER.fullmatch(piece.text):
            piece.kind = "note"
    end = first if title is None else pieces.index(title) + 1
    while end < first and _is_particulars(pieces[end]):
        end += 1
    front = pieces[:end]
    parts: list[Part] = []
    for piece in pieces[len(front) :]:
        if piece.kind == "section":
            parts.append(Part(piece))
        elif not parts:
            parts.append(Part(None, [piece]))
        else:
            parts[-1].pieces.append(piece)
    return front, parts


def title_of(front: list[Piece]) -> Piece | None:
    """Find the title: the piece styled so, or the first that is neither head of a page, field nor placeholder."""
    styled = next((piece for piece in front if piece.title), None)
    plain = (p for p in front if p.kind in ("heading", "paragraph") and not p.number and _may_be_title(p.text))
    return styled or next(plain, None)


def _is_particulars(piece: Piece) -> bool:
    """Return whether a piece under the title still belongs to the front: a note, or a table of To, From and Date."""
    cells = [row[0].strip(" :") for row in piece.rows]
    labelled = bool(cells) and all(cell.casefold() in ("to", "from", "date") for cell in cells)
    return piece.kind == "note" or labelled


def _may_be_title(text: str) -> bool:
    if patterns.FIELD.match(text) or patterns.PLACEHOLDER.fullmatch(text) or patterns.APPENDIX.match(text):
        return False
    return len(text) <= 200 and text[-1] not in ".:;,"


def _promote_headings(pieces: list[Piece]) -> None:
    """Make sections of a word processor's headings, and of plain headings where no section is numbered."""
    sections = [piece for piece in pieces if piece.kind == "section" and not patterns.BACK_MATTER.match(piece.text)]
    numbered = [piece for piece in sections if not patterns.APPENDIX.match(piece.text)]
    headings = [piece for piece in pieces if piece.kind == "heading" and not piece.title]
    if numbered:
        level = min((piece.level for piece in numbered if piece.level), default=0)
        chosen = [p for p in headings if 0 < p.level <= level and p.line > numbered[0].line]
    else:
        titled = any(piece.title for piece in pieces) or (headings and title_of(pieces) is not headings[0])
        candidates = headings if titled else headings[1:]
        level = min((piece.level for piece in candidates), default=0)
        chosen = [piece for piece in candidates if piece.level == level]
    for piece in chosen:
        piece.kind = "section"


def block_of(piece: Piece) -> PaperBlock:
    """Return the piece as a block of the paper."""
    if piece.kind == "table":
        return PaperBlock("table", rows=tuple(piece.rows), head=_head_of(piece))
    kind = "note" if piece.kind == "gutter" else "heading" if piece.kind == "section" else piece.kind
    return PaperBlock(kind, piece.number, piece.text, ordered=piece.ordered)


def _head_of(table: Piece) -> Literal["", "row", "column"]:
    def labels(cells: list[str]) -> bool:
        return all(patterns.TABLE_LABELS.match(cell.replace("(s)", "").strip(" :")) for cell in cells)

    if table.head or labels(list(table.rows[0])):
        return "row"
    return "column" if labels([row[0] for row in table.rows]) else ""


def section_of(part: Part) -> PaperSection:
    """Return the part as a section of the paper."""
    heading = part.heading
    blocks = tuple(block_of(piece) for piece in part.pieces)
    return PaperSection(heading.number if heading else "", heading.text if heading else "", blocks)
