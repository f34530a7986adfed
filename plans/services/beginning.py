"""Beginning a draft from a page, where a button may be pressed twice."""

from datetime import date

from django.db import transaction

from plans.models import Body, Instrument, Plan
from plans.services.drafts import begin_plan, begin_variation
from plans.statute.terms import InstrumentKind, Stage


@transaction.atomic
def begin_once(*, body: Body, plan: Plan | None, title: str, years: str, on: date) -> tuple[Instrument, bool]:
    """
    Begin a variation of ``plan``, or a new draft plan without one, and return it and True.

    If a draft of the same kind and title is open already, return that one and False: two presses begin one draft.
    """
    Body.objects.select_for_update().get(pk=body.pk)
    drafts = Instrument.objects.filter(plan__body=body, title=title, stage=Stage.DRAFTING)
    drafts = (
        drafts.filter(plan=plan, kind=InstrumentKind.VARIATION) if plan else drafts.filter(kind=InstrumentKind.PLAN)
    )
    if begun := drafts.select_related("plan").order_by("id").first():
        return begun, False
    if plan:
        return begin_variation(plan=plan, title=title, on=on), True
    return begin_plan(body=body, title=title, years=years, on=on), True
