"""The forward plan of a room's committees, and the log of what their meetings asked to be done."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from plans.forms.meetings.holding import ActionDoneForm, ActionForm
from plans.models import Meeting, MeetingAction
from plans.queries.meetings import Expected, actions_of, forward_plan
from plans.services.meetings.agenda import MeetingRefused
from plans.services.meetings.holding import action_done, record_action
from plans.statute.dates import said, weekday
from plans.views.committees.doors import Door, form_page, in_room, keeping, refuse_unless_keeping
from plans.views.office.words import counted
from plans.views.taking import posted

METHODS = ["GET", "HEAD", "POST"]


@require_safe
@in_room
def forward(request: HttpRequest, door: Door) -> HttpResponse:
    rows = forward_plan(door.body, door.room.kind, timezone.localdate())
    context = {
        "base": door.room.base,
        "back": door.url("meetings"),
        "rows": [_expected(row, door) for row in rows],
    }
    return render(request, "plans/meetings/forward.html", context)


def _expected(row: Expected, door: Door) -> dict[str, Any]:
    return {
        "name": row.day.name,
        "on": weekday(row.day.on),
        "url": door.url("agenda", row.meeting.ref) if row.meeting else "",
        "items": row.items,
    }


@require_safe
@in_room
def log(request: HttpRequest, door: Door) -> HttpResponse:
    rows, today = actions_of(door.body, door.room.kind), timezone.localdate()
    waiting = [row for row in rows if row.done_on is None]
    late = sum(row.due_on is not None and row.due_on < today for row in waiting)
    lead = f"{counted(len(waiting), 'action is', 'actions are')} open" if waiting else "No action is open"
    context = {
        "base": door.room.base,
        "back": door.url("meetings"),
        "lead": f"{lead}, {late} of them late." if late else f"{lead}.",
        "rows": [_action(row, door) for row in rows],
        "keeps": door.keeps.allowed,
    }
    return render(request, "plans/meetings/actions.html", context)


def _action(row: MeetingAction, door: Door) -> dict[str, Any]:
    today = timezone.localdate()
    if row.done_on is not None:
        tag = ("Done", "good", "tick")
    elif row.due_on is not None and row.due_on < today:
        tag = ("Late", "warn", "triangle")
    else:
        tag = ("Open", "", "circle")
    return {
        "row": row,
        "asked": f"{row.item.meeting.day.name}, {said(row.item.meeting.on)}",
        "url": door.url("agenda", row.item.meeting.ref),
        "by": said(row.due_on) if row.due_on else "no day",
        "tag": tag,
        "done": f"{said(row.done_on)}: {row.done_note}" if row.done_on else "",
        "act": "" if row.done_on else door.url("action_done", row.pk),
    }


@require_http_methods(METHODS)
@keeping
def add(request: HttpRequest, door: Door, meeting: Meeting, pk: int) -> HttpResponse:
    item = get_object_or_404(meeting.items, pk=pk)
    back = door.url("agenda", meeting.ref)
    form = ActionForm(posted(request)[0], cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            record_action(item=item, **form.cleaned_data)
        except MeetingRefused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, "The action is on the log.")
            return redirect(door.url("actions"))
    return form_page(
        request, door, form, back=back, back_words=meeting.day.name, title="Add an action", kicker=item.title
    )  # fmt: skip


@require_http_methods(METHODS)
@in_room
def done(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    of_room = {"item__meeting__committee__body": door.body, "item__meeting__committee__kind": door.room.kind}
    row = get_object_or_404(MeetingAction, pk=pk, **of_room)
    refuse_unless_keeping(door)
    back = door.url("actions")
    form = ActionDoneForm(posted(request)[0], cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            action_done(row=row, **form.cleaned_data)
        except MeetingRefused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, "It is recorded as done.")
            return redirect(back)
    return form_page(request, door, form, back=back, back_words="Actions", title="An action was done", kicker=row.what)
