"""The ledger of section 5(8) in the office: what differs from the draft the Chief Constable saw, and the one button."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from plans.models import Instrument, Wording
from plans.permissions import membership_of, roles_that_take
from plans.queries.ledger import Ledger, ledger_of
from plans.statute.dates import said
from plans.statute.procedures import VERSIONS
from plans.statute.terms import Stage
from plans.views.access import for_office
from plans.views.differing import groups_shown, how_many


@require_safe
@for_office
def differences(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    lines = list(instrument.lines.order_by("seq"))
    ledger = ledger_of(instrument, lines)
    context: dict[str, Any] = {"instrument": instrument, "ledger": ledger, "lead": _lead(instrument, ledger)}
    if ledger is not None:
        wordings = Wording.objects.in_bulk({ledger.before, ledger.wording})
        frozen = {line.wording_id: line for line in reversed(lines) if line.step == "prepare_draft"}
        context |= {
            "facts": _facts(instrument, ledger, frozen),
            "groups": groups_shown(ledger, wordings) if ledger.entries else [],
            "further": [_further(asked, reply) for asked, reply in ledger.further],
            "button": consult_button(instrument, len(ledger.open_entries), role_in(request, instrument)),
        }
    return render(request, "plans/office/differences.html", context)


def role_in(request: HttpRequest, instrument: Instrument) -> str:
    """Return what a signed-in person is to the office of an instrument, or ""."""
    membership = membership_of(request.user, instrument.plan.body)
    return membership.role if membership else ""


def _lead(instrument: Instrument, ledger: Ledger | None) -> str:
    if ledger is None:
        return "The Chief Constable has not been consulted on a frozen draft yet, so there is nothing to compare."
    issued = not instrument.is_open
    if not ledger.entries:
        what = "The wording last frozen" if not issued else "What was issued"
        return f"{what} is the draft on which the Chief Constable was consulted, word for word."
    found = f"{how_many(ledger.entries)}. "
    left = len(ledger.open_entries)
    if issued:
        return found + (f"{left} of them were not consulted on." if left else "Nothing is left to consult on.")
    if not left:
        waiting = [entry for entry in ledger.entries if entry.reply is None]
        return found + (
            f"The Chief Constable has not replied on {len(waiting)} of them." if waiting else "Each was consulted on."
        )
    return found + f"{left} {'stands' if left == 1 else 'stand'} in the way of issuing."


def _facts(instrument: Instrument, ledger: Ledger, frozen: dict[str, Any]) -> list[dict[str, str]]:
    def text(term: str, digest: str, words: str) -> dict[str, str]:
        line = frozen.get(digest)
        on = f", frozen on {said(line.taken_on)}" if line else ""
        url = reverse("office:wording", args=[instrument.ref, digest])
        return {"term": term, "fact": f"{words} {digest[:8]}{on}", "url": url}

    return [
        {"term": "First consulted", "fact": said(ledger.first.on)},
        text("On", ledger.before, "draft"),
        text("To be issued" if instrument.is_open else "Last frozen", ledger.wording, "draft"),
    ]


def _further(asked: Any, reply: Any) -> dict[str, Any]:
    return {
        "asked_on": said(asked.on),
        "wording": (asked.wording or "")[:8],
        "replied_on": said(reply.on) if reply else "",
        "reply": reply.particulars.get("reply", "") if reply else "",
    }


def consult_button(instrument: Instrument, left: int, role: str) -> dict[str, str] | None:
    """
    Return the button that leads to the further consultation, for whoever may ask for it while it is open.

    ``left`` is how many differences nobody has consulted on.
    """
    key = "consult_chief_constable" if instrument.stage == Stage.DRAFTING else "consult_again"
    step = VERSIONS[instrument.procedure].step(key)
    if not left or instrument.stage not in step.at or role not in roles_that_take(key):
        return None
    what = "this difference" if left == 1 else f"these {left} differences"
    label = f"Consult the Chief Constable again on {what}"
    return {"label": label, "url": reverse("office:step", args=[instrument.ref, key])}
