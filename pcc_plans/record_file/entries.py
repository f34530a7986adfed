"""What a record file says, parsed: bodies with their registers, plans, instruments and acts, each with its line."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pcc_plans.record_file.days import PeriodAnswer
from pcc_plans.record_file.reading import Block
from pcc_plans.record_file.texts import Text
from plans.statute.terms import InstrumentKind, PlanFamily


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts: an office, with the name of the person or, where it is empty, whoever held it on the day."""

    office: str
    name: str = ""


NOBODY = Person("")


@dataclass(frozen=True, slots=True)
class Waived:
    """A soft gate passed: the rule, the reason, and the officer who answers for it."""

    rule: str
    reason: str
    by: Person


@dataclass(frozen=True, slots=True)
class Document:
    """A document kept as evidence."""

    key: str
    name: str
    media_type: str
    content: bytes
    line: int


@dataclass(frozen=True, slots=True)
class ActEntry:
    """One act, in the order of the body's record."""

    line: int
    do: str
    instrument: str
    on: date
    by: Person
    given: dict[str, Any]
    """The act's own keys, typed as the step asks: dates as dates, lists as lists."""
    particulars: dict[str, Any]
    wording: str = ""
    text: Text | None = None
    base: int | None = None
    """The edition on which the draft stands from here, where it was brought up to date."""
    reasons: dict[str, str] | None = None
    """The reasons frozen with the draft, where they are not those that the instrument has in the end."""
    welsh: Text | None = None
    """The Welsh text frozen with the draft, and the ids of the sections in which it is behind the English."""
    welsh_behind: tuple[str, ...] = ()
    waived: tuple[Waived, ...] = ()
    evidence: tuple[tuple[str, str], ...] = ()
    """Title, and the key of a document or ""."""


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """The identity of a plan."""

    line: int
    ref: str
    title: str
    years: str
    welsh_title: str = ""
    family: PlanFamily = PlanFamily.POLICE_AND_CRIME


@dataclass(frozen=True, slots=True)
class MeetingEntry:
    """A draft brought up to date, of which something is still to be settled."""

    line: int
    stood_on: int
    draft: Text
    conflicts: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class InstrumentEntry:
    """A draft plan or a variation, with what of it is still being worked on."""

    line: int
    ref: str
    kind: InstrumentKind
    plan: str
    title: str
    begun_on: date
    base: int | None
    hoped_for_issue_on: date | None
    public_from: date | None
    rebased_on: int | None
    draft: Text | None
    recommendations: tuple[dict[str, str], ...]
    answers: tuple[dict[str, Any], ...]
    reasons: dict[str, str]
    meeting: MeetingEntry | None = None
    law: dict[str, Any] | None = None
    """The law that it was begun under, where the file says so."""
    evidence_base: tuple[dict[str, Any], ...] = ()
    """The items of the evidence base, each with the key of its document or ""."""
    year: int | None = None
    came_of: str = ""
    planned_meeting: date | None = None
    """The day of the Panel's meeting that was chosen for its timetable."""


@dataclass(frozen=True, slots=True)
class BodyEntry:
    """A body with everything that the file says of it."""

    line: int
    facts: dict[str, Any]
    offices: tuple[tuple[int, dict[str, Any]], ...]
    elections: tuple[tuple[int, dict[str, Any]], ...]
    authorities: tuple[tuple[int, dict[str, Any]], ...]
    severities: tuple[tuple[int, dict[str, Any]], ...] = ()
    national: tuple[tuple[int, dict[str, Any]], ...] = ()
    successor: tuple[str, date] | None = None
    boards: tuple[str, ...] = ()
    plans: tuple[PlanEntry, ...] = ()
    wordings: dict[str, Text] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    pictures: tuple[tuple[int, bytes], ...] = ()
    instruments: tuple[InstrumentEntry, ...] = ()
    acts: tuple[ActEntry, ...] = ()
    bank_holidays: tuple[tuple[int, dict[str, Any]], ...] = ()
    pre_election_periods: tuple[tuple[int, dict[str, Any]], ...] = ()
    period_answers: tuple[PeriodAnswer, ...] = ()
    meeting_days: tuple[tuple[int, dict[str, Any]], ...] = ()
    done: tuple[tuple[int, dict[str, Any]], ...] = ()

    @property
    def ref(self) -> str:
        """The body's reference."""
        return str(self.facts["ref"])


__all__ = ["NOBODY", "ActEntry", "Block", "BodyEntry", "Document", "InstrumentEntry", "Person", "PlanEntry", "Waived"]
