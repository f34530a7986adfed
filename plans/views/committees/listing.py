"""The meetings of a room: those ahead, the days for which no agenda is begun, those held, and who sits."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.forms.meetings.holding import CommitteeForm, DayForm, SeatForm
from plans.models import Committee, CommitteeMember, Meeting, MeetingDay
from plans.queries.meetings import days_without_agenda, meetings_of, sitting
from plans.services.calendar import CannotBeKept, keep_meeting
from plans.services.committees import keep_committee, panel_of
from plans.services.meetings.agenda import MeetingRefused, begin_agenda
from plans.services.meetings.holding import keep_seat
from plans.statute.dates import said, weekday
from plans.views.committees.doors import Door, form_page, in_room, refuse_unless_keeping
from plans.views.committees.shown import state_of, when
from plans.views.office.words import counted
from plans.views.taking import posted

METHODS = ["GET", "HEAD", "POST"]


@require_safe
@in_room
def meetings(request: HttpRequest, door: Door) -> HttpResponse:
    today = timezone.localdate()
    rows = list(meetings_of(door.body, door.room.kind))
    for row in rows:
        row.committee.body = door.body
    ahead = [row for row in reversed(rows) if row.on >= today]
    days = days_without_agenda(door.body, door.room.kind, today)
    context = {
        "base": door.room.base,
        "lead": _lead(len(ahead)),
        "ahead": [_row(row, door) for row in ahead],
        "past": [_row(row, door) for row in rows if row.on < today],
        "days": [{"name": day.name, "on": weekday(day.on), "begin": door.url("begin_agenda", day.pk)} for day in days],
        "keeps": door.keeps.allowed,
        "forward": door.url("forward_plan"),
        "actions": door.url("actions"),
        "new_day": door.url("new_meeting_day"),
        "committees": _committees(door),
        "of_panel": door.room.kind == Committee.Kind.PANEL,
    }
    return render(request, "plans/meetings/list.html", context)


def _lead(ahead: int) -> str:
    return f"{counted(ahead, 'meeting is', 'meetings are')} ahead." if ahead else "No meeting with an agenda is ahead."


def _row(row: Meeting, door: Door) -> dict[str, Any]:
    return {
        "name": row.day.name,
        "url": door.url("agenda", row.ref),
        "when": when(row),
        "place": row.place,
        "tag": state_of(row, timezone.localdate()),
    }


def _committees(door: Door) -> list[dict[str, str]]:
    """Return the committees of a room, each with its page; the Panel has one before it is on the register."""
    rows = door.body.committees.filter(kind=door.room.kind).order_by("name")
    named = [{"name": row.name, "url": door.url("committee", row.ref)} for row in rows]
    if not named and door.room.kind == Committee.Kind.PANEL:
        named = [{"name": door.body.panel_name, "url": door.url("committee", "panel")}]
    return named


@require_http_methods(METHODS)
@in_room
def new_day(request: HttpRequest, door: Door) -> HttpResponse:
    refuse_unless_keeping(door)
    back, panel = door.url("meetings"), door.room.kind == Committee.Kind.PANEL
    boards = [] if panel else [row["name"] for row in _committees(door)]
    form = DayForm(posted(request)[0], initial={"name": door.body.panel_name if panel else ""}, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            day = keep_meeting(body=door.body, of=door.room.kind, **form.cleaned_data)
        except CannotBeKept as why:
            form.add_error(why.field, str(why))
        else:
            messages.success(request, f"The meeting of {weekday(day.on)} is in the calendar. Its agenda is begun.")
            return redirect(door.url("agenda", begin_agenda(day=day).ref))
    notice = f"Boards on record: {', '.join(boards)}. A new name makes a new board." if boards else ""
    return form_page(request, door, form, back=back, back_words="Meetings", title="Add a meeting", notice=notice)


@require_POST
@in_room
def begin(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    day = get_object_or_404(MeetingDay, body=door.body, of=door.room.kind, pk=pk)
    refuse_unless_keeping(door)
    return redirect(door.url("agenda", begin_agenda(day=day).ref))


def _committee(door: Door, ref: str) -> Committee:
    """Return a committee of the room; the Panel's is not on the register before something is kept of it."""
    found = door.body.committees.filter(kind=door.room.kind, ref=ref).first()
    if found is None and ref == "panel" and door.room.kind == Committee.Kind.PANEL:
        found = Committee(body=door.body, kind=door.room.kind, ref=ref, name=door.body.panel_name)
    if found is None:
        raise Http404("There is no committee with that name here.")
    return found


def _on_register(row: Committee) -> Committee:
    return row if row.pk else panel_of(row.body)


@require_http_methods(METHODS)
@in_room
def committee(request: HttpRequest, door: Door, ref: str) -> HttpResponse:
    row, today = _committee(door, ref), timezone.localdate()
    form = CommitteeForm(
        posted(request)[0],
        panel=row.is_panel,
        initial={"quorum": row.quorum, "days_before": row.days_before},
        cancel_url=door.url("meetings"),
    )
    if request.method == "POST":
        refuse_unless_keeping(door)
        if form.is_valid():
            keep_committee(committee=_on_register(row), **form.cleaned_data)
            messages.success(request, f"The rules of the {row.name} are kept.")
            return redirect(door.url("committee", ref))
    seats = list(row.members.order_by("-from_on", "name")) if row.pk else []
    now = {seat.pk for seat in sitting(seats, today)}
    context = {
        "base": door.room.base,
        "committee": row,
        "form": form,
        "keeps": door.keeps.allowed,
        "back": door.url("meetings"),
        "new_seat": door.url("new_seat", ref),
        "seats": [_seat(seat, door, ref) for seat in seats if seat.pk in now],
        "earlier": [_seat(seat, door, ref) for seat in seats if seat.pk not in now],
    }
    return render(request, "plans/meetings/committee.html", context, status=422 if form.errors else 200)


def _seat(seat: CommitteeMember, door: Door, ref: str) -> dict[str, str]:
    until = f" to {said(seat.to_on)}" if seat.to_on else ""
    return {
        "name": seat.name,
        "role": seat.get_role_display(),
        "represents": seat.represents,
        "since": f"from {said(seat.from_on)}{until}",
        "url": door.url("seat", ref, seat.pk),
    }


@require_http_methods(METHODS)
@in_room
def new_seat(request: HttpRequest, door: Door, ref: str) -> HttpResponse:
    row = _committee(door, ref)
    refuse_unless_keeping(door)
    return _seat_form(request, door, row, None)


@require_http_methods(METHODS)
@in_room
def seat(request: HttpRequest, door: Door, ref: str, pk: int) -> HttpResponse:
    row = _committee(door, ref)
    found = get_object_or_404(CommitteeMember, committee_id=row.pk, pk=pk)
    refuse_unless_keeping(door)
    return _seat_form(request, door, row, found)


def _seat_form(request: HttpRequest, door: Door, row: Committee, found: CommitteeMember | None) -> HttpResponse:
    back = door.url("committee", row.ref)
    names = ("name", "role", "represents", "from_on", "to_on")
    stood = {name: getattr(found, name) for name in names} if found else {}
    form = SeatForm(posted(request)[0], initial=stood, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_seat(committee=_on_register(row), seat=form.seat, row=found)
        except MeetingRefused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, f"The seat of {kept.name} is kept.")
            return redirect(back)
    title = f"Seat of {found.name}" if found else f"Add somebody to the {row.name}"
    return form_page(request, door, form, back=back, back_words=row.name, title=title)
