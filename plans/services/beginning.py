"""Beginning a draft from a page, where a button may be pressed twice."""

from collections.abc import Callable
from datetime import date

from django.db import transaction

from plans.models import Body, Instrument, Plan
from plans.services.drafts import VARIED_BY, NotEditable, begin_plan, begin_variation
from plans.statute.dates import said
from plans.statute.terms import InstrumentKind, PlanFamily, Stage


@transaction.atomic
def begin_once(
    *,
    body: Body,
    plan: Plan | None,
    title: str,
    years: str,
    on: date,
    kind: InstrumentKind = InstrumentKind.PLAN,
    came_of: Instrument | None = None,
) -> tuple[Instrument, bool]:
    """
    Begin a variation of ``plan``, or a new draft plan of a ``kind`` without one, and return it and True.

    If a draft of the same kind and title is open already, return that one and False: two presses begin one draft.

    :raises NotEditable: if the plan is not this body's own, or its functions have passed to another.
    """
    refuse_ended(body, on)
    if plan is not None and plan.body_id != body.pk:
        raise NotEditable(
            f"{plan.name} was issued by the body that was here before. No text was seen that lets it be varied: "
            f"issue a plan of your own, which takes its place."
        )
    drafts = Instrument.objects.filter(plan__body=body, title=title, stage=Stage.DRAFTING)
    if plan:
        drafts = drafts.filter(plan=plan, kind=VARIED_BY[PlanFamily(plan.family)])
        return _begun_before_or(
            drafts.select_related("plan").order_by("id").first(),
            lambda: begin_variation(plan=plan, title=title, on=on, came_of=came_of),
        )
    return _begun_before_or(
        drafts.filter(kind=kind).select_related("plan").order_by("id").first(),
        lambda: begin_plan(body=body, title=title, years=years, on=on, kind=kind, came_of=came_of),
    )


def _begun_before_or(begun: Instrument | None, begin: Callable[[], Instrument]) -> tuple[Instrument, bool]:
    return (begun, False) if begun is not None else (begin(), True)


def refuse_ended(body: Body, on: date) -> None:
    """Lock a body's record; :raises NotEditable: if its functions had passed to another body by a day."""
    body = Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    if body.has_ended(on):
        raise NotEditable(
            f"The functions of the {body.name} passed to the {body.succeeded_by.name} on {said(body.succeeded_on)}. "
            f"Its record can be read; nothing new is begun in it."
        )
