"""The timetable of one draft: planned backwards from its day and the Panel's meetings, worked out at each look."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from plans.forms.calendar import TimetableForm
from plans.models import Body, MeetingDay
from plans.queries.calendar import as_meeting, panel_meetings_of
from plans.queries.course import standing_now
from plans.queries.due import task_of
from plans.services.calendar import choose_timetable
from plans.statute.dates import said, weekday
from plans.statute.milestones import Task, Timetable
from plans.statute.timetable import timetable as planned_for
from plans.views.dates.doors import METHODS, for_the_office
from plans.views.dates.shown import milestone_rows
from plans.views.office.entry import instrument_of
from plans.views.office.words import kicker
from plans.views.taking import posted


@require_http_methods(METHODS)
@for_the_office
def timetable(request: HttpRequest, body: Body, ref: str) -> HttpResponse:
    instrument, today = instrument_of(body, ref), timezone.localdate()
    meetings = panel_meetings_of(body, today)
    standing = standing_now(instrument, today)
    task = task_of(standing, (as_meeting(row) for row in meetings))
    planned = planned_for(task)
    chosen = instrument.planned_meeting
    offered = [*meetings, *([chosen] if chosen and chosen not in meetings else ())]
    form = _form(request, instrument, offered)
    if request.method == "POST" and form.is_valid():
        _keep(instrument, form, offered)
        messages.success(request, "The timetable is planned with these.")
        return redirect("office:timetable", ref)
    context = {
        "instrument": instrument,
        "kicker": kicker(instrument),
        "lead": lead(planned, task),
        "facts": _facts(planned, task),
        "planned": planned,
        "rows": milestone_rows(planned, today),
        "instead": instead(planned),
        "no_meetings": not meetings,
        "form": form if instrument.is_open else None,
    }
    return render(request, "plans/dates/timetable.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, instrument, offered: list[MeetingDay]) -> TimetableForm:
    chosen = instrument.planned_meeting
    return TimetableForm(
        posted(request)[0],
        meetings=[(str(row.pk), f"{row.name}, {weekday(row.on)}") for row in offered],
        initial={
            "meeting": str(chosen.pk) if chosen else "",
            "hoped_for_issue_on": instrument.hoped_for_issue_on,
        },
        cancel_url=instrument.get_absolute_url(),
    )


def _keep(instrument, form: TimetableForm, offered: list[MeetingDay]) -> None:
    by_key = {str(row.pk): row for row in offered}
    meeting = by_key.get(form.cleaned_data["meeting"])
    choose_timetable(instrument=instrument, meeting=meeting, hoped_for=form.cleaned_data["hoped_for_issue_on"])


def lead(planned: Timetable, task: Task) -> str:
    """Return in a sentence or two whether the timetable fits, and why not."""
    if not planned.milestones:
        return planned.reason or "It is issued: nothing is left to plan."
    if not planned.fits:
        return f"The timetable no longer fits. {planned.reason}"
    return f"The timetable fits: issue by {weekday(planned.issue_by)}{_basis(task)}."


def _basis(task: Task) -> str:
    if task.issue_by is None:
        return ", the earliest day to which a meeting leads"
    if task.rule == "P1":
        return ", the day that the Act sets (s.5(1))"
    return ", before the plan ends" if task.rule else ", the day hoped for"


def instead(planned: Timetable) -> str:
    """Return which meeting would still work and to which day of issue it leads, or ""."""
    if planned.fits:
        return ""
    if planned.next_issue is None:
        return "No meeting in the table would still work. Ask the Panel for a day, and add it."
    if planned.next_meeting is None:
        return f"From today it could be issued on {weekday(planned.next_issue)}."
    met = weekday(planned.next_meeting.on)
    return f"The next meeting that would work is on {met}. It leads to issue on {weekday(planned.next_issue)}."


def _facts(planned: Timetable, task: Task) -> list[dict[str, Any]]:
    facts = [{"term": "Today", "fact": said(task.today)}]
    if planned.issue_by:
        facts.append({"term": "Issue by", "fact": said(planned.issue_by)})
    if planned.meeting:
        facts.append({"term": "Panel’s meeting", "fact": said(planned.meeting.on)})
    left = working_days_left(task, planned)
    return [*facts, {"term": "Working days left", "fact": left}] if left is not None else facts


def working_days_left(task: Task, planned: Timetable) -> int | None:
    """Return how many clear working days lie between today and the day of issue, or None where none is planned."""
    on: date | None = planned.issue_by
    return task.calendar.clear_working_days(task.today, on) if on else None
