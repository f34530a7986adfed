"""What a Word file holds, as data: paragraphs and tables, each with what became of it, before it is written as XML."""

from dataclasses import dataclass, field
from enum import Enum, StrEnum

from plans.text.inline import Runs


class Became(Enum):
    """What became of a paragraph, a row or some words, as Word tells it."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    MOVED_AWAY = "moved away"
    MOVED_HERE = "moved here"

    @property
    def in_old(self) -> bool:
        """Whether it stands here in the old text."""
        return self in (Became.SAME, Became.REMOVED, Became.MOVED_AWAY)

    @property
    def in_new(self) -> bool:
        """Whether it stands here in the new text."""
        return self in (Became.SAME, Became.ADDED, Became.MOVED_HERE)


class Style(StrEnum):
    """The paragraph styles of the file, by their ids."""

    OFFICE = "Office"
    TITLE = "Title"
    SUBTITLE = "Subtitle"
    COVER_FACT = "CoverFact"
    CONTENTS_HEADING = "TOCHeading"
    CONTENTS_ENTRY = "TOC1"
    SECTION = "Heading1"
    APPENDIX = "AppendixHeading"
    HEADING = "Heading2"
    SUBHEADING = "Heading3"
    PARAGRAPH = "NumberedParagraph"
    APPENDIX_PARAGRAPH = "AppendixParagraph"
    BODY = "BodyText"
    LIST_ITEM = "ListParagraph"
    QUOTE = "Quote"
    CAPTION = "Caption"
    PICTURE = "Picture"
    PICTURE_CAPTION = "PictureCaption"
    TABLE_HEAD = "TableHeading"
    TABLE_TEXT = "TableText"
    OBJECTIVE = "ObjectiveHeading"
    AIM = "ObjectiveAim"
    OBJECTIVE_LABEL = "ObjectiveLabel"
    ACTION_CODE = "ActionCode"
    ACTION_TEXT = "ActionText"
    ACTION_LEAD = "ActionLead"
    CLOSING = "PlanClosing"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a list: "bullets" or "numbers", how deep from 0, and which of the file's numbered lists it is in."""

    kind: str
    level: int
    list: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph is set: its style, its place in a list, and how far it is set in (in steps of a list)."""

    style: Style
    mark: Mark | None = None
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words and what became of them; of words set otherwise, ``old_runs`` is how they stood."""

    runs: Runs
    became: Became = Became.SAME
    old_runs: Runs = ()
    is_placeholder: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """
    A paragraph and what became of it as a whole.

    ``old_shape`` is set where it stood otherwise. ``move`` names the move that it is part of; ``bookmark`` names the
    place for links and for the way back; ``comments`` are remarks in its margin; ``mark`` is what became of its end,
    where that is not what became of the paragraph.
    """

    shape: Shape
    stretches: tuple[Stretch, ...] = ()
    became: Became = Became.SAME
    old_shape: Shape | None = None
    move: str = ""
    bookmark: str = ""
    comments: tuple[str, ...] = ()
    mark: Became | None = None
    to_the_right: bool = False


@dataclass(frozen=True, slots=True)
class TableCell:
    """
    A table cell: its paragraphs, how many columns it takes, and whether it goes on from the cell above.

    ``became`` is what became of the cell itself, where its column came: what stands in its row says nothing of it.
    """

    paragraphs: tuple[Paragraph, ...]
    columns: int = 1
    merge: str = ""
    became: Became = Became.SAME


@dataclass(frozen=True, slots=True)
class TableRow:
    """
    A table row, what became of it, and whether it is a head that repeats on each page.

    ``widths`` are the shares of its own columns, where they are not those of the table.
    """

    cells: tuple[TableCell, ...]
    became: Became = Became.SAME
    is_head: bool = False
    widths: tuple[int, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``look`` is the table style, ``widths`` the share of each column."""

    rows: tuple[TableRow, ...]
    widths: tuple[int, ...]
    look: str = "PlanTable"
    has_row_heads: bool = False


Item = Paragraph | Table
Items = tuple[Item, ...]
