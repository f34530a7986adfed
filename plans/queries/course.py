"""What the office's pages show of instruments: where each stands, the Panel's time, and who it waits on."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from plans.models import Body, Consultation, Edition, Instrument, Letter, Plan, StepTaken
from plans.queries.conflicts import open_conflicts
from plans.queries.differences import asked_of, remember_for
from plans.queries.record import BodyFacts, facts_of, is_inherited, wording_for
from plans.queries.standing import Standing, StepStanding, standing_of
from plans.queries.texts import draft_outline
from plans.queries.to_do import Task, tasks_of
from plans.statute.dates import plan_still_due, said
from plans.statute.kinds import KINDS
from plans.statute.tenures import acting_on
from plans.statute.terms import Office, PlanFamily, Stage, Tenure
from plans.text.outline import digest

NEAREST_TO_ISSUE = (Stage.REPORTED, Stage.WITH_PANEL, Stage.DRAFTING)
# Steps that the commissioner takes in person, or decides before staff write them down.
OF_THE_COMMISSIONER = ("have_regard", "respond", "own_draft", "record_decision", "issue")
RECENT = 10


@dataclass(frozen=True, slots=True)
class PanelClock:
    """The clear working days that the Panel has had with a draft, against the office's floor."""

    sent_on: date
    ended_on: date | None
    had: int
    floor: int

    @property
    def state(self) -> str:
        """Whether the floor was had, is running, or was cut short by the report."""
        if self.had >= self.floor:
            return "had"
        return "short" if self.ended_on else "running"


@dataclass(frozen=True, slots=True)
class Waited:
    """Somebody on whom an instrument waits, for what, and since when."""

    who: str
    what: str
    since: date


@dataclass(frozen=True, slots=True)
class CoursePage:
    """Everything that the course page of one instrument shows."""

    standing: Standing
    clock: PanelClock | None
    waiting: tuple[Waited, ...]
    consultations: tuple[Consultation, ...]
    draft_differs: bool


@dataclass(frozen=True, slots=True)
class InForce:
    """A plan that has been issued and has not ended, with whether its author has left office."""

    plan: Plan
    has_effect: bool
    inherited: bool


@dataclass(frozen=True, slots=True)
class Dashboard:
    """What is waiting in an office, the plans in force, and when the next plan is due."""

    waiting: tuple[tuple[Standing, tuple[Waited, ...]], ...]
    issued: tuple[tuple[Standing, tuple[Waited, ...]], ...]
    finished: tuple[Standing, ...]
    plans: tuple[InForce, ...]
    due_on: date | None
    """The day by which a plan of this term is due (s.5(1)), where none has been issued in the term."""
    facts: BodyFacts
    acting: Tenure | None = None
    """The acting commissioner of the day, if there is one (s.62)."""
    tasks: tuple[Task, ...] = ()
    """What the law asks for and no instrument does yet: a review, an annual report, its sending."""
    reviewed: tuple[tuple[int, date], ...] = ()
    """The plans, by their key, of which a review was ended, each with the day."""


def instruments_of(body: Body) -> QuerySet[Instrument]:
    """Return the instruments of a body, each with its plan, its base and the number of the plan's latest edition."""
    latest = Edition.objects.filter(plan=OuterRef("plan")).order_by("-number").values("number")[:1]
    beside = ("plan__body", "base", "edition", "planned_meeting", "came_of")
    rows = Instrument.objects.filter(plan__body=body).select_related(*beside)
    return rows.annotate(latest_edition=Subquery(latest), conflicts_open=open_conflicts(OuterRef("pk"))).order_by(
        "begun_on", "id"
    )


def consultations_of(instrument: Instrument) -> QuerySet[Consultation]:
    """Return the requests to the Chief Constable on an instrument, latest first, each with where its letter stands."""
    letters = Letter.objects.filter(about=OuterRef("asked_line"), kind="consultation").order_by("-pk")
    rows = instrument.consultations.select_related("asked_line", "reply_line", "wording").annotate(
        letter_state=Subquery(letters.values("state")[:1]), letter_detail=Subquery(letters.values("detail")[:1])
    )
    return rows.order_by("-asked_line__seq")


def panel_clock(standing: Standing) -> PanelClock | None:
    """Return the Panel's time with the draft it was last sent; None if it was never sent, or no time is asked for."""
    sent = standing.line("send_to_panel")
    if sent is None or not KINDS[standing.record.kind].has_floor:
        return None
    report = standing.line("report", "no_report")
    ended = report.taken_on if report is not None and report.seq > sent.seq else None
    had = standing.record.calendar.clear_working_days(sent.taken_on, ended or standing.on)
    return PanelClock(sent.taken_on, ended, had, standing.record.floor_working_days)


def waited_on(standing: Standing) -> tuple[Waited, ...]:
    """Return on whom an instrument waits: whoever takes a step that is open now."""
    if standing.instrument.stage in (Stage.CLOSED, Stage.WITHDRAWN):
        return ()
    found: dict[str, list[StepStanding]] = defaultdict(list)
    for step in standing.steps:
        if step.state in ("next", "open"):
            found[_who(step)].append(step)
    return tuple(
        Waited(standing.names.read(who), _what(steps, standing), _since(steps[0], standing))
        for who, steps in found.items()
    )


def _who(step: StepStanding) -> str:
    if step.step.by is Office.CHIEF_CONSTABLE:
        return "The Chief Constable"
    if step.step.by is Office.PANEL:
        return "The Panel"
    return "The Commissioner" if step.key in OF_THE_COMMISSIONER else "The office"


def _what(steps: list[StepStanding], standing: Standing) -> str:
    if steps[0].step.by is Office.CHIEF_CONSTABLE:
        asked = standing.line("consult_chief_constable", "consult_again")
        by = asked.particulars.get("reply_by") if asked else None
        return f"Reply on the draft, asked for by {said(date.fromisoformat(by))}." if by else "Reply on the draft."
    if steps[0].step.by is Office.PANEL:
        return f"{steps[0].words}."
    return " ".join(f"{step.words}." for step in steps)


def _since(step: StepStanding, standing: Standing) -> date:
    keys = {"record_reply": ("consult_chief_constable", "consult_again"), "report": ("send_to_panel",)}
    asked = standing.line(*keys[step.key]) if step.key in keys else None
    return asked.taken_on if asked else standing.since


def _lines_by_instrument(body: Body, instruments: list[Instrument]) -> dict[int, list[StepTaken]]:
    lines: dict[int, list[StepTaken]] = defaultdict(list)
    for line in StepTaken.objects.filter(body=body, instrument__in=instruments).order_by("seq"):
        lines[line.instrument_id].append(line)
    return lines


def dashboard_of(body: Body, on: date) -> Dashboard:
    """
    Return what is waiting in an office on a day.

    Eight queries, however many instruments there are, and one more where texts are compared that are not in memory.
    """
    facts = facts_of(body)
    instruments = list(instruments_of(body))
    lines = _lines_by_instrument(body, instruments)
    remember_for(asked_of(each, lines[each.pk], wording_for("issue", lines[each.pk])) for each in instruments)
    standings = [standing_of(instrument, facts, lines[instrument.pk], on) for instrument in instruments]
    waiting = [s for stage in NEAREST_TO_ISSUE for s in standings if s.instrument.stage == stage]
    issued = [s for s in standings if s.instrument.stage == Stage.ISSUED]
    issued.sort(key=lambda s: s.since, reverse=True)
    ended = [s for s in standings if s.instrument.stage in (Stage.CLOSED, Stage.WITHDRAWN)]
    ended.sort(key=lambda s: s.since, reverse=True)
    return Dashboard(
        waiting=tuple((standing, waited_on(standing)) for standing in waiting),
        issued=tuple((standing, waited_on(standing)) for standing in issued),
        finished=tuple(ended[:RECENT]),
        plans=_in_force(facts, on),
        acting=acting_on(facts.tenures, on),
        due_on=plan_still_due(on, facts.elections, (plan.issued_on for plan in _of_the_police(facts))),
        facts=facts,
        tasks=tasks_of(body, standings, facts, on),
        reviewed=tuple((s.instrument.plan_id, end.taken_on) for s in standings if (end := s.line("end_review"))),
    )


def _in_force(facts: BodyFacts, on: date) -> tuple[InForce, ...]:
    """Return the issued plans that have effect, or will (P5), each with whether it is inherited (P7)."""
    begun = [plan for plan in facts.issued_plans if plan.effective_from <= on]
    latest = {plan.family: plan for plan in sorted(begun, key=lambda plan: plan.effective_from)}
    ahead = [plan for plan in facts.issued_plans if plan.effective_from > on]
    rows = []
    for plan in [*(plan for plan in latest.values() if plan.period_ends_on >= on), *ahead]:
        rows.append(InForce(plan, plan.effective_from <= on, is_inherited(facts.tenures, plan, on)))
    return tuple(rows)


def _of_the_police(facts: BodyFacts) -> list[Plan]:
    return [plan for plan in facts.issued_plans if plan.family == PlanFamily.POLICE_AND_CRIME]


def standing_now(instrument: Instrument, on: date) -> Standing:
    """Return where one instrument (read by ``instruments_of``) stands on a day. Five queries."""
    lines = list(instrument.lines.order_by("seq"))
    return standing_of(instrument, facts_of(instrument.plan.body), lines, on)


def course_page(instrument: Instrument, on: date) -> CoursePage:
    """Return what the course page of an instrument (read by ``instruments_of``) shows. Nine queries."""
    standing = standing_now(instrument, on)
    differs = instrument.is_open and standing.wording is not None and (
        digest(draft_outline(instrument)) != standing.wording
    )  # fmt: skip
    consultations = tuple(consultations_of(instrument))
    return CoursePage(standing, panel_clock(standing), waited_on(standing), consultations, differs)
