"""The ledger of section 5(8) in the Panel's room: of drafts that the Panel was sent, and of what was issued."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from panel_reviews.queries import Sending
from panel_reviews.views.entry import sendings_for
from plans.models import Wording
from plans.queries.ledger import Ledger, ledger_of
from plans.statute.dates import said
from plans.views.differing import groups_shown, how_many
from plans.views.office.words import kicker


@login_required
@require_safe
def differences(request: HttpRequest, ref: str) -> HttpResponse:
    sendings = sendings_for(request.user, ref)
    instrument = sendings[-1].instrument
    lines = list(instrument.lines.order_by("seq"))
    issued = next((line.wording_id for line in lines if line.step == "issue"), None)
    ledger = ledger_of(instrument, lines, issued or sendings[-1].sent.wording_id)
    readable = may_be_read(ledger, sendings, issued)
    context: dict[str, Any] = {"instrument": instrument, "kicker": kicker(instrument)}
    context["lead"] = _lead(ledger, readable=readable, issued=issued is not None)
    if ledger is not None and readable and ledger.entries:
        wordings = Wording.objects.in_bulk({ledger.before, ledger.wording})
        context["groups"] = groups_shown(ledger, wordings, states=issued is not None)
    return render(request, "panel_reviews/differences.html", context)


def may_be_read(ledger: Ledger | None, sendings: list[Sending], issued: str | None) -> bool:
    """Tell whether both texts of a ledger are before the Panel: sent to it, or issued."""
    known = {sending.sent.wording_id for sending in sendings} | {issued}
    return ledger is not None and {ledger.before, ledger.wording} <= known


def _lead(ledger: Ledger | None, *, readable: bool, issued: bool) -> str:
    what = "What was issued" if issued else "The draft that the Panel was sent"
    if ledger is None:
        return "The Chief Constable was not consulted on a draft that is on the record."
    if not ledger.entries:
        return f"{what} is the draft on which the Chief Constable was consulted, word for word."
    on = said(ledger.first.on)
    found = f"{what} differs from the draft on which the Chief Constable was consulted on {on}"
    if readable:
        return f"{found}: {how_many(ledger.entries)}."
    return f"{found}. That draft was not sent to the Panel, so the differences are not shown here; ask the office."
