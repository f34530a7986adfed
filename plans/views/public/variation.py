"""A variation or a draft plan that is public: what it changes, and where it stands."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from plans.models import Edition, Instrument, StepTaken, Wording
from plans.queries.public import (
    issued_editions,
    public_instruments,
    public_lines,
    public_wording,
    reasons_between,
    review_is_public,
)
from plans.queries.record import registers_of
from plans.statute.dates import said
from plans.statute.terms import Stage
from plans.text.redline import compare
from plans.views.context import address
from plans.views.history import not_shown
from plans.views.public.compare import figures, lead
from plans.views.public.frame import frame, frame_of
from plans.views.public.page import public_page
from plans.views.public.record import line_of
from plans.views.public.words import reached
from plans.views.reading import reading


@public_page
def variation(request: HttpRequest, ref: str) -> HttpResponse:
    today = timezone.localdate()
    instrument = get_object_or_404(public_instruments(today), ref=ref)
    lines = public_lines([instrument])
    wording = public_wording(instrument, lines)
    plan = instrument.plan
    around = frame(plan, issued_editions(plan, today)) if plan.issued_on else frame_of(plan.body)
    edition = getattr(instrument, "edition", None)
    authorities = {authority.ref: authority.name for authority in registers_of(plan.body)[1]}
    context = around | {
        "instrument": instrument,
        "kicker": plan.name,
        "lead": _lead(instrument, lines),
        "facts": _facts(instrument, lines),
        "issued": edition,
        "wording": wording,
        "not_shown": not_shown(lines),
        "lines": [line_of(line, {}, authorities) for line in lines],
        "review_url": address("panel_public:review", ref) if review_is_public(instrument, lines) else "",
    }
    if wording is not None:
        context |= _text(request, instrument, wording)
    return render(request, "plans/public/variation.html", context)


def _text(request: HttpRequest, instrument: Instrument, wording: Wording) -> dict[str, Any]:
    base, edition = instrument.base, getattr(instrument, "edition", None)
    texts = (base.wording.outline if base else None, wording.outline)
    redline = compare(*texts) if base else None
    after = f"Edition {edition.number}" if edition else "As sent to the Panel"
    shown = reading(request.GET, redline, texts, (f"Edition {base.number}" if base else "", after))
    if redline and base:
        given = reasons_between(base, edition) if edition else {}
        shown |= {
            "how_much": lead(redline, "This variation", "makes"),
            "figures": figures(redline),
            "edition": base.number,
            "given": [{"key": key, "reason": reason} for key, reason in given.items()],
        }
    return shown


def _lead(instrument: Instrument, lines: list[StepTaken]) -> str:
    edition = getattr(instrument, "edition", None)
    if edition is not None:
        return _as_issued(edition)
    still = " The plan stays as it is until it is issued." if instrument.is_variation and instrument.is_open else ""
    return reached(instrument, lines) + still


def _as_issued(edition: Edition) -> str:
    words = f"It was issued on {said(edition.issued_on)} as edition {edition.number} of the plan."
    if edition.effective_from != edition.issued_on:
        words += f" It has effect from {said(edition.effective_from)}."
    return words


STAGES = {
    Stage.DRAFTING: "being drafted",
    Stage.WITH_PANEL: "with the Panel",
    Stage.REPORTED: "after the Panel’s review",
    Stage.ISSUED: "issued",
    Stage.CLOSED: "issued",
    Stage.WITHDRAWN: "withdrawn",
}


def _facts(instrument: Instrument, lines: list[StepTaken]) -> list[dict[str, str]]:
    last = {line.step: said(line.taken_on) for line in lines}
    steps = (("send_to_panel", "Sent to the Panel"), ("report", "Reported on"), ("issue", "Issued"))
    dates = [{"term": term, "fact": last[key]} for key, term in steps if key in last]
    return [{"term": "Stage", "fact": STAGES[Stage(instrument.stage)]}, *dates]
