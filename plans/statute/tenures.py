"""Who held an office when: the holder of a day, vacancies, and tenures that meet on the same days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from plans.statute.terms import Office, Tenure

# The offices that are always to be held by somebody. There is an acting commissioner or a deputy only where one is
# appointed.
NEVER_LEFT_VACANT = (Office.COMMISSIONER, Office.CHIEF_EXECUTIVE, Office.CHIEF_CONSTABLE)
# Who may be in office beside whom: a temporary chief constable beside the one who is away, an acting commissioner
# beside a commissioner who is incapacitated (s.62(1)). It is asked about, since more often an end was forgotten.
BESIDE = {
    Office.ACTING_COMMISSIONER: (Office.COMMISSIONER,),
    Office.COMMISSIONER: (Office.ACTING_COMMISSIONER,),
    Office.CHIEF_CONSTABLE: (Office.CHIEF_CONSTABLE,),
}
ONE_DAY = timedelta(days=1)


def holding(tenures: Iterable[Tenure], office: Office, on: date) -> Tenure | None:
    """Return who held an office on a day, or None; of two, such as a temporary chief constable, the later begun."""
    held = [tenure for tenure in tenures if tenure.office is office and tenure.covers(on)]
    return max(held, key=lambda tenure: tenure.from_on, default=None)


def acting_on(tenures: Iterable[Tenure], on: date) -> Tenure | None:
    """Return the acting commissioner of a day, or None (s.62)."""
    return holding(tenures, Office.ACTING_COMMISSIONER, on)


def meet(one: Tenure, other: Tenure) -> bool:
    """Tell whether two tenures share a day."""
    return (other.to_on is None or one.from_on <= other.to_on) and (one.to_on is None or other.from_on <= one.to_on)


@dataclass(frozen=True, slots=True)
class Span:
    """Days of an office: who held it, or None where it was vacant; no end where none is known."""

    from_on: date
    to_on: date | None
    tenure: Tenure | None = None


def spans(tenures: Iterable[Tenure], office: Office) -> tuple[Span, ...]:
    """Return who held an office from when until when, in order, and each vacancy of one that is always to be held."""
    held = sorted((t for t in tenures if t.office is office), key=lambda tenure: tenure.from_on)
    found: list[Span] = []
    vacant_from: date | None = None
    for tenure in held:
        if vacant_from is not None and vacant_from < tenure.from_on:
            found.append(Span(vacant_from, tenure.from_on - ONE_DAY))
        found.append(Span(tenure.from_on, tenure.to_on, tenure))
        vacant_from = max(vacant_from or date.min, _after(tenure))
    if vacant_from is not None and vacant_from != date.max:
        found.append(Span(vacant_from, None))
    return tuple(span for span in found if span.tenure is not None or office in NEVER_LEFT_VACANT)


def _after(tenure: Tenure) -> date:
    """Return the first day after a tenure; the last of all days where it has no end."""
    return date.max if tenure.to_on in (None, date.max) else tenure.to_on + ONE_DAY
