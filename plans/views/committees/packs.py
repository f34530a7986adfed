"""The packs of a meeting in its room: made, looked at, sent out."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from plans.models import AgendaPack, Job, Meeting
from plans.queries.agenda_packs import PackStanding, packs_of
from plans.services.meetings.agenda import MeetingRefused
from plans.services.meetings.packs import ask_for_packs, file_of, is_there, send_out
from plans.statute.dates import said
from plans.views.committees.doors import Door, at_meeting, keeping


@require_POST
@keeping
def make(request: HttpRequest, door: Door, meeting: Meeting) -> HttpResponse:
    try:
        ask_for_packs(meeting=meeting)
    except MeetingRefused as refused:
        messages.error(request, str(refused))
    return redirect(door.url("agenda", meeting.ref) + "#packs")


@require_POST
@keeping
def send(request: HttpRequest, door: Door, meeting: Meeting, pk: int) -> HttpResponse:
    pack = get_object_or_404(AgendaPack.objects.select_related("meeting"), meeting=meeting, pk=pk)
    try:
        send_out(pack=pack)
    except MeetingRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"“{name_of(pack)}” is recorded as sent out. It is never made again.")
    return redirect(door.url("agenda", meeting.ref) + "#packs")


@require_safe
@at_meeting
def pack_file(request: HttpRequest, door: Door, meeting: Meeting, pk: int) -> FileResponse:
    pack = get_object_or_404(AgendaPack, meeting=meeting, pk=pk)
    return as_pdf(pack, meeting)


def as_pdf(pack: AgendaPack, meeting: Meeting) -> FileResponse:
    """Return the file of a pack, or answer that it is not made."""
    if not is_there(pack):
        raise Http404("This pack is not made yet.")
    what = f"supplement-{pack.number}" if pack.number else "agenda-pack"
    name = f"{meeting.ref}-{what}{'' if pack.public else '-private'}.pdf"
    return FileResponse(file_of(pack).open("rb"), content_type="application/pdf", filename=name)


def name_of(pack: AgendaPack) -> str:
    """Return what a pack is called on the page."""
    what = f"Supplement {pack.number}" if pack.number else "Agenda and papers"
    return what if pack.public else f"{what}, private"


def packs_shown(door: Door, meeting: Meeting) -> dict[str, Any]:
    """Return the packs of a meeting as the component of the page takes them. Two queries."""
    standings = packs_of(meeting)
    keeps = door.keeps.allowed and meeting.cancelled_on is None
    return {
        "rows": [_row(one, door, meeting, keeps) for one in standings],
        "moving": any(one.is_moving for one in standings),
        "make": door.url("make_packs", meeting.ref) if keeps else "",
        "here": door.url("agenda", meeting.ref),
    }


def _row(one: PackStanding, door: Door, meeting: Meeting, keeps: bool) -> dict[str, Any]:
    row, job = one.row, one.job
    waits = one.is_made and row.sent_at is None and keeps and meeting.agenda_on is not None
    return {
        "id": f"pack-{row.pk}",
        "title": name_of(row),
        "made": one.is_made,
        "moving": one.is_moving,
        "failed": one.has_failed,
        "state": "running" if job and job.state == Job.State.RUNNING else "waiting",
        "words": (job.error if one.has_failed else job.message or "Waiting for a worker") if job else "",
        "done": job.progress if job else 0,
        "url": door.url("agenda_pack", meeting.ref, row.pk) if one.is_made else "",
        "pages": pages_in_words(row),
        "sent": f"Sent out on {said(row.sent_at.date())}" if row.sent_at else "",
        "send": door.url("send_pack", meeting.ref, row.pk) if waits else "",
    }


def pages_in_words(pack: AgendaPack) -> str:
    """Return the pages of a pack as they are numbered: "Pages 1 to 42", with P before each in a private one."""
    letter = "" if pack.public else "P"
    last = pack.first_page + pack.pages - 1
    return f"Pages {letter}{pack.first_page} to {letter}{last}" if pack.pages else ""
