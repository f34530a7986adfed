"""Papers that come in: kept as they were read, and landed in a draft as the drafter has corrected them."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from plans.models import DraftSection, ImportedPaper, Instrument
from plans.services.course import lock
from plans.services.drafts import NotEditable
from plans.services.saving import save_section
from plans.services.sections import add_section
from plans.text.outline import Outline, Section, SectionKind, section_to_data
from plans.text.papers.outline import appendix_outline, html_of, to_outline
from plans.text.papers.paper import Paper, PaperSection
from plans.text.papers.patterns import APPENDIX, plain_number
from plans.text.papers.reading import read_paper

WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Arriving:
    """One section on its way into a draft; ``replaces`` is the id of the section whose text it takes the place of."""

    heading: str
    kind: SectionKind
    html: str
    replaces: str = ""
    revision: int = 0


@transaction.atomic
def keep_paper(*, instrument: Instrument, name: str, data: bytes, by: AbstractBaseUser | None) -> ImportedPaper:
    """
    Read a paper and keep what was read, so that the drafter can correct it over as many visits as it takes.

    :raises NotEditable: if the text is closed.
    :raises plans.text.papers.paper.PaperRefused: if the file cannot be read as a paper.
    """
    if not instrument.is_open:
        raise NotEditable(f"This {instrument.kind_words} is {instrument.stage_words} and its text is closed.")
    paper = read_paper(data, name)
    return ImportedPaper.objects.create(instrument=instrument, name=name[:200], data=paper_data(paper), made_by=by)


def paper_data(paper: Paper) -> dict[str, Any]:
    """Return what the preview needs of a paper: each part that can be taken alone, the oddities, the words counted."""
    parts = [_part(WHOLE, "The whole paper", _whole(paper), [_printed(section) for section in paper.sections])]
    for section in paper.sections:
        if APPENDIX.match(section.heading):
            outline = appendix_outline(paper, section.heading)
            parts.append(_part(section.heading.lower().replace(" ", "-"), section.heading, outline, []))
    return {
        "title": paper.title,
        "date": paper.date_as_printed,
        "front": [block.text for block in paper.front if block.text],
        "words_in": paper.words_in,
        "words_out": paper.words_out,
        "oddities": [{"kind": odd.kind.value, "where": odd.where, "what": odd.message} for odd in paper.oddities],
        "parts": parts,
    }


def _whole(paper: Paper) -> Outline:
    """Return the sections of a paper; a text in which none is recognised is one section."""
    outline = to_outline(paper)
    if outline.sections:
        return outline
    title = outline.title
    return Outline(title, (Section("text", SectionKind.OTHER, title, html_of(paper.front)),))


def whole_text(*, name: str, data: bytes) -> Outline:
    """
    Return every word of a paper as an outline: what stands before its first section is a section too.

    :raises plans.text.papers.paper.PaperRefused: if the file cannot be read as a paper.
    """
    paper = read_paper(data, name)
    outline = _whole(paper)
    front = html_of(paper.front) if paper.sections else ""
    if not front:
        return outline
    taken = {section.id for section in outline.sections}
    section_id = next(key for key in ("title-page", "title-page-0", "title-page-00") if key not in taken)
    return Outline(outline.title, (Section(section_id, SectionKind.OTHER, outline.title, front), *outline.sections))


def _part(key: str, name: str, outline: Outline, printed: list[list[str]]) -> dict[str, Any]:
    sections = [section_to_data(section) for section in outline.sections]
    return {"key": key, "name": name, "title": outline.title, "sections": sections, "printed": printed}


def _printed(section: PaperSection) -> list[str]:
    """Return the places in a section by which its oddities name it: its own number, and its paragraphs'."""
    numbers = [plain_number(block.number_as_printed) for block in section.blocks if block.kind == "paragraph"]
    number = plain_number(section.number_as_printed)
    names = [f"section {number}" if number else f"section “{section.heading}”"]
    return names + [f"paragraph {number}" for number in numbers if number]


def in_one(part: dict[str, Any]) -> dict[str, Any]:
    """Return a part of a paper as one section: its headings become headings within the text."""
    first, *rest = part["sections"]
    same = first["heading"] == part["title"]
    html = first["html"] if same else f"<h3>{_escaped(first['heading'])}</h3>{first['html']}"
    html += "".join(f"<h3>{_escaped(section['heading'])}</h3>{section['html']}" for section in rest)
    return {**first, "heading": part["title"], "html": html}


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@transaction.atomic
def import_sections(*, instrument: Instrument, arriving: tuple[Arriving, ...]) -> list[DraftSection]:
    """
    Land sections in a draft in one go: new ones at the end, in order; a replacement keeps the id, kind, limbs and
    objectives of the section whose heading and text it takes over.

    :raises NotEditable: if the text is closed.
    :raises plans.services.saving.Conflict: if a section to be replaced was saved since it was chosen; nothing lands.
    :raises plans.text.markup.MarkupError: if a text is too long for one section.
    """
    instrument = lock(instrument)
    rows = {row.section_id: row for row in instrument.draft_sections.all()}
    landed = []
    for section in arriving:
        if section.replaces:
            row = rows[section.replaces]
            revision = section.revision
            whole = replace(row.as_section(), heading=section.heading, html=section.html)
        else:
            row = add_section(instrument=instrument, heading=section.heading, kind=section.kind)
            revision = row.revision
            whole = Section(row.section_id, section.kind, section.heading, section.html)
        landed.append(save_section(row=row, section=whole, revision=revision).row)
    return landed
