"""The end of an issued plan moves when the monitoring officer confirms it, and never by itself (STATUTE P9)."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from plans.models import Election, PeriodConfirmation, Plan
from plans.queries.periods import proposals_of
from plans.queries.record import elections_of, issued_plans_of
from plans.services.calendar import CannotBeKept, postpone_election
from plans.services.chain import breaks_in
from plans.services.periods import ProposalGone, answer_proposal
from plans.statute.dates import plan_still_due
from tests.factories import CHIEF_EXECUTIVE, a_body, an_issued_plan

pytestmark = pytest.mark.django_db
NOW = date(2016, 4, 1)


@pytest.fixture
def put_off():
    """A plan issued in March 2013 until March 2017, and its next election put off from May 2016 to May 2017."""
    body = a_body()
    plan = an_issued_plan(body)
    election = body.elections.get(expected_on=date(2016, 5, 5))
    postpone_election(election=election, to=date(2017, 5, 4), decided_on=date(2016, 3, 20))
    return body, plan


def answered(plan: Plan, *, confirmed: bool, ends_on: date = date(2018, 3, 31)) -> PeriodConfirmation:
    return answer_proposal(
        plan=plan, ends_on=ends_on, confirmed=confirmed, reason="Counsel's advice.", officer=CHIEF_EXECUTIVE, on=NOW
    )


def test_a_moved_election_proposes_an_end_and_moves_nothing(put_off):
    body, plan = put_off

    (proposal,) = proposals_of(body, NOW)
    assert (proposal.stands, proposal.ends_on) == (date(2017, 3, 31), date(2018, 3, 31))
    assert (proposal.is_open, proposal.since) == (True, date(2016, 3, 20))
    plan.refresh_from_db()
    assert plan.period_ends_on == date(2017, 3, 31)
    assert proposals_of(body, date(2016, 3, 19)) == ()


def test_the_day_by_which_a_plan_is_due_follows_the_new_day_by_itself(put_off):
    body, _ = put_off
    issued = [row.issued_on for row in issued_plans_of(body)]

    assert plan_still_due(date(2016, 6, 1), elections_of(body), issued) is None
    assert plan_still_due(date(2017, 6, 1), elections_of(body), issued) == date(2018, 3, 31)


def test_a_confirmed_end_stands_dated_and_named_and_the_record_still_holds(put_off):
    body, plan = put_off

    answer = answered(plan, confirmed=True)

    plan.refresh_from_db()
    assert plan.period_ends_on == date(2018, 3, 31)
    assert plan.end_basis == (
        "Moved from 31 March 2017 with the election, confirmed on 1 April 2016 by Daniel Okafor"
    )  # fmt: skip
    assert (answer.officer, answer.officer_office, answer.decided_on) == ("Daniel Okafor", "chief_executive", NOW)
    assert answer.election.expected_on == date(2016, 5, 5)
    assert proposals_of(body, NOW) == ()
    assert list(breaks_in(body)) == []


def test_an_end_that_somebody_moved_without_confirming_it_breaks_the_record(put_off):
    body, plan = put_off
    Plan.objects.filter(pk=plan.pk).update(period_ends_on=date(2018, 3, 31))

    assert "the dates of the plan that it issued were altered" in str(next(breaks_in(body)))


def test_a_declined_end_stays_shown_and_may_be_looked_at_again(put_off):
    body, plan = put_off

    answered(plan, confirmed=False)

    plan.refresh_from_db()
    assert plan.period_ends_on == date(2017, 3, 31)
    (proposal,) = proposals_of(body, NOW)
    assert (proposal.is_open, proposal.answers[0].reason) == (False, "Counsel's advice.")
    answered(plan, confirmed=True)
    plan.refresh_from_db()
    assert plan.period_ends_on == date(2018, 3, 31)


def test_only_the_end_that_is_proposed_can_be_answered(put_off):
    _, plan = put_off

    with pytest.raises(ProposalGone):
        answered(plan, confirmed=True, ends_on=date(2030, 3, 31))
    assert not PeriodConfirmation.objects.exists()


def test_an_answer_is_written_once(put_off):
    answer = answered(put_off[1], confirmed=False)

    for act in (lambda: PeriodConfirmation.objects.filter(pk=answer.pk).update(confirmed=True), answer.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_an_election_that_is_put_back_where_it_was_proposes_the_first_end_again(put_off):
    body, plan = put_off
    answered(plan, confirmed=True)

    Election.objects.filter(body=body, expected_on=date(2016, 5, 5)).update(
        postponed_to=None, postponed_by_decision_on=None
    )

    (proposal,) = proposals_of(body, NOW)
    assert (proposal.stands, proposal.ends_on) == (date(2018, 3, 31), date(2017, 3, 31))


@pytest.mark.parametrize(
    ("to", "decided", "field"),
    [
        (date(2016, 5, 5), date(2016, 3, 1), "postponed_to"),
        (date(2017, 5, 4), date(2016, 5, 6), "postponed_by_decision_on"),
    ],
)
def test_an_election_is_put_off_to_a_later_day_and_before_it_is_held(to, decided, field):
    election = a_body().elections.get(expected_on=date(2016, 5, 5))

    with pytest.raises(CannotBeKept) as refused:
        postpone_election(election=election, to=to, decided_on=decided)
    assert refused.value.field == field
