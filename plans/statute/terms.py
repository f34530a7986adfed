"""The words of the law as types: offices, stages, steps, the record that guards read, and refusals."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from plans.statute.dates import Calendar, Window


class BodyKind(StrEnum):
    """The kind of local policing body."""

    COMMISSIONER = "commissioner"
    COMMISSIONER_WALES = "commissioner_wales"
    FIRE = "fire_commissioner"
    MAYOR = "mayor"


class PlanFamily(StrEnum):
    """Which instrument of the body a plan is: each family has its own plan in effect."""

    POLICE_AND_CRIME = "police_and_crime"
    FIRE_AND_RESCUE = "fire_and_rescue"


class InstrumentKind(StrEnum):
    """What travels a course: a draft plan or a draft variation of one, a review of a plan, an annual report."""

    PLAN = "plan"
    VARIATION = "variation"
    REVIEW = "review"
    ANNUAL_REPORT = "annual_report"
    FIRE_PLAN = "fire_plan"
    FIRE_VARIATION = "fire_variation"

    @property
    def makes_a_plan(self) -> bool:
        """Whether it makes a plan that was not there before."""
        return self in (InstrumentKind.PLAN, InstrumentKind.FIRE_PLAN)

    @property
    def varies(self) -> bool:
        """Whether it varies a plan that was issued."""
        return self in (InstrumentKind.VARIATION, InstrumentKind.FIRE_VARIATION)

    @property
    def noun(self) -> str:
        """What it is called in a sentence of the law: "plan", "variation", "annual report"."""
        return "variation" if self.varies else self.value.replace("fire_plan", "plan").replace("_", " ")


class Office(StrEnum):
    """An office, or an institution, that acts on the course."""

    COMMISSIONER = "commissioner"
    ACTING_COMMISSIONER = "acting_commissioner"
    DEPUTY_COMMISSIONER = "deputy_commissioner"
    CHIEF_EXECUTIVE = "chief_executive"
    STAFF = "staff"
    CHIEF_CONSTABLE = "chief_constable"
    PANEL = "panel"


class Stage(StrEnum):
    """A stage exists only where the set of lawful next steps changes."""

    DRAFTING = "drafting"
    WITH_PANEL = "with_panel"
    REPORTED = "reported"
    ISSUED = "issued"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Limb(StrEnum):
    """What s.7 says that a plan sets out (STATUTE 1b). The values are stored in sections."""

    OBJECTIVES_POLICING = "C1a"
    OBJECTIVES_CRIME = "C1b"
    OBJECTIVES_NATIONAL = "C1c"
    POLICING = "C2"
    RESOURCES = "C3"
    REPORTING = "C4"
    MEASURING = "C5"
    SERVICES = "C6"
    GRANTS = "C7"


LIMB_WORDS: Mapping[Limb, str] = {
    Limb.OBJECTIVES_POLICING: "objectives for the policing of the area",
    Limb.OBJECTIVES_CRIME: "objectives for crime and disorder reduction in the area",
    Limb.OBJECTIVES_NATIONAL: "objectives for the force's national or international functions",
    Limb.POLICING: "the policing that the Chief Constable is to provide",
    Limb.RESOURCES: "the financial and other resources for the Chief Constable",
    Limb.REPORTING: "the means by which the Chief Constable reports",
    Limb.MEASURING: "the means by which performance is measured",
    Limb.SERVICES: "services for crime and disorder reduction and for victims",
    Limb.GRANTS: "grants and their conditions",
}


class Severity(StrEnum):
    """
    How hard a rule holds.

    BLOCK refuses; WARN yields to a reason recorded by a named officer; TASK is a duty with a date; SHOW is told to
    whoever reads; SETTING is a fact of the body that other rules read.
    """

    BLOCK = "block"
    WARN = "warn"
    TASK = "task"
    SHOW = "show"
    SETTING = "setting"


@dataclass(frozen=True, slots=True)
class Refusal:
    """
    Why a step cannot be taken: the rule, its section, the reason in words, and the act that clears it.

    ``waivable`` refusals yield to a reason recorded by a named officer; ``fixed`` ones never do, however their rule
    is held. ``clears`` is the key of a step, or "". ``proof`` names the record that would prove the matter.
    """

    rule: str
    section: str
    reason: str
    clears: str = ""
    waivable: bool = False
    proof: str = ""
    fixed: bool = False


NOTHING: tuple[Refusal, ...] = ()
"""Nothing stands in the way."""


class NotPermitted(Exception):
    """The statute does not allow the step on that day; ``refusals`` says why, every reason of it."""

    def __init__(self, step: "Step", refusals: "tuple[Refusal, ...]") -> None:
        super().__init__("; ".join(f"{refusal.section}: {refusal.reason}" for refusal in refusals))
        self.step = step
        self.refusals = refusals


@dataclass(frozen=True, slots=True)
class Actor:
    """Who takes a step: the office held on that day, and the person's name."""

    office: Office
    name: str


@dataclass(frozen=True, slots=True)
class Act:
    """One step as it stands on the record: a line of the statutory record, read by guards."""

    step: str
    on: date
    by: Actor
    wording: str | None = None
    particulars: Mapping[str, Any] = field(default_factory=dict)
    seq: int = 0
    waived: frozenset[str] = frozenset()
    """The rules that were passed with an officer's reason when the step was taken."""
    evidence: tuple[str, ...] = ()
    """The titles of the documents that go with the act."""

    def follows(self, earlier: "Act") -> bool:
        """Tell whether the act was recorded after another and is not dated before it."""
        return self.seq > earlier.seq and self.on >= earlier.on


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who held an office from when until when (both days included; no end while in office)."""

    office: Office
    name: str
    from_on: date
    to_on: date | None = None
    title: str = ""

    def covers(self, on: date) -> bool:
        """Tell whether the office was held on that day."""
        return self.from_on <= on and (self.to_on is None or on <= self.to_on)


@dataclass(frozen=True, slots=True)
class Authority:
    """A responsible authority on the register, by date (STATUTE 2)."""

    ref: str
    name: str
    from_on: date
    to_on: date | None = None
    is_chief_constable: bool = False

    def covers(self, on: date) -> bool:
        """Tell whether the body was a responsible authority on that day."""
        return self.from_on <= on and (self.to_on is None or on <= self.to_on)


class NationalKind(StrEnum):
    """What a national document is to a plan: the Requirement itself, or guidance or a code on plans."""

    REQUIREMENT = "requirement"
    GUIDANCE = "guidance"


@dataclass(frozen=True, slots=True)
class NationalDocument:
    """An edition of the Strategic Policing Requirement, or guidance of the Secretary of State, by date."""

    kind: NationalKind
    title: str
    from_on: date
    to_on: date | None = None

    def covers(self, on: date) -> bool:
        """Tell whether the document was in force on that day."""
        return self.from_on <= on and (self.to_on is None or on <= self.to_on)


@dataclass(frozen=True, slots=True)
class Election:
    """
    An election of the body: ordinary or not, when expected first, and when it was put off to last, if it was.

    ``earlier`` are the postponements before the last: the day of each decision, and the day that the poll moved to.
    """

    ordinary: bool
    expected_on: date
    postponed_to: date | None = None
    postponed_by_decision_on: date | None = None
    earlier: tuple[tuple[date, date], ...] = ()

    def expected_as_at(self, on: date) -> date:
        """Return the day on which, seen from ``on``, the election is or was to be held."""
        if self.postponed_to and (self.postponed_by_decision_on or self.expected_on) <= on:
            return self.postponed_to
        before = [(decided, to) for decided, to in self.earlier if decided <= on]
        return max(before)[1] if before else self.expected_on


@dataclass(frozen=True, slots=True)
class OtherPlan:
    """Another plan of the same body that has been issued."""

    title: str
    issued_on: date
    effective_from: date
    period_ends_on: date


@dataclass(frozen=True, slots=True)
class Difference:
    """
    One change between two wordings, as the redline lists it: where and of which kind, and the words before and after.

    ``section_id`` is empty for the title of the plan. ``key`` is that of the listed change. ``stood_in`` are the
    digests of the further wordings asked about in which that very change already stood.
    """

    section_id: str
    heading: str
    place: str
    before: str
    after: str
    key: str
    kind: str
    stood_in: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs between two wordings, each named by its digest."""

    before: str
    after: str
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """
    Everything that guards may read to judge one act on its own day.

    ``acts`` are the lines on the record of this instrument that are dated on or before ``on``, in the order of
    recording. A fact that nobody supplied is None, and guards refuse on None.
    """

    kind: InstrumentKind
    stage: Stage
    on: date
    by: Actor | None
    acts: tuple[Act, ...] = ()
    wording: str | None = None
    particulars: Mapping[str, Any] = field(default_factory=dict)
    stage_then: Stage | None = None
    """The stage to which the acts dated by that day had led; None where it is the stage that stands."""
    tenures: tuple[Tenure, ...] = ()
    authorities: tuple[Authority, ...] = ()
    elections: tuple[Election, ...] = ()
    other_plans: tuple[OtherPlan, ...] = ()
    plan_period_ends_on: date | None = None
    floor_working_days: int = 20
    varies_latest_edition: bool | None = None
    conflicts_open: int = 0
    """How many units of the draft it and a later edition changed differently, and nobody has settled."""
    bilingual: bool = False
    """Whether the body issues its texts in Welsh too."""
    copies_go_first: bool | None = None
    """Whether the body's own rule is that copies are sent before publication (I4)."""
    varied_effective_from: date | None = None
    """The day from which the edition that a variation varies has effect."""
    held: Mapping[str, Severity] = field(default_factory=dict)
    """The rules that this instrument is under otherwise than the table has them, as frozen when it was begun."""
    differences: Compared | None = None
    """What differs between the wording first consulted on and that of the act (s.5(8)); None where it is not known."""
    since_panel: Compared | None = None
    """What changed since the Panel was last sent the draft, where it is varied in words it never saw; None: unknown."""
    national: tuple[NationalDocument, ...] | None = None
    """The editions of the Requirement and the guidance on plans that are known; None where nobody supplied them."""
    calendar: Calendar = field(default_factory=Calendar)
    pre_election_days: int = 42
    pre_election_by_hand: tuple[Window, ...] = ()
    pre_election_gate: bool = False
    """Whether the body holds itself to its reason for issuing in a pre-election period."""
    body_kind: BodyKind = BodyKind.COMMISSIONER
    """Whose record it is: its names are read into what guards say."""
    body_ended_on: date | None = None
    """The day on which the body's functions passed to another body; None where they have not."""

    def taken(self, *keys: str) -> tuple[Act, ...]:
        """Return the acts of these steps, in the order of recording."""
        return tuple(act for act in self.acts if act.step in keys)

    def last(self, *keys: str) -> Act | None:
        """Return the latest recorded act of these steps, or None."""
        return next(reversed(self.taken(*keys)), None)

    def any_follows(self, earlier: Act, *keys: str) -> bool:
        """Tell whether an act of these steps was recorded after another and is not dated before it."""
        return any(act.follows(earlier) for act in self.taken(*keys))


Guard = Callable[[Record], "tuple[Refusal, ...]"]


@dataclass(frozen=True, slots=True)
class Step:
    """
    One row of the statutory course.

    ``words`` holds {it} where the Act says "plan or variation". ``to`` is None where the stage stays.
    ``sections`` gives the section for a plan and for a variation where they differ.
    """

    key: str
    words: str
    section: str
    by: Office
    at: tuple[Stage, ...]
    to: Stage | None = None
    requires: tuple[Guard, ...] = ()
    variation_section: str = ""
    personal: bool = False
    """Taken by the commissioner in person and by nobody else (s.18(3), (7))."""
    held: bool = False
    """Taken by whoever holds the commissioner's office on the day, acting or not."""
    done: Callable[[Record], bool] | None = None
    """Tells when the step counts as done, where that is not simply when it was taken."""

    def section_for(self, kind: InstrumentKind) -> str:
        """Return the section under which a step is taken for a plan or a variation."""
        if self.variation_section and InstrumentKind(kind).varies:
            return self.variation_section
        return self.section

    def words_for(self, kind: InstrumentKind) -> str:
        """Return the step's words with "plan" or "variation" in place."""
        return self.words.format(it=InstrumentKind(kind).noun)


@dataclass(frozen=True, slots=True)
class Procedure:
    """The course of one kind of body, with the version under which instruments are begun and finished."""

    version: str
    body_kind: BodyKind
    steps: tuple[Step, ...]

    def step(self, key: str) -> Step:
        """
        Find a step by its key.

        :raises KeyError: if the course has no such step.
        """
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)
