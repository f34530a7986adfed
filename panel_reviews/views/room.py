"""The Panel's room: what is for review, and the reports that the Panel has made."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from panel_reviews.queries import Sending, sendings_to_panel_of
from panel_reviews.views import shown
from panel_reviews.views.entry import panel_of
from plans.statute.dates import said
from plans.views.office.words import counted, kicker


@login_required
@require_safe
def room(request: HttpRequest) -> HttpResponse:
    body, today = panel_of(request.user), timezone.localdate()
    sendings = sendings_to_panel_of(body)
    context = {
        "panel": body.panel_name,
        "waiting": [_waiting(sending, today) for sending in sendings if sending.is_open],
        "past": [_past(sending) for sending in reversed(sendings) if sending.report],
    }
    count = len(context["waiting"])
    context["lead"] = (
        f"{counted(count, 'draft is', 'drafts are')} for review." if count else "Nothing is waiting for the Panel."
    )
    return render(request, "panel_reviews/room.html", context)


def _waiting(sending: Sending, today: date) -> dict[str, Any]:
    instrument = sending.instrument
    return {
        "title": instrument.title,
        "kicker": kicker(instrument),
        "url": reverse("panel:review", args=[instrument.ref]),
        "clock": shown.clock(sending, today),
        "id": f"clock-{instrument.ref}",
        "late": sending.passed_over is not None,
    }


def _past(sending: Sending) -> dict[str, Any]:
    instrument = sending.instrument
    state = "published" if sending.published else "given" if sending.response else "awaited"
    return {
        "title": instrument.title,
        "kicker": kicker(instrument),
        "url": f"{reverse('panel:review', args=[instrument.ref])}#report-{sending.report.seq}",
        "on": said(sending.report.taken_on),
        "made": shown.recommendations_in_words(len(sending.recommendations)),
        "response": {
            "published": f"Published on {said(sending.published.taken_on)}" if sending.published else "",
            "given": f"Given on {said(sending.response.taken_on)}, not published yet" if sending.response else "",
            "awaited": "Not given yet",
        }[state],
    }
