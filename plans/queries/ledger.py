"""The ledger of section 5(8): each difference from the draft first consulted on, and how it was consulted on again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plans.models import Consultation, Instrument, StepTaken
from plans.queries.differences import Origin, asked_of, compared, origins_of
from plans.queries.record import act_of, wording_for
from plans.statute.differing import consulted_again, first_consulted, further_consultations
from plans.statute.guards.drafting import CONSULTATIONS, has_replied
from plans.statute.terms import Act, Compared, Difference, InstrumentKind, Record, Stage

COVERED, ASKED, PASSED, OPEN = "covered", "asked", "passed", "open"


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One difference and what became of it: consulted on again, asked about, passed with a reason, or open.

    ``asked`` are the further consultations on it; ``reply`` is the chief constable's reply to one of them.
    """

    difference: Difference
    origin: Origin | None
    asked: tuple[Act, ...]
    reply: Act | None
    state: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """
    What differs between the draft first consulted on and a later wording.

    ``first`` is the consultation on that draft, ``wording`` the digest of the later one. ``passed`` is the reason with
    which an officer went on without a reply, as it stands on the line of issue.
    """

    first: Act
    wording: str
    entries: tuple[Entry, ...]
    further: tuple[tuple[Act, Act | None], ...]
    passed: Mapping[str, Any] | None = None

    @property
    def before(self) -> str:
        """The digest of the wording first consulted on."""
        return self.first.wording or ""

    @property
    def open_entries(self) -> tuple[Entry, ...]:
        """The differences on which nobody has consulted the chief constable."""
        return tuple(entry for entry in self.entries if entry.state == OPEN)

    @property
    def headings(self) -> tuple[str, ...]:
        """The sections that differ, in order, each once."""
        return tuple(dict.fromkeys(entry.difference.heading for entry in self.entries))


def ledger_of(instrument: Instrument, lines: Sequence[StepTaken], wording: str | None = None) -> Ledger | None:
    """
    Return the ledger of an instrument, from its lines: against the wording issued, or that of the latest frozen draft.

    None where the Chief Constable was not consulted, or nothing is frozen. At most two queries, none where the texts
    were compared before.
    """
    issued = next((line for line in lines if line.step == "issue"), None)
    wording = wording or (issued.wording_id if issued else wording_for("issue", lines))
    asked = asked_of(instrument, lines, wording, closed_too=True)
    record = record_of(instrument, lines, compared(asked)[0])
    first = first_consulted(record)
    if first is None or wording is None or not first.wording:
        return None
    origins = origins_of(lines, first.wording, wording)
    passed = next((w for w in (issued.waivers if issued else ()) if w["rule"] == "V12"), None)
    found = record.differences.differences if record.differences else ()
    entries = tuple(_entry(record, difference, origins.get(difference.key), passed) for difference in found)
    further = tuple((act, reply_to(record, act)) for act in record.taken(*CONSULTATIONS) if act.seq > first.seq)
    return Ledger(first, wording, entries, further, passed)


def record_of(instrument: Instrument, lines: Sequence[StepTaken], differences: Compared | None = None) -> Record:
    """Return what the lines of an instrument say as guards read it, without the registers of its body. No query."""
    return Record(
        kind=InstrumentKind(instrument.kind),
        stage=Stage(instrument.stage),
        on=max((line.taken_on for line in lines), default=instrument.begun_on),
        by=None,
        acts=tuple(act_of(line) for line in lines),
        differences=differences,
    )


def _entry(record: Record, difference: Difference, origin: Origin | None, passed: object) -> Entry:
    asked = further_consultations(record, difference)
    answered = consulted_again(record, difference)
    reply = reply_to(record, answered) if answered else None
    state = COVERED if reply else PASSED if asked and passed else ASKED if asked else OPEN
    return Entry(difference, origin, asked, reply, state)


def reply_to(record: Record, asked: Act) -> Act | None:
    """Return the chief constable's reply to a consultation, or None."""
    if not has_replied(record, asked):
        return None
    replies = (act for act in record.taken("record_reply") if act.wording == asked.wording and act.seq > asked.seq)
    return next(replies)


def asked_in(consultation: Consultation) -> Ledger | None:
    """
    Return what one consultation is about, where it is a further one: the differences that no earlier one covers.

    None for the first consultation, and where the wording is that of the first. At most three queries.
    """
    instrument = consultation.instrument
    upto = instrument.lines.filter(seq__lt=consultation.asked_line.seq).order_by("seq")
    ledger = ledger_of(instrument, list(upto), consultation.wording_id)
    if ledger is None or not ledger.entries:
        return None
    entries = tuple(entry for entry in ledger.entries if entry.state != COVERED)
    return Ledger(ledger.first, ledger.wording, entries or ledger.entries, ledger.further)
