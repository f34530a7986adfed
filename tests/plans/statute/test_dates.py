"""The dates that the law counts, against days looked up by hand."""

from datetime import date

import pytest

from plans.statute.dates import clear_working_days, financial_year_end, plan_deadline, planning_period_end, said
from plans.statute.terms import Election
from tests.plans.statute.records import ELECTIONS


@pytest.mark.parametrize(
    ("on", "end"),
    [
        (date(2024, 5, 2), date(2025, 3, 31)),
        (date(2025, 3, 31), date(2025, 3, 31)),
        (date(2025, 4, 1), date(2026, 3, 31)),
        (date(2024, 12, 31), date(2025, 3, 31)),
    ],
)
def test_a_financial_year_ends_on_31_march(on, end):
    assert financial_year_end(on) == end


@pytest.mark.parametrize(
    ("sent", "met", "days"),
    [
        (date(2014, 1, 6), date(2014, 2, 5), 21),
        (date(2014, 1, 8), date(2014, 2, 5), 19),
        (date(2026, 9, 8), date(2026, 10, 7), 20),
        (
            date(2026, 12, 24),
            date(2026, 12, 29),
            0,
        ),  # Christmas Day, a weekend with Boxing Day, its substitute on Monday
        (date(2014, 1, 6), date(2014, 1, 6), 0),
        (date(2014, 1, 7), date(2014, 1, 6), 0),
    ],
)
def test_clear_working_days_leave_out_both_ends_weekends_and_bank_holidays(sent, met, days):
    assert clear_working_days(sent, met) == days


@pytest.mark.parametrize(
    ("issued", "ends"),
    [
        (date(2013, 3, 28), date(2017, 3, 31)),  # the next ordinary election is that of May 2016
        (date(2017, 2, 28), date(2021, 3, 31)),  # expected in May 2020, as seen in 2017
        (date(2020, 4, 1), date(2022, 3, 31)),  # put off to May 2021, as seen after the decision
        (date(2021, 6, 1), None),  # no later election in the table
    ],
)
def test_a_planning_period_ends_with_the_year_of_the_next_election_as_expected_on_issue(issued, ends):
    assert planning_period_end(issued, ELECTIONS) == ends


def test_a_by_election_gives_no_deadline_and_ends_no_period():
    elections = (*ELECTIONS, Election(ordinary=False, expected_on=date(2014, 8, 21)))

    assert plan_deadline(date(2014, 9, 1), elections) == date(2013, 3, 31)
    assert planning_period_end(date(2014, 1, 1), elections) == date(2017, 3, 31)


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2012, 11, 14), None),
        (date(2012, 11, 15), date(2013, 3, 31)),
        (date(2020, 6, 1), date(2017, 3, 31)),
        (date(2021, 5, 6), date(2022, 3, 31)),
    ],
)
def test_a_plan_is_due_in_the_financial_year_of_the_election_even_when_it_was_put_off(on, due):
    assert plan_deadline(on, ELECTIONS) == due


def test_a_date_is_said_as_on_screen():
    assert said(date(2026, 3, 2)) == "2 March 2026"
