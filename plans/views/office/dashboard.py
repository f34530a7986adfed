"""The office's front page: what is waiting, on whom, since when, and what stands in the way."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans.models import Body
from plans.queries.course import Dashboard, InForce, Waited, dashboard_of
from plans.queries.standing import Standing
from plans.queries.to_do import Task
from plans.statute.dates import said, weekday
from plans.statute.kinds import KINDS
from plans.statute.terms import Stage
from plans.views.context import address
from plans.views.office.entry import office_of
from plans.views.office.shown import acting_notice
from plans.views.office.words import counted, joined, kicker, owed_in_words

STATES = {Stage.REPORTED: "reported on"}
LOOKS = {Stage.WITH_PANEL: "warn", Stage.REPORTED: "warn", Stage.ISSUED: "good"}


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
        "acting": acting_notice(found.acting),
        "tasks": [_task(task) for task in found.tasks],
        "ended": _ended(body, today),
    }
    return render(request, "plans/office/dashboard.html", context)


def _lead(found: Dashboard) -> str:
    drafts = [standing for standing, _ in found.waiting if KINDS[standing.record.kind].goal == "issue"]
    others = Counter(s.instrument.kind_words for s, _ in found.waiting if s not in drafts)
    too = joined(counted(number, words, f"{words}s") for words, number in others.items())
    if not drafts:
        return f"No draft plan or variation is under way.{f' Under way: {too}.' if too else ''}"
    ready = sum(1 for standing in drafts if not standing.gates)
    under_way = counted(len(drafts), "draft plan or variation is", "draft plans and variations are")
    return f"{under_way} under way. {_ready(ready)}{f' Also under way: {too}.' if too else ''}"


def _task(task: Task) -> dict[str, Any]:
    links = {
        "review": [
            ("Open a review", f"{address('office:open_review')}?{urlencode(dict(_particulars(task)))}"),
            ("Record why none is opened", f"{address('office:decline_review')}?{urlencode(dict(_particulars(task)))}"),
        ],
        "send": [("See the annual report", address("office:instrument", task.ref))] if task.ref else [],
        "report": [("Begin it", address("office:begin"))],
    }
    asked = "Asked today" if not task.days else f"Asked for {counted(task.days, 'day', 'days')}, since"
    return {
        "words": task.words,
        "section": task.section,
        "since": f"{asked} {said(task.since)}" if task.days else asked,
        "links": [{"label": label, "url": url} for label, url in links[task.what]],
    }


def _particulars(task: Task) -> Mapping[str, str]:
    return task.trigger.particulars if task.trigger else {}


def _ended(body: Body, today: date) -> str:
    """Return that the body's functions have passed to another, or ""."""
    if not body.has_ended(today):
        return ""
    return (
        f"The functions passed to the {body.succeeded_by.name} on {said(body.succeeded_on)}. "
        "This record stays as it was, and can be read; nothing is added to it."
    )


def _ready(number: int) -> str:
    """Return how many may be issued now, in a sentence."""
    if not number:
        return "None may be issued yet."
    return f"{counted(number, 'has', 'have')} nothing in the way of issue."


def _item(standing: Standing, waited: tuple[Waited, ...]) -> dict:
    instrument = standing.instrument
    stage = Stage(instrument.stage)
    state, kind = STATES.get(stage, instrument.stage_words), LOOKS.get(stage, "")
    after = standing.next
    return {
        "title": instrument.title,
        "url": instrument.get_absolute_url(),
        "kicker": kicker(instrument),
        "state": state[0].upper() + state[1:],
        "kind": kind,
        "waiting_on": ", ".join(w.who[0].lower() + w.who[1:] if w.who.startswith("The ") else w.who for w in waited),
        "since": said(min((w.since for w in waited), default=standing.since)),
        "next": f"{after.words} ({after.section})" if after else "",
        "blocked": _blocked(standing),
        "owed": owed_in_words(standing),
    }


def _blocked(standing: Standing) -> str:
    close = standing.find("close")
    closing = close.refusals if close and standing.instrument.stage == Stage.ISSUED else ()
    closing = tuple(refusal for refusal in closing if refusal.rule != "I1")  # who has no copy is said beside it
    found = standing.gates or closing
    if not found:
        return ""
    rest = f" And {counted(len(found) - 1, 'other thing', 'other things')}." if len(found) > 1 else ""
    cannot = "The file cannot be closed yet." if closing else KINDS[standing.record.kind].not_yet
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
