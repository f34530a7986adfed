"""The office's front page: what is waiting, on whom, since when, and what stands in the way."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans.queries.course import Dashboard, InForce, Waited, dashboard_of
from plans.queries.standing import Standing
from plans.statute.dates import said
from plans.statute.terms import Stage
from plans.views.context import address
from plans.views.office.entry import office_of, weekday
from plans.views.office.words import counted, kicker

STATES = {
    Stage.DRAFTING: ("Being drafted", ""),
    Stage.WITH_PANEL: ("With the Panel", "warn"),
    Stage.REPORTED: ("Reported on", "warn"),
    Stage.ISSUED: ("Issued", "good"),
    Stage.CLOSED: ("Closed", ""),
    Stage.WITHDRAWN: ("Withdrawn", ""),
}


@login_required
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    body = office_of(request.user)
    today = timezone.localdate()
    found = dashboard_of(body, today)
    context = {
        "facts": [{"term": "Today", "fact": weekday(today)}, {"term": "Under way", "fact": len(found.waiting)}],
        "lead": _lead(found),
        "waiting": [_item(standing, waited) for standing, waited in found.waiting],
        "issued": [_item(standing, waited) for standing, waited in found.issued],
        "finished": [_item(standing, ()) for standing in found.finished],
        "plans": [_plan(row) for row in found.plans],
        "inherited": next((row.plan for row in found.plans if row.has_effect and row.inherited), None),
        "due": _due(found, today),
    }
    return render(request, "plans/office/dashboard.html", context)


def _lead(found: Dashboard) -> str:
    if not found.waiting:
        return "No draft plan or variation is under way."
    ready = sum(1 for standing, _ in found.waiting if not standing.gates)
    under_way = counted(len(found.waiting), "draft plan or variation is", "draft plans and variations are")
    return f"{under_way} under way. {_ready(ready)}"


def _ready(number: int) -> str:
    """Return how many may be issued now, in a sentence."""
    if not number:
        return "None may be issued yet."
    return f"{counted(number, 'has', 'have')} nothing in the way of issue."


def _item(standing: Standing, waited: tuple[Waited, ...]) -> dict:
    instrument = standing.instrument
    state, kind = STATES[Stage(instrument.stage)]
    after = standing.next
    return {
        "title": instrument.title,
        "url": instrument.get_absolute_url(),
        "kicker": kicker(instrument),
        "state": state,
        "kind": kind,
        "waiting_on": ", ".join(w.who[0].lower() + w.who[1:] if w.who.startswith("The ") else w.who for w in waited),
        "since": said(min((w.since for w in waited), default=standing.since)),
        "next": f"{after.words} ({after.section})" if after else "",
        "blocked": _blocked(standing),
    }


def _blocked(standing: Standing) -> str:
    close = standing.find("close")
    closing = close.refusals if close and standing.instrument.stage == Stage.ISSUED else ()
    found = standing.gates or closing
    if not found:
        return ""
    rest = f" And {counted(len(found) - 1, 'other thing', 'other things')}." if len(found) > 1 else ""
    cannot = "The file cannot be closed yet." if closing else "It cannot be issued yet."
    return f"{cannot} {found[0].reason} {found[0].section}.{rest}"


def _plan(row: InForce) -> list[dict]:
    plan = row.plan
    editions = address("public:plan", plan.ref)
    return [
        {"text": plan.name, "url": editions},
        {"text": said(plan.issued_on)},
        {"text": f"{said(plan.effective_from)} to {said(plan.period_ends_on)}"},
        {"text": "In effect" if row.has_effect else "Not yet in effect"},
    ]


def _due(found: Dashboard, today) -> dict | None:
    if found.due_on is None:
        return None
    late = found.due_on < today
    when = f"was due by {weekday(found.due_on)}" if late else f"is due by {weekday(found.due_on)}"
    return {
        "strong": f"A plan of this term {when}.",
        "words": "It is issued within the financial year in which the ordinary election was held (s.5(1)).",
        "url": address("office:begin"),
        "link": "Begin a draft plan",
    }
