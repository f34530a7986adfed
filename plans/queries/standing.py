"""Where an instrument stands on its course: each step with its state, and what stands in the way of issuing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from plans.models import Instrument, Plan, StepTaken
from plans.queries.record import BodyFacts, holder_on, record_from, wording_for
from plans.statute.engine import refusals
from plans.statute.guards import afterwards, drafting, duties, offices, panel, reviews
from plans.statute.guards.drafting import CONSULTATIONS
from plans.statute.guards.wording import chief_constable_saw_this_text
from plans.statute.kinds import KINDS
from plans.statute.names import Names
from plans.statute.procedures import OPEN, VERSIONS
from plans.statute.profiles import PROFILES
from plans.statute.terms import Actor, InstrumentKind, Office, Record, Refusal, Stage, Step

# Steps that drop out of the course where the Panel was passed over, for then there is no report to answer.
ON_THE_REPORT = ("report", "have_regard", "respond", "publish_response")
# Steps that are offered beside the course, not as its next step.
BESIDE = ("withdraw", "no_report", "decline_review")
# Steps that are part of the course only once they were taken; another page offers them.
ONLY_IF_TAKEN = ("copy_came_back",)


@dataclass(frozen=True, slots=True)
class StepStanding:
    """One step as it stands: done, next (the one to take now), open, blocked, or later; with its lines and refusals."""

    step: Step
    kind: InstrumentKind
    state: str
    lines: tuple[StepTaken, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    @property
    def key(self) -> str:
        """The step's key in the course."""
        return self.step.key

    @property
    def words(self) -> str:
        """The step in words, with "plan" or "variation" in place."""
        return self.step.words_for(self.kind)

    @property
    def section(self) -> str:
        """The section under which the step is taken."""
        return self.step.section_for(self.kind)


@dataclass(frozen=True, slots=True)
class Standing:
    """
    Where an instrument stands on a day.

    ``steps`` is the course in the Act's order, ``beside`` what may be done instead of its next step, ``gates`` what
    stands in the way of issuing (or of what its kind leads to), ``wording`` the digest of the latest frozen draft, or
    None, and ``issued_plans`` those of the body.
    """

    instrument: Instrument
    on: date
    record: Record
    lines: tuple[StepTaken, ...]
    steps: tuple[StepStanding, ...]
    beside: tuple[StepStanding, ...]
    gates: tuple[Refusal, ...]
    wording: str | None
    issued_plans: tuple[Plan, ...] = ()

    @property
    def names(self) -> Names:
        """What the body calls its office-holder, its plan and its Panel."""
        return PROFILES[self.record.body_kind].names

    @property
    def next(self) -> StepStanding | None:
        """The one step to take now, or None where the course is finished or waits on nothing that can be done."""
        return next((step for step in self.steps if step.state == "next"), None)

    @property
    def done_count(self) -> int:
        """How many steps of the course are done."""
        return sum(step.state == "done" for step in self.steps)

    @property
    def since(self) -> date:
        """Since when it waits: the day of the latest act, or the day on which the instrument was begun."""
        return max((line.taken_on for line in self.lines), default=self.instrument.begun_on)

    def line(self, *keys: str) -> StepTaken | None:
        """Return the latest line of these steps, or None."""
        return next((line for line in reversed(self.lines) if line.step in keys), None)

    def find(self, key: str) -> StepStanding | None:
        """Return a step of the course, or one beside it, by its key."""
        return next((step for step in (*self.steps, *self.beside) if step.key == key), None)


def _asked(record: Record) -> bool:
    """Tell whether the Chief Constable was asked: while drafting about the latest draft, later about any."""
    asked = record.taken(*CONSULTATIONS)
    if record.stage is Stage.DRAFTING:
        return any(act.wording == record.wording for act in asked)
    return bool(asked)


def _replied(record: Record) -> bool:
    return bool(record.taken(*CONSULTATIONS)) and not [
        r
        for r in (*drafting.chief_constable_consulted(record), *chief_constable_saw_this_text(record))
        if r.clears == "record_reply"
    ]


def _consulted_again(record: Record) -> bool:
    """Tell whether nothing is left to consult on; what was issued or withdrawn is asked nothing more."""
    return record.stage not in OPEN or not chief_constable_saw_this_text(record)


def _reported(record: Record) -> bool:
    return record.last("report", "no_report") is not None and record.stage is not Stage.WITH_PANEL


def _regard_stated(record: Record) -> bool:
    """Tell whether regard is stated to each duty, or an officer answered for what is not when it was issued."""
    issued = record.last("issue")
    passed = issued.waived if issued else frozenset()
    return all(refusal.rule in passed for refusal in duties.duties_stated(record))


# When a step counts as done, where its table does not say so and it is more than having been taken. The guards answer,
# so that "done" here is what satisfies the law.
DONE: Mapping[str, Callable[[Record], bool]] = {
    "consider_requirement": lambda r: not drafting.strategic_policing_requirement_considered(r),
    "state_regard": _regard_stated,
    "record_priorities": lambda r: not drafting.every_authority_heard(r),
    "obtain_views": lambda r: not drafting.views_obtained(r),
    "consult_chief_constable": _asked,
    "record_reply": _replied,
    "report": _reported,
    "have_regard": lambda r: _reported(r) and not panel.regard_had_to_the_report(r),
    "respond": lambda r: _reported(r) and not panel.response_given(r),
    "publish_response": lambda r: _reported(r) and not panel.response_published(r),
    "own_draft": lambda r: bool(r.taken("own_draft")) and not offices.draft_is_the_commissioners_own(r),
    "consult_again": _consulted_again,
    "record_decision": lambda r: not afterwards.decision_recorded(r),
    "send_copy": lambda r: r.last("issue") is not None and not afterwards.copies_sent(r),
}


def _is_done(step: Step, record: Record) -> bool:
    done = step.done or DONE.get(step.key)
    return done(record) if done else record.last(step.key) is not None


def actor_asked_for(step: Step, record: Record, panel_name: str) -> Actor | None:
    """Return who would take a step on the record's day; work that is not the commissioner's own is the office's."""
    if step.by is Office.PANEL:
        return Actor(Office.PANEL, panel_name)
    if step.by is Office.COMMISSIONER and not (step.personal or step.held):
        return Actor(Office.STAFF, "the office")
    return holder_on(record.tenures, step.by, record.on)


def taken_as_given(step: Step, record: Record) -> dict[str, object]:
    """Return the particulars that a step's own page asks for, so that asking does not refuse for want of them."""
    if step.key == "state_regard":
        return {"duty": "asked for", "statement": "asked for"}
    if step.key == "report":
        return {"adopted_by_full_panel": True, "report": "asked for"}
    if step.key == "respond":
        numbers = [n for report in record.taken("report") for n in panel.recommendations_of(report)]
        return {"response": "asked for", "answers": [{"number": n} for n in numbers]}
    if step.key == "issue" and record.kind is InstrumentKind.FIRE_PLAN:
        return {"period_ends_on": date.max.isoformat()}
    if step.key == "panel_meeting":
        holder = holder_on(record.tenures, Office.COMMISSIONER, record.on)
        return {"public": True, "attended_by": holder.name if holder else ""}
    return dict(ASKED_FOR.get(step.key, {}))


# What the pages of these steps ask for.
_A_TRIGGER = {"trigger": reviews.OTHER, "why": "asked for"}
ASKED_FOR: Mapping[str, Mapping[str, object]] = {
    "open_review": _A_TRIGGER,
    "decline_review": {**_A_TRIGGER, "reason": "asked for"},
    "end_review": {"outcome": reviews.NO_CHANGE, "reason": "asked for"},
}


def asked(step: Step, record: Record, lines: Sequence[StepTaken], panel_name: str) -> tuple[Refusal, ...]:
    """Return what stands in the way of a step on the record's day, whoever of the right office takes it."""
    return refusals(
        step,
        replace(
            record,
            by=actor_asked_for(step, record, panel_name),
            wording=wording_for(step.key, lines),
            particulars=taken_as_given(step, record),
        ),
    )


def _belongs(key: str, record: Record) -> bool:
    """Tell whether a step is part of this instrument's course as it has gone so far."""
    if key in (*BESIDE, *ONLY_IF_TAKEN):
        return record.last(key) is not None
    report = record.last("report", "no_report")
    if key in ON_THE_REPORT and report is not None and report.step == "no_report":
        return False
    if key == "own_draft":
        return bool(record.taken(key)) or offices.prepared_under_an_acting_commissioner(record) is not None
    if key == "consult_again":
        differs = record.wording is not None and bool(chief_constable_saw_this_text(record))
        after_sending = record.stage in (Stage.WITH_PANEL, Stage.REPORTED)
        return bool(record.taken(key)) or (differs and after_sending)
    return True


def _state(step: Step, record: Record, found: tuple[Refusal, ...]) -> str:
    if _is_done(step, record):
        return "done"
    if record.stage not in step.at:
        return "later"
    return "blocked" if any(not refusal.waivable for refusal in found) else "open"


def _with_one_next(steps: list[StepStanding], record: Record) -> tuple[StepStanding, ...]:
    """Mark as next the first open step with nothing in its way, or else the first that can be passed with a reason."""
    wanted = [step for step in steps if step.state == "open" and not _optional(step, record)]
    chosen = next((step for step in wanted if not step.refusals), wanted[0] if wanted else None)
    return tuple(replace(step, state="next") if step is chosen else step for step in steps)


def _optional(step: StepStanding, record: Record) -> bool:
    """Tell whether the Act does not ask for the step here: views, on a variation (STATUTE V4)."""
    return step.key == "obtain_views" and all(refusal.waivable for refusal in drafting.views_obtained(record))


def standing_of(instrument: Instrument, facts: BodyFacts, lines: list[StepTaken], on: date) -> Standing:
    """Return where an instrument stands on a day, from its lines and its body's facts. No query."""
    procedure = VERSIONS[instrument.procedure]
    panel_name = instrument.plan.body.panel_name
    wording = wording_for("issue", lines)
    record = record_from(facts, instrument, on=on, by=None, lines=lines, wording=wording)
    steps, beside = [], []
    for step in procedure.steps:
        found = asked(step, record, lines, panel_name) if record.stage in step.at else ()
        taken = tuple(line for line in lines if line.step == step.key)
        row = StepStanding(step, record.kind, _state(step, record, found), taken, found)
        if _belongs(step.key, record):
            steps.append(row)
        elif step.key in BESIDE and record.stage in step.at:
            beside.append(row)
    gates: tuple[Refusal, ...] = ()
    if instrument.is_open:
        found = asked(procedure.step(KINDS[record.kind].goal), record, lines, panel_name)
        gates = tuple(refusal for refusal in found if refusal.rule)  # the stage follows from the others
    return Standing(
        instrument,
        on,
        record,
        tuple(lines),
        _with_one_next(steps, record),
        tuple(beside),
        gates,
        wording,
        facts.issued_plans,
    )
