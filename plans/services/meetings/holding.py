"""What happens at a meeting: who came, what they declared, what became of each item, and the minutes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from plans.models import AgendaItem, Attendance, Committee, CommitteeMember, DeclaredInterest, Meeting, MeetingAction
from plans.services.meetings.agenda import MeetingRefused, still_held
from plans.statute.dates import said
from plans.text.markup import clean


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sits on a committee, for whom, from when to when."""

    name: str
    role: str
    represents: str = ""
    from_on: date | None = None
    to_on: date | None = None


@transaction.atomic
def keep_seat(*, committee: Committee, seat: Seat, row: CommitteeMember | None = None) -> CommitteeMember:
    """
    Keep who sits on a committee, or change it.

    :raises MeetingRefused: if it ends before it begins, or the same person has a seat from that day.
    """
    if seat.to_on is not None and seat.from_on is not None and seat.to_on < seat.from_on:
        raise MeetingRefused("The last day must not be before the first.", "to_on")
    row = row or CommitteeMember(committee=committee)
    row.name, row.role, row.represents, row.from_on, row.to_on = (
        seat.name, seat.role, seat.represents, seat.from_on, seat.to_on,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as twice:
        raise MeetingRefused(f"{seat.name} has a seat from {said(seat.from_on)} already.", "name") from twice
    return row


@transaction.atomic
def record_attendance(
    *, meeting: Meeting, states: Mapping[int, str], substitutes: Mapping[int, int | None]
) -> list[Attendance]:
    """
    Record who came: the state of each member by the number of the seat, and who stood in for whom.

    :raises MeetingRefused: if it is cancelled or minuted, one stands in for two, or for somebody who was there.
    """
    meeting = still_held(meeting)
    _refuse_minuted(meeting)
    stood_in = [who for who in substitutes.values() if who is not None]
    if len(stood_in) != len(set(stood_in)):
        raise MeetingRefused("One substitute stands in for one member only.")
    present = {pk for pk, state in states.items() if state == Attendance.State.PRESENT}
    for member, substitute in substitutes.items():
        if substitute is not None and member in present:
            raise MeetingRefused("A member who is present needs no substitute. Correct one of the two.")
    rows = []
    for member, state in states.items():
        found = {"state": state, "substitute_id": substitutes.get(member)}
        rows.append(Attendance.objects.update_or_create(meeting=meeting, member_id=member, defaults=found)[0])
    return rows


@transaction.atomic
def declare_interest(
    *,
    meeting: Meeting,
    member: CommitteeMember,
    kind: str,
    nature: str,
    item: AgendaItem | None = None,
    left_the_room: bool = False,
) -> DeclaredInterest:
    """
    Record an interest that a member declared.

    :raises MeetingRefused: if the meeting is cancelled or minuted, or nothing is said of its nature.
    """
    meeting = still_held(meeting)
    _refuse_minuted(meeting)
    if not nature.strip():
        raise MeetingRefused("Write what the interest is.", "nature")
    return DeclaredInterest.objects.create(
        meeting=meeting, member=member, item=item, kind=kind, nature=nature, left_the_room=left_the_room
    )


@transaction.atomic
def drop_interest(*, row: DeclaredInterest) -> None:
    """
    Take back an interest that was recorded by mistake; the editing history keeps it.

    :raises MeetingRefused: if the minutes are published.
    """
    meeting = still_held(row.meeting)
    _refuse_minuted(meeting)
    row.delete()


def _refuse_minuted(meeting: Meeting) -> None:
    if meeting.minutes_on is not None:
        raise MeetingRefused(f"The minutes were published on {said(meeting.minutes_on)}. They stand as they are.")


@transaction.atomic
def record_outcome(*, row: AgendaItem, outcome: str, minute: str) -> AgendaItem:
    """
    Record what a meeting made of an item, with the minute. A board's endorsement is never the decision (I7).

    :raises MeetingRefused: if the minutes are published, or the meeting was cancelled.
    """
    meeting = still_held(row.meeting)
    _refuse_minuted(meeting)
    row = AgendaItem.objects.select_for_update(of=("self",)).get(pk=row.pk)
    row.outcome, row.minute = outcome, minute
    row.save()
    return row


@transaction.atomic
def keep_minutes(*, meeting: Meeting, text: str) -> Meeting:
    """
    Keep the minutes as they are edited; ``text`` is blocks of HTML, and is cleaned.

    :raises MeetingRefused: if they are published, or the meeting was cancelled.
    """
    meeting = still_held(meeting)
    _refuse_minuted(meeting)
    meeting.minutes = clean(text)
    meeting.save()
    return meeting


@transaction.atomic
def publish_minutes(*, meeting: Meeting, on: date) -> Meeting:
    """
    Put the minutes before the public (R6; kept for inspection six years, N5).

    :raises MeetingRefused: if there are none, they are published already, or the day is before the meeting.
    """
    meeting = still_held(meeting)
    _refuse_minuted(meeting)
    if not meeting.minutes:
        raise MeetingRefused("There are no minutes yet. Write them first.")
    if on < meeting.on:
        raise MeetingRefused("Minutes cannot be published before the meeting. Correct the day.", "on")
    meeting.minutes_on = on
    meeting.save()
    return meeting


@transaction.atomic
def record_action(*, item: AgendaItem, what: str, owner: str, due_on: date | None) -> MeetingAction:
    """
    Put on the log what a meeting asked somebody to do.

    :raises MeetingRefused: if the meeting was cancelled, or nothing or nobody is named.
    """
    still_held(item.meeting)
    if not what.strip() or not owner.strip():
        raise MeetingRefused("Write what is to be done, and who does it.", "what")
    return MeetingAction.objects.create(item=item, what=what.strip(), owner=owner.strip(), due_on=due_on)


@transaction.atomic
def action_done(*, row: MeetingAction, on: date, note: str) -> MeetingAction:
    """
    Record that an action was done, on a day, and what was done.

    :raises MeetingRefused: if it is done already, nothing is said, or the day is before the meeting.
    """
    row = MeetingAction.objects.select_for_update(of=("self",)).select_related("item__meeting__day").get(pk=row.pk)
    if row.done_on is not None:
        raise MeetingRefused(f"It was done on {said(row.done_on)} already.")
    if not note.strip():
        raise MeetingRefused("Write what was done.", "note")
    if on < row.item.meeting.on:
        raise MeetingRefused("It cannot be done before the meeting that asked for it. Correct the day.", "on")
    row.done_on, row.done_note = on, note.strip()
    row.save()
    return row
