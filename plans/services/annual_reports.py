"""Beginning the annual report on a financial year (s.12): its year, its plan, and a text to start from."""

import html
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.db import transaction

from plans.models import Body, Instrument, Plan
from plans.queries.annual_reports import annual_report_of, plans_of_year
from plans.queries.record import issued_plans_of
from plans.services.beginning import refuse_ended
from plans.services.drafts import NotEditable, free_plan_ref, free_ref, procedure_of, put_text
from plans.statute.dates import year_words
from plans.statute.terms import InstrumentKind, PlanFamily
from plans.text.outline import Outline, Section, SectionKind


@transaction.atomic
def begin_annual_report(
    *, body: Body, year: int, title: str, on: date, ref: str = "", plan: Plan | None = None
) -> Instrument:
    """
    Begin the annual report on the financial year that begins in ``year``, with a section for each objective.

    It is made against all plans that had effect in the year, those that the body took over from another included (R1),
    and stands with the latest of the body's own. Where ``plan`` is given it stands with that one, and the draft is
    empty: its text is known from elsewhere.

    :raises NotEditable: if no plan had effect in the year, it has a report, or the body's functions have passed on.
    """
    refuse_ended(body, on)
    plans = plans_of_year(issued_plans_of(body), year)
    if not plans or (plan is not None and plan.body_id != body.pk):
        raise NotEditable(f"No plan of this office had effect in {year_words(year)}, so there is nothing to report on.")
    if (begun := annual_report_of(body, year)) is not None:
        raise NotEditable(f"The annual report on {year_words(year)} is begun already: “{begun.title}”.")
    report = Instrument.objects.create(
        plan=plan or _reported_under(body, plans),
        kind=InstrumentKind.ANNUAL_REPORT,
        ref=ref or free_ref(f"{year}-annual-report"),
        title=title or f"Annual report {year_words(year)}",
        procedure=procedure_of(body, InstrumentKind.ANNUAL_REPORT),
        begun_on=on,
        year=year,
    )
    if plan is None:
        put_text(instrument=report, outline=Outline(plans[0].title, tuple(_sections(plans, year))))
    return report


def _reported_under(body: Body, plans: Sequence[Plan]) -> Plan:
    """
    Return the plan with which a report stands: the body's own latest police and crime plan of the year, or its latest.

    A body that took the plans of the year over from another has none of its own among them: its report stands with the
    latest plan that it drafts, or with one that is yet to be drafted.
    """
    own = [plan for plan in plans if plan.body_id == body.pk]
    if own:
        return max(own, key=lambda plan: (plan.family == PlanFamily.POLICE_AND_CRIME, plan.effective_from))
    drafted = body.plans.filter(family=PlanFamily.POLICE_AND_CRIME, issued_on=None).order_by("-pk").first()
    return drafted or Plan.objects.create(
        body=body, ref=free_plan_ref(f"{body.ref}-next-plan"), title=plans[0].title, family=PlanFamily.POLICE_AND_CRIME
    )


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
