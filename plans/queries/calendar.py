"""The calendar of a body, the meetings in it, and the periods in which publicity waits."""

from datetime import date

from plans.models import Body, MeetingDay, Postponement
from plans.models import Election as ElectionRow
from plans.statute.dates import Calendar, Window, pre_election_window
from plans.statute.milestones import Allowances, Meeting
from plans.statute.terms import Election


def calendar_of(body: Body) -> Calendar:
    """Return the calendar of a body. One query for as long as the body is the same object."""
    if not hasattr(body, "remembered_calendar"):
        rows = list(body.bank_holidays.values_list("on", "counts"))
        body.remembered_calendar = body.calendar_with(*holidays_in(rows))
    return body.remembered_calendar


def holidays_in(rows: list[tuple[date, str]]) -> tuple[frozenset[date], frozenset[date]]:
    """Return the days added and the days taken away, of days with what they count as."""
    return (
        frozenset(on for on, counts in rows if counts == "added"),
        frozenset(on for on, counts in rows if counts == "removed"),
    )


def allowances_of(body: Body) -> Allowances:
    """Return the days that a body plans with. No query."""
    return Allowances(body.panel_floor_days, body.reply_days, body.response_days)


def panel_meetings_of(body: Body, since: date) -> tuple[MeetingDay, ...]:
    """Return the days from one on, on which the Panel of a body meets, in order. One query."""
    return tuple(body.meeting_days.filter(of=MeetingDay.Of.PANEL, on__gte=since).order_by("on", "id"))


def as_meeting(row: MeetingDay) -> Meeting:
    """Return a meeting day as the timetable takes it."""
    return Meeting(row.on, row.name)


def window_now(body: Body, elections: tuple[Election, ...], by_hand: tuple[Window, ...], on: date) -> Window | None:
    """Return the pre-election period in which a day falls, by a body's own policy, or None. No query."""
    return pre_election_window(on, elections, body.pre_election_days, by_hand)


def postponements_that_stand(election: ElectionRow) -> list[Postponement]:
    """Return the postponements of an election that no later row corrects, in the order of the decisions. One query."""
    rows = election.postponements.filter(corrected_by=None)
    return sorted(rows, key=lambda row: (row.decided_on or election.expected_on, row.pk))


def is_corrected(row: Postponement) -> bool:
    """Tell whether a later row stands for a postponement. One query."""
    return Postponement.objects.filter(corrects=row).exists()
