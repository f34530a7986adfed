"""Proposed ends of plans' periods, where an election was moved after issue, and what was answered (STATUTE P9)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plans.models import Body, PeriodConfirmation, Plan
from plans.queries.record import elections_of, issued_plans_of
from plans.statute.dates import moved_period_end, next_ordinary_election, planning_period_end
from plans.statute.terms import Election


@dataclass(frozen=True, slots=True)
class Proposal:
    """
    The end that a moved election would give to a plan, beside the end that stands; and the answers to it so far.

    ``since`` is the day of the decision that moved the election.
    """

    plan: Plan
    election: Election
    stands: date
    ends_on: date
    since: date
    answers: tuple[PeriodConfirmation, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it yet."""
        return not self.answers


def proposals_of(body: Body, on: date) -> tuple[Proposal, ...]:
    """Return the proposals to a body as at a day, answered or not. Three queries."""
    return proposals_in(body, issued_plans_of(body), elections_of(body), on)


def proposals_in(body: Body, plans: Iterable[Plan], elections: tuple[Election, ...], on: date) -> tuple[Proposal, ...]:
    """Return the proposals for plans that no other has taken the place of. One query."""
    answers: dict[int, list[PeriodConfirmation]] = defaultdict(list)
    for row in PeriodConfirmation.objects.filter(plan__body=body).order_by("id"):
        answers[row.plan_id].append(row)
    begun = [plan for plan in plans if plan.effective_from <= on]
    standing = [*begun[-1:], *(plan for plan in plans if plan.effective_from > on)]
    if begun:
        standing[0] = max(begun, key=lambda plan: plan.effective_from)
    found = (_proposal(plan, elections, on, answers[plan.pk]) for plan in standing)
    return tuple(proposal for proposal in found if proposal is not None)


def _proposal(
    plan: Plan, elections: tuple[Election, ...], on: date, answers: list[PeriodConfirmation]
) -> Proposal | None:
    """Return the proposal for a plan: the end that the election, as now expected, would give, if it does not stand."""
    election = next_ordinary_election(plan.issued_on, elections)
    ends_on = moved_period_end(plan.issued_on, elections, on)
    if ends_on is None and any(row.confirmed for row in answers):
        ends_on = planning_period_end(plan.issued_on, elections)  # the election that moved it is back where it was
    if election is None or ends_on is None or ends_on == plan.period_ends_on:
        return None
    since = election.postponed_by_decision_on or election.expected_on
    mine = tuple(row for row in answers if (row.stood_until, row.ends_on) == (plan.period_ends_on, ends_on))
    return Proposal(plan, election, plan.period_ends_on, ends_on, since, mine)
