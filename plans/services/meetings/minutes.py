"""The minutes of a meeting as its record gives them, for somebody to edit."""

from collections.abc import Iterable

from django.template.loader import render_to_string

from plans.models import AgendaItem, Attendance, DeclaredInterest, Meeting
from plans.queries.meetings import NumberedItem
from plans.statute.dates import said
from plans.text.markup import clean


def minutes_from_record(
    meeting: Meeting,
    agenda: Iterable[NumberedItem],
    came: Iterable[Attendance],
    interests: Iterable[DeclaredInterest],
) -> str:
    """
    Return the minutes as blocks of HTML: who came, what was declared, and item by item what became of it.

    What was said under a closed item is not told. No query where the rows are read.
    """
    rows = list(came)
    told = {
        "meeting": meeting,
        "committee": meeting.committee.name,
        "on": said(meeting.on),
        "came": [
            {"words": state.label, "names": [_named(row) for row in rows if row.state == state]}
            for state in Attendance.State
        ],
        "items": list(agenda),
        "interests_kind": AgendaItem.Kind.INTERESTS,
        "interests": list(interests),
    }
    return clean(render_to_string("plans/meetings/minutes_text.html", told))


def _named(row: Attendance) -> str:
    return f"{row.member.name} ({row.substitute.name} stood in)" if row.substitute else row.member.name
