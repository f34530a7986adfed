"""The words of the law as types: offices, stages, steps, the record that guards read, and refusals."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class BodyKind(StrEnum):
    """The kind of local policing body."""

    COMMISSIONER = "commissioner"


class InstrumentKind(StrEnum):
    """What travels the course: a draft plan, or a draft variation of one."""

    PLAN = "plan"
    VARIATION = "variation"


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


@dataclass(frozen=True, slots=True)
class Refusal:
    """
    Why a step cannot be taken: the rule, its section, the reason in words, and the act that clears it.

    ``waivable`` refusals yield to a reason recorded by a named officer. ``clears`` is the key of a step, or "".
    ``proof`` names the record that would prove the matter.
    """

    rule: str
    section: str
    reason: str
    clears: str = ""
    waivable: bool = False
    proof: str = ""


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


@dataclass(frozen=True, slots=True)
class Election:
    """An election of the body: ordinary or not, when expected first, and when it was put off to, if it was."""

    ordinary: bool
    expected_on: date
    postponed_to: date | None = None
    postponed_by_decision_on: date | None = None

    def expected_as_at(self, on: date) -> date:
        """Return the day on which, seen from ``on``, the election is or was to be held."""
        if self.postponed_to and (self.postponed_by_decision_on or self.expected_on) <= on:
            return self.postponed_to
        return self.expected_on


@dataclass(frozen=True, slots=True)
class OtherPlan:
    """Another plan of the same body that has been issued."""

    title: str
    issued_on: date
    effective_from: date
    period_ends_on: date


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
    varied_effective_from: date | None = None
    """The day from which the edition that a variation varies has effect."""

    def taken(self, *keys: str) -> tuple[Act, ...]:
        """Return the acts of these steps, in the order of recording."""
        return tuple(act for act in self.acts if act.step in keys)

    def last(self, *keys: str) -> Act | None:
        """Return the latest recorded act of these steps, or None."""
        return next(reversed(self.taken(*keys)), None)

    def any_follows(self, earlier: Act, *keys: str) -> bool:
        """Tell whether an act of these steps was recorded after another and is not dated before it."""
        return any(act.follows(earlier) for act in self.taken(*keys))

    def holder(self, *offices: Office) -> Tenure | None:
        """Return who held the first of these offices that was held on the day of the act, or None."""
        for office in offices:
            for tenure in self.tenures:
                if tenure.office == office and tenure.covers(self.on):
                    return tenure
        return None


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

    def section_for(self, kind: InstrumentKind) -> str:
        """Return the section under which a step is taken for a plan or a variation."""
        if kind is InstrumentKind.VARIATION and self.variation_section:
            return self.variation_section
        return self.section

    def words_for(self, kind: InstrumentKind) -> str:
        """Return the step's words with "plan" or "variation" in place."""
        return self.words.format(it=kind.value)


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
