"""How a plan was made: each statutory step that is public, with its section, date, actor and wording."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from plans.models import Edition, StepTaken
from plans.queries.evidence_base import public_items
from plans.queries.public import named, public_record
from plans.queries.record import registers_of
from plans.statute.dates import said
from plans.statute.guards.duties import duty_in_words
from plans.statute.procedures import VERSIONS
from plans.statute.terms import InstrumentKind
from plans.views.history import not_shown
from plans.views.public.evidence import shown_by_lead
from plans.views.public.found import issued_plan
from plans.views.public.frame import frame
from plans.views.public.page import public_page


@public_page
def record(request: HttpRequest, plan: str) -> HttpResponse:
    found, editions = issued_plan(plan, timezone.localdate())
    lines = public_record(found, timezone.localdate())
    wordings = {edition.wording_id: edition for edition in reversed(editions)}
    authorities = {authority.ref: authority.name for authority in registers_of(found.body)[1]}
    by_instrument = sorted(lines, key=lambda line: (line.instrument.begun_on, line.instrument_id, line.seq))
    items = public_items(found, timezone.localdate())
    groups = [(key, list(group)) for key, group in groupby(by_instrument, key=lambda line: line.instrument)]
    courses = [
        {"instrument": instrument, "lines": [line_of(line, wordings, authorities) for line in group]}
        | {"not_shown": not_shown(group)}
        | {"evidence": shown_by_lead(item for item in items if item.instrument_id == instrument.pk)}
        | {"url": reverse("public:variation", args=[instrument.ref]) if instrument.is_variation else ""}
        for instrument, group in groups
    ]
    context = frame(found, editions, "record") | {
        "title": "How this plan was made",
        "kicker": found.name,
        "courses": courses,
        "contents": [
            {"number": number, "heading": course["instrument"].title, "url": f"#{course['instrument'].ref}"}
            for number, course in enumerate(courses, 1)
        ],
        "head": lines[-1] if lines else None,
    }
    return render(request, "plans/public/record.html", context)


GROUPS = {"people": "People in the area", "victims": "Victims of crime"}


def line_of(line: StepTaken, wordings: dict[str, Edition], authorities: dict[str, str]) -> dict[str, Any]:
    """Return a line of the record as the public may read it: never a reply, a finding or a piece of evidence."""
    instrument = line.instrument
    edition = wordings.get(line.wording_id or "")
    names = instrument.plan.body.names
    return {
        "seq": line.seq,
        "step": VERSIONS[instrument.procedure].step(line.step).words_for(InstrumentKind(instrument.kind)),
        "section": line.section,
        "on": said(line.taken_on),
        "by": named(line.by_office, line.by_name, names),
        "wording": (line.wording_id or "")[:12],
        "edition": edition,
        "of": _of(line, authorities),
        "digest": line.digest[:16],
        "missing": line.missing,
        "waivers": [
            {key: waiver[key] for key in ("refusal", "section", "reason")}
            | {"officer": named(waiver["officer_office"], waiver["officer"], names)}
            for waiver in line.waivers
        ],
    }


def _of(line: StepTaken, authorities: dict[str, str]) -> str:
    """Return whose priorities or views a line is about, or which duty, or ""."""
    if line.step == "state_regard":
        words = duty_in_words(line.particulars.get("duty"))
        return words[:1].upper() + words[1:]
    if line.step == "record_priorities":
        return authorities.get(str(line.particulars.get("authority")), "")
    return GROUPS.get(str(line.particulars.get("group")), "") if line.step == "obtain_views" else ""
