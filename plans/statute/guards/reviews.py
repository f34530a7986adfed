"""Guards on keeping a plan under review: what set a review off, what was considered, and how it ended (s.5(9))."""

from collections.abc import Mapping

from plans.statute.rules import refuse
from plans.statute.terms import NOTHING, Record, Refusal

PANEL_REPORT, REQUIREMENT, OTHER = "panel_report", "requirement", "other"
TRIGGERS: Mapping[str, str] = {
    PANEL_REPORT: "the Panel's report or recommendations on an annual report, s.28(4)",
    REQUIREMENT: "a change of the Strategic Policing Requirement",
    OTHER: "another reason",
}
NO_CHANGE, VARY, NEW_PLAN = "no_change", "vary", "new_plan"
OUTCOMES: Mapping[str, str] = {
    NO_CHANGE: "No change: the plan stays as it is",
    VARY: "Vary the plan",
    NEW_PLAN: "Prepare a new plan",
}


def a_trigger_is_named(record: Record) -> tuple[Refusal, ...]:
    """Pass if what sets the review off is said: which annual report, which edition of the Requirement, or why."""
    said = record.particulars
    needed = {PANEL_REPORT: "annual_report", REQUIREMENT: "edition", OTHER: "why"}.get(str(said.get("trigger")))
    if needed is None:
        return (refuse("I5", "Say what sets the review off.", proof="the Panel's report, or the Requirement"),)
    if said.get(needed):
        return NOTHING
    reason = {
        "annual_report": "Say on which annual report the Panel reported.",
        "edition": "Say which edition of the Strategic Policing Requirement it is.",
        "why": "Say why the plan is reviewed.",
    }[needed]
    return (refuse("I5", reason, proof="the Panel's report, or the Requirement"),)


def the_plan_is_issued(record: Record) -> tuple[Refusal, ...]:
    """Pass if there is an issued plan to review: a draft is changed without one."""
    if record.plan_period_ends_on is not None:
        return NOTHING
    return (refuse("I5", "The plan has not been issued, so there is nothing to keep under review yet."),)


def a_review_is_opened_once(record: Record) -> tuple[Refusal, ...]:
    """Pass if this review has not been opened, nor declined."""
    if record.last("open_review", "decline_review") is None:
        return NOTHING
    return (refuse("I5", "This review is open already. Consider what it asks, and end it with its outcome."),)


def a_review_is_open(record: Record) -> tuple[Refusal, ...]:
    """Pass if the review had been opened by the day of the act."""
    if record.last("open_review") is not None:
        return NOTHING
    return (refuse("I5", "The review had not been opened by that day.", clears="open_review"),)


def a_decision_not_to_review_has_a_reason(record: Record) -> tuple[Refusal, ...]:
    """Pass if declining to open a review says why."""
    if str(record.particulars.get("reason") or "").strip():
        return NOTHING
    return (refuse("I5", "Say why no review is opened."),)


def what_set_it_off_is_considered(record: Record) -> tuple[Refusal, ...]:
    """Pass if it is on the record what was considered in the review."""
    if any(str(act.particulars.get("considered") or "").strip() for act in record.taken("consider")):
        return NOTHING
    reason = "It is not on the record what was considered in this review."
    return (refuse("I5", reason, clears="consider", proof="the consideration"),)


def the_outcome_has_a_reason(record: Record) -> tuple[Refusal, ...]:
    """Pass if the review ends in one of its three outcomes, with a reason."""
    found: tuple[Refusal, ...] = ()
    if record.particulars.get("outcome") not in OUTCOMES:
        found += (refuse("I5", "A review ends in no change, a variation or a new plan. Say which."),)
    if not str(record.particulars.get("reason") or "").strip():
        found += (refuse("I5", "Say why the review ends as it does."),)
    return found
