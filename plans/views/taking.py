"""How a page takes a statutory act: what was typed becomes a Taking, and a refusal goes back into the form."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest

from plans.forms.steps import StepForm
from plans.models import Body
from plans.permissions import actor_for, may_waive, officer_for
from plans.queries.standing import Standing
from plans.services.attempts import keep_attempt
from plans.services.course import ChangedMeanwhile, Reason, Refused, Taking
from plans.statute.procedures import VERSIONS
from plans.statute.terms import NotPermitted, Step

REFUSED, CHANGED = 422, 409


def posted(request: HttpRequest) -> tuple[Any, Any]:
    """Return what a form takes of the request: what was typed and the files, or nothing while the page is read."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def step_of(standing: Standing, key: str) -> Step:
    """Return a step of the course that an instrument follows."""
    return VERSIONS[standing.instrument.procedure].step(key)


def taking_from(request: HttpRequest, standing: Standing, key: str, form: StepForm) -> Taking:
    """Return the act that a valid form records, by whoever acts when this person records it."""
    on, body = form.cleaned_data["on"], standing.instrument.plan.body
    return Taking(
        key=key,
        on=on,
        by=actor_for(request.user, body, step_of(standing, key), on),
        particulars=form.particulars,
        evidence=form.evidence_items,
        waivers=reasons_given(request.user, body, form, on),
        recorded_by=request.user,
        revision=form.cleaned_data["revision"],
    )


def reasons_given(user: User, body: Body, form: StepForm, on: date) -> dict[str, Reason]:
    """Return the reasons that a valid form gives for passing rules, answered for by this person as officer of a day."""
    officer = officer_for(user, body, on) if form.reasons else None
    return {rule: Reason(reason, officer) for rule, reason in form.reasons.items()} if officer else {}


def take(form: StepForm, act: Callable[[], Any], *closed: type[Exception]) -> int | None:
    """
    Run an act. Return None when it was recorded, or else the status of the page that says why not.

    Every reason then stands in the form, with its section, beside everything that was typed; the form carries the
    revision that is now on the screen. ``closed`` are the other exceptions whose message is the reason.
    """
    if not form.is_valid():
        form.shown_again()
        return REFUSED
    try:
        act()
    except NotPermitted as refused:
        keep_attempt(refused)
        form.offer_reasons(refused.refusals if _may_be_passed(refused) else ())
        form.shown_again(form.standing.instrument.revision)
        form.refuse(refused.refusals)
        return REFUSED
    except (ChangedMeanwhile, *closed) as changed:
        form.shown_again(form.standing.instrument.revision)
        form.add_error(None, str(changed))
        return CHANGED
    return None


def _may_be_passed(refused: NotPermitted) -> bool:
    """Tell whether nothing but reasons is missing, and whoever tried it may give them."""
    if not isinstance(refused, Refused) or any(not refusal.waivable for refusal in refused.refusals):
        return False
    user = refused.taking.recorded_by
    return user is not None and bool(may_waive(user, refused.instrument.plan.body))
