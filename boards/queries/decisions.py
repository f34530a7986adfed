"""What the office's pages show of its boards and decisions, and which decisions the public may read."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from boards.models import Decision
from plans.models import Access, AgendaItem, Body, Committee, Instrument


def decisions_on(instrument: Instrument) -> QuerySet[Decision]:
    """Return the decisions on an instrument, latest first, each with its line of the record."""
    return instrument.decisions.select_related("line").order_by("-line__seq")


def published_decision(number: str, on: date) -> Decision | None:
    """Return the decision of a number that is published by a day, or None. One query."""
    rows = Decision.objects.filter(number=number, published_on__lte=on)
    return rows.select_related("line", "instrument__plan__body").order_by("body", "id").first()


@dataclass(frozen=True, slots=True)
class Made:
    """What a board made of an instrument at a meeting. Never the decision (STATUTE I7)."""

    board: str
    met_on: date
    outcome: str
    minute: str
    in_private: bool = False
    """Whether the item was exempt or confidential: what came of it goes into no text that may become public (N4)."""


def made_of(instrument: Instrument) -> list[Made]:
    """
    Return what boards made of an instrument, by the day: recorded by itself, or at the item of an agenda.

    Where both are, the item of the agenda stands. Two queries.
    """
    items = AgendaItem.objects.filter(
        instrument=instrument, meeting__committee__kind=Committee.Kind.BOARD, meeting__cancelled_on__isnull=True
    ).exclude(outcome="")
    on_agendas = [
        Made(
            row.meeting.committee.name,
            row.meeting.on,
            row.get_outcome_display(),
            row.minute,
            row.access != Access.PUBLIC,
        )
        for row in items.select_related("meeting__committee", "meeting__day")
    ]
    taken = {(made.board, made.met_on) for made in on_agendas}
    alone = [
        Made(row.board.name, row.met_on, row.get_outcome_display(), row.minute)
        for row in instrument.endorsements.select_related("board")
        if (row.board.name, row.met_on) not in taken
    ]
    return sorted([*on_agendas, *alone], key=lambda made: (made.met_on, made.board))


def boards_of(body: Body) -> QuerySet[Committee]:
    """Return a body's boards by name."""
    return body.committees.filter(kind=Committee.Kind.BOARD).order_by("name")
