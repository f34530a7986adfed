"""Texts: the working draft of an instrument, and the text of a plan on a day, read from its snapshot."""

from datetime import date

from plans.models import Body, DraftSection, Edition, Instrument, Plan
from plans.statute.terms import PlanFamily
from plans.text.outline import Outline


def draft_sections(instrument: Instrument) -> list[DraftSection]:
    """Return the sections of the working draft in order, with their objectives and actions. Three queries."""
    rows = instrument.draft_sections.prefetch_related("objectives__actions").order_by("position", "id")
    return list(rows)


def draft_outline(instrument: Instrument) -> Outline:
    """Return the working draft as an outline. Three queries."""
    title = instrument.plan.title
    return Outline(title, tuple(row.as_section() for row in draft_sections(instrument)))


def plan_in_effect(body: Body, on: date) -> Plan | None:
    """Return the plan that has effect on a day: the last to take effect by then, if its period has not ended (P5)."""
    plan = (
        body.plans.filter(family=PlanFamily.POLICE_AND_CRIME, effective_from__lte=on)
        .order_by("-effective_from")
        .first()
    )
    return plan if plan is not None and plan.period_ends_on >= on else None


def edition_in_effect(plan: Plan, on: date) -> Edition | None:
    """Return the edition of a plan whose text has effect on a day, with its wording. One query."""
    editions = plan.editions.filter(effective_from__lte=on).select_related("wording", "instrument")
    return editions.order_by("-effective_from", "-number").first()


def text_as_at(body: Body, on: date) -> Edition | None:
    """Return the edition whose text was the body's plan on a day. Two queries, however long the history."""
    plan = plan_in_effect(body, on)
    return edition_in_effect(plan, on) if plan else None


def retired_codes(plan: Plan, wording_facts: dict | None = None) -> dict[str, int]:
    """Return the action codes retired in a plan, each with the number of the edition that retired it. One query."""
    retired: dict[str, int] = {}
    before: set[str] = set()
    editions = plan.editions.order_by("number").values_list("number", "wording__facts")
    for number, facts in editions:
        now = set(facts["actions"])
        retired |= {code: number for code in before - now if code not in retired}
        before |= now
    return retired
