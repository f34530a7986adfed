"""Annual reports: the plans that a financial year's report is made against, and the years without one (s.12)."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from plans.models import Body, Instrument, Plan
from plans.queries.public import ended_on
from plans.statute.dates import financial_year_of, year_bounds
from plans.statute.terms import InstrumentKind, PlanFamily, Stage


def plans_of_year(plans: Sequence[Plan], year: int) -> tuple[Plan, ...]:
    """
    Return the plans that had effect on some day of a financial year, in their order: no query.

    Where a second plan took effect in the year, the report is made against both (STATUTE R1).
    """
    first, last = year_bounds(year)
    had = [plan for plan in plans if plan.effective_from <= last and ended_on(plan, plans) > first]
    return tuple(sorted(had, key=lambda plan: (plan.family != PlanFamily.POLICE_AND_CRIME, plan.effective_from)))


def years_without_report(instruments: Iterable[Instrument], plans: Sequence[Plan], on: date) -> tuple[int, ...]:
    """Return the financial years, last first, for which a report can be begun: of the last three, those with none."""
    begun = {
        one.year for one in instruments if one.kind == InstrumentKind.ANNUAL_REPORT and one.stage != Stage.WITHDRAWN
    }
    now = financial_year_of(on)
    return tuple(year for year in (now - 1, now, now - 2) if year not in begun and plans_of_year(plans, year))


def annual_report_of(body: Body, year: int) -> Instrument | None:
    """Return the annual report on a financial year that was not withdrawn, or None. One query."""
    return annual_reports_of(body).filter(year=year).exclude(stage=Stage.WITHDRAWN).first()


def annual_reports_of(body: Body) -> QuerySet[Instrument]:
    """Return the annual reports of a body, and of the body whose functions passed to it."""
    held = Q(plan__body=body) | Q(plan__body__succeeded_by=body)
    return Instrument.objects.filter(held, kind=InstrumentKind.ANNUAL_REPORT)
