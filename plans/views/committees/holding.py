"""What happened at a meeting, in its room: who came, interests, outcomes, minutes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from plans.forms.meetings.holding import AttendanceForm, InterestForm, MinutesForm, OutcomeForm, PublishMinutesForm
from plans.models import DeclaredInterest, Meeting
from plans.queries.meetings import agenda_of, attendance_of, interests_of, members_on, quorum_of
from plans.services.meetings import holding
from plans.services.meetings.agenda import MeetingRefused
from plans.services.meetings.minutes import minutes_from_record
from plans.statute.dates import said
from plans.views.committees.doors import Door, at_meeting, editor_of, form_page, keeping, refuse_unless_keeping
from plans.views.taking import posted

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@at_meeting
def attendance(request: HttpRequest, door: Door, meeting: Meeting) -> HttpResponse:
    back = door.url("agenda", meeting.ref)
    members, rows = members_on(meeting.committee, meeting.on), attendance_of(meeting)
    came = {row.member_id: row for row in rows}
    form = AttendanceForm(posted(request)[0], members=members, came=came, cancel_url=back)
    if request.method == "POST":
        refuse_unless_keeping(door)
        if form.is_valid():
            try:
                holding.record_attendance(meeting=meeting, states=form.states, substitutes=form.substitutes)
            except MeetingRefused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, "Who came is recorded.")
                return redirect(door.url("attendance", meeting.ref))
    quorum = quorum_of(meeting, members, rows)
    context = {
        "base": door.room.base,
        "meeting": meeting,
        "form": form if door.keeps and form.members else None,
        "members": form.members,
        "rows": rows,
        "quorum": quorum if rows else None,
        "interests": [
            {"row": row, "drop": door.url("drop_interest", meeting.ref, row.pk)} for row in interests_of(meeting)
        ],
        "keeps": door.keeps.allowed,
        "back": back,
        "add_interest": door.url("add_interest", meeting.ref),
        "committee_url": door.url("committee", meeting.committee.ref),
    }
    return render(request, "plans/meetings/attendance.html", context, status=422 if form.errors else 200)


@require_http_methods(METHODS)
@keeping
def add_interest(request: HttpRequest, door: Door, meeting: Meeting) -> HttpResponse:
    back = door.url("attendance", meeting.ref)
    members = members_on(meeting.committee, meeting.on)
    form = InterestForm(
        posted(request)[0], members=members, items=agenda_of(meeting, public=False), cancel_url=back
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            holding.declare_interest(
                meeting=meeting,
                member=form.members[told["member"]],
                kind=told["kind"],
                nature=told["nature"],
                item=form.items_by_key.get(told["item"]),
                left_the_room=told["left_the_room"],
            )
        except MeetingRefused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, "The interest is recorded.")
            return redirect(back)
    return form_page(request, door, form, back=back, back_words="Who came", title="Record an interest")


@require_POST
@keeping
def drop_interest(request: HttpRequest, door: Door, meeting: Meeting, pk: int) -> HttpResponse:
    row = get_object_or_404(DeclaredInterest, meeting=meeting, pk=pk)
    try:
        holding.drop_interest(row=row)
    except MeetingRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The interest is taken back.")
    return redirect(door.url("attendance", meeting.ref))


@require_http_methods(METHODS)
@keeping
def outcome(request: HttpRequest, door: Door, meeting: Meeting, pk: int) -> HttpResponse:
    row = get_object_or_404(meeting.items, pk=pk)
    back = door.url("agenda", meeting.ref)
    stood = {"outcome": row.outcome, "minute": row.minute}
    form = OutcomeForm(posted(request)[0], panel=meeting.committee.is_panel, initial=stood, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            holding.record_outcome(row=row, **form.cleaned_data)
        except MeetingRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"What became of “{row.title}” is recorded.")
            return redirect(back)
    lead = "" if meeting.committee.is_panel else "What a board makes of it is not the commissioner’s decision."
    return form_page(
        request, door, form, back=back, back_words=meeting.day.name, title="What became of the item", kicker=row.title,
        lead=lead,
    )  # fmt: skip


@require_http_methods(METHODS)
@at_meeting
def minutes(request: HttpRequest, door: Door, meeting: Meeting) -> HttpResponse:
    back = door.url("agenda", meeting.ref)
    open_to_edit = door.keeps.allowed and meeting.minutes_on is None and meeting.cancelled_on is None
    proposed = ""
    if open_to_edit and not meeting.minutes:
        proposed = minutes_from_record(
            meeting, agenda_of(meeting, public=False), attendance_of(meeting), interests_of(meeting)
        )
    form = MinutesForm(posted(request)[0], initial={"text": meeting.minutes or proposed}, cancel_url=back)
    if request.method == "POST":
        refuse_unless_keeping(door)
        if form.is_valid():
            try:
                holding.keep_minutes(meeting=meeting, text=form.cleaned_data["text"])
            except MeetingRefused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, "The minutes are kept.")
                return redirect(door.url("minutes", meeting.ref))
    context = {
        "base": door.room.base,
        "meeting": meeting,
        "form": form if open_to_edit else None,
        "proposed": bool(proposed),
        "published": said(meeting.minutes_on) if meeting.minutes_on else "",
        "publish": door.url("publish_minutes", meeting.ref) if open_to_edit and meeting.minutes else "",
        "media": editor_of(request, form) if open_to_edit else "",
        "back": back,
    }
    return render(request, "plans/meetings/minutes.html", context, status=422 if form.errors else 200)


@require_http_methods(METHODS)
@keeping
def publish_minutes(request: HttpRequest, door: Door, meeting: Meeting) -> HttpResponse:
    back = door.url("minutes", meeting.ref)
    form = PublishMinutesForm(posted(request)[0], cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            holding.publish_minutes(meeting=meeting, **form.cleaned_data)
        except MeetingRefused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, "The minutes are published.")
            return redirect(door.url("agenda", meeting.ref))
    return form_page(
        request, door, form, back=back, back_words="Minutes", title="Publish the minutes",
        lead="They then stand as they are.",
    )  # fmt: skip
