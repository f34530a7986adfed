"""Answering a proposed end of a plan's period: the only way in which the end of an issued plan moves."""

from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from plans.models import Body, Election, PeriodConfirmation, Plan
from plans.queries.periods import proposals_of
from plans.statute.dates import said
from plans.statute.terms import Actor


class ProposalGone(Exception):
    """The proposal is no longer the one that was shown; the message says what to do."""


@transaction.atomic
def answer_proposal(
    *,
    plan: Plan,
    ends_on: date,
    confirmed: bool,
    reason: str,
    officer: Actor,
    on: date,
    recorded_by: AbstractBaseUser | None = None,
) -> PeriodConfirmation:
    """
    Write the monitoring officer's answer to a proposed end, and move the end of the plan if it was confirmed.

    ``ends_on`` is the proposed end that was on the screen.

    :raises ProposalGone: if no such end is proposed for the plan on that day.
    """
    body = Body.objects.select_for_update().get(pk=plan.body_id)
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    proposal = next((p for p in proposals_of(body, on) if p.plan.pk == plan.pk and p.ends_on == ends_on), None)
    if proposal is None:
        raise ProposalGone("This end is not proposed any more. Look at the elections again, and decide then.")
    return keep_answer(
        plan=plan,
        election=body.elections.filter(expected_on=proposal.election.expected_on).first(),
        stood_until=proposal.stands,
        ends_on=ends_on,
        confirmed=confirmed,
        reason=reason,
        decided_on=on,
        officer=officer.name,
        officer_office=officer.office.value,
        recorded_by=recorded_by,
    )


@transaction.atomic
def keep_answer(
    *,
    plan: Plan,
    election: Election | None,
    stood_until: date,
    ends_on: date,
    confirmed: bool,
    reason: str,
    decided_on: date,
    officer: str,
    officer_office: str,
    recorded_by: AbstractBaseUser | None = None,
) -> PeriodConfirmation:
    """Write an answer as it was given, and move the end of the plan if it was confirmed."""
    answer = PeriodConfirmation.objects.create(
        plan=plan,
        election=election,
        stood_until=stood_until,
        ends_on=ends_on,
        confirmed=confirmed,
        reason=reason,
        decided_on=decided_on,
        officer=officer,
        officer_office=officer_office,
        recorded_at=timezone.now(),
        recorded_by=recorded_by,
    )
    if confirmed:
        # No history row: the answer, which is written once, is the history of a plan's end.
        basis = f"Moved from {said(stood_until)} with the election, confirmed on {said(decided_on)} by {officer}"
        Plan.objects.filter(pk=plan.pk).update(period_ends_on=ends_on, end_basis=basis[:200])
    return answer
