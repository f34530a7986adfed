"""Committees and meetings of a record file, put in by the services that the rooms use, in the order of their life."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any

from django.db import DatabaseError
from django.utils import timezone

from pcc_plans.record_file.agendas import AgendaEntry, ItemEntry, PaperEntry, Sitter
from pcc_plans.record_file.committees import CommitteeEntry
from pcc_plans.record_file.entries import BodyEntry, Document
from pcc_plans.record_file.errors import FileWrong
from plans.models import AgendaItem, Body, Committee, CommitteeMember, Evidence, Instrument, Meeting, MeetingDay
from plans.queries.meetings import sitting
from plans.services.committees import board_called, keep_committee, panel_of
from plans.services.evidence import keep_as_given
from plans.services.meetings.agenda import (
    Item,
    MeetingRefused,
    add_item,
    begin_agenda,
    cancel_meeting,
    keep_particulars,
    open_agenda,
)
from plans.services.meetings.holding import (
    action_done,
    declare_interest,
    keep_minutes,
    keep_seat,
    publish_minutes,
    record_action,
    record_attendance,
    record_outcome,
)
from plans.services.meetings.papers import add_paper, withdraw_paper
from plans.text.markup import MarkupError

NOON = time(12)  # papers were withdrawn on a day; noon is on that day in summer time too


@contextmanager
def _said_at(line: int) -> Iterator[None]:
    """Turn a refusal into one that names the line of the file."""
    try:
        yield
    except (MeetingRefused, MarkupError) as refused:
        raise FileWrong(line, str(refused)) from refused
    except DatabaseError as wrong:
        raise FileWrong(line, f"The database does not take this: {' '.join(str(wrong).split())}.") from wrong


def put_committees(body: Body, committees: tuple[CommitteeEntry, ...]) -> None:
    """
    Keep the Panel and the boards of a body with their rules and seats.

    :raises FileWrong: if two would have one word in addresses, or a seat ends before it begins or stands twice.
    """
    for entry in committees:
        with _said_at(entry.line):
            if entry.ref and body.committees.filter(ref=entry.ref).exclude(kind=entry.kind, name=entry.name).exists():
                raise FileWrong(entry.line, f"Another committee has the ref “{entry.ref}”. Give this one another.")
            row = panel_of(body) if entry.kind == Committee.Kind.PANEL else board_called(body, entry.name)
            row.ref = entry.ref or row.ref
            keep_committee(committee=row, quorum=entry.quorum, days_before=entry.days_before)
        for line, seat in entry.seats:
            with _said_at(line):
                keep_seat(committee=row, seat=seat)


def put_meetings(body: Body, entry: BodyEntry) -> None:
    """
    Put in the meetings of a body: agenda, papers, opening, late papers, what came of it, minutes, cancellation.

    :raises FileWrong: with the line, if the services refuse it or something it names is not there.
    """
    for meeting in entry.meetings:
        with _said_at(meeting.line):
            _put(body, meeting, entry.documents)


def _put(body: Body, entry: AgendaEntry, documents: Mapping[str, Document]) -> None:
    facts = entry.facts
    board = board_called(body, facts["committee"]) if facts["committee"] else None
    meeting = begin_agenda(day=_day_of(body, entry), committee=board, ref=facts["ref"], with_usual_items=False)
    keep_particulars(meeting=meeting, starts_at=facts["starts_at"], place=facts["place"], in_public=facts["in_public"])
    items = [(_put_item(body, meeting, item), item) for item in entry.items]
    for row, item in items:
        _put_papers(row, [paper for paper in item.papers if not paper.supplement], documents)
    if facts["agenda_on"] is not None:
        open_agenda(meeting=meeting, on=facts["agenda_on"], late_reason=facts["late_reason"], late_by=facts["late_by"])
    for row, item in items:
        row.meeting.refresh_from_db()
        _put_papers(row, [paper for paper in item.papers if paper.supplement], documents)
    _put_what_happened(meeting, entry, [row for row, _ in items])
    if facts["cancelled_on"] is not None:
        cancel_meeting(meeting=meeting, on=facts["cancelled_on"], why=facts["cancelled_why"])


def _day_of(body: Body, entry: AgendaEntry) -> MeetingDay:
    days = body.meeting_days.filter(of=entry.of, on=entry.on)
    if entry.facts["name"]:
        days = days.filter(name=entry.facts["name"])
    found = list(days[:2])
    if not found:
        raise FileWrong(entry.line, f"No such day of the {entry.of} stands under “meeting_days:”. Add it there.")
    if len(found) > 1:
        raise FileWrong(entry.line, f"The {entry.of} has several meetings on that day. Give the “name” of this one.")
    if Meeting.objects.filter(day=found[0]).exists():
        raise FileWrong(entry.line, "The meeting of that day stands twice in the file.")
    return found[0]


def _put_item(body: Body, meeting: Meeting, entry: ItemEntry) -> AgendaItem:
    with _said_at(entry.line):
        instruments = Instrument.objects.filter(plan__body=body, ref=entry.instrument)
        about = instruments.get() if entry.instrument else None
        return add_item(meeting=meeting, item=Item(**entry.facts, instrument=about))


def _put_papers(item: AgendaItem, papers: list[PaperEntry], documents: Mapping[str, Document]) -> None:
    for entry in papers:
        with _said_at(entry.line):
            row = add_paper(
                item=item,
                written=entry.written,
                file=_file(documents, entry.document),
                oddities=entry.oddities,
                supplement=entry.supplement,
            )
            if entry.withdrawn_on is not None:
                at = timezone.make_aware(datetime.combine(entry.withdrawn_on, NOON))
                withdraw_paper(paper=row, why=entry.withdrawn_why, at=at)


def _file(documents: Mapping[str, Document], key: str) -> Evidence | None:
    if not key:
        return None
    found = documents[key]
    digest = keep_as_given(name=found.name, media_type=found.media_type, content=found.content)
    return Evidence.objects.get(pk=digest)


def _put_what_happened(meeting: Meeting, entry: AgendaEntry, items: list[AgendaItem]) -> None:
    seats = list(meeting.committee.members.all())
    states, substitutes = {}, {}
    for line, facts in entry.attendances:
        member = _seat(seats, facts["member"], entry.on, line)
        if member.pk in states:
            raise FileWrong(line, f"{member.name} stands twice in the attendance.")
        states[member.pk] = facts["state"]
        by = facts["substitute"]
        substitutes[member.pk] = _seat(seats, by, entry.on, line).pk if by else None
    if states:
        record_attendance(meeting=meeting, states=states, substitutes=substitutes)
    for line, facts in entry.interests:
        with _said_at(line):
            declare_interest(meeting=meeting, **_declared(facts, seats, items, entry.on, line))
    for row, item in zip(items, entry.items, strict=True):
        if item.outcome or item.minute:
            with _said_at(item.line):
                record_outcome(row=row, outcome=item.outcome, minute=item.minute)
        for line, facts in item.actions:
            with _said_at(line):
                _put_action(row, facts)
    if entry.facts["minutes"]:
        keep_minutes(meeting=meeting, text=entry.facts["minutes"])
    if entry.facts["minutes_on"] is not None:
        publish_minutes(meeting=meeting, on=entry.facts["minutes_on"])


def _put_action(item: AgendaItem, facts: Mapping[str, Any]) -> None:
    row = record_action(item=item, what=facts["what"], owner=facts["owner"], due_on=facts["due_on"])
    if facts["done_on"] is not None:
        action_done(row=row, on=facts["done_on"], note=facts["done_note"])


def _declared(
    facts: Mapping[str, Any], seats: list[CommitteeMember], items: list[AgendaItem], on: date, line: int
) -> dict[str, Any]:
    item = items[facts["item"] - 1] if facts["item"] else None
    return {**facts, "member": _seat(seats, facts["member"], on, line), "item": item}


def _seat(seats: list[CommitteeMember], who: Sitter, on: date, line: int) -> CommitteeMember:
    found = seats_called(seats, who, on)
    if len(found) != 1:
        said = "Nobody" if not found else "More than one"
        raise FileWrong(
            line,
            f"{said} called “{who.name}” sits on the committee. Give the seat as “name” and “from”, as under “seats:”.",
        )
    return found[0]


def seats_called(seats: list[CommitteeMember], who: Sitter, on: date) -> list[CommitteeMember]:
    """Return the seats that a file can mean: by the first day if it is given, or held on the day, or any. No query."""
    named = [row for row in seats if row.name == who.name and who.from_on in (None, row.from_on)]
    return sitting(named, on) or named
