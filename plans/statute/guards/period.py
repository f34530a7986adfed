"""Guards on dates: in time, one plan in effect, the period that the Act gives."""

from datetime import date

from plans.statute.dates import plan_deadline, planning_period_end, pre_election_window, said
from plans.statute.rules import refuse
from plans.statute.terms import NOTHING, InstrumentKind, Record, Refusal


def _as_date(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def plan_is_issued_in_time(record: Record) -> tuple[Refusal, ...]:
    """Pass if a new plan is issued by the end of the financial year of the ordinary election (s.5(1))."""
    if record.kind is not InstrumentKind.PLAN:
        return NOTHING
    due = plan_deadline(record.on, record.elections)
    if due is None or record.on <= due:
        return NOTHING
    election = max(
        e.expected_as_at(record.on) for e in record.elections if e.ordinary and e.expected_as_at(record.on) <= record.on
    )
    if any(election <= other.issued_on <= record.on for other in record.other_plans):
        return NOTHING  # the plan of this term has been issued; this one replaces it (s.5(3))
    return (
        refuse(
            "P1",
            f"A plan was to be issued by {said(due)}, within the financial year of the ordinary "
            f"election of {said(election)}.",
        ),
    )


def one_plan_has_effect(record: Record) -> tuple[Refusal, ...]:
    """Pass if the day on which the plan takes effect is not before issue, nor another plan's first day."""
    effect = _as_date(record.particulars.get("effective_from")) or record.on
    if not record.kind.makes_a_plan:
        if record.varied_effective_from is not None and effect < record.varied_effective_from:
            first = said(record.varied_effective_from)
            return (refuse("P5", f"What is varied first has effect on {first}; the variation cannot before it."),)
        if record.plan_period_ends_on is not None and effect > record.plan_period_ends_on:
            return (refuse("P5", "The variation would take effect after the plan has ended."),)
        return (
            NOTHING if effect >= record.on else (refuse("P5", "The variation cannot take effect before it is issued."),)
        )
    if effect < record.on:
        return (refuse("P5", f"The planning period begins on the day of issue or later, not on {said(effect)}."),)
    ends = _as_date(record.particulars.get("period_ends_on")) or planning_period_end(record.on, record.elections)
    if ends is None:
        return (
            refuse(
                "P5",
                "The next ordinary election is not in the table of elections, so the end of the "
                "planning period is not known.",
            ),
        )
    if effect > ends:
        return (refuse("P5", f"The plan would take effect on {said(effect)}, after its period ends."),)
    return tuple(
        refuse("P5", f"{other.title} first has effect on {said(effect)} too; two plans cannot.")
        for other in record.other_plans
        if other.effective_from == effect
    )


def period_ends_as_the_act_says(record: Record) -> tuple[Refusal, ...]:
    """Pass if a stated end of the planning period is the end that the law computes."""
    if record.kind is not InstrumentKind.PLAN:
        return NOTHING
    stated = _as_date(record.particulars.get("period_ends_on"))
    computed = planning_period_end(record.on, record.elections)
    if stated is None or computed is None or stated == computed:
        return NOTHING
    return (
        refuse(
            "P6",
            f"The planning period is said to end on {said(stated)}; the table of elections gives {said(computed)}.",
        ),
    )


def variation_leaves_the_period_alone(record: Record) -> tuple[Refusal, ...]:
    """Pass unless a variation states an end of the planning period."""
    if record.kind.varies and record.particulars.get("period_ends_on"):
        return (refuse("P8", "A variation cannot move the end of the planning period."),)
    return NOTHING


def issued_outside_a_pre_election_period(record: Record) -> tuple[Refusal, ...]:
    """Pass outside a pre-election period, and wherever the body has not chosen to be held to one."""
    if not record.pre_election_gate:
        return NOTHING
    window = pre_election_window(record.on, record.elections, record.pre_election_days, record.pre_election_by_hand)
    if window is None:
        return NOTHING
    reason = f"{said(record.on)} falls in the pre-election period from {said(window.from_on)} for {window.why}."
    return (refuse("E1", reason, proof="the reason for not waiting", waivable=True),)
