"""The clock for everyone: what is due in the office, by when, under which rule, and who holds it; and the meetings."""

from datetime import date, timedelta
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.forms.calendar import MeetingForm
from plans.models import Body, MeetingDay
from plans.permissions import membership_of
from plans.queries.calendar import calendar_of
from plans.queries.due import all_due, questions_by
from plans.services.calendar import CannotBeKept, drop, keep_meeting
from plans.statute.dates import weekday
from plans.views.dates.done import done_rows, record_url
from plans.views.dates.doors import METHODS, for_the_office, form_page
from plans.views.dates.shown import due_rows
from plans.views.office.words import counted
from plans.views.taking import posted

SOON = timedelta(weeks=4)
STOPPED = ("owed", "does not fit")


@require_safe
@for_the_office
def dates(request: HttpRequest, body: Body) -> HttpResponse:
    today = timezone.localdate()
    found = all_due(body, today)
    held = [due for due in found if due.holder is not None]
    know = [due for due in found if due.holder is None]
    first = [due for due in held if due.on < today or due.state in STOPPED]
    soon = [due for due in held if due not in first and due.on <= today + SOON]
    later = [due for due in held if due not in first and due not in soon]
    role = membership_of(request.user, body).role
    rows = partial(due_rows, today=today, record=lambda due: record_url(due, role, "office"))
    context = {
        "lead": _lead(len(first), len(soon), len(later)),
        "today": weekday(today),
        "first": rows(first),
        "soon": rows(soon),
        "later": rows(later),
        "know": rows(know),
        "meetings": _meetings(body, today),
        "done": done_rows(body, role, "office"),
    }
    return render(request, "plans/dates/dates.html", context)


def _lead(first: int, soon: int, later: int) -> str:
    if not first + soon + later:
        return "Nothing is due."
    overdue = f"{counted(first, 'thing is', 'things are')} late or outstanding. " if first else ""
    return f"{overdue}{counted(soon, 'thing is', 'things are')} due in the next four weeks, and {later} later."


def _meetings(body: Body, today: date) -> list[dict[str, str]]:
    calendar = calendar_of(body)
    rows = []
    for row in body.meeting_days.filter(on__gte=today).order_by("on", "id"):
        panel = row.of == MeetingDay.Of.PANEL
        questions = questions_by(body, calendar, row.on) if panel else None
        rows.append(
            {
                "name": row.name,
                "url": reverse("office:meeting", args=[row.pk]),
                "of": row.get_of_display(),
                "on": weekday(row.on),
                "papers": weekday(calendar.agenda_open_by(row.on)) if panel else "",
                "questions": f"{weekday(questions)}, {body.questions_hour}:00" if questions else "",
            }
        )
    return rows


@require_http_methods(METHODS)
@for_the_office
def new_meeting(request: HttpRequest, body: Body) -> HttpResponse:
    form = MeetingForm(posted(request)[0], cancel_url=reverse("office:dates"))
    if request.method == "POST" and form.is_valid() and _kept(body, form):
        messages.success(request, f"The meeting of {weekday(form.cleaned_data['on'])} is in the list.")
        return redirect("office:dates")
    return form_page(request, form, title="Add a meeting day", back=reverse("office:dates"), back_words="Dates")


@require_http_methods(METHODS)
@for_the_office
def meeting(request: HttpRequest, body: Body, pk: int) -> HttpResponse:
    row = get_object_or_404(MeetingDay, body=body, pk=pk)
    stood = {"of": row.of, "name": row.name, "on": row.on}
    form = MeetingForm(posted(request)[0], initial=stood, button="Keep the change", cancel_url=reverse("office:dates"))
    if request.method == "POST" and form.is_valid() and _kept(body, form, row):
        messages.success(request, "The meeting is changed, and every timetable is worked out again.")
        return redirect("office:dates")
    return form_page(
        request, form, title="Change a meeting day", back=reverse("office:dates"), back_words="Dates",
        remove=reverse("office:remove_meeting", args=[pk]), remove_words="Remove this meeting",
    )  # fmt: skip


def _kept(body: Body, form: MeetingForm, row: MeetingDay | None = None) -> bool:
    try:
        keep_meeting(body=body, meeting=row, **form.cleaned_data)
    except CannotBeKept as why:
        form.add_error(why.field, str(why))
        return False
    return True


@require_POST
@for_the_office
def remove_meeting(request: HttpRequest, body: Body, pk: int) -> HttpResponse:
    try:
        drop(row=get_object_or_404(MeetingDay, body=body, pk=pk))
    except CannotBeKept as why:
        messages.error(request, str(why))
        return redirect("office:meeting", pk)
    messages.success(request, "The meeting is removed, and every timetable is worked out again.")
    return redirect("office:dates")
