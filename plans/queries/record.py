"""What guards read: the record of an instrument on a day, built in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, Q, Subquery, Value, When

from plans.models import Body, Instrument, Plan, StepTaken
from plans.queries.calendar import holidays_in
from plans.queries.differences import differences_for
from plans.queries.severities import held_under
from plans.statute.dates import Calendar, Window
from plans.statute.procedures import VERSIONS
from plans.statute.tenures import holding
from plans.statute.terms import (
    Act,
    Actor,
    Authority,
    BodyKind,
    Election,
    InstrumentKind,
    NationalDocument,
    NationalKind,
    Office,
    OtherPlan,
    Record,
    Stage,
    Tenure,
)


def registers_of(
    body: Body,
) -> tuple[tuple[Tenure, ...], tuple[Authority, ...], tuple[NationalDocument, ...], Calendar, tuple[Window, ...]]:
    """
    Return the registers of a body, each with its dates: offices, responsible authorities, national documents, its
    calendar, and the pre-election periods entered by hand. One query for all.
    """
    offices = body.office_holders.values_list(Value("office"), "office", "name", "from_on", "to_on", "title")
    chief = Case(When(is_chief_constable=True, then=Value("chief constable")), default=Value(""))
    authorities = body.authorities.values_list(Value("authority"), "ref", "name", "from_on", "to_on", chief)
    national = body.national_documents.values_list(Value("national"), "kind", "title", "from_on", "to_on", Value(""))
    holidays = body.bank_holidays.values_list(Value("holiday"), "counts", "name", "on", F("on"), Value(""))
    windows = body.pre_election_periods.values_list(Value("window"), Value(""), "why", "from_on", "to_on", Value(""))
    found = offices.union(authorities, national, holidays, windows, all=True)
    rows = sorted(found, key=lambda row: (row[3], row[2], row[1]))
    days = holidays_in([(on, counts) for what, counts, _, on, *_ in rows if what == "holiday"])
    return (
        tuple(Tenure(Office(key), name, *dates, title) for what, key, name, *dates, title in rows if what == "office"),
        tuple(
            Authority(ref, name, *dates, bool(is_chief))
            for what, ref, name, *dates, is_chief in rows
            if what == "authority"
        ),
        tuple(
            NationalDocument(NationalKind(key), name, *dates)
            for what, key, name, *dates, _ in rows
            if what == "national"
        ),
        body.calendar_with(*days),
        tuple(Window(from_on, to_on, why) for what, _, why, from_on, to_on, _ in rows if what == "window"),
    )


def elections_of(body: Body) -> tuple[Election, ...]:
    """Return the elections of a body, by date, each with the postponements before its last. One query."""
    facts = ("ordinary", "expected_on", "postponed_to", "postponed_by_decision_on")
    of_each = ("postponements__pk", "postponements__corrects", "postponements__decided_on", "postponements__to")
    rows = list(body.elections.order_by("expected_on", "postponements__pk").values_list(*facts, *of_each))
    wrong = {corrects for *_, corrects, _, _ in rows}
    found: dict[tuple[bool, date, date | None, date | None], list[tuple[date, date]]] = {}
    for ordinary, expected, *stands, pk, _, decided, to in rows:
        put_off = found.setdefault((ordinary, expected, stands[0], stands[1]), [])
        if to is not None and pk not in wrong:
            put_off.append((decided or expected, to))
    return tuple(Election(*one, earlier=tuple(sorted(put_off)[:-1])) for one, put_off in found.items())


def issued_plans_of(body: Body) -> tuple[Plan, ...]:
    """Return the plans that a body has issued, or took over from the body it succeeded, by date of issue. One query."""
    held = Q(body=body) | Q(body__succeeded_by=body)
    rows = Plan.objects.filter(held, issued_on__isnull=False).select_related("body")
    return tuple(rows.order_by("issued_on", "id"))


def lines_and_head(instrument: Instrument) -> tuple[list[StepTaken], StepTaken | None]:
    """Return the instrument's lines in the order of recording, and the last line of the body's record. One query."""
    body = instrument.plan.body
    last = StepTaken.objects.filter(body=body).order_by("-seq").values("pk")[:1]
    rows = list(StepTaken.objects.filter(Q(instrument=instrument) | Q(pk=Subquery(last)), body=body).order_by("seq"))
    return [row for row in rows if row.instrument_id == instrument.pk], rows[-1] if rows else None


def changed_by(draft: StepTaken | None) -> dict[str, str]:
    """Return the headings of the sections that a frozen draft changes, by id, in the order of the text."""
    changed = dict(draft.particulars.get("changed", {})) if draft else {}
    order = draft.particulars.get("order", ()) if draft else ()
    return {section_id: changed[section_id] for section_id in [*order, *sorted(changed.keys() - set(order))]}


def act_of(line: StepTaken) -> Act:
    """Return a line of the record as the act that guards read."""
    return Act(
        step=line.step,
        on=line.taken_on,
        by=Actor(Office(line.by_office), line.by_name),
        wording=line.wording_id,
        particulars=line.particulars,
        seq=line.seq,
        waived=frozenset(waiver["rule"] for waiver in line.waivers),
        evidence=tuple(item["title"] for item in line.evidence),
    )


def holder_on(tenures: tuple[Tenure, ...], office: Office, on: date) -> Actor | None:
    """
    Return who acts for an office on a day, or None.

    Where the commissioner's office is asked for, the acting commissioner of that day answers, if there is one.
    """
    offices = (Office.ACTING_COMMISSIONER, office) if office is Office.COMMISSIONER else (office,)
    held = (holding(tenures, wanted, on) for wanted in offices)
    return next((Actor(tenure.office, tenure.name) for tenure in held if tenure), None)


def is_inherited(tenures: tuple[Tenure, ...], plan: Plan, on: date) -> bool:
    """Return whether a plan binds a commissioner who did not issue it (P7): the one who did has left the office."""

    def commissioner(day: date) -> str | None:
        held = (t for t in tenures if t.office is Office.COMMISSIONER and t.covers(day))
        return next((t.name for t in held), None)

    return commissioner(on) is not None and commissioner(on) != commissioner(plan.issued_on)


STEPS_ON_THE_LATEST_DRAFT = (
    "consult_chief_constable",
    "consult_again",
    "send_to_panel",
    "own_draft",
    "record_decision",
    "issue",
)


def wording_for(key: str, lines: Sequence[StepTaken]) -> str | None:
    """Return the digest of the wording that a step concerns where none is named, or None where it concerns none."""
    if key in STEPS_ON_THE_LATEST_DRAFT:
        source: tuple[str, ...] = ("prepare_draft",)
    elif key == "record_reply":
        source = ("consult_chief_constable", "consult_again")
    elif key in ("send_copy", "copy_came_back"):
        source = ("issue",)
    elif key == "publish":  # an annual report is not issued: what is published is the report as prepared
        source = ("issue",) if any(line.step == "issue" for line in lines) else ("prepare_draft",)
    else:
        return None
    return next((line.wording_id for line in reversed(lines) if line.step in source), None)


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """What guards read of a body, whichever instrument they judge."""

    tenures: tuple[Tenure, ...]
    authorities: tuple[Authority, ...]
    national: tuple[NationalDocument, ...]
    calendar: Calendar
    pre_election_by_hand: tuple[Window, ...]
    elections: tuple[Election, ...]
    issued_plans: tuple[Plan, ...]


def facts_of(body: Body) -> BodyFacts:
    """Return what guards read of a body. Three queries."""
    return BodyFacts(*registers_of(body), elections_of(body), issued_plans_of(body))


def record_from(
    facts: BodyFacts,
    instrument: Instrument,
    *,
    on: date,
    by: Actor | Office | None,
    lines: list[StepTaken],
    wording: str | None = None,
    particulars: dict | None = None,
) -> Record:
    """
    Build the record on which an act of ``on`` is judged, from facts already read: no query, except for texts to be
    compared that are not in memory.

    ``by`` is the person, or an office whose holder of that day acts.
    """
    plan = instrument.plan
    by_then = [line for line in lines if line.taken_on <= on]
    differences, since_panel = differences_for(instrument, by_then, wording)
    if isinstance(by, Office):
        by = holder_on(facts.tenures, by, on)
    others = (other for other in facts.issued_plans if other.pk != plan.pk and other.family == plan.family)
    return Record(
        kind=InstrumentKind(instrument.kind),
        stage=Stage(instrument.stage),
        on=on,
        by=by,
        acts=tuple(act_of(line) for line in by_then),
        stage_then=_stage_on(instrument, lines, on),
        wording=wording,
        particulars=particulars or {},
        tenures=facts.tenures,
        authorities=facts.authorities,
        elections=facts.elections,
        other_plans=tuple(OtherPlan(o.title, o.issued_on, o.effective_from, o.period_ends_on) for o in others),
        plan_period_ends_on=plan.period_ends_on,
        floor_working_days=plan.body.panel_floor_days,
        bilingual=plan.body.bilingual,
        copies_go_first=plan.body.copies_before_publication,
        conflicts_open=getattr(instrument, "conflicts_open", None) or 0,
        varies_latest_edition=_varies_latest_edition(instrument, lines, wording),
        varied_effective_from=instrument.base.effective_from if instrument.base else None,
        held=held_under(instrument.law),
        differences=differences,
        since_panel=since_panel,
        national=facts.national,
        calendar=facts.calendar,
        pre_election_days=plan.body.pre_election_days,
        pre_election_by_hand=facts.pre_election_by_hand,
        body_kind=BodyKind(plan.body.kind),
        body_ended_on=plan.body.succeeded_on,
        pre_election_gate=_asks_for_a_reason(plan.body, on),
    )


def _asks_for_a_reason(body: Body, on: date) -> bool:
    """Tell whether, by a day, the body asked itself for the reason for issuing in a pre-election period."""
    return body.pre_election_gate_from is not None and body.pre_election_gate_from <= on


def record_for(
    instrument: Instrument,
    *,
    on: date,
    by: Actor | Office | None,
    lines: list[StepTaken],
    wording: str | None = None,
    particulars: dict | None = None,
) -> Record:
    """
    Build the record on which an act of ``on`` is judged: three queries, whatever the length of the record.

    ``by`` is the person, or an office whose holder of that day acts.
    """
    facts = facts_of(instrument.plan.body)
    return record_from(facts, instrument, on=on, by=by, lines=lines, wording=wording, particulars=particulars)


def _stage_on(instrument: Instrument, lines: list[StepTaken], on: date) -> Stage:
    """Return the stage to which the acts dated by a day had led."""
    course = VERSIONS[instrument.procedure]
    led = [to for line in lines if line.taken_on <= on and (to := course.step(line.step).to)]
    return led[-1] if led else Stage.DRAFTING


def _varies_latest_edition(instrument: Instrument, lines: list[StepTaken], wording: str | None) -> bool | None:
    """Tell whether the variation, and the frozen draft that the act concerns, stand on the plan's latest edition."""
    if instrument.base is None or not hasattr(instrument, "latest_edition"):
        return None
    latest = instrument.latest_edition
    frozen = [line for line in lines if line.step == "prepare_draft" and line.wording_id == wording]
    # A draft frozen before it was brought up to date would undo what the newer edition changed.
    stood_on = frozen[-1].particulars.get("base_edition", latest) if frozen else latest
    return instrument.base.number == latest == stood_on
