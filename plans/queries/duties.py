"""The duties to have regard, as one instrument stands to them: what is stated, against what, and what is not."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from plans.models import StepTaken
from plans.queries.standing import Standing
from plans.statute.duties import DUTIES, Duty
from plans.statute.guards import drafting
from plans.statute.guards.duties import duties_stated, newest_requirement_considered
from plans.statute.terms import Authority, NationalDocument, NationalKind, Record, Refusal


@dataclass(frozen=True, slots=True)
class DutyStanding:
    """A duty with the lines that state it, what of it still stands in the way, and the refusals an officer passed."""

    duty: Duty
    lines: tuple[StepTaken, ...]
    refusals: tuple[Refusal, ...]
    passed: tuple[dict[str, str], ...] = ()

    @property
    def is_met(self) -> bool:
        """Whether what the duty asks for is on the record, or an officer answered for going on without it."""
        return not self.refusals or bool(self.passed)


@dataclass(frozen=True, slots=True)
class Heard:
    """A responsible authority of the day, with its latest entry: priorities, or that it was asked and gave none."""

    authority: Authority
    line: StepTaken | None

    @property
    def priorities(self) -> str:
        """The priorities that it gave, or ""."""
        return str(self.line.particulars.get("priorities", "")) if self.line else ""

    @property
    def asked_on(self) -> date | None:
        """The day on which it was asked, where it gave none."""
        asked = self.line.particulars.get("asked_on") if self.line else None
        return date.fromisoformat(str(asked)) if asked else None


def duties_of(standing: Standing) -> tuple[DutyStanding, ...]:
    """Return the six duties as an instrument stands to them, in the order of the table. No query."""
    record = _as_issued(standing)
    issued = standing.line("issue")
    waived = issued.waivers if issued else []
    found = _refusals(record)
    return tuple(
        DutyStanding(
            duty,
            _lines(standing, duty),
            found.get(duty.rule, ()),
            tuple(waiver for waiver in waived if waiver["rule"] == duty.rule),
        )
        for duty in DUTIES
    )


def _as_issued(standing: Standing) -> Record:
    """Return the record that the duties are read from: today's, or that of the day of issue once it is issued."""
    issued = standing.line("issue")
    return replace(standing.record, on=issued.taken_on) if issued else standing.record


def _refusals(record: Record) -> Mapping[str, tuple[Refusal, ...]]:
    every = (
        *drafting.strategic_policing_requirement_considered(record),
        *newest_requirement_considered(record),
        *drafting.every_authority_heard(record),
        *duties_stated(record),
    )
    return {rule: tuple(r for r in every if r.rule == rule) for rule in {r.rule for r in every}}


def _lines(standing: Standing, duty: Duty) -> tuple[StepTaken, ...]:
    own = [line for line in standing.lines if line.step == duty.step]
    if duty.step == "state_regard":
        own = [line for line in own if line.particulars.get("duty") == duty.key]
    return tuple(own)


def authorities_heard(standing: Standing) -> tuple[Heard, ...]:
    """Return each responsible authority of the day with its latest entry on the record. No query."""
    record = _as_issued(standing)
    latest = {
        str(line.particulars.get("authority")): line for line in standing.lines if line.step == "record_priorities"
    }
    register = (a for a in record.authorities if a.covers(record.on) and not a.is_chief_constable)
    return tuple(Heard(a, latest.get(a.ref)) for a in sorted(register, key=lambda a: a.name))


def editions_of_the_requirement(standing: Standing) -> tuple[NationalDocument, ...]:
    """Return the editions of the Strategic Policing Requirement that are known, the newest first. No query."""
    return _national(standing, NationalKind.REQUIREMENT)


def guidance_known(standing: Standing) -> tuple[NationalDocument, ...]:
    """Return the guidance and codes that are known, the newest first. No query."""
    return _national(standing, NationalKind.GUIDANCE)


def _national(standing: Standing, kind: NationalKind) -> tuple[NationalDocument, ...]:
    known = (one for one in standing.record.national or () if one.kind is kind)
    return tuple(sorted(known, key=lambda one: one.from_on, reverse=True))


def edition_since_issue(standing: Standing) -> NationalDocument | None:
    """Return an edition of the Requirement that came into force since the issue: the plan is to be reviewed (I5)."""
    issued = standing.line("issue")
    newest = next(iter(editions_of_the_requirement(standing)), None)
    if issued is None or newest is None:
        return None
    return newest if issued.taken_on < newest.from_on <= standing.on else None
