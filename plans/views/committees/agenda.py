"""One meeting with its agenda: read, put together, opened to the public, cancelled."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.forms.meetings.agenda import ItemForm, OpenAgendaForm, ParticularsForm, WhyForm
from plans.models import AgendaItem, Meeting
from plans.queries.agenda_packs import pages_by_paper, sent_packs
from plans.queries.course import instruments_of
from plans.queries.meetings import agenda_of, is_public, papers_due_on
from plans.services.meetings import agenda as keeping_agenda
from plans.services.meetings.agenda import MeetingRefused
from plans.statute.dates import weekday
from plans.views.committees.doors import Door, at_meeting, form_page, keeping
from plans.views.committees.packs import packs_shown
from plans.views.committees.shown import facts_of, item_rows, late_words, state_of
from plans.views.taking import posted

METHODS = ["GET", "HEAD", "POST"]


@require_safe
@at_meeting
def agenda(request: HttpRequest, door: Door, meeting: Meeting) -> HttpResponse:
    keeps = door.keeps.allowed and meeting.cancelled_on is None
    context = {
        "base": door.room.base,
        "meeting": meeting,
        "kicker": meeting.committee.name,
        "lead": _lead(meeting),
        "tag": state_of(meeting, timezone.localdate()),
        "facts": facts_of(meeting, working=True),
        "late": late_words(meeting),
        "public": is_public(meeting, timezone.localdate()),
        "items": [_with_acts(item, door, meeting) for item in _items(door, meeting)],
        "keeps": keeps,
        "back": door.url("meetings"),
        "acts": _acts(door, meeting) if keeps else {},
        "records": _records(door, meeting),
        "packs": packs_shown(door, meeting),
    }
    return render(request, "plans/meetings/agenda.html", context)


def _lead(meeting: Meeting) -> str:
    today, due = timezone.localdate(), papers_due_on(meeting)
    if meeting.cancelled_on:
        return f"Cancelled on {weekday(meeting.cancelled_on)}: {meeting.cancelled_why}"
    if meeting.agenda_on and meeting.agenda_on > today:
        return f"Agenda and papers are open to the public from {weekday(meeting.agenda_on)}."
    if meeting.agenda_on:
        return f"Agenda and papers have been open to the public since {weekday(meeting.agenda_on)}."
    if due is None:
        return "The agenda is being made. The office has no rule on how long before the meeting it is out."
    if today > due:
        return f"The agenda should have been open by {weekday(due)}. It can still be opened, with a reason."
    return f"The agenda is being made. {weekday(due)} is the last day on which it can be opened in time."


def _items(door: Door, meeting: Meeting) -> list[dict[str, Any]]:
    pages = pages_by_paper([*sent_packs(meeting, public=True), *sent_packs(meeting, public=False)])
    return item_rows(
        agenda_of(meeting, public=False), lambda paper: door.url("paper", meeting.ref, paper.pk), pages
    )  # fmt: skip


def _with_acts(item: dict[str, Any], door: Door, meeting: Meeting) -> dict[str, Any]:
    def at(name: str) -> str:
        return door.url(name, meeting.ref, item["row"].pk)

    acts = {"change": at("item"), "add_paper": at("add_paper"), "outcome": at("outcome"), "action": at("add_action")}
    if meeting.agenda_on is None:
        acts |= {"up": at("item_up"), "down": at("item_down"), "drop": at("drop_item")}
    return item | {"acts": acts}


def _acts(door: Door, meeting: Meeting) -> dict[str, str]:
    acts = {"particulars": "particulars", "add": "add_item", "cancel": "cancel_meeting"}
    if meeting.agenda_on is None:
        acts["open"] = "open_agenda"
    return {key: door.url(name, meeting.ref) for key, name in acts.items()}


def _records(door: Door, meeting: Meeting) -> list[dict[str, str]]:
    return [
        {"label": "Who came, and what they declared", "url": door.url("attendance", meeting.ref)},
        {"label": "Minutes", "url": door.url("minutes", meeting.ref)},
    ]


@require_http_methods(METHODS)
@keeping
def particulars(request: HttpRequest, door: Door, meeting: Meeting) -> HttpResponse:
    back = door.url("agenda", meeting.ref)
    stood = {"starts_at": meeting.starts_at, "place": meeting.place, "in_public": meeting.in_public}
    form = ParticularsForm(posted(request)[0], initial=stood, cancel_url=back)
    if _done(request, form, lambda: keeping_agenda.keep_particulars(meeting=meeting, **form.cleaned_data)):
        messages.success(request, "It is kept.")
        return redirect(back)
    return form_page(request, door, form, back=back, back_words=meeting.day.name, title="When and where")


def _done(request: HttpRequest, form: Any, act: Any) -> bool:
    """Run an act with a valid form; a refusal goes back into the form. Tell whether it was done."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except MeetingRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return False
    return True


def _item_form(request: HttpRequest, door: Door, meeting: Meeting, row: AgendaItem | None) -> ItemForm:
    stood = {}
    if row is not None:
        stood = {name: getattr(row, name) for name in ("title", "kind", "asked", "access", "access_reason")}
        stood |= {
            "instrument": str(row.instrument_id or ""),
            "exempt_paragraphs": [str(number) for number in row.exempt_paragraphs],
            "urgent_reason": row.urgent_reason,
        }
    late = meeting.agenda_on is not None and (row is None or bool(row.urgent_reason))
    return ItemForm(
        posted(request)[0],
        initial=stood,
        instruments=_may_be_about(door, row),
        late=late,
        new=row is None,
        cancel_url=door.url("agenda", meeting.ref),
    )


def _may_be_about(door: Door, row: AgendaItem | None) -> list[Any]:
    """Return the drafts that an item may be about: for the Panel those that were sent to it, and no other."""
    rows = instruments_of(door.body)
    if door.room.namespace == "panel":
        rows = rows.filter(lines__step="send_to_panel").distinct()
    found = list(rows.order_by("-begun_on", "-pk"))
    if row is not None and row.instrument_id and row.instrument_id not in {each.pk for each in found}:
        found.append(row.instrument)
    return found


@require_http_methods(METHODS)
@keeping
def add_item(request: HttpRequest, door: Door, meeting: Meeting) -> HttpResponse:
    back = door.url("agenda", meeting.ref)
    form = _item_form(request, door, meeting, None)
    if _done(request, form, lambda: keeping_agenda.add_item(meeting=meeting, item=form.item)):
        messages.success(request, f"“{form.cleaned_data['title']}” is on the agenda.")
        return redirect(back)
    return form_page(request, door, form, back=back, back_words=meeting.day.name, title="Add an item")


@require_http_methods(METHODS)
@keeping
def item(request: HttpRequest, door: Door, meeting: Meeting, pk: int) -> HttpResponse:
    row = get_object_or_404(meeting.items.select_related("instrument"), pk=pk)
    back = door.url("agenda", meeting.ref)
    form = _item_form(request, door, meeting, row)
    if _done(request, form, lambda: keeping_agenda.change_item(row=row, item=form.item)):
        messages.success(request, "The item is changed.")
        return redirect(back)
    return form_page(request, door, form, back=back, back_words=meeting.day.name, title="Change an item")


def _moved(request: HttpRequest, door: Door, meeting: Meeting, pk: int, act: Any, told: str) -> HttpResponse:
    row = get_object_or_404(meeting.items, pk=pk)
    try:
        act(row)
    except MeetingRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, told.format(row.title))
    return redirect(door.url("agenda", meeting.ref))


@require_POST
@keeping
def item_up(request: HttpRequest, door: Door, meeting: Meeting, pk: int) -> HttpResponse:
    return _moved(request, door, meeting, pk, lambda r: keeping_agenda.move_item(row=r, up=True), "“{}” moved up.")


@require_POST
@keeping
def item_down(request: HttpRequest, door: Door, meeting: Meeting, pk: int) -> HttpResponse:
    return _moved(request, door, meeting, pk, lambda r: keeping_agenda.move_item(row=r, up=False), "“{}” moved down.")


@require_POST
@keeping
def drop_item(request: HttpRequest, door: Door, meeting: Meeting, pk: int) -> HttpResponse:
    return _moved(request, door, meeting, pk, lambda r: keeping_agenda.drop_item(row=r), "“{}” is off the agenda.")


@require_http_methods(METHODS)
@keeping
def open_to_public(request: HttpRequest, door: Door, meeting: Meeting) -> HttpResponse:
    back, due = door.url("agenda", meeting.ref), papers_due_on(meeting)
    form = OpenAgendaForm(posted(request)[0], cancel_url=back)
    if _done(request, form, lambda: keeping_agenda.open_agenda(meeting=meeting, **form.cleaned_data)):
        messages.success(request, f"The agenda is open to the public from {weekday(form.cleaned_data['on'])}.")
        return redirect(back)
    late = due is not None and timezone.localdate() > due
    words = (
        f"The last day in time was {weekday(due)}. Say below why it is late, and who answers for that."
        if late
        else f"The last day in time is {weekday(due)}."
        if due
        else ""
    )
    return form_page(
        request, door, form, back=back, back_words=meeting.day.name, title="Open the agenda to the public",
        kicker=meeting.committee.name, lead="From then on its numbers stay, and what comes later goes out in a "
        "numbered supplement.", notice=words,
    )  # fmt: skip


@require_http_methods(METHODS)
@keeping
def cancel(request: HttpRequest, door: Door, meeting: Meeting) -> HttpResponse:
    back, today = door.url("agenda", meeting.ref), timezone.localdate()
    form = WhyForm(posted(request)[0], button="Cancel the meeting", cancel_url=back)
    if _done(request, form, lambda: keeping_agenda.cancel_meeting(meeting=meeting, on=today, **form.cleaned_data)):
        messages.success(request, "The meeting is cancelled. Its agenda and papers stay as they are.")
        return redirect(back)
    return form_page(request, door, form, back=back, back_words=meeting.day.name, title="Cancel the meeting")
