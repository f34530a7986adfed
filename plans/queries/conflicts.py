"""Conflicts of a draft with an edition that was issued while it was drafted."""

from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Subquery
from django.db.models.functions import Coalesce

from plans.models import DraftConflict, Instrument


def open_conflicts(instrument: Any) -> Coalesce:
    """Return an expression for how many conflicts of an instrument (its key, or an outer reference) are open."""
    rows = DraftConflict.objects.filter(instrument=instrument, settled_as="").order_by().values("instrument")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number"), output_field=IntegerField()), 0)


def conflicts_of(instrument: Instrument) -> QuerySet[DraftConflict]:
    """Return the conflicts of a draft, the latest meeting first and each in the order of the text. One query."""
    rows = instrument.conflicts.select_related("meeting__edition", "meeting__stood_on", "settled_by")
    return rows.order_by("-meeting_id", "position")
