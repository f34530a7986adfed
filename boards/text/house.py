"""A report as the house draws it: made from facts, put together with its appendices, and numbered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from boards.text import audit, board, panel
from boards.text.appendices import changes_marked, whole_text
from boards.text.facts import ReportFacts, Texts
from boards.text.kinds import BIBLIOGRAPHY, HOUSES, ReportKind
from boards.text.words import section
from plans.text.content import Block, TableBlock, write, write_flow
from plans.text.inline import escape
from plans.text.markup import plain_text
from plans.text.numbering import NumberedBlock, NumberedOutline, NumberedSection, numbered
from plans.text.outline import Outline, Section
from plans.text.reader import read

RECOMMENDATION, AGAIN, SOURCES = "recommendation", "recommendation-again", "sources"
_Writer = Callable[[ReportFacts], tuple[Section | None, ...]]
_WRITERS: Mapping[ReportKind, _Writer] = {
    ReportKind.BOARD_VARIATION: board.variation,
    ReportKind.BOARD_PLAN: board.plan,
    ReportKind.AUDIT_PLAN: audit.audit,
    ReportKind.PANEL: panel.panel,
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A report with its numbers: the whole, its sections in order with what it rests on, and its appendices."""

    text: NumberedOutline
    sections: tuple[NumberedSection, ...]
    appendices: tuple[NumberedSection, ...]


def generate(kind: ReportKind, facts: ReportFacts, title: str) -> Outline:
    """
    Return the text of a report as the facts give it.

    :raises KeyError: if the kind is one that is written by hand.
    """
    return Outline(title, tuple(one for one in _WRITERS[kind](facts) if one is not None))


def title_of(kind: ReportKind, facts: ReportFacts) -> str:
    """Return the title that a generated report begins with."""
    if kind is ReportKind.AUDIT_PLAN:
        return f"The making of the {facts.plan_name}"
    return f"Variation of the {facts.plan_name}: {facts.title}" if facts.is_variation else f"Draft {facts.plan_name}"


def by_hand(title: str) -> Outline:
    """Return the sections that a report written by hand begins with, empty."""
    named = (("purpose", "Purpose"), (RECOMMENDATION, "Recommendation"), ("background", "Background"))
    sections = [section(key, heading) for key, heading in (*named, (SOURCES, BIBLIOGRAPHY))]
    return Outline(title, tuple(sections))


def appendices_of(texts: Texts | None) -> tuple[Section, ...]:
    """Return the appendices: the changes marked, and the sections that change (the whole of a new plan)."""
    if texts is None:
        return ()
    clean = whole_text(texts)
    marked = () if texts.before is None else (changes_marked(texts),)
    return (*marked, clean)


def assembled(kind: ReportKind, text: Outline, appendices: tuple[Section, ...]) -> Outline:
    """Return the whole document: the recommendation again where the house has it, a list of appendices, and them."""
    house = HOUSES[kind]
    own = [one for one in text.sections if one.id != SOURCES]
    last = [one for one in text.sections if one.id == SOURCES]
    asked = text.section(RECOMMENDATION)
    again = [replace(asked, id=AGAIN)] if house.repeats and asked and asked.html else []
    names = [f"<li>{escape(one.heading)}</li>" for one in appendices]
    list_of = [section("appendices", "Appendices", f"<ol>{''.join(names)}</ol>")] if names else []
    listing = list_of if house.lists_appendices else []
    return Outline(text.title, (*own, *again, *last, *listing, *appendices))


def drawn(kind: ReportKind, text: Outline, appendices: tuple[Section, ...]) -> Drawn:
    """Return the document with its numbers."""
    whole = numbered(assembled(kind, text, appendices))
    own = tuple(one for one in whole.sections if not one.is_appendix)
    return Drawn(whole, own, tuple(one for one in whole.sections if one.is_appendix))


def as_blocks(house: Drawn) -> str:
    """Return the whole document as canonical blocks with its numbers in words, as a paper of a meeting has it."""
    parts = []
    for one in (*house.sections, *house.appendices):
        place = f"{one.label}: " if one.is_appendix else f"{one.number}. "
        parts.append(f"<h3>{escape(place + one.heading)}</h3>")
        parts += [_numbered_block(block) for block in one.blocks]
    return "".join(parts)


def _numbered_block(block: NumberedBlock) -> str:
    if block.kind == "paragraph" and block.number:
        return f"<p>{escape(block.number)} {block.inner_html}</p>"
    if block.kind == "heading":
        return f"<h4>{block.inner_html}</h4>"
    return block.html


def source_titles(text: Outline) -> list[str]:
    """Return the documents that a report rests on: the first column of its table, or its lines (N5)."""
    sources = text.section(SOURCES)
    return [words for block in read(sources.html) for words in _titles(block)] if sources else []


def _titles(block: Block) -> list[str]:
    if isinstance(block, TableBlock):
        rows = [row for row in block.rows if row.part != "thead" and row.cells]
        found = [plain_text(write_flow(row.cells[0].blocks)) for row in rows]
    else:
        found = plain_text(write(block)).split("\n")
    return [words.strip() for words in found if words.strip()]
