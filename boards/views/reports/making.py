"""The reports of the office: their list, those on one instrument made by one press, and the style of the house."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from boards.forms.reports import HandWrittenForm, HouseForm
from boards.models import HouseStyle, Report
from boards.models.reports import Signing
from boards.queries.facts import NotFrozen
from boards.queries.reports import reports_of, reports_on
from boards.services.reports import (
    Wanted,
    WrongKind,
    begin_by_hand,
    chain_of,
    house_of,
    keep_house,
    kinds_for,
    make_report,
)
from boards.text.kinds import ReportKind
from plans.models import Body, Committee, MeetingDay
from plans.permissions import Role, membership_of
from plans.services.committees import board_called, panel_of
from plans.statute.dates import said
from plans.views.office.entry import instrument_of, office_of
from plans.views.office.words import kicker


def _row(row: Report) -> dict[str, Any]:
    day = row.meeting_day
    return {
        "title": row.title,
        "url": row.get_absolute_url(),
        "to": row.to,
        "kind": ReportKind(row.kind).label,
        "dated": said(row.dated),
        "meeting": said(day.on) if day else "None yet",
        "state": "Paper of a meeting" if row.paper_id else "Final" if row.is_final else "Being written",
    }


@require_safe
@login_required
def reports(request: HttpRequest) -> HttpResponse:
    body = office_of(request.user)
    rows = [_row(row) for row in reports_of(body)]
    return render(request, "boards/reports/list.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def on_instrument(request: HttpRequest, ref: str) -> HttpResponse:
    """The reports on one instrument, and a button for each kind that can be made on it."""
    body = office_of(request.user)
    instrument = instrument_of(body, ref)
    kinds = kinds_for(instrument)
    if request.method == "POST":
        asked = next((kind for kind in kinds if kind.value == request.POST.get("kind")), None)
        if asked is None:
            messages.error(request, "Choose which report to make.")
            return redirect("boards:reports", ref)
        try:
            report = make_report(
                instrument=instrument, wanted=_wanted(body, asked, timezone.localdate()), by=request.user
            )
        except (NotFrozen, WrongKind) as refused:
            messages.error(request, str(refused))
            return redirect("boards:reports", ref)
        messages.success(
            request, "The report is made from the record. Read it, and edit what you want to say otherwise."
        )
        return redirect(report)
    context = {
        "instrument": instrument,
        "kicker": kicker(instrument),
        "rows": [_row(row) for row in reports_on(instrument)],
        "kinds": [{"value": kind.value, "label": kind.label} for kind in kinds],
    }
    return render(request, "boards/reports/on_instrument.html", context)


def _wanted(body: Body, kind: ReportKind, today: date) -> Wanted:
    """Return what one press asks for: the committee of that kind, its next meeting, and the day of it or today."""
    of = MeetingDay.Of.PANEL if kind is ReportKind.PANEL else MeetingDay.Of.BOARD
    day = body.meeting_days.filter(of=of, on__gte=today).order_by("on", "id").first()
    committee = panel_of(body) if of == MeetingDay.Of.PANEL else _board(body, day)
    return Wanted(kind, committee, day.on if day else today, day)


def _board(body: Body, day: MeetingDay | None) -> Committee:
    """Return the board that meets next, or the first on the register; a new one only where there is none."""
    boards = list(body.committees.filter(kind=Committee.Kind.BOARD).order_by("name"))
    meets = next((one for one in boards if day and one.name == day.name), None)
    return meets or next(iter(boards), None) or board_called(body, day.name if day else "The Board")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def by_hand(request: HttpRequest) -> HttpResponse:
    body = office_of(request.user)
    data = request.POST if request.method == "POST" else None
    form = HandWrittenForm(data, body=body, cancel_url=reverse("reports:reports"))
    if request.method == "POST" and form.is_valid():
        said_of = form.cleaned_data
        day = body.meeting_days.filter(pk=said_of["meeting"]).first() if said_of["meeting"] else None
        wanted = Wanted(
            ReportKind.FREE, board_called(body, said_of["board"]), said_of["dated"], day, said_of["title"]
        )  # fmt: skip
        return redirect(begin_by_hand(body=body, wanted=wanted, by=request.user))
    return render(request, "boards/reports/by_hand.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def house(request: HttpRequest) -> HttpResponse:
    """How the office writes its reports: everybody in it may read it, the chief executive changes it."""
    body = office_of(request.user)
    style = house_of(body)
    form = HouseForm(
        request.POST if request.method == "POST" else None, house=style, cancel_url=reverse("reports:reports")
    )
    membership = membership_of(request.user, body)
    may = membership is not None and membership.role == Role.CHIEF_EXECUTIVE
    if request.method == "POST":
        if not may:
            raise PermissionDenied("Only the chief executive may change how the office writes its reports.")
        if form.is_valid():
            names = ("markings", "location", "terms_item", "finance", "legal")
            keep_house(house=style, chains=form.chains(), **{name: form.cleaned_data[name] for name in names})
            messages.success(request, "The style of the house is kept. Reports that are begun from now on follow it.")
            return redirect("reports:house")
    context = {"form": form, "may": may, "facts": _style_shown(style)}
    return render(request, "boards/reports/house.html", context, status=422 if form.errors else 200)


def _style_shown(style: HouseStyle) -> list[dict[str, str]]:
    rows = [
        ("Markings", ", ".join(style.markings)),
        ("Where source documents lie", style.location),
        ("Item of the Panel’s terms of reference", style.terms_item),
        ("Who signs for finance", style.finance),
        ("Who signs for legal", style.legal),
    ]
    for kind in ReportKind:
        signs = (Signing(place).label for place in chain_of(style, kind.value))
        rows.append((f"Who signs: {kind.label}", ", ".join(signs)))
    return [{"term": term, "fact": fact or "Not said"} for term, fact in rows]
