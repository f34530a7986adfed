"""Keeping a plan under review: a review opened, declined, and what follows from its outcome (s.5(9))."""

from dataclasses import replace
from datetime import date

from django.db import transaction

from plans.models import Body, Instrument, Plan
from plans.services.beginning import begin_once, refuse_ended
from plans.services.course import ChangedMeanwhile, Taking, take_step
from plans.services.drafts import NotEditable, free_ref, procedure_of
from plans.statute.dates import said
from plans.statute.guards.reviews import NEW_PLAN, OTHER, VARY
from plans.statute.terms import InstrumentKind, Stage


def begin_review(*, plan: Plan, title: str, on: date, ref: str = "") -> Instrument:
    """Begin a review of a plan: the row on which its acts are recorded. It is open from ``open_review``."""
    return Instrument.objects.create(
        plan=plan,
        kind=InstrumentKind.REVIEW,
        ref=ref or free_ref(f"{on.year}-review"),
        title=title,
        procedure=procedure_of(plan.body, InstrumentKind.REVIEW),
        begun_on=on,
    )


@transaction.atomic
def open_review(*, plan: Plan, taking: Taking) -> Instrument:
    """
    Open a review of a plan, saying what set it off, and return it.

    :raises ChangedMeanwhile: if the same trigger has led to a review already, or was declined.
    :raises NotPermitted: if the plan is not issued, or nothing is said to have set the review off.
    """
    return _recorded(plan, replace(taking, key="open_review"), f"Review of {said(taking.on)}")


@transaction.atomic
def decline_review(*, plan: Plan, taking: Taking) -> Instrument:
    """
    Record why a trigger leads to no review; it stands on the record for ever.

    :raises ChangedMeanwhile: if the same trigger has led to a review already, or was declined.
    :raises NotPermitted: if no reason is given, or it is not the chief executive's or the commissioner's act.
    """
    return _recorded(plan, replace(taking, key="decline_review"), f"No review: decision of {said(taking.on)}")


def _recorded(plan: Plan, taking: Taking, title: str) -> Instrument:
    refuse_ended(plan.body, taking.on)
    _refuse_answered(plan.body, taking)
    review = begin_review(plan=plan, title=title, on=taking.on)
    take_step(instrument=review, taking=replace(taking, revision=None))
    review.refresh_from_db()
    return review


def _refuse_answered(body: Body, taking: Taking) -> None:
    trigger = taking.particulars.get("trigger")
    if trigger == OTHER:
        return
    of = {key: taking.particulars.get(key) for key in ("annual_report", "edition") if taking.particulars.get(key)}
    lines = body.lines.filter(step__in=("open_review", "decline_review"), particulars__trigger=trigger)
    for line in lines.select_related("instrument"):
        if {key: line.particulars.get(key) for key in of} == of:
            raise ChangedMeanwhile(
                f"This has been answered already, on {said(line.taken_on)}: “{line.instrument.title}”. "
                "Nothing was recorded now."
            )


@transaction.atomic
def begin_what_follows(*, review: Instrument, on: date) -> tuple[Instrument, bool]:
    """
    Begin the variation, or the new draft plan, in which a review ended, and return it with whether it is new.

    :raises NotEditable: if the review has not ended, or ended in no change.
    """
    end = review.lines.filter(step="end_review").order_by("-seq").first()
    outcome = end.particulars.get("outcome") if end else None
    if outcome not in (VARY, NEW_PLAN):
        raise NotEditable("The review has not ended in a variation or a new plan, so nothing follows from it.")
    begun = review.led_to.exclude(stage=Stage.WITHDRAWN).order_by("pk").first()
    if begun is not None:
        return begun, False
    plan, body = review.plan, review.plan.body
    if outcome == VARY:
        title = f"Variation after the review of {said(review.begun_on)}"
        return begin_once(body=body, plan=plan, title=title, years="", on=on, came_of=review)
    return begin_once(body=body, plan=None, title=plan.title, years="", on=on, came_of=review)
