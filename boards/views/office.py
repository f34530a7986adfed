"""The office's pages of decisions and of what its boards made of an instrument."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from boards.forms import DecisionForm, EndorsementForm
from boards.models import Decision
from boards.queries import boards_of, decisions_on, made_of
from boards.services import AlreadyRecorded, record_decision, record_endorsement
from plans.permissions import may_take
from plans.queries.before_issue import to_be_seen_before_issue
from plans.queries.course import standing_now
from plans.queries.standing import Standing
from plans.statute.dates import said
from plans.statute.tenures import acting_on
from plans.views.office.entry import instrument_of, office_of
from plans.views.office.shown import acting_notice
from plans.views.office.words import kicker
from plans.views.taking import posted, step_of, take, taking_from


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, ref: str) -> HttpResponse:
    body = office_of(request.user)
    instrument = instrument_of(body, ref)
    standing = standing_now(instrument, timezone.localdate())
    step = step_of(standing, "record_decision")
    if not (allowed := may_take(request.user, step, body)):
        raise PermissionDenied(allowed.reason)
    form = DecisionForm(*posted(request), standing=standing, cancel_url=instrument.get_absolute_url())
    status: int | None = 200
    if request.method == "POST":
        status = take(form, partial(_decide, request, standing, form), AlreadyRecorded)
        if status is None:
            messages.success(request, f"Decision {form.cleaned_data['number']} is recorded.")
            return redirect(instrument)
    context = {
        "instrument": instrument,
        "kicker": kicker(instrument),
        "form": form,
        "section": step.section,
        "acting": acting_notice(acting_on(standing.record.tenures, standing.on)),
        "warned": to_be_seen_before_issue(standing),
        "may_now": standing.record.stage in step.at,
        "decisions": [_shown(row) for row in decisions_on(instrument)],
        "endorsements": made_of(instrument),
    }
    return render(request, "boards/decision.html", context, status=status)


def _decide(request: HttpRequest, standing: Standing, form: DecisionForm) -> None:
    record_decision(instrument=standing.instrument, taking=taking_from(request, standing, "record_decision", form))


def _shown(row: Decision) -> dict[str, Any]:
    public = row.published_on is not None and row.published_on <= timezone.localdate()
    return {
        "number": row.number,
        "title": row.title,
        "decided": f"{said(row.decided_on)}, by {row.line.by_name}",
        "published": said(row.published_on) if row.published_on else "Not published",
        "url": reverse("decisions:decision", args=[row.number]) if public else "",
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def endorsement(request: HttpRequest, ref: str) -> HttpResponse:
    body = office_of(request.user)
    instrument = instrument_of(body, ref)
    form = EndorsementForm(*posted(request), cancel_url=instrument.get_absolute_url())
    if request.method == "POST" and form.is_valid():
        try:
            row = record_endorsement(instrument=instrument, **form.cleaned_data)
        except AlreadyRecorded as recorded:
            form.add_error(None, str(recorded))
        else:
            messages.success(request, f"Recorded: {row.board.name}, {row.get_outcome_display().lower()}.")
            return redirect("boards:endorsement", ref)
    context = {
        "instrument": instrument,
        "kicker": kicker(instrument),
        "form": form,
        "endorsements": made_of(instrument),
        "boards": boards_of(body),
    }
    return render(request, "boards/endorsement.html", context, status=422 if form.errors else 200)
