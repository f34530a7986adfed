"""Bringing a variation up to date with an edition issued since it was begun, and settling what both changed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from plans.models import DraftConflict, Instrument
from plans.queries.conflicts import conflicts_of
from plans.queries.texts import draft_outline
from plans.services.drafts import NotEditable
from plans.services.rebasing import NotSettled, bring_up_to_date, rebase_of, settle
from plans.text.markup import MarkupError
from plans.text.outline import OutlineError, digest
from plans.views.access import for_drafters
from plans.views.meetings import beside, brought_together

REFUSALS = (NotSettled, NotEditable, OutlineError, MarkupError)


@for_drafters
def rebase(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    error = ""
    if request.method == "POST":
        try:
            meeting = bring_up_to_date(instrument=instrument, by=request.user, seen=request.POST.get("seen", ""))
        except REFUSALS as refused:
            error = str(refused)
        else:
            if meeting:
                messages.success(request, _said(meeting.edition.number, meeting.conflicts.count()))
            return redirect(
                "office:rebase" if meeting and meeting.conflicts.exists() else "office:draft", instrument.ref
            )
    return _page(request, instrument, error)


@require_POST
@for_drafters
def settle_conflict(request: HttpRequest, instrument: Instrument, pk: int) -> HttpResponse:
    conflict = get_object_or_404(DraftConflict, instrument=instrument, pk=pk)
    said = {name: request.POST.get(name, "") for name in ("choice", "text")}
    try:
        settle(conflict=conflict, by=request.user, seen=request.POST.get("seen", ""), **said)
    except REFUSALS as refused:
        return _page(request, instrument, str(refused), {"pk": pk, **said})
    messages.success(request, f"{conflict.place} is settled.")
    return redirect(reverse("office:rebase", args=[instrument.ref]) + "#conflicts")


def _said(edition: int, conflicts: int) -> str:
    stands = f"The draft now stands on edition {edition}."
    if not conflicts:
        return f"{stands} Read it through, and freeze it again."
    what = "One conflict is" if conflicts == 1 else f"{conflicts} conflicts are"
    return f"{stands} {what} left for you to settle."


def _page(request: HttpRequest, instrument: Instrument, error: str = "", typed: dict | None = None) -> HttpResponse:
    found = rebase_of(instrument)
    conflicts, draft = list(conflicts_of(instrument)), draft_outline(instrument)
    context = {
        "instrument": instrument,
        "error": error,
        "rebase": found,
        "together": brought_together(found) if found else None,
        "open": [beside(conflict, draft, typed) for conflict in conflicts if not conflict.settled_as],
        "settled": [conflict for conflict in conflicts if conflict.settled_as],
        "seen": found.seen if found else "",
        "draft_seen": digest(draft),
        "closed": not instrument.is_open,
    }
    return render(request, "plans/drafting/rebase.html", context, status=422 if error else 200)
