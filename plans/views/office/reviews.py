"""Opening a review of the plan in force, or recording why none is opened."""

from collections.abc import Callable
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

from plans.forms.steps.reviewing import DeclineReviewForm, OpenReviewForm
from plans.models import Body, Instrument, Plan
from plans.permissions import may_take
from plans.queries.record import BodyFacts, facts_of
from plans.queries.standing import Standing, standing_of
from plans.queries.to_do import plan_under_review
from plans.services.drafts import NotEditable, procedure_of
from plans.services.reviews import decline_review, open_review
from plans.statute.terms import InstrumentKind
from plans.views.office.entry import office_of
from plans.views.taking import posted, step_of, take, taking_from

NOTHING_TO_REVIEW = "No plan of this office has effect today, so there is none to review."


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def open_a_review(request: HttpRequest) -> HttpResponse:
    words = ("Open a review of the plan", "The review is open. Record what is considered in it.")
    return _answer(request, "open_review", OpenReviewForm, open_review, *words)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decline_a_review(request: HttpRequest) -> HttpResponse:
    words = ("Record why no review is opened", "It is on the record that no review is opened, and why.")
    return _answer(request, "decline_review", DeclineReviewForm, decline_review, *words)


def _answer(
    request: HttpRequest,
    key: str,
    form_class: type[OpenReviewForm],
    service: Callable[..., Instrument],
    title: str,
    done: str,
) -> HttpResponse:
    body = office_of(request.user)
    facts, today = facts_of(body), timezone.localdate()
    plan = plan_under_review(facts.issued_plans, body, today)
    standing = _not_begun(body, plan, facts) if plan else None
    step = step_of(standing, key) if standing else None
    if step and not (decision := may_take(request.user, step, body)):
        raise PermissionDenied(decision.reason)
    if plan is None or standing is None or step is None:
        messages.error(request, NOTHING_TO_REVIEW)
        return redirect("office:dashboard")
    form = form_class(
        *posted(request),
        standing=standing,
        reports=_reported_on(body),
        initial=_trigger(request),
        cancel_url=reverse("office:dashboard"),
    )
    status: int | None = 200
    if request.method == "POST":
        status = take(form, partial(_record, request, plan, standing, key, form, service), NotEditable)
        if status is None:
            messages.success(request, done)
            return redirect("office:dashboard")
    context = {"form": form, "title": title, "plan": plan, "section": step.section}
    return render(request, "plans/office/open_review.html", context, status=status)


def _not_begun(body: Body, plan: Plan, facts: BodyFacts) -> Standing:
    """Return where a review stands that is not begun: its course, with nothing taken."""
    kind = InstrumentKind.REVIEW
    plan.body = body
    review = Instrument(plan=plan, kind=kind, procedure=procedure_of(body, kind), begun_on=timezone.localdate())
    return standing_of(review, facts, [], timezone.localdate())


def _reported_on(body: Body) -> list[tuple[str, str]]:
    reports = Instrument.objects.filter(plan__body=body, kind=InstrumentKind.ANNUAL_REPORT, lines__step="report")
    return list(reports.distinct().order_by("-year", "-pk").values_list("ref", "title"))


def _trigger(request: HttpRequest) -> dict[str, Any]:
    names = ("trigger", "annual_report", "edition")
    return {name: request.GET[name] for name in names if request.GET.get(name)}


def _record(
    request: HttpRequest,
    plan: Plan,
    standing: Standing,
    key: str,
    form: OpenReviewForm,
    service: Callable[..., Instrument],
) -> None:
    service(plan=plan, taking=taking_from(request, standing, key, form))
