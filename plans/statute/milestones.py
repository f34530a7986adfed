"""The words of a timetable as types: who holds a thing, where it stands, and what a plan is made from."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from plans.statute.dates import Calendar
from plans.statute.terms import Act, InstrumentKind


class Holder(StrEnum):
    """Who holds a thing that is due, as it is said on screen."""

    OFFICE = "the office"
    MONITORING_OFFICER = "the monitoring officer"
    COMMISSIONER = "the Commissioner"
    CHIEF_CONSTABLE = "the Chief Constable"
    PANEL = "the Panel"


class State(StrEnum):
    """Where a milestone stands. Late can be caught up with; what does not fit cannot."""

    DONE = "done"
    DUE = "due"
    LATE = "late"
    DOES_NOT_FIT = "does not fit"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of the panel on a day."""

    on: date
    name: str = ""


@dataclass(frozen=True, slots=True)
class Allowances:
    """
    How many clear working days the office plans with: for the panel, the Chief Constable's reply, and the response.

    The Act gives no number for any of them: they are the body's own.
    """

    panel: int = 20
    reply: int = 10
    response: int = 10


@dataclass(frozen=True, slots=True)
class Task:
    """
    What is to be planned.

    ``issue_by`` is the day by which it is to be issued, under ``rule`` ("" for a day hoped for), or None where nothing
    sets one. ``chosen`` is the meeting that somebody chose. ``acts`` are the lines on the record up to ``today``.
    """

    kind: InstrumentKind
    today: date
    issue_by: date | None = None
    rule: str = ""
    meetings: tuple[Meeting, ...] = ()
    chosen: Meeting | None = None
    allowances: Allowances = field(default_factory=Allowances)
    calendar: Calendar = field(default_factory=Calendar)
    acts: tuple[Act, ...] = ()

    def last(self, *keys: str) -> Act | None:
        """Return the latest act of these steps, or None."""
        return next((act for act in reversed(self.acts) if act.step in keys), None)

    def since_sent(self, *keys: str) -> Act | None:
        """Return the latest act of these steps that was recorded after the draft was last sent, or None."""
        sent, act = self.last("send_to_panel"), self.last(*keys)
        return act if act is not None and sent is not None and act.seq > sent.seq else None


@dataclass(frozen=True, slots=True)
class Milestone:
    """One thing to be done: its latest day, under which rule, who holds it, and where it stands."""

    key: str
    words: str
    rule: str
    holder: Holder
    by: date
    state: State = State.DUE
    done_on: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Timetable:
    """
    The milestones in order, whether they fit, and why not.

    ``next_meeting`` and ``next_issue`` are the first meeting that would work from today and the issue day that it
    leads to, where the timetable does not fit or where nothing sets a day.
    """

    milestones: tuple[Milestone, ...]
    fits: bool
    reason: str = ""
    meeting: Meeting | None = None
    issue_by: date | None = None
    next_meeting: Meeting | None = None
    next_issue: date | None = None

    def find(self, key: str) -> Milestone | None:
        """Return a milestone by its key, or None."""
        return next((one for one in self.milestones if one.key == key), None)

    @property
    def next(self) -> Milestone | None:
        """The first milestone that is not done."""
        return next((one for one in self.milestones if one.state is not State.DONE), None)
