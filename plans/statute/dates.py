"""Dates that the law counts: financial years, planning periods, working days."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

import holidays

from plans.statute.terms import Election


def said(on: date) -> str:
    """Return a date as it is said on screen: 5 February 2014."""
    return f"{on.day} {on:%B %Y}"


def financial_year_end(on: date) -> date:
    """Return the last day (31 March) of the financial year in which a day falls."""
    return date(on.year + (1 if on.month > 3 else 0), 3, 31)


def planning_period_end(issued_on: date, elections: Iterable[Election]) -> date | None:
    """
    Return the last day of the planning period of a plan issued on a day, or None where no election is known.

    It is the end of the financial year in which the next ordinary election after issue is expected, as expected
    on the day of issue (s.7(7); STATUTE P6, P9).
    """
    ahead = [e.expected_as_at(issued_on) for e in elections if e.ordinary and e.expected_as_at(issued_on) > issued_on]
    return financial_year_end(min(ahead)) if ahead else None


def plan_deadline(on: date, elections: Iterable[Election]) -> date | None:
    """
    Return the day by which a plan is due after the latest ordinary election held by ``on``, or None (s.5(1)).
    """
    held = [e.expected_as_at(on) for e in elections if e.ordinary and e.expected_as_at(on) <= on]
    return financial_year_end(max(held)) if held else None


@lru_cache(maxsize=256)
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(on: date) -> bool:
    """Tell whether a day is neither a weekend day nor a bank holiday in England."""
    return on.weekday() < 5 and on not in _bank_holidays(on.year)


def clear_working_days(first: date, last: date) -> int:
    """Count the working days between two days, neither of them counted."""
    days = ((first + timedelta(days=n)) for n in range(1, (last - first).days))
    return sum(1 for day in days if is_working_day(day))
