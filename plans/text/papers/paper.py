"""A paper as data: what it says, where each word stands, and what is odd about it."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

BlockKind = Literal["paragraph", "bullet", "heading", "table", "note"]


class PaperRefused(ValueError):
    """The file is not a paper that can be read; the message says why and what to do next."""


class OddityKind(StrEnum):
    """What may be odd about a paper. Oddities are flagged for the drafter, never mended."""

    NUMBER_TWICE = "number-twice"
    NUMBER_MISSING = "number-missing"
    NUMBER_BACKWARDS = "number-backwards"
    NUMBER_ELSEWHERE = "number-of-another-section"
    SECTION_NUMBER_TWICE = "section-number-twice"
    SECTION_NUMBER_MISSING = "section-number-missing"
    HEADING_WITHOUT_NUMBER = "heading-without-number"
    HEADING_WITHOUT_DOT = "heading-without-dot"
    SECTION_TITLE_TWICE = "section-title-twice"
    DETACHED_NUMBERS = "detached-numbers"
    NUMBERS_UNMATCHED = "numbers-unmatched"
    AUTOMATIC_NUMBERS = "automatic-numbers"
    PAGE_HEADER = "page-header"
    PAGE_BREAK = "page-break"
    BLANK_LINE = "blank-line-in-sentence"
    LINE_END_HYPHEN = "line-end-hyphen"
    MARKING = "marking"
    PLACEHOLDER = "placeholder"
    DOUBLE_SPACE = "double-space"
    MISSING_SPACE = "missing-space"
    SPACING_AFTER_NUMBER = "spacing-after-number"
    BULLET_STRIPPED = "bullet-stripped"
    BULLET_RUN_ON = "bullet-lost-its-blank-line"
    BULLET_BEFORE_NUMBER = "bullet-before-number"
    BULLET_IN_SENTENCE = "bullet-in-sentence"
    REPEATED_WITH_DIFFERENCE = "repeated-with-difference"
    QUOTATION_MARKS = "quotation-marks"
    SPELLING = "possible-misspelling"
    WORDS_DIFFER = "words-differ"


@dataclass(frozen=True, slots=True)
class Oddity:
    """One thing for the drafter to look at: its kind, its place, a plain sentence, and the line of the source."""

    kind: OddityKind
    where: str
    message: str
    line: int


@dataclass(frozen=True, slots=True)
class PaperBlock:
    """
    One block of a paper, in the order of its words.

    ``number_as_printed`` holds the number or the bullet's glyph just as it stood. ``text`` keeps a line break only
    after a hyphen or slash at a line's end. ``head`` says which cells of ``rows`` are headings: "row", "column" or
    neither.
    """

    kind: BlockKind
    number_as_printed: str = ""
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    head: Literal["", "row", "column"] = ""
    ordered: bool = False

    def words(self) -> Iterator[str]:
        """Yield each word of the block, its number first."""
        yield from self.number_as_printed.split()
        yield from self.text.split()
        for row in self.rows:
            for cell in row:
                yield from cell.split()


@dataclass(frozen=True, slots=True)
class PaperSection:
    """One section of a paper with its number and heading as printed."""

    number_as_printed: str
    heading: str
    blocks: tuple[PaperBlock, ...] = ()

    def words(self) -> Iterator[str]:
        """Yield each word of the section, number and heading first."""
        yield from self.number_as_printed.split()
        yield from self.heading.split()
        for block in self.blocks:
            yield from block.words()


@dataclass(frozen=True, slots=True)
class Paper:
    """
    A whole paper. ``front`` holds all that stands before the first section, word for word.

    Title, marking, agenda item, sender, addressee and date are read from ``front`` and add no words of their own.
    """

    title: str
    marking: str = ""
    agenda_item: str = ""
    to: str = ""
    from_: str = ""
    date_as_printed: str = ""
    date: datetime.date | None = None
    front: tuple[PaperBlock, ...] = ()
    sections: tuple[PaperSection, ...] = ()
    oddities: tuple[Oddity, ...] = field(default=())
    words_in: int = 0
    words_out: int = 0

    def words(self) -> Iterator[str]:
        """Yield each word of the paper once, as whitespace parts them in the source."""
        for block in self.front:
            yield from block.words()
        for section in self.sections:
            yield from section.words()
