"""A Word file with its tracked changes, as data: paragraphs and tables, what was put in and taken out, and by whom."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from plans.text.inline import Run


@dataclass(frozen=True, slots=True)
class Revision:
    """
    One mark of a tracked change as Word keeps it.

    ``kind`` is "insertion", "deletion", "formatting" or "style"; ``author`` and ``date`` (ISO, may be empty) are what
    the file says; ``move`` is the name that ties the two ends of a move, empty for any other change.
    """

    kind: str
    author: str
    date: str
    move: str = ""


@dataclass(frozen=True, slots=True)
class Atom:
    """
    Some characters of a paragraph with the revisions, by number, that put them in, take them out or set them otherwise.

    ``was`` is how the characters were set before ``reformatted``.
    """

    run: Run
    inserted: int | None = None
    deleted: int | None = None
    reformatted: int | None = None
    was: tuple[str, ...] = ()

    def stands(self, taken: frozenset[int]) -> bool:
        """Whether the characters stand in the text in which just the revisions ``taken`` are accepted."""
        if self.inserted is not None and self.inserted not in taken:
            return False
        return self.deleted is None or self.deleted not in taken

    def set_as(self, taken: frozenset[int]) -> Run:
        """Return the characters as they are set in that text."""
        if self.reformatted is None or self.reformatted in taken:
            return self.run
        return Run(self.run.text, self.was, self.run.href)


@dataclass(slots=True)
class Paragraph:
    """
    One paragraph as the file holds it.

    ``style`` is the style's name in small letters, ``in_list`` whether it is an item, ``level`` how deep. Its end may
    be inserted (without it the paragraph runs on into the next) or deleted (with it the next runs on into it).
    """

    atoms: list[Atom] = field(default_factory=list)
    style: str = ""
    in_list: bool = False
    level: int = 0
    end_inserted: int | None = None
    end_deleted: int | None = None
    bookmarks: list[str] = field(default_factory=list)

    def runs_on(self, taken: frozenset[int]) -> bool:
        """Whether the next paragraph is one with this in the text in which just ``taken`` are accepted."""
        if self.end_inserted is not None and self.end_inserted not in taken:
            return True
        return self.end_deleted is not None and self.end_deleted in taken

    @property
    def revisions(self) -> Iterator[int]:
        """The numbers of the revisions in it, in order."""
        for atom in self.atoms:
            yield from (n for n in (atom.inserted, atom.deleted, atom.reformatted) if n is not None)
        yield from (n for n in (self.end_inserted, self.end_deleted) if n is not None)


@dataclass(slots=True)
class TableRow:
    """A row of a table: the paragraphs of each cell, and the revision that put it in or takes it out."""

    cells: list[list[Paragraph]] = field(default_factory=list)
    inserted: int | None = None
    deleted: int | None = None

    def stands(self, taken: frozenset[int]) -> bool:
        """Whether the row stands in the text in which just the revisions ``taken`` are accepted."""
        if self.inserted is not None and self.inserted not in taken:
            return False
        return self.deleted is None or self.deleted not in taken


@dataclass(slots=True)
class Table:
    """A table with its rows."""

    rows: list[TableRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment in the margin: who wrote it, when, what, and the characters it hangs on (paragraph, start, end)."""

    author: str
    date: str
    text: str
    paragraph: Paragraph | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WordDocument:
    """A Word file: what stands in it in order, its revisions by number, its comments, and its own properties."""

    body: tuple[Paragraph | Table, ...]
    revisions: tuple[Revision, ...]
    remarks: tuple[Remark, ...]
    properties: dict[str, str]
    last_saved_by: str
