"""Who held an office on a day, which days nobody did, and tenures that meet."""

from datetime import date

import pytest

from plans.statute.tenures import Span, acting_on, holding, meet, spans
from plans.statute.terms import Office, Tenure

JOAN = Tenure(Office.COMMISSIONER, "Joan", date(2012, 11, 22), date(2016, 5, 11))
MARK = Tenure(Office.COMMISSIONER, "Mark", date(2016, 5, 12), date(2018, 6, 29))
TOM = Tenure(Office.ACTING_COMMISSIONER, "Tom", date(2018, 7, 2), date(2018, 10, 3))
HELEN = Tenure(Office.COMMISSIONER, "Helen", date(2018, 10, 4))
ALL = (HELEN, TOM, JOAN, MARK)


def test_both_the_first_and_the_last_day_are_in_office():
    assert [holding(ALL, Office.COMMISSIONER, day) for day in (date(2016, 5, 11), date(2016, 5, 12))] == [JOAN, MARK]
    assert holding(ALL, Office.COMMISSIONER, date(2018, 6, 30)) is None


def test_a_gap_is_a_vacancy_and_an_open_end_is_none():
    assert spans(ALL, Office.COMMISSIONER) == (
        Span(JOAN.from_on, JOAN.to_on, JOAN),
        Span(MARK.from_on, MARK.to_on, MARK),
        Span(date(2018, 6, 30), date(2018, 10, 3)),
        Span(HELEN.from_on, None, HELEN),
    )


def test_an_office_whose_last_tenure_has_an_end_is_vacant_after_it():
    assert spans((JOAN,), Office.COMMISSIONER)[-1] == Span(date(2016, 5, 12), None)


def test_nobody_is_missed_where_nobody_need_be_appointed():
    assert spans(ALL, Office.ACTING_COMMISSIONER) == (Span(TOM.from_on, TOM.to_on, TOM),)
    assert spans(ALL, Office.CHIEF_CONSTABLE) == ()


def test_a_tenure_inside_another_leaves_no_vacancy_after_it():
    whole = Tenure(Office.CHIEF_CONSTABLE, "Ruth", date(2020, 1, 1))
    inside = Tenure(Office.CHIEF_CONSTABLE, "Amir", date(2021, 1, 1), date(2021, 6, 30), "Temporary Chief Constable")

    assert [span.tenure for span in spans((whole, inside), Office.CHIEF_CONSTABLE)] == [whole, inside]


def test_a_temporary_chief_constable_counts_while_the_other_is_away():
    whole = Tenure(Office.CHIEF_CONSTABLE, "Ruth", date(2020, 1, 1))
    inside = Tenure(Office.CHIEF_CONSTABLE, "Amir", date(2021, 1, 1), date(2021, 6, 30), "Temporary Chief Constable")

    days = (date(2020, 12, 31), date(2021, 1, 1), date(2021, 6, 30), date(2021, 7, 1))
    assert [holding((inside, whole), Office.CHIEF_CONSTABLE, day) for day in days] == [whole, inside, inside, whole]


@pytest.mark.parametrize(
    ("on", "acting"),
    [(date(2018, 7, 1), None), (date(2018, 7, 2), TOM), (date(2018, 10, 3), TOM), (date(2018, 10, 4), None)],
)
def test_an_acting_commissioner_acts_from_the_first_day_to_the_last(on, acting):
    assert acting_on(ALL, on) == acting


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        (JOAN, MARK, False),
        (MARK, TOM, False),
        (HELEN, TOM, False),
        (HELEN, Tenure(Office.ACTING_COMMISSIONER, "Tom", date(2019, 1, 1)), True),
        (JOAN, Tenure(Office.ACTING_COMMISSIONER, "Tom", date(2016, 5, 11)), True),
    ],
)
def test_tenures_meet_if_they_share_a_day(one, other, answer):
    assert meet(one, other) is meet(other, one) is answer
