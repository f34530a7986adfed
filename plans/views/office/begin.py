"""Beginning a draft plan, a variation, an annual report, or what a review ended in."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from plans.forms.office import ANNUAL_REPORT, NEW_FIRE_PLAN, REVIEW, BeginForm
from plans.models import Body, Instrument
from plans.permissions import may_edit_draft
from plans.queries.annual_reports import annual_reports_of, years_without_report
from plans.queries.record import issued_plans_of
from plans.services.annual_reports import begin_annual_report
from plans.services.beginning import begin_once
from plans.services.drafts import NotEditable
from plans.services.reviews import begin_what_follows
from plans.statute.profiles import PROFILES
from plans.statute.terms import BodyKind, InstrumentKind
from plans.views.office.entry import instrument_of, office_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    body, today = _office(request), timezone.localdate()
    form = _form(request, body, today)
    if not (request.method == "POST" and form.is_valid()):
        return render(request, "plans/office/begin.html", {"form": form}, status=422 if form.errors else 200)
    if form.cleaned_data["what"] == REVIEW:
        return redirect("office:open_review")
    try:
        instrument, new = _begun(body, form, today)
    except NotEditable as refused:
        form.add_error("what", str(refused))
        return render(request, "plans/office/begin.html", {"form": form}, status=422)
    _say_what_is_begun(request, instrument, new)
    return redirect(instrument)


def _office(request: HttpRequest) -> Body:
    body = office_of(request.user)
    if not (decision := may_edit_draft(request.user, body)):
        raise PermissionDenied(decision.reason)
    return body


def _form(request: HttpRequest, body: Body, today: date) -> BeginForm:
    held = issued_plans_of(body)
    issued = [plan for plan in reversed(held) if plan.body_id == body.pk]
    return BeginForm(
        request.POST or None,
        plans=[plan for plan in issued if plan.period_ends_on >= today],
        years=years_without_report(annual_reports_of(body), held, today),
        fire=PROFILES[BodyKind(body.kind)].has(InstrumentKind.FIRE_PLAN),
        cancel_url=reverse("office:dashboard"),
    )


def _begun(body: Body, form: BeginForm, today: date) -> tuple[Instrument, bool]:
    said = form.cleaned_data
    if said["what"] == ANNUAL_REPORT:
        return begin_annual_report(body=body, year=said["year"], title=said["title"], on=today), True
    kind = InstrumentKind.FIRE_PLAN if said["what"] == NEW_FIRE_PLAN else InstrumentKind.PLAN
    return begin_once(body=body, plan=form.plan, title=said["title"], years=said["years"], on=today, kind=kind)


def _say_what_is_begun(request: HttpRequest, instrument: Instrument, new: bool) -> None:
    if new:
        messages.success(request, f"The {instrument.kind_words} is begun.")
    else:
        messages.info(request, f"A {instrument.kind_words} of this title was begun already. This is it.")


@login_required
@require_POST
def begin_following(request: HttpRequest, ref: str) -> HttpResponse:
    """Begin the variation or the new plan in which a review ended."""
    review = instrument_of(_office(request), ref)
    try:
        instrument, new = begin_what_follows(review=review, on=timezone.localdate())
    except NotEditable as refused:
        messages.error(request, str(refused))
        return redirect(review)
    _say_what_is_begun(request, instrument, new)
    return redirect(instrument)
