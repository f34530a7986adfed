"""The dates that the law counts, against days looked up by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.statute.dates import (
    ENGLISH,
    Calendar,
    Counted,
    Nation,
    Window,
    clear_working_days,
    financial_year_end,
    moved_period_end,
    plan_deadline,
    planning_period_end,
    pre_election_window,
    said,
    term_begins,
)
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


@pytest.mark.parametrize(
    ("nation", "counted", "meeting", "open_by"),
    [
        ("ENG", "working", date(2014, 2, 5), date(2014, 1, 28)),  # the Panel of 2014: agenda due on 28 January
        ("WLS", "working", date(2014, 2, 5), date(2014, 1, 30)),
        ("ENG", "every", date(2014, 2, 5), date(2014, 1, 30)),
        ("WLS", "every", date(2014, 2, 5), date(2014, 1, 31)),  # 1 February is a Saturday
        ("ENG", "working", date(2017, 2, 1), date(2017, 1, 24)),
        ("ENG", "working", date(2019, 6, 26), date(2019, 6, 18)),
        ("ENG", "working", date(2021, 11, 15), date(2021, 11, 5)),
        ("ENG", "working", date(2024, 5, 7), date(2024, 4, 26)),  # over the bank holiday of 6 May
        ("ENG", "working", date(2014, 4, 25), date(2014, 4, 15)),  # over Good Friday and Easter Monday
    ],
)
def test_papers_are_open_so_many_clear_days_before_the_meeting(nation, counted, meeting, open_by):
    calendar = Calendar(Nation(nation), counted=Counted(counted))

    assert calendar.agenda_open_by(meeting) == open_by
    assert calendar.clear_days(open_by, meeting) >= calendar.agenda_clear_days


def test_one_off_holidays_of_the_table_count_and_those_taken_away_do_not():
    friday, monday = date(2027, 6, 11), date(2027, 5, 3)
    calendar = Calendar(added=frozenset({friday}), removed=frozenset({monday}))

    assert (ENGLISH.is_working_day(friday), calendar.is_working_day(friday)) == (True, False)
    assert (ENGLISH.is_working_day(monday), calendar.is_working_day(monday)) == (False, True)
    assert ENGLISH.clear_working_days(date(2027, 6, 10), date(2027, 6, 14)) == 1
    assert calendar.clear_working_days(date(2027, 6, 10), date(2027, 6, 14)) == 0
    assert (friday, "") in calendar.holidays_of(2027)
    assert monday not in dict(calendar.holidays_of(2027))


@pytest.mark.parametrize(
    "declared",
    [date(2011, 4, 29), date(2020, 5, 8), date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)],
)
def test_the_one_off_bank_holidays_since_the_act_are_known(declared):
    assert not Calendar(Nation.ENGLAND).is_working_day(declared)
    assert not Calendar(Nation.WALES).is_working_day(declared)


def test_counting_back_and_counting_forward_meet():
    assert ENGLISH.latest_before(date(2026, 10, 7), 20) == date(2026, 9, 8)
    assert ENGLISH.earliest_after(date(2026, 9, 8), 20) == date(2026, 10, 7)
    assert ENGLISH.latest_before(date(2026, 11, 2), 0) == date(2026, 10, 30)  # the Sunday before it is no working day


@given(on=st.dates(date(2011, 9, 15), date(2060, 1, 1)), days=st.integers(0, 40), far=st.integers(0, 400))
def test_days_counted_at_once_are_the_days_counted_one_by_one(on, days, far):
    last = on + timedelta(days=far)
    one_by_one = [on + timedelta(days=n) for n in range(1, far)]

    assert ENGLISH.clear_working_days(on, last) == sum(map(ENGLISH.is_working_day, one_by_one))
    first = ENGLISH.latest_before(on, days)
    assert ENGLISH.is_working_day(first)
    assert ENGLISH.clear_working_days(first, on) >= days
    after = ENGLISH.earliest_after(on, days)
    assert ENGLISH.is_working_day(after)
    assert ENGLISH.clear_working_days(on, after) >= days


def test_days_at_the_edge_of_the_calendar_end_in_no_error():
    assert ENGLISH.agenda_open_by(date.min) == date.min
    assert ENGLISH.agenda_open_by(date.max) < date.max
    assert ENGLISH.earliest_after(date.max, 5) == date.max
    assert ENGLISH.clear_working_days(date(2014, 1, 6), date.max) > 2_000_000


@pytest.mark.parametrize(
    ("poll", "begins"),
    [
        (date(2012, 11, 15), date(2012, 11, 22)),
        (date(2016, 5, 5), date(2016, 5, 12)),
        (date(2021, 5, 6), date(2021, 5, 13)),
        (date(2024, 5, 2), date(2024, 5, 9)),
    ],
)
def test_a_term_of_office_begins_on_the_seventh_day_after_the_poll(poll, begins):
    assert term_begins(poll) == begins


@pytest.mark.parametrize(
    ("held", "due"),
    [
        (date(2024, 5, 2), date(2025, 3, 31)),
        (date(2012, 11, 15), date(2013, 3, 31)),
        (date(2028, 5, 4), date(2029, 3, 31)),
    ],
)
def test_a_plan_is_due_by_the_end_of_the_financial_year_of_the_election(held, due):
    assert plan_deadline(held, (Election(ordinary=True, expected_on=held),)) == due


def test_the_deadline_follows_an_election_that_is_put_off_by_itself():
    assert plan_deadline(date(2021, 5, 6), ELECTIONS) == date(2022, 3, 31)
    assert plan_deadline(date(2021, 5, 5), ELECTIONS) == date(2017, 3, 31)


def test_an_end_that_an_election_moves_is_proposed_from_the_day_of_the_decision():
    issued = date(2017, 2, 28)

    assert planning_period_end(issued, ELECTIONS) == date(2021, 3, 31)
    assert moved_period_end(issued, ELECTIONS, date(2020, 3, 12)) is None
    assert moved_period_end(issued, ELECTIONS, date(2020, 3, 13)) == date(2022, 3, 31)
    assert planning_period_end(date(2020, 6, 1), ELECTIONS) == date(2022, 3, 31)
    assert moved_period_end(date(2020, 6, 1), ELECTIONS, date(2020, 7, 1)) is None


def test_an_election_put_off_within_its_financial_year_moves_no_end():
    moved = (
        Election(ordinary=True, expected_on=date(2028, 5, 4), postponed_to=date(2028, 10, 5),
                 postponed_by_decision_on=date(2028, 4, 1)),
    )  # fmt: skip

    assert moved_period_end(date(2025, 3, 28), moved, date(2028, 4, 2)) is None


def test_a_plan_of_2025_ends_with_march_2029():
    elections = (Election(ordinary=True, expected_on=date(2024, 5, 2)), Election(True, date(2028, 5, 4)))

    assert planning_period_end(date(2025, 3, 28), elections) == date(2029, 3, 31)


def test_a_pre_election_period_runs_from_so_many_days_before_the_poll_to_its_day():
    elections = (Election(ordinary=True, expected_on=date(2024, 5, 2)),)
    council = Window(date(2025, 3, 20), date(2025, 5, 1), "the county council's election")

    def found(on: date) -> Window | None:
        return pre_election_window(on, elections, 42, (council,))

    assert found(date(2024, 3, 20)) is None
    assert found(date(2024, 3, 21)) == Window(date(2024, 3, 21), date(2024, 5, 2), "the election of 2 May 2024")
    assert found(date(2024, 5, 2)) is not None
    assert found(date(2024, 5, 3)) is None
    assert found(date(2025, 4, 1)) == council


def test_a_pre_election_period_follows_an_election_that_is_put_off():
    assert pre_election_window(date(2020, 4, 1), ELECTIONS, 42) is None
    assert pre_election_window(date(2021, 4, 1), ELECTIONS, 42) is not None
