"""The Panel's room: what is for review, and the reports that the Panel has made."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from panel_reviews.queries import Sending, copies_owed, sendings_to_panel_of
from panel_reviews.views import shown
from panel_reviews.views.entry import panel_of
from plans.models import InformalLook
from plans.permissions import may_record_for_panel
from plans.queries.readings import looks_before_the_panel
from plans.statute.dates import said
from plans.statute.terms import Stage
from plans.views.office.words import counted, kicker


@login_required
@require_safe
def room(request: HttpRequest) -> HttpResponse:
    body, today = panel_of(request.user), timezone.localdate()
    sendings = sendings_to_panel_of(body)
    owed = copies_owed(sendings, body)
    context = {
        "panel": body.panel_name,
        "waiting": [_waiting(sending, today) for sending in sendings if sending.is_open],
        "past": [_past(sending, owed) for sending in reversed(sendings) if sending.report],
        "informal": [_informal(look) for look in looks_before_the_panel(body)],
        "to_send": [_to_send(sending, owed) for sending in sendings if _owes_copies(sending, owed)],
    }
    if may_record_for_panel(request.user, body):
        context["rules_url"] = reverse("panel:rules")
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
        "read_url": reverse("panel:reading", args=[instrument.ref, f"sent-{sending.sent.seq}"]),
        "clock": shown.clock(sending, today),
        "id": f"clock-{instrument.ref}",
        "late": sending.passed_over is not None,
    }


def _informal(look: InformalLook) -> dict[str, str]:
    instrument = look.instrument
    return {
        "title": instrument.title,
        "kicker": kicker(instrument),
        "url": reverse("panel:reading", args=[instrument.ref, f"seen-{look.pk}"]),
        "words": f"{look.occasion}, {said(look.shown_on)}.",
    }


def _owes_copies(sending: Sending, owed: Mapping[int, tuple[int, int]]) -> bool:
    """Tell whether copies of a report are still to be sent while what it is about goes on (N1)."""
    stand, all_of_them = owed.get(sending.report.seq, (0, 0)) if sending.report else (0, 0)
    return stand < all_of_them and sending.instrument.stage not in (Stage.CLOSED, Stage.WITHDRAWN)


def _to_send(sending: Sending, owed: Mapping[int, tuple[int, int]]) -> dict[str, str]:
    stand, all_of_them = owed[sending.report.seq]
    return {
        "title": f"Report of {said(sending.report.taken_on)} on {sending.instrument.title}",
        "words": f"{stand} of {counted(all_of_them, 'local authority has', 'local authorities have')} a copy.",
        "url": reverse("panel:copies", args=[sending.instrument.ref, sending.report.seq]),
    }


def _past(sending: Sending, owed: Mapping[int, tuple[int, int]]) -> dict[str, Any]:
    instrument = sending.instrument
    state = "published" if sending.published else "given" if sending.response else "awaited"
    return {
        "title": instrument.title,
        "kicker": kicker(instrument),
        "url": f"{reverse('panel:review', args=[instrument.ref])}#report-{sending.report.seq}",
        "on": said(sending.report.taken_on),
        "copies": "{} of {} sent".format(*owed[sending.report.seq]) if owed[sending.report.seq][0] else "None recorded",
        "copies_url": reverse("panel:copies", args=[instrument.ref, sending.report.seq]),
        "made": shown.recommendations_in_words(len(sending.recommendations)),
        "response": {
            "published": f"Published on {said(sending.published.taken_on)}" if sending.published else "",
            "given": f"Given on {said(sending.response.taken_on)}, not published yet" if sending.response else "",
            "awaited": "Not given yet",
        }[state],
    }
