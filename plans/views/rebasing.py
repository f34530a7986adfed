"""Bringing a variation up to date with an edition issued since it was begun."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from plans.models import Instrument
from plans.services.drafts import NotEditable
from plans.services.rebasing import NotChosen, bring_up_to_date, rebase_of
from plans.text.outline import OutlineError
from plans.text.threeway import Meeting, Side
from plans.views.access import for_drafters
from plans.views.changes import section_reading

GONE = "<p>The section is not in this text.</p>"


@for_drafters
def rebase(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    chosen = {key.removeprefix("side-"): side for key, side in request.POST.items() if key.startswith("side-")}
    error = ""
    if request.method == "POST":
        try:
            edition = bring_up_to_date(instrument=instrument, choices=chosen, seen=request.POST.get("seen", ""))
        except (NotChosen, NotEditable, OutlineError) as refused:
            error = str(refused)
        else:
            if edition:
                messages.success(
                    request, f"The draft now stands on edition {edition.number}. Read it through, and freeze it again."
                )
            return redirect("office:draft", instrument.ref)
    found = rebase_of(instrument)
    if found is None:
        return render(request, "plans/drafting/rebase.html", {"instrument": instrument, "rebase": None})
    context = {
        "instrument": instrument,
        "rebase": found,
        "error": error,
        "sections": [_beside(meeting, chosen) for meeting in found.to_choose],
        "taken": [m for m in found.meetings if m.side is Side.THEIRS and m.ours != m.theirs],
        "kept": [m for m in found.meetings if m.side is Side.OURS],
    }
    return render(request, "plans/drafting/rebase.html", context)


def _beside(meeting: Meeting, chosen: dict[str, str]) -> dict:
    return {
        "id": meeting.section_id,
        "heading": meeting.heading,
        "ours": section_reading(meeting.ours) if meeting.ours else GONE,
        "theirs": section_reading(meeting.theirs) if meeting.theirs else GONE,
        "chosen": chosen.get(meeting.section_id, ""),
    }
