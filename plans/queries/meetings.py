"""Meetings as their pages show them: the agenda numbered, papers that the reader may have, who sits and who came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from plans.models import (
    Access,
    AgendaItem,
    Attendance,
    Body,
    Committee,
    CommitteeMember,
    DeclaredInterest,
    Meeting,
    MeetingAction,
    MeetingDay,
    Paper,
)
from plans.queries.calendar import calendar_of

VOTING = (
    CommitteeMember.Role.CHAIR,
    CommitteeMember.Role.VICE_CHAIR,
    CommitteeMember.Role.MEMBER,
    CommitteeMember.Role.INDEPENDENT,
)


BUSINESS = (AgendaItem.Kind.REPORT, AgendaItem.Kind.OTHER)


@dataclass(frozen=True, slots=True)
class NumberedPaper:
    """A paper under its item, lettered ("3a") where the item has several; the number is computed."""

    row: Paper
    number: str

    @property
    def is_late(self) -> bool:
        """Whether it went out after the agenda, in a supplement."""
        return self.row.supplement > 0


@dataclass(frozen=True, slots=True)
class NumberedItem:
    """An item of an agenda with its number, and those of its papers that the reader may have."""

    row: AgendaItem
    number: int
    papers: tuple[NumberedPaper, ...]
    kept_back: int = 0
    """How many papers the reader may not have."""

    @property
    def is_closed(self) -> bool:
        """Whether the item itself is exempt or confidential (N4)."""
        return self.row.access != Access.PUBLIC


def is_open_to_all(paper: Paper) -> bool:
    """
    Tell whether the public may have a paper once the agenda is out: the one place that answers this (STATUTE N4).

    A paper is as closed as its item; a withdrawn one is nobody's any more.
    """
    opened = paper.access == Access.PUBLIC and paper.item.access == Access.PUBLIC
    return opened and paper.withdrawn_at is None


def agenda_of(meeting: Meeting, *, public: bool) -> tuple[NumberedItem, ...]:
    """
    Return the agenda of a meeting in order, with the papers of each item: for the public, those open to all alone.

    A closed item keeps its number and its title before the public, and has no paper there. Two queries.
    """
    papers = Prefetch("papers", Paper.objects.select_related("item__meeting", "file").defer("file__content"))
    rows = meeting.items.select_related("instrument").prefetch_related(papers)
    return tuple(_numbered(row, number, public) for number, row in enumerate(rows, 1))


def _numbered(row: AgendaItem, number: int, public: bool) -> NumberedItem:
    every = list(row.papers.all())
    standing = [paper for paper in every if paper.withdrawn_at is None] if public else every
    several = len(every) > 1
    lettered = [
        NumberedPaper(paper, f"{number}{_letter(place)}" if several else str(number))
        for place, paper in enumerate(every)
        if not public or is_open_to_all(paper)
    ]
    return NumberedItem(row, number, tuple(lettered), len(standing) - len(lettered) if public else 0)


def _letter(place: int) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return letters[place] if place < len(letters) else f"-{place + 1}"


def open_paper(meeting: Meeting, pk: int, today: date) -> Paper | None:
    """Return a paper of a meeting that the public may have on a day, or None. One query."""
    if not is_public(meeting, today):
        return None
    paper = Paper.objects.filter(item__meeting=meeting, pk=pk).select_related("item", "file").first()
    return paper if paper and is_open_to_all(paper) else None


def is_public(meeting: Meeting, today: date) -> bool:
    """Tell whether the agenda of a meeting is before the public on a day. No query."""
    return meeting.agenda_on is not None and meeting.agenda_on <= today


def public_meeting(ref: str, today: date) -> Meeting | None:
    """Return a meeting whose agenda the public may read on a day, or None. One query."""
    found = meetings_of_all().filter(ref=ref).first()
    return found if found and is_public(found, today) else None


def meetings_of_all() -> QuerySet[Meeting]:
    """Return meetings with what they are named by."""
    return Meeting.objects.select_related("day", "committee__body").defer("minutes")


def meetings_of(body: Body, kind: str) -> QuerySet[Meeting]:
    """Return the meetings with an agenda of a body's committees of a kind, latest first. One query."""
    return meetings_of_all().filter(committee__body=body, committee__kind=kind).order_by("-day__on", "-id")


def public_meetings(body: Body, today: date) -> list[Meeting]:
    """Return the meetings of a body whose agenda the public may read, latest first. One query."""
    rows = meetings_of_all().filter(committee__body=body, agenda_on__lte=today)
    return list(rows.order_by("-day__on", "-id"))


def days_without_agenda(body: Body, kind: str, since: date) -> QuerySet[MeetingDay]:
    """Return the days ahead on which committees of a kind meet, and for which no agenda is begun. One query."""
    return body.meeting_days.filter(of=kind, on__gte=since, meeting__isnull=True).order_by("on", "id")


def papers_due_on(meeting: Meeting) -> date | None:
    """
    Return the last day on which the agenda may be opened: the law's for a Panel (N3), the office's own policy for a
    board (N6), or None where it has none. One query for as long as the body is the same object.
    """
    calendar = calendar_of(meeting.committee.body)
    if meeting.committee.is_panel:
        return calendar.agenda_open_by(meeting.on)
    days = meeting.committee.days_before
    return None if days is None else calendar.latest_before(meeting.on, days)


def is_late(meeting: Meeting, opened_on: date) -> bool:
    """Tell whether an agenda opened on a day is later than the law, or the office's policy, asks."""
    due = papers_due_on(meeting)
    return due is not None and opened_on > due


def members_on(committee: Committee, on: date) -> list[CommitteeMember]:
    """Return who sits on a committee on a day, the chair first, then by name. One query."""
    order = [role.value for role in CommitteeMember.Role]
    rows = sitting(committee.members.all(), on)
    return sorted(rows, key=lambda row: (order.index(row.role), row.name))


def sitting(rows: Iterable[CommitteeMember], on: date) -> list[CommitteeMember]:
    """Return those of some seats that are held on a day. No query where the rows are read."""
    return [row for row in rows if row.from_on <= on and (row.to_on is None or on <= row.to_on)]


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many of those who vote were there, substitutes counted for whom they stood in, and how many were needed."""

    present: int
    of: int
    needed: int | None

    @property
    def is_met(self) -> bool | None:
        """Whether enough were there; None where the committee keeps no number."""
        return None if self.needed is None else self.present >= self.needed


def quorum_of(meeting: Meeting, members: Iterable[CommitteeMember], came: Iterable[Attendance]) -> Quorum:
    """Return how a meeting stood against its quorum. No query."""
    voting = {row.pk for row in members if row.role in VOTING}
    present = [
        row
        for row in came
        if row.member_id in voting and (row.state == Attendance.State.PRESENT or row.substitute_id is not None)
    ]
    return Quorum(len(present), len(voting), meeting.committee.quorum)


def attendance_of(meeting: Meeting) -> list[Attendance]:
    """Return who came to a meeting, as recorded. One query."""
    return list(meeting.attendances.select_related("member", "substitute").order_by("member__name", "id"))


def interests_of(meeting: Meeting) -> list[DeclaredInterest]:
    """Return the interests declared at a meeting, in the order of recording. One query."""
    return list(meeting.interests.select_related("member", "item").order_by("id"))


def next_supplement(meeting: Meeting) -> int:
    """Return the number of the supplement that a paper added now belongs to: 0 before the agenda is out. One query."""
    if meeting.agenda_on is None:
        return 0
    sent = meeting.packs.filter(sent_at__isnull=False).order_by("-number").values_list("number", flat=True).first()
    return (sent or 0) + 1


def seats_of(user: Any) -> QuerySet[CommitteeMember]:
    """Return the seats that a signed-in person holds or held."""
    return CommitteeMember.objects.filter(user=user).select_related("committee")


def actions_of(body: Body, kind: str) -> list[MeetingAction]:
    """Return the action log of a body's committees of a kind, the open ones first by their day. One query."""
    rows = MeetingAction.objects.filter(item__meeting__committee__body=body, item__meeting__committee__kind=kind)
    found = list(rows.select_related("item__meeting__day").order_by("due_on", "pk"))
    return sorted(found, key=lambda row: (row.done_on is not None, row.due_on is None, row.due_on or date.max, row.pk))


@dataclass(frozen=True, slots=True)
class Expected:
    """A day on which a committee meets, with the business that is expected to come before it."""

    day: MeetingDay
    meeting: Meeting | None
    items: tuple[AgendaItem, ...]


def forward_plan(body: Body, kind: str, since: date) -> list[Expected]:
    """Return the forward plan of a body's committees of a kind: each day ahead with its business. Three queries."""
    business = AgendaItem.objects.filter(kind__in=BUSINESS).select_related("instrument")
    days = body.meeting_days.filter(of=kind, on__gte=since).select_related("meeting__committee")
    found = days.prefetch_related(Prefetch("meeting__items", business)).order_by("on", "id")
    rows = [(day, getattr(day, "meeting", None)) for day in found]
    return [Expected(day, meeting, tuple(meeting.items.all()) if meeting else ()) for day, meeting in rows]
