"""What guards read: the record of an instrument on a day, built in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Q, Subquery, Value, When

from plans.models import Body, Instrument, Plan, StepTaken
from plans.statute.procedures import VERSIONS
from plans.statute.terms import (
    Act,
    Actor,
    Authority,
    Election,
    InstrumentKind,
    Office,
    OtherPlan,
    Record,
    Stage,
    Tenure,
)


def registers_of(body: Body) -> tuple[tuple[Tenure, ...], tuple[Authority, ...]]:
    """Return the register of offices and that of responsible authorities, each with its dates. One query for both."""
    offices = body.office_holders.values_list(Value("office"), "office", "name", "from_on", "to_on", "title")
    chief = Case(When(is_chief_constable=True, then=Value("chief constable")), default=Value(""))
    authorities = body.authorities.values_list(Value("authority"), "ref", "name", "from_on", "to_on", chief)
    rows = sorted(offices.union(authorities, all=True), key=lambda row: (row[3], row[2], row[1]))
    return (
        tuple(Tenure(Office(key), name, *dates, title) for what, key, name, *dates, title in rows if what == "office"),
        tuple(
            Authority(ref, name, *dates, bool(is_chief))
            for what, ref, name, *dates, is_chief in rows
            if what == "authority"
        ),
    )


def elections_of(body: Body) -> tuple[Election, ...]:
    """Return the elections of a body, by date. One query."""
    rows = body.elections.order_by("expected_on")
    return tuple(Election(r.ordinary, r.expected_on, r.postponed_to, r.postponed_by_decision_on) for r in rows)


def issued_plans_of(body: Body) -> tuple[Plan, ...]:
    """Return the plans that a body has issued, by date of issue. One query."""
    return tuple(body.plans.filter(issued_on__isnull=False).order_by("issued_on", "id"))


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
    )


def holder_on(tenures: tuple[Tenure, ...], office: Office, on: date) -> Actor | None:
    """
    Return who acts for an office on a day, or None.

    Where the commissioner's office is asked for and is vacant, the acting commissioner of that day answers.
    """
    offices = (office, Office.ACTING_COMMISSIONER) if office is Office.COMMISSIONER else (office,)
    for wanted in offices:
        for tenure in tenures:
            if tenure.office is wanted and tenure.covers(on):
                return Actor(wanted, tenure.name)
    return None


def is_inherited(tenures: tuple[Tenure, ...], plan: Plan, on: date) -> bool:
    """Return whether a plan binds a commissioner who did not issue it (P7): the one who did has left the office."""

    def commissioner(day: date) -> str | None:
        held = (t for t in tenures if t.office is Office.COMMISSIONER and t.covers(day))
        return next((t.name for t in held), None)

    return commissioner(on) is not None and commissioner(on) != commissioner(plan.issued_on)


STEPS_ON_THE_LATEST_DRAFT = ("consult_chief_constable", "consult_again", "send_to_panel", "record_decision", "issue")


def wording_for(key: str, lines: Iterable[StepTaken]) -> str | None:
    """Return the digest of the wording that a step concerns where none is named, or None where it concerns none."""
    if key in STEPS_ON_THE_LATEST_DRAFT:
        source: tuple[str, ...] = ("prepare_draft",)
    elif key == "record_reply":
        source = ("consult_chief_constable", "consult_again")
    elif key in ("send_copy", "publish"):
        source = ("issue",)
    else:
        return None
    return next((line.wording_id for line in reversed(list(lines)) if line.step in source), None)


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """What guards read of a body, whichever instrument they judge."""

    tenures: tuple[Tenure, ...]
    authorities: tuple[Authority, ...]
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
    Build the record on which an act of ``on`` is judged, from facts already read: no query.

    ``by`` is the person, or an office whose holder of that day acts.
    """
    plan = instrument.plan
    if isinstance(by, Office):
        by = holder_on(facts.tenures, by, on)
    others = (other for other in facts.issued_plans if other.pk != plan.pk)
    return Record(
        kind=InstrumentKind(instrument.kind),
        stage=Stage(instrument.stage),
        on=on,
        by=by,
        acts=tuple(act_of(line) for line in lines if line.taken_on <= on),
        stage_then=_stage_on(instrument, lines, on),
        wording=wording,
        particulars=particulars or {},
        tenures=facts.tenures,
        authorities=facts.authorities,
        elections=facts.elections,
        other_plans=tuple(OtherPlan(o.title, o.issued_on, o.effective_from, o.period_ends_on) for o in others),
        plan_period_ends_on=plan.period_ends_on,
        floor_working_days=plan.body.panel_floor_days,
        varies_latest_edition=_varies_latest_edition(instrument, lines, wording),
        varied_effective_from=instrument.base.effective_from if instrument.base else None,
    )


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
