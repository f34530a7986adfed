"""What the law asks of an office that no instrument does yet: a review, an annual report, sending it to the Panel."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from plans.models import Body, Plan
from plans.queries.annual_reports import annual_reports_of, years_without_report
from plans.queries.record import BodyFacts
from plans.queries.standing import Standing
from plans.statute.dates import financial_year_of, said, year_bounds, year_words
from plans.statute.guards.reviews import PANEL_REPORT, REQUIREMENT
from plans.statute.terms import InstrumentKind, NationalDocument, NationalKind, PlanFamily, Stage


@dataclass(frozen=True, slots=True)
class Trigger:
    """Something that calls for a review of the plan in force (s.5(9)); ``of`` is an annual report or an edition."""

    kind: str
    of: str
    since: date
    words: str

    @property
    def particulars(self) -> Mapping[str, str]:
        """What the line that opens, or declines, the review says of it."""
        return {"trigger": self.kind, "annual_report" if self.kind == PANEL_REPORT else "edition": self.of}


@dataclass(frozen=True, slots=True)
class Task:
    """A duty that waits: what is asked, under which section, since when, and what it is about."""

    what: str
    words: str
    section: str
    since: date
    days: int
    trigger: Trigger | None = None
    ref: str = ""
    year: int | None = None


def plan_under_review(plans: Iterable[Plan], body: Body, on: date) -> Plan | None:
    """Return the body's own police and crime plan that has effect on a day, or None: no query."""
    ours = (p for p in plans if p.body_id == body.pk and p.family == PlanFamily.POLICE_AND_CRIME)
    begun = [plan for plan in ours if plan.effective_from <= on]
    latest = max(begun, key=lambda plan: plan.effective_from, default=None)
    return latest if latest is not None and latest.period_ends_on >= on else None


def triggers_waiting(
    standings: Sequence[Standing], editions: Iterable[NationalDocument], plan: Plan | None, on: date
) -> tuple[Trigger, ...]:
    """
    Return what calls for a review of a plan and has led to none, nor been declined, by a day: no query.

    What was there before the plan was issued is no reason to review it: regard was had to it then.
    """
    if plan is None:
        return ()
    answered = {
        (line.particulars.get("trigger"), line.particulars.get("annual_report") or line.particulars.get("edition"))
        for standing in standings
        for line in standing.lines
        if line.step in ("open_review", "decline_review")
    }
    found = [*_reports(standings, plan, on), *_requirements(editions, plan, on)]
    return tuple(trigger for trigger in found if (trigger.kind, trigger.of) not in answered)


def _reports(standings: Sequence[Standing], plan: Plan, on: date) -> Iterator[Trigger]:
    for standing in standings:
        report = standing.line("report") if standing.record.kind is InstrumentKind.ANNUAL_REPORT else None
        if report is not None and plan.issued_on <= report.taken_on <= on:
            words = f"The Panel reported on “{standing.instrument.title}” on {said(report.taken_on)}."
            yield Trigger(PANEL_REPORT, standing.instrument.ref, report.taken_on, words)


def _requirements(editions: Iterable[NationalDocument], plan: Plan, on: date) -> Iterator[Trigger]:
    for row in editions:
        if plan.issued_on < row.from_on <= on:
            words = f"The Strategic Policing Requirement was changed on {said(row.from_on)}: {row.title}."
            yield Trigger(REQUIREMENT, row.title, row.from_on, words)


def tasks_of(body: Body, standings: Sequence[Standing], facts: BodyFacts, on: date) -> tuple[Task, ...]:
    """Return what the law asks of an office that is not under way, the oldest first. One query."""
    if body.has_ended(on):
        return ()
    editions = [one for one in facts.national if one.kind is NationalKind.REQUIREMENT]
    plan = plan_under_review(facts.issued_plans, body, on)
    found = [
        Task("review", f"{trigger.words} Is the plan to be reviewed?", "s.5(9)", trigger.since,
             (on - trigger.since).days, trigger=trigger)
        for trigger in triggers_waiting(standings, editions, plan, on)
    ]  # fmt: skip
    found += _not_sent(standings, on)
    found += _not_begun(body, standings, facts, on)
    return tuple(sorted(found, key=lambda task: task.since))


def _not_sent(standings: Sequence[Standing], on: date) -> Iterator[Task]:
    for standing in standings:
        if standing.record.kind is not InstrumentKind.ANNUAL_REPORT or standing.record.stage is not Stage.DRAFTING:
            continue
        made = standing.line("prepare_draft")
        if made is not None:
            words = f"“{standing.instrument.title}” is prepared, and is sent to the Panel as soon as practicable."
            ref = standing.instrument.ref
            yield Task("send", words, "s.12(2)", made.taken_on, (on - made.taken_on).days, ref=ref)


def _not_begun(body: Body, standings: Sequence[Standing], facts: BodyFacts, on: date) -> Iterator[Task]:
    """Yield the annual report of the last financial year that is over, where nobody has begun it."""
    begun = [standing.instrument for standing in standings]
    if any(plan.body_id != body.pk for plan in facts.issued_plans):
        begun += annual_reports_of(body)  # the body before it may have made the report itself
    last = financial_year_of(on) - 1
    if last in years_without_report(begun, facts.issued_plans, on):
        since = date.fromordinal(year_bounds(last)[1].toordinal() + 1)
        words = f"No annual report on {year_words(last)} has been begun."
        yield Task("report", words, "s.12(1)", since, (on - since).days, year=last)
