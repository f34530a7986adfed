"""The agenda of a meeting: begun on a day of the calendar, filled, put in order, and opened to the public."""

from dataclasses import dataclass, field
from datetime import date, time

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from plans.models import Access, AgendaItem, Committee, Instrument, Meeting, MeetingDay, Paper
from plans.queries.calendar import calendar_of
from plans.queries.meetings import is_late, papers_due_on
from plans.services.committees import board_called, panel_of
from plans.statute.access import wrong_with
from plans.statute.dates import weekday

ASKED = {
    AgendaItem.Kind.APOLOGIES: "Apologies for absence and substitutes",
    AgendaItem.Kind.INTERESTS: "Declarations of interest",
    AgendaItem.Kind.MINUTES: "Minutes of the last meeting",
    AgendaItem.Kind.QUESTIONS: "Questions from the public",
    AgendaItem.Kind.ACTIONS: "Actions from earlier meetings",
}
USUAL = {
    Committee.Kind.PANEL: (
        AgendaItem.Kind.APOLOGIES, AgendaItem.Kind.INTERESTS, AgendaItem.Kind.MINUTES, AgendaItem.Kind.QUESTIONS,
    ),
    Committee.Kind.BOARD: (
        AgendaItem.Kind.APOLOGIES, AgendaItem.Kind.INTERESTS, AgendaItem.Kind.MINUTES, AgendaItem.Kind.ACTIONS,
    ),
}  # fmt: skip


class MeetingRefused(Exception):
    """The meeting cannot be changed so; the message says why and what to do, ``field`` where it was typed."""

    def __init__(self, message: str, field: str | None = None):
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Closing:
    """How closed an item or a paper is, and why: paragraphs of Schedule 12A for what is exempt (STATUTE N4)."""

    access: str = Access.PUBLIC
    exempt_paragraphs: tuple[int, ...] = ()
    access_reason: str = ""

    def fields(self) -> dict[str, object]:
        """Return the columns that it fills. Nothing of a reason is kept where all is open."""
        if self.access == Access.PUBLIC:
            return {"access": self.access, "exempt_paragraphs": [], "access_reason": ""}
        return {
            "access": self.access,
            "exempt_paragraphs": list(self.exempt_paragraphs) if self.access == Access.EXEMPT else [],
            "access_reason": self.access_reason,
        }

    def check(self) -> None:
        """
        Pass where it is closed for an enumerated reason, or open.

        :raises MeetingRefused: if it is closed without one.
        """
        if wrong := wrong_with(self.access, self.exempt_paragraphs, self.access_reason):
            raise MeetingRefused(wrong.message, wrong.field)


@dataclass(frozen=True, slots=True)
class Item:
    """What an item of an agenda says."""

    title: str
    kind: str = AgendaItem.Kind.REPORT
    asked: str = ""
    instrument: Instrument | None = None
    closing: Closing = field(default_factory=Closing)
    urgent_reason: str = ""


def _locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update(of=("self",)).select_related("day", "committee__body").get(pk=meeting.pk)


def still_held(meeting: Meeting) -> Meeting:
    """
    Return a meeting, locked, as it now stands.

    :raises MeetingRefused: if it is cancelled.
    """
    meeting = _locked(meeting)
    if meeting.cancelled_on is not None:
        raise MeetingRefused(f"The meeting was cancelled on {weekday(meeting.cancelled_on)}. It cannot be changed.")
    return meeting


@transaction.atomic
def begin_agenda(*, day: MeetingDay) -> Meeting:
    """
    Begin the agenda of a meeting that stands in the calendar, with the items that every meeting of its kind has.

    Beginning it again returns the one that is there.
    """
    day = MeetingDay.objects.select_for_update(of=("self",)).select_related("body").get(pk=day.pk)
    if found := Meeting.objects.filter(day=day).first():
        return found
    committee = panel_of(day.body) if day.of == MeetingDay.Of.PANEL else board_called(day.body, day.name)
    meeting = Meeting.objects.create(day=day, committee=committee, ref=_free_ref(day, committee))
    for position, kind in enumerate(USUAL[committee.kind], 1):
        AgendaItem.objects.create(meeting=meeting, position=position, kind=kind, title=ASKED[kind])
    return meeting


def _free_ref(day: MeetingDay, committee: Committee) -> str:
    wanted = f"{slugify(day.body.ref)[:20]}-{committee.ref[:30]}-{day.on.isoformat()}".lower()
    taken = set(Meeting.objects.filter(ref__startswith=wanted).values_list("ref", flat=True))
    tries = (wanted if n == 1 else f"{wanted}-{n}" for n in range(1, len(taken) + 2))
    return next(ref for ref in tries if ref not in taken)


@transaction.atomic
def keep_particulars(*, meeting: Meeting, starts_at: time | None, place: str, in_public: bool) -> Meeting:
    """
    Keep when and where a meeting is held, and whether the public may come.

    :raises MeetingRefused: if it is cancelled.
    """
    meeting = still_held(meeting)
    meeting.starts_at, meeting.place, meeting.in_public = starts_at, place, in_public
    meeting.save()
    return meeting


@transaction.atomic
def add_item(*, meeting: Meeting, item: Item) -> AgendaItem:
    """
    Add an item at the end of an agenda. After the agenda was opened it needs its special circumstances (N3).

    :raises MeetingRefused: if it is closed without an enumerated reason, late without circumstances, or cancelled.
    """
    meeting = still_held(meeting)
    item.closing.check()
    if meeting.agenda_on is not None and meeting.committee.is_panel and not item.urgent_reason:
        raise MeetingRefused(
            f"The agenda was opened on {weekday(meeting.agenda_on)}. Write the special circumstances for which the "
            "chair takes this item as urgent (Local Government Act 1972, s.100B(4)).",
            "urgent_reason",
        )
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    return AgendaItem.objects.create(meeting=meeting, position=last + 1, **_said(item))


def _said(item: Item) -> dict[str, object]:
    told = {"title": item.title, "kind": item.kind, "asked": item.asked, "instrument": item.instrument}
    return told | {"urgent_reason": item.urgent_reason} | item.closing.fields()


@transaction.atomic
def change_item(*, row: AgendaItem, item: Item) -> AgendaItem:
    """
    Change what an item says.

    :raises MeetingRefused: if it is closed without a reason, or would be opened or closed after papers were sent out.
    """
    meeting = still_held(row.meeting)
    item.closing.check()
    row = AgendaItem.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if meeting.agenda_on is not None and row.access != item.closing.access and row.papers.exists():
        raise MeetingRefused(
            "The papers of this item were sent out as they stood. Withdraw them with a reason and add them anew "
            "instead of opening or closing what people have.",
            "access",
        )
    for name, value in _said(item).items():
        setattr(row, name, value)
    row.save()
    return row


@transaction.atomic
def move_item(*, row: AgendaItem, up: bool) -> None:
    """
    Move an item by one place before the agenda is opened; afterwards its number is what people have on paper.

    :raises MeetingRefused: if the agenda is open, or the meeting cancelled.
    """
    meeting = still_held(row.meeting)
    _refuse_opened(meeting, "The numbers of its items stay as they are on everybody's paper.")
    rows = list(meeting.items.select_for_update(of=("self",)).order_by("position", "id"))
    here = next(place for place, each in enumerate(rows) if each.pk == row.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for position, each in enumerate(rows, 1):
        if each.position != position:
            each.position = position
            each.save(update_fields=["position"])


@transaction.atomic
def drop_item(*, row: AgendaItem) -> None:
    """
    Take an item off an agenda that is not open yet, with its papers; their files stay where other papers need them.

    :raises MeetingRefused: if the agenda is open, or the meeting cancelled.
    """
    meeting = still_held(row.meeting)
    _refuse_opened(meeting, "An item stays on it; record at the item what became of it.")
    row.papers.all().delete()
    row.delete()


def _refuse_opened(meeting: Meeting, instead: str) -> None:
    if meeting.agenda_on is not None:
        raise MeetingRefused(f"The agenda was opened on {weekday(meeting.agenda_on)}. {instead}")


@transaction.atomic
def open_agenda(*, meeting: Meeting, on: date, late_reason: str = "", late_by: str = "") -> Meeting:
    """
    Open agenda and papers to the public on a day (LGA 1972 s.100B; for a board STATUTE R6).

    Later than the law or the office's policy asks, it takes a reason by a named person, which is shown with the agenda.

    :raises MeetingRefused: if there is nothing on it, a paper has no words, it is open, or late without a reason.
    """
    meeting = still_held(meeting)
    _refuse_opened(meeting, "It is open.")
    if not meeting.items.exists():
        raise MeetingRefused("There is nothing on the agenda. Add an item first.")
    bare = Paper.objects.filter(item__meeting=meeting, text="", file__isnull=True).first()
    if bare is not None:
        raise MeetingRefused(f"The paper “{bare.title}” has neither a text nor a file. Write it, or take it off.")
    if on > meeting.on:
        raise MeetingRefused("An agenda cannot be opened after the meeting. Correct the day.", "on")
    if is_late(meeting, on) and not (late_reason and late_by):
        raise MeetingRefused(
            f"To keep {_rule_of(meeting)}, the agenda had to be open by {weekday(papers_due_on(meeting))}. Write why "
            "it is late, and who answers for it.",
            "late_reason",
        )
    late = is_late(meeting, on)
    meeting.agenda_on = on
    meeting.late_reason, meeting.late_by = (late_reason, late_by) if late else ("", "")
    meeting.save()
    return meeting


def _rule_of(meeting: Meeting) -> str:
    if not meeting.committee.is_panel:
        return "the office’s own policy"
    days = calendar_of(meeting.committee.body).agenda_clear_days
    return f"the {'five' if days == 5 else 'three'} clear days that the law asks (N3)"


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, on: date, why: str) -> Meeting:
    """
    Cancel a meeting with its reason; its agenda and papers stay as they are.

    :raises MeetingRefused: if it is cancelled already, or no reason is given.
    """
    meeting = still_held(meeting)
    if not why:
        raise MeetingRefused("Write why the meeting is cancelled.", "why")
    meeting.cancelled_on, meeting.cancelled_why = on, why
    meeting.save()
    return meeting
