"""An election put off, put off again, and one entered wrongly: each stays a row, and each day has its own."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from plans.models import Election, Postponement
from plans.queries.record import elections_of
from plans.services.calendar import CannotBeKept, postpone_election
from tests.factories import a_body

pytestmark = pytest.mark.django_db
FIRST, MOVED, LAST = date(2016, 5, 5), date(2017, 5, 4), date(2017, 10, 5)


@pytest.fixture
def election() -> Election:
    election = a_body().elections.get(expected_on=FIRST)
    return put_off(election, MOVED, date(2016, 3, 1), "An Act.")


def put_off(election: Election, to: date, decided_on: date, why: str, **more) -> Election:
    return postpone_election(election=election, to=to, decided_on=decided_on, why=why, by_name="Daniel Okafor", **more)


def expected(election: Election, *days: date) -> list[date]:
    known = next(one for one in elections_of(election.body) if one.expected_on == FIRST)
    return [known.expected_as_at(day) for day in days]


def test_a_second_postponement_leaves_the_first_and_each_day_sees_its_own(election):
    put_off(election, LAST, date(2017, 2, 1), "Another Act.")

    rows = election.postponements.order_by("pk").values_list("to", "why", "by_name")
    assert list(rows) == [(MOVED, "An Act.", "Daniel Okafor"), (LAST, "Another Act.", "Daniel Okafor")]
    days = (date(2016, 2, 29), date(2016, 3, 1), date(2017, 1, 31), date(2017, 2, 1))
    assert expected(election, *days) == [FIRST, MOVED, MOVED, LAST]


def test_a_postponement_entered_wrongly_stays_and_no_longer_counts(election):
    wrong = election.postponements.get()

    put_off(election, date(2017, 5, 11), date(2016, 3, 2), "An Act.", corrects=wrong)

    assert election.postponements.count() == 2
    assert expected(election, date(2016, 3, 1), date(2016, 3, 2)) == [FIRST, date(2017, 5, 11)]
    with pytest.raises(CannotBeKept):
        put_off(election, LAST, date(2016, 3, 2), "An Act.", corrects=wrong)


def test_the_first_of_two_may_be_corrected_within_what_the_second_leaves_it(election):
    first = election.postponements.get()
    put_off(election, LAST, date(2017, 2, 1), "Another Act.")

    with pytest.raises(CannotBeKept) as refused:
        put_off(election, LAST, date(2016, 3, 1), "An Act.", corrects=first)
    assert refused.value.field == "postponed_to"
    put_off(election, date(2017, 5, 11), date(2016, 3, 1), "An Act.", corrects=first)

    election.refresh_from_db()
    assert (election.postponed_to, election.postponed_by_decision_on) == (LAST, date(2017, 2, 1))
    assert expected(election, date(2016, 4, 1), date(2017, 3, 1)) == [date(2017, 5, 11), LAST]


@pytest.mark.parametrize(("to", "decided"), [(MOVED, date(2017, 2, 1)), (LAST, date(2017, 5, 5))])
def test_it_is_put_off_again_to_a_later_day_and_before_the_day_that_stands(election, to, decided):
    with pytest.raises(CannotBeKept):
        put_off(election, to, decided, "Another Act.")

    assert election.postponements.count() == 1


def test_a_postponement_is_written_once(election):
    with pytest.raises(DatabaseError), transaction.atomic():
        Postponement.objects.update(why="Another reason.")
    with pytest.raises(DatabaseError), transaction.atomic():
        election.postponements.get().delete()
