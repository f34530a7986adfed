"""Dates that the law counts: working days, clear days, financial years, planning periods, terms of office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

import holidays

if TYPE_CHECKING:
    from plans.statute.terms import Election

DAY = timedelta(days=1)
TERM_BEGINS_AFTER = timedelta(days=7)
FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Outside these years no bank holiday is looked up, and nobody looks for a working day."""


class Nation(StrEnum):
    """The nation whose bank holidays and whose rule on open papers a body follows. The values are stored."""

    ENGLAND = "ENG"
    WALES = "WLS"


class Counted(StrEnum):
    """Which days count as clear days before a meeting: working days, or every day. The values are stored."""

    WORKING = "working"
    EVERY = "every"


AGENDA_CLEAR_DAYS = {Nation.ENGLAND: 5, Nation.WALES: 3}
"""How many clear days papers are open before a meeting (Local Government Act 1972 s.100B; STATUTE N3)."""


def said(on: date) -> str:
    """Return a date as it is said on screen: 5 February 2014."""
    return f"{on.day} {on:%B %Y}"


def weekday(on: date) -> str:
    """Return a date as it is said where a deadline is counted: Wednesday 5 February 2014."""
    return f"{on:%A} {said(on)}"


@lru_cache(maxsize=512)
def _bank_holidays(nation: Nation, year: int) -> dict[date, str]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return {}
    return dict(holidays.country_holidays("GB", subdiv=nation.value, years=year).items())


@dataclass(frozen=True, slots=True)
class Calendar:
    """
    What counts as a working day for a body, and which days count as clear days.

    ``added`` and ``removed`` are one-off holidays by the body's own table: days declared, and days moved. The rest
    are the bank holidays of the nation. Nothing else in the product counts days.
    """

    nation: Nation = Nation.ENGLAND
    added: frozenset[date] = frozenset()
    removed: frozenset[date] = frozenset()
    counted: Counted = Counted.WORKING

    def is_holiday(self, on: date) -> bool:
        """Tell whether a day is a bank holiday of the nation, or one that the table adds and does not take away."""
        return on not in self.removed and (on in self.added or on in _bank_holidays(self.nation, on.year))

    def is_working_day(self, on: date) -> bool:
        """Tell whether a day is neither a weekend day nor a bank holiday."""
        return on.weekday() < 5 and not self.is_holiday(on)

    def clear_working_days(self, first: date, last: date) -> int:
        """Count the working days between two days, neither of them counted."""
        weeks, rest = divmod(max((last - first).days - 1, 0), 7)
        days = weeks * 5 + sum((first + (1 + n) * DAY).weekday() < 5 for n in range(rest))
        years = range(first.year, last.year + 1)
        return days - sum(first < on < last and on.weekday() < 5 for year in years for on, _ in self.holidays_of(year))

    def clear_days(self, first: date, last: date) -> int:
        """Count the clear days between two days as the body counts them: working days, or every day."""
        if self.counted is Counted.EVERY:
            return max((last - first).days - 1, 0)
        return self.clear_working_days(first, last)

    def working_day_by(self, on: date) -> date:
        """Return the day itself if it is a working day, or else the last working day before it."""
        while not self.is_working_day(on) and on.year >= FIRST_YEAR:
            on -= DAY
        return on

    def working_day_from(self, on: date) -> date:
        """Return the day itself if it is a working day, or else the first working day after it."""
        while not self.is_working_day(on) and on.year <= LAST_YEAR:
            on += DAY
        return on

    def latest_before(self, on: date, days: int) -> date:
        """Return the last working day from which so many clear working days lie before a day."""
        return self.working_day_by(self.last_day_before(on, days))

    def last_day_before(self, on: date, days: int) -> date:
        """Return the last day, working or not, from which so many clear working days lie before a day."""
        if on.year <= FIRST_YEAR:
            return on
        day = on - DAY
        while days > 0 and day.year >= FIRST_YEAR:
            days -= self.is_working_day(day)
            day -= DAY
        return day

    def earliest_after(self, on: date, days: int) -> date:
        """Return the first working day up to which so many clear working days lie after a day."""
        if on.year > LAST_YEAR:
            return on
        day = on + DAY
        while days > 0 and day.year <= LAST_YEAR:
            days -= self.is_working_day(day)
            day += DAY
        return self.working_day_from(day)

    def working_days_back(self, on: date, days: int) -> date:
        """Return the working day so many working days before a day: five before a Monday is the Monday before."""
        return self.latest_before(on, days - 1) if days > 0 else self.working_day_by(on)

    @property
    def agenda_clear_days(self) -> int:
        """How many clear days the papers of a meeting are open before it: five in England, three in Wales (N3)."""
        return AGENDA_CLEAR_DAYS[self.nation]

    def agenda_open_by(self, meeting: date) -> date:
        """
        Return the last working day on which the papers of a meeting may be opened to inspection (STATUTE N3).

        Neither that day nor the day of the meeting is counted.
        """
        if self.counted is Counted.EVERY and meeting.year > FIRST_YEAR:
            return self.working_day_by(meeting - (self.agenda_clear_days + 1) * DAY)
        return self.latest_before(meeting, self.agenda_clear_days)

    def holidays_of(self, year: int) -> tuple[tuple[date, str], ...]:
        """Return the bank holidays of a year with their names, in order; one-off ones of the table have no name."""
        found = {on: name for on, name in _bank_holidays(self.nation, year).items() if on not in self.removed}
        found |= {on: "" for on in self.added - self.removed - found.keys() if on.year == year}
        return tuple(sorted(found.items()))


ENGLISH = Calendar()
"""The calendar of England with no one-off holidays but those that are known to everybody."""


def is_working_day(on: date, calendar: Calendar = ENGLISH) -> bool:
    """Tell whether a day is neither a weekend day nor a bank holiday."""
    return calendar.is_working_day(on)


def clear_working_days(first: date, last: date, calendar: Calendar = ENGLISH) -> int:
    """Count the working days between two days, neither of them counted."""
    return calendar.clear_working_days(first, last)


def financial_year_end(on: date) -> date:
    """Return the last day (31 March) of the financial year in which a day falls."""
    return date(on.year + (1 if on.month > 3 else 0), 3, 31)


def term_begins(poll: date) -> date:
    """Return the day on which the term of office of whoever is elected begins: the seventh after the poll (s.50)."""
    return poll + TERM_BEGINS_AFTER


def next_ordinary_election(on: date, elections: Iterable["Election"]) -> "Election | None":
    """Return the first ordinary election that is expected, as seen from a day, after that day; None if none is."""
    ahead = [e for e in elections if e.ordinary and e.expected_as_at(on) > on]
    return min(ahead, key=lambda e: e.expected_as_at(on), default=None)


def financial_year_of(on: date) -> int:
    """Return the financial year in which a day falls, as the year in which it begins."""
    return financial_year_end(on).year - 1


def year_words(year: int) -> str:
    """Return a financial year as it is said: "2025 to 2026"."""
    return f"{year} to {year + 1}"


def year_bounds(year: int) -> tuple[date, date]:
    """Return the first and the last day of the financial year that begins in a year."""
    return date(year, 4, 1), date(year + 1, 3, 31)


def planning_period_end(issued_on: date, elections: Iterable["Election"]) -> date | None:
    """
    Return the last day of the planning period of a plan issued on a day, or None where no election is known.

    It is the end of the financial year in which the next ordinary election after issue is expected, as expected
    on the day of issue (s.7(7); STATUTE P6, P9).
    """
    election = next_ordinary_election(issued_on, elections)
    return financial_year_end(election.expected_as_at(issued_on)) if election else None


def moved_period_end(issued_on: date, elections: Iterable["Election"], on: date) -> date | None:
    """
    Return the end that a postponement known by a day would give to a plan issued earlier, or None if none moves it.

    Whether an issued plan's end moves is not settled (STATUTE P9): this is a proposal, which somebody confirms.
    """
    election = next_ordinary_election(issued_on, elections)
    if election is None:
        return None
    then, now = election.expected_as_at(issued_on), election.expected_as_at(on)
    moved = financial_year_end(now)
    return moved if moved != financial_year_end(then) else None


def plan_deadline(on: date, elections: Iterable["Election"]) -> date | None:
    """
    Return the day by which a plan is due after the latest ordinary election held by ``on``, or None (s.5(1)).
    """
    held = [e.expected_as_at(on) for e in elections if e.ordinary and e.expected_as_at(on) <= on]
    return financial_year_end(max(held)) if held else None


def plan_still_due(on: date, elections: Iterable["Election"], issued: Iterable[date]) -> date | None:
    """
    Return the day by which a plan of this term is or was due, or None if one has been issued in the term (s.5(1)).

    ``issued`` are the days on which the body has issued plans.
    """
    held = [e.expected_as_at(on) for e in elections if e.ordinary and e.expected_as_at(on) <= on]
    if not held or any(max(held) <= day <= on for day in issued):
        return None
    return financial_year_end(max(held))


@dataclass(frozen=True, slots=True)
class Window:
    """A pre-election period, both days included, and why it is one: an election, or what somebody entered."""

    from_on: date
    to_on: date
    why: str

    def covers(self, on: date) -> bool:
        """Tell whether a day falls in it."""
        return self.from_on <= on <= self.to_on


def pre_election_windows(
    on: date, elections: Iterable["Election"], days: int, by_hand: Iterable[Window] = ()
) -> tuple[Window, ...]:
    """
    Return the pre-election periods as seen from a day, first first: so many days before each poll, and those by hand.

    No Act fixes their beginning: the number of days is the body's own policy.
    """
    polls = (e.expected_as_at(on) for e in elections)
    found = [Window(poll - days * DAY, poll, f"the election of {said(poll)}") for poll in polls]
    return tuple(sorted([*found, *by_hand], key=lambda window: (window.from_on, window.to_on, window.why)))


def pre_election_window(
    on: date, elections: Iterable["Election"], days: int, by_hand: Iterable[Window] = ()
) -> Window | None:
    """Return the pre-election period in which a day falls, as then expected, or None."""
    return next((w for w in pre_election_windows(on, elections, days, by_hand) if w.covers(on)), None)
