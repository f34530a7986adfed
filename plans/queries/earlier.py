"""The editing history of one section of a draft: its text as it was saved before, by whom and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from plans.models import DraftSection, Instrument
from plans.text.outline import Section, SectionKind

MOST = 100


@dataclass(frozen=True, slots=True)
class EarlierSave:
    """One save of a section: its number in the history, when and by whom, and the section without its objectives."""

    number: int
    at: datetime
    by: Any
    section: Section


def earlier_saves(instrument: Instrument, section_id: str) -> tuple[EarlierSave, ...]:
    """
    Return the saves of a section, newest first, the last hundred. One query.

    A save that moved the section and left its words is no save of its text. Objectives are not in it.
    """
    rows = DraftSection.history.filter(instrument_id=instrument.pk, section_id=section_id).exclude(history_type="-")
    newest_first = rows.select_related("history_user").order_by("-history_id")[: MOST * 3]
    return tuple(_without_moves(list(newest_first)))[:MOST]


@dataclass(frozen=True, slots=True)
class Removal:
    """How a section left the draft: when, by whom, and where it stood; ``section`` is its text without objectives."""

    at: datetime
    by: Any
    position: int
    section: Section


def removal_of(instrument: Instrument, section_id: str) -> Removal | None:
    """Return how a section that the draft had was last removed, or None if it never was. One query."""
    rows = DraftSection.history.filter(instrument_id=instrument.pk, section_id=section_id, history_type="-")
    row = rows.select_related("history_user").order_by("-history_id").first()
    return Removal(row.history_date, row.history_user, row.position, _text(row)) if row else None


def _without_moves(newest_first: list[Any]) -> Iterator[EarlierSave]:
    for row, before in zip(newest_first, [*newest_first[1:], None], strict=True):
        if before is None or _text(row) != _text(before):
            yield EarlierSave(row.history_id, row.history_date, row.history_user, _text(row))


def _text(row: Any) -> Section:
    return Section(row.section_id, SectionKind(row.kind), row.heading, row.html, frozenset(row.limbs))
