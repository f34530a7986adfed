"""What the pages of the drafting room share: the section asked for, its margin, and how much changes in words."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string

from plans.models import DraftSection, Instrument
from plans.queries.drafting import words_of
from plans.queries.reasons import reasons_of
from plans.queries.texts import draft_outline
from plans.text.outline import Outline
from plans.text.redline import compare
from plans.views.changes import marks_of
from plans.views.drafting.outlined import words_compared


def how_much(changes: int, sections: int) -> str:
    """Return how much changes: "3 changes in 2 sections"."""
    if not changes:
        return "No changes"
    return f"{changes} change{'' if changes == 1 else 's'} in {sections} section{'' if sections == 1 else 's'}"


def how_much_lies_between(old: Outline | None, new: Outline) -> str:
    """Return how much two texts differ."""
    redline = compare(old, new)
    return how_much(len(redline.changes), len(redline.changed_sections))


def row_of(instrument: Instrument, section_id: str) -> DraftSection:
    rows = instrument.draft_sections.prefetch_related("objectives__actions").select_related("instrument__plan")
    return get_object_or_404(rows, section_id=section_id)


def count_words(words: int, before: tuple[int, int] | None) -> str:
    """Say how many words a section has; ``before`` is the number of the edition varied and its words there."""
    said = f"{words:,} words in this section"
    return said + words_compared(words, before[1], before[0]) if before else said


def margin_context(instrument: Instrument, draft: Outline, section_id: str) -> dict:
    """Return what templates/plans/drafting/margin.html takes."""
    marks = []
    if instrument.base:
        redline = compare(instrument.base.wording.outline, draft)
        marks = marks_of(instrument, redline, reasons_of(instrument, redline), section_id)
    title = "1 change here" if len(marks) == 1 else f"{len(marks)} changes here"
    return {"instrument": instrument, "marks": marks, "marks_title": title, "section_id": section_id}


def margin_of(request: HttpRequest, instrument: Instrument, row: DraftSection) -> dict[str, str]:
    """Return the margin of an open section as HTML, and how many words the whole draft has."""
    draft = draft_outline(instrument)
    margin = render_to_string("plans/drafting/margin.html", margin_context(instrument, draft, row.section_id), request)
    return {"margin": margin, "whole": f"{sum(words_of(section) for section in draft.sections):,} in the plan"}


def name_of(user: Any) -> str:
    """Return who did something, by name; "somebody" where nobody was signed in."""
    return (user.get_full_name() or user.get_username()) if user else "somebody"
