"""What the office's pages show of its boards and decisions, and which decisions the public may read."""

from datetime import date

from django.db.models import QuerySet

from boards.models import Decision, Endorsement
from plans.models import Body, Committee, Instrument


def decisions_on(instrument: Instrument) -> QuerySet[Decision]:
    """Return the decisions on an instrument, latest first, each with its line of the record."""
    return instrument.decisions.select_related("line").order_by("-line__seq")


def published_decision(number: str, on: date) -> Decision | None:
    """Return the decision of a number that is published by a day, or None. One query."""
    rows = Decision.objects.filter(number=number, published_on__lte=on)
    return rows.select_related("line", "instrument__plan__body").order_by("body", "id").first()


def endorsements_of(instrument: Instrument) -> QuerySet[Endorsement]:
    """Return what boards made of an instrument, by the day of the meeting."""
    return instrument.endorsements.select_related("board").order_by("met_on", "id")


def boards_of(body: Body) -> QuerySet[Committee]:
    """Return a body's boards by name."""
    return body.committees.filter(kind=Committee.Kind.BOARD).order_by("name")
