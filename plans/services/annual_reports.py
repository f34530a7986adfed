"""Beginning the annual report on a financial year (s.12): its year, its plan, and a text to start from."""

import html
from collections.abc import Iterable, Iterator
from datetime import date

from django.db import transaction

from plans.models import Body, Instrument, Plan
from plans.queries.annual_reports import annual_report_of, plans_of_year
from plans.queries.record import issued_plans_of
from plans.services.beginning import refuse_ended
from plans.services.drafts import NotEditable, free_ref, procedure_of, put_text
from plans.statute.dates import year_words
from plans.statute.terms import InstrumentKind
from plans.text.outline import Outline, Section, SectionKind


@transaction.atomic
def begin_annual_report(
    *, body: Body, year: int, title: str, on: date, ref: str = "", plan: Plan | None = None
) -> Instrument:
    """
    Begin the annual report on the financial year that begins in ``year``, with a section for each objective.

    The report belongs to the latest of the plans that had effect in the year; it is made against all of them (R1).
    Where ``plan`` is given it belongs to that one, and the draft is empty: its text is known from elsewhere.

    :raises NotEditable: if no plan had effect in the year, it has a report, or the body's functions have passed on.
    """
    refuse_ended(body, on)
    plans = [plan for plan in plans_of_year(issued_plans_of(body), year) if plan.body_id == body.pk]
    if not plans or (plan is not None and plan not in plans):
        raise NotEditable(f"No plan of this office had effect in {year_words(year)}, so there is nothing to report on.")
    if (begun := annual_report_of(body, year)) is not None:
        raise NotEditable(f"The annual report on {year_words(year)} is begun already: “{begun.title}”.")
    report = Instrument.objects.create(
        plan=plan or _reported_under(plans),
        kind=InstrumentKind.ANNUAL_REPORT,
        ref=ref or free_ref(f"{year}-annual-report"),
        title=title or f"Annual report {year_words(year)}",
        procedure=procedure_of(body, InstrumentKind.ANNUAL_REPORT),
        begun_on=on,
        year=year,
    )
    if plan is None:
        put_text(instrument=report, outline=Outline(report.plan.title, tuple(_sections(plans, year))))
    return report


def _reported_under(plans: Iterable[Plan]) -> Plan:
    """Return the latest police and crime plan, or the latest plan where there is none."""
    return max(plans, key=lambda plan: (plan.family == "police_and_crime", plan.effective_from))


def _sections(plans: Iterable[Plan], year: int) -> Iterator[Section]:
    """Yield the sections to start from: the year, each objective of each plan of the year, and victims' services."""
    yield Section(
        "the-year", SectionKind.OTHER, f"The year {year_words(year)}", "<p>How the functions were exercised.</p>"
    )
    for number, plan in enumerate(plans, start=1):
        latest = plan.editions.select_related("wording").order_by("-number").first()
        for section in latest.wording.outline.sections if latest else ():
            for objective in section.objectives:
                words = f"Progress against objective {objective.code} of {plan.name}: {objective.title}"
                heading = f"Progress: {objective.title}"
                yield Section(
                    f"progress-{number}-{objective.code.lower()}",
                    SectionKind.REPORTING,
                    heading,
                    f"<p>{html.escape(words)}.</p>",
                )
    yield Section("victims", SectionKind.OTHER, "Services for victims", "<p>What was provided or arranged.</p>")
