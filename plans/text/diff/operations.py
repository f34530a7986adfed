"""What lies between two texts, as data: pieces of words, blocks, list items, table rows and cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from plans.text.content import Cell, ImageBlock
from plans.text.inline import Runs, runs_to_html, text_of


class Kind(StrEnum):
    """What became of a block, item, row or cell (of a piece of words: same, added, removed or formatted)."""

    SAME = "same"
    CHANGED = "changed"
    FORMATTED = "formatted"
    REPLACED = "replaced"
    ADDED = "added"
    REMOVED = "removed"
    MOVED_HERE = "moved_here"
    MOVED_AWAY = "moved_away"

    @property
    def in_old(self) -> bool:
        """Whether it stands at this place in the old text."""
        return self not in (Kind.ADDED, Kind.MOVED_HERE)

    @property
    def in_new(self) -> bool:
        """Whether it stands at this place in the new text."""
        return self not in (Kind.REMOVED, Kind.MOVED_AWAY)


@dataclass(frozen=True, slots=True)
class Piece:
    """
    A stretch of words and what became of it.

    Of a formatted piece the words stayed: ``old_runs`` is how they stood, ``note`` says what changed ("bold added").
    Of another piece ``note`` names what a reader cannot see in it ("hidden character: zero width space (U+200B)").
    """

    kind: Kind
    runs: Runs
    old_runs: Runs = ()
    note: str = ""

    @property
    def html(self) -> str:
        """The words as well-formed inline HTML."""
        return runs_to_html(self.runs)

    @property
    def old_html(self) -> str:
        """The words as they stood before, of a formatted piece."""
        return runs_to_html(self.old_runs)

    @property
    def text(self) -> str:
        """The bare words."""
        return text_of(self.runs)


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Edits:
    """How many words were added and removed."""

    added: int = 0
    removed: int = 0

    def __add__(self, other: "Edits") -> "Edits":
        return Edits(self.added + other.added, self.removed + other.removed)


NO_EDITS = Edits()


@dataclass(frozen=True, slots=True)
class BlockDiff:
    """
    One block and what became of it.

    ``form`` is "text", "list", "quote", "table" or "whole" (HTML that is not canonical, compared only as a whole).
    A text block has ``pieces``, a list ``items``, a quotation ``blocks``, a table ``table``: only where it is changed,
    formatted or moved with edits. Where it is added, removed, replaced or moved, ``old_html`` and ``new_html`` show it.

    Two forms are always "replaced" or "formatted", so that whoever does not know them shows both texts whole: "image",
    with ``image``, and "split", "merged" or "reshaped", whose ``old_html`` and ``new_html`` may be several blocks and
    whose ``parts`` are the new blocks, each with the words that stood and its note.
    """

    kind: Kind
    form: str
    old_html: str = ""
    new_html: str = ""
    old_tag: str = ""
    new_tag: str = ""
    pieces: Pieces = ()
    items: tuple["ItemDiff", ...] = ()
    blocks: tuple["BlockDiff", ...] = ()
    table: "TableDiff | None" = None
    note: str = ""
    edits: Edits = NO_EDITS
    parts: tuple["BlockDiff", ...] = ()
    image: "ImageDiff | None" = None

    @property
    def html(self) -> str:
        """The block as it now stands, or as it stood if it is gone."""
        return self.new_html if self.kind.in_new else self.old_html

    @property
    def said_first(self) -> str:
        """What is said of the block as a whole: its note without what its pieces say themselves."""
        of_pieces = {said for piece in self.pieces for said in piece.note.split(", ")}
        return ", ".join(said for said in self.note.split(", ") if said not in of_pieces) if self.note else ""

    @property
    def tag(self) -> str:
        """The element of the block now, or before if it is gone."""
        return self.new_tag or self.old_tag

    @property
    def is_edited(self) -> bool:
        """Whether there is more to show than the block as a whole."""
        return bool(self.pieces or self.items or self.blocks or self.table)


@dataclass(frozen=True, slots=True)
class ImageDiff:
    """A picture before and after, and its alternative words and caption in pieces."""

    old: ImageBlock
    new: ImageBlock
    alt: Pieces
    caption: Pieces

    @property
    def is_swapped(self) -> bool:
        """Whether another picture stands in its place."""
        return self.old.src != self.new.src


@dataclass(frozen=True, slots=True)
class ItemDiff:
    """One list item and what became of it; the HTML is what is inside the item."""

    kind: Kind
    old_html: str = ""
    new_html: str = ""
    blocks: tuple[BlockDiff, ...] = ()
    edits: Edits = NO_EDITS

    @property
    def html(self) -> str:
        """The inside of the item as it now stands, or as it stood if it is gone."""
        return self.new_html if self.kind.in_new else self.old_html


@dataclass(frozen=True, slots=True)
class CellDiff:
    """One table cell and what became of it; ``delta`` is the difference of two figures with its sign ("+£65,000")."""

    kind: Kind
    old: Cell | None = None
    new: Cell | None = None
    old_html: str = ""
    new_html: str = ""
    blocks: tuple[BlockDiff, ...] = ()
    delta: str = ""
    note: str = ""
    is_figure: bool = False
    edits: Edits = NO_EDITS

    @property
    def cell(self) -> Cell | None:
        """The cell as it now stands, or as it stood if it is gone: its tag, scope and spans."""
        return self.new or self.old

    @property
    def html(self) -> str:
        """The inside of the cell as it now stands, or as it stood if it is gone."""
        return self.new_html if self.new else self.old_html


@dataclass(frozen=True, slots=True)
class RowDiff:
    """One table row, the part of the table it stands in (``thead``, ``tbody``, ``tfoot``), its cells and a note."""

    kind: Kind
    part: str
    old_part: str
    cells: Sequence[CellDiff]
    edits: Edits = NO_EDITS
    note: str = ""


@dataclass(frozen=True, slots=True)
class TableDiff:
    """A table: its caption in pieces, its rows, and the headings of the columns added and removed."""

    caption: Pieces
    rows: tuple[RowDiff, ...]
    columns_added: tuple[str, ...] = ()
    columns_removed: tuple[str, ...] = ()

    @property
    def head(self) -> tuple[RowDiff, ...]:
        """The rows of the table's head."""
        return tuple(row for row in self.rows if row.part == "thead")

    @property
    def body(self) -> tuple[RowDiff, ...]:
        """The rows of the table's body."""
        return tuple(row for row in self.rows if row.part == "tbody")

    @property
    def foot(self) -> tuple[RowDiff, ...]:
        """The rows of the table's foot."""
        return tuple(row for row in self.rows if row.part == "tfoot")


def total(edits: Iterable[Edits]) -> Edits:
    """Return the sum of some edits."""
    added = removed = 0
    for one in edits:
        added += one.added
        removed += one.removed
    return Edits(added, removed) if added or removed else NO_EDITS
