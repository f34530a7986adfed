"""The duties to have regard, for one draft plan or variation: each with its statement, and what is still to be said."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans.models import StepTaken
from plans.queries.course import standing_now
from plans.queries.duties import (
    DutyStanding,
    Heard,
    authorities_heard,
    duties_of,
    edition_since_issue,
    editions_of_the_requirement,
    guidance_known,
)
from plans.queries.standing import Standing
from plans.statute.dates import said
from plans.statute.duties import STATE_REGARD
from plans.statute.rules import Severity
from plans.statute.terms import NationalDocument
from plans.views.context import address
from plans.views.office.entry import instrument_of, office_of
from plans.views.office.words import counted, kicker

HELD = {
    Severity.BLOCK: "Nothing is issued without it.",
    Severity.WARN: "An officer may go on without it, with a reason.",
}


@login_required
@require_safe
def duties(request: HttpRequest, ref: str) -> HttpResponse:
    instrument = instrument_of(office_of(request.user), ref)
    standing = standing_now(instrument, timezone.localdate())
    rows = duties_of(standing)
    newer = edition_since_issue(standing)
    context = {
        "instrument": instrument,
        "kicker": kicker(instrument),
        "lead": _lead(rows, standing),
        "duties": [_shown(row, standing) for row in rows],
        "authorities": [_authority(heard, standing) for heard in authorities_heard(standing)],
        "editions": [_document(one) for one in editions_of_the_requirement(standing)],
        "guidance": [_document(one) for one in guidance_known(standing)],
        "review": _review(newer, standing) if newer else "",
    }
    return render(request, "plans/office/duties.html", context)


def _lead(rows: tuple[DutyStanding, ...], standing: Standing) -> str:
    left = sum(not row.is_met for row in rows)
    if not left:
        return "Regard is stated to every duty."
    if not standing.instrument.is_open:
        return f"{counted(left, 'duty was', 'duties were')} not stated."
    it = standing.instrument.kind_words
    return f"{counted(left, 'duty is', 'duties are')} still to be stated before this {it} is issued."


def _shown(row: DutyStanding, standing: Standing) -> dict[str, Any]:
    words = row.duty.words
    return {
        "key": row.duty.key,
        "name": words[:1].upper() + words[1:],
        "asks": row.duty.asks,
        "section": row.duty.held_by.cited,
        "holds": HELD.get(row.duty.held_by.severity, ""),
        "state": _state(row),
        "reasons": [refusal.reason for refusal in row.refusals],
        "passed": [f"{waiver['officer']} answered for it: “{waiver['reason']}”" for waiver in row.passed],
        "statements": [] if row.duty.key == "priorities" else [_statement(line) for line in reversed(row.lines)],
        "url": _form(row, standing),
        "act": "State it again" if row.lines and row.duty.key != "priorities" else _first_act(row),
    }


def _first_act(row: DutyStanding) -> str:
    return "Record priorities" if row.duty.key == "priorities" else "State the regard had"


def _state(row: DutyStanding) -> tuple[str, str, str]:
    if not row.refusals:
        return ("Stated", "good", "tick") if row.lines else ("Nothing to state", "", "circle")
    if row.passed:
        return ("Passed with a reason", "warn", "triangle")
    return ("To be looked at", "warn", "half") if row.lines else ("Not stated", "bad", "stop")


def _statement(line: StepTaken) -> dict[str, Any]:
    said_of = line.particulars
    return {
        "words": said_of.get("statement", ""),
        "against": f"Against “{said_of['edition']}”." if said_of.get("edition") else "",
        "on": said(line.taken_on),
        "by": line.by_name,
        "evidence": [
            {"title": item["title"], "url": address("office:evidence", item["sha256"]) if item.get("sha256") else ""}
            for item in line.evidence
        ],
    }


def _form(row: DutyStanding, standing: Standing) -> str:
    """Return the address of the step's form with the duty chosen, or "" where the step is not open now."""
    step = standing.find(row.duty.step)
    if step is None or standing.record.stage not in step.step.at:
        return ""
    url = address("office:step", standing.instrument.ref, row.duty.step)
    return f"{url}?{urlencode({'duty': row.duty.key})}" if row.duty.step == STATE_REGARD else url


def _authority(heard: Heard, standing: Standing) -> dict[str, Any]:
    url = ""
    if not heard.line and standing.instrument.is_open:
        step = address("office:step", standing.instrument.ref, "record_priorities")
        url = f"{step}?{urlencode({'authority': heard.authority.ref})}"
    if heard.priorities:
        entry = heard.priorities
    elif heard.asked_on:
        entry = f"None supplied (asked on {said(heard.asked_on)})."
    else:
        entry = "Nothing on the record yet."
    return {
        "name": heard.authority.name,
        "entry": entry,
        "on": said(heard.line.taken_on) if heard.line else "",
        "by": heard.line.by_name if heard.line else "",
        "url": url,
    }


def _document(one: NationalDocument) -> str:
    until = f" until {said(one.to_on)}" if one.to_on else ""
    return f"{one.title}: in force from {said(one.from_on)}{until}"


def _review(newer: NationalDocument, standing: Standing) -> str:
    return (
        f"The edition “{newer.title}” came into force on {said(newer.from_on)}, after this {standing.instrument.kind} "
        "was issued. A plan is kept under review in the light of such changes (s.5(9))."
    )
