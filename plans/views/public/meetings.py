"""Meetings before the public: their agendas, the papers that are open to all, and their minutes (R6, N3, N4)."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from plans.models import Body, Meeting, Paper
from plans.queries.agenda_packs import offered_packs, pages_by_paper, sent_packs
from plans.queries.meetings import agenda_of, open_paper, public_meeting, public_meetings
from plans.statute.dates import said, weekday
from plans.views.committees.packs import as_pdf, name_of, pages_in_words
from plans.views.committees.shown import facts_of, item_rows, late_words, state_of, when
from plans.views.downloads import as_download
from plans.views.public.frame import frame_of
from plans.views.public.page import public_page


@public_page
def meetings(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    bodies = list(Body.objects.order_by("id"))
    rows = [row for body in bodies for row in public_meetings(body, today)]
    context = (frame_of(bodies[0]) if bodies else {}) | {
        "ahead": [_row(row) for row in reversed(rows) if row.on >= today],
        "past": [_row(row) for row in rows if row.on < today],
    }
    return render(request, "plans/public/meetings.html", context)


def _row(row: Meeting) -> dict[str, Any]:
    return {
        "name": row.day.name,
        "when": when(row),
        "place": row.place,
        "url": reverse("public:meeting", args=[row.ref]),
        "tag": state_of(row, timezone.localdate()),
    }


def _found(ref: str) -> Meeting:
    meeting = public_meeting(ref, timezone.localdate())
    if meeting is None:
        raise Http404("No agenda of that name is open to the public.")
    return meeting


@public_page
def meeting(request: HttpRequest, ref: str) -> HttpResponse:
    row = _found(ref)
    sent, packs = sent_packs(row, public=True), offered_packs(row)
    cancelled = f"The meeting was cancelled: {row.cancelled_why}" if row.cancelled_on else ""
    context = frame_of(row.committee.body) | {
        "meeting": row,
        "kicker": row.committee.name,
        "lead": f"{weekday(row.on)}. Agenda and papers open since {said(row.agenda_on)}.",
        "facts": facts_of(row, working=False),
        "late": late_words(row),
        "cancelled": cancelled,
        "items": item_rows(agenda_of(row, public=True), _url_of, pages_by_paper(sent)),
        "packs": [
            {
                "title": name_of(pack),
                "pages": pages_in_words(pack),
                "size": pack.size,
                "url": reverse("public:agenda_pack", args=[ref, pack.number]),
            }
            for pack in packs
        ],
        "minutes": row.minutes if row.minutes_on and row.minutes_on <= timezone.localdate() else "",
    }
    return render(request, "plans/public/meeting.html", context)


def _url_of(paper: Paper) -> str:
    return reverse("public:paper", args=[paper.item.meeting.ref, paper.pk])


def _open_paper(ref: str, pk: int) -> tuple[Meeting, Paper]:
    meeting = _found(ref)
    paper = open_paper(meeting, pk, timezone.localdate())
    if paper is None:
        raise Http404("There is no open paper of that number at this meeting.")
    return meeting, paper


@public_page
def paper(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    meeting, row = _open_paper(ref, pk)
    context = frame_of(meeting.committee.body) | {
        "meeting": meeting,
        "paper": row,
        "file": reverse("public:paper_file", args=[ref, pk]) if row.file_id else "",
    }
    return render(request, "plans/public/paper.html", context)


@public_page
def paper_file(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    _, row = _open_paper(ref, pk)
    if row.file is None:
        raise Http404("This paper has no file.")
    return as_download(row.file)


@public_page
def agenda_pack(request: HttpRequest, ref: str, number: int) -> FileResponse:
    meeting = _found(ref)
    pack = next((pack for pack in offered_packs(meeting) if pack.number == number), None)
    if pack is None:
        raise Http404("No pack of that number is offered.")
    return as_pdf(pack, meeting)
