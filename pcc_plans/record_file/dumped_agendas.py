"""Committees and meetings as a record file has them."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from pcc_plans.record_file.agendas import Sitter
from pcc_plans.record_file.put_agendas import seats_called
from plans.models import AgendaItem, Attendance, Body, Committee, CommitteeMember, Meeting, Paper

Data = dict[str, Any]


def _said(**data: Any) -> Data:
    return {key: value for key, value in data.items() if value not in (None, "", [], {}, ())}


def dumped_committees(body: Body) -> list[Data]:
    """Return those committees of a body of which there is more to say than the name, by kind and name."""
    rows = [_committee(row) for row in body.committees.prefetch_related("members").order_by("-kind", "name")]
    return [row for row in rows if row.keys() - {"kind", "name"}]


def _committee(row: Committee) -> Data:
    seats = sorted(row.members.all(), key=lambda seat: (seat.from_on, seat.name))
    usual = "panel" if row.is_panel else slugify(row.name)[:50] or "board"
    return _said(
        kind=row.kind,
        name="" if row.is_panel else row.name,
        ref="" if row.ref == usual else row.ref,
        quorum=row.quorum,
        days_before=row.days_before,
        seats=[
            _said(
                name=seat.name,
                role=seat.role,
                represents=seat.represents,
                **{"from": seat.from_on, "to": seat.to_on},
            )
            for seat in seats
        ],
    )


def _meetings(body: Body) -> list[Meeting]:
    rows = Meeting.objects.filter(day__body=body).select_related("day", "committee")
    return list(rows.order_by("day__on", "day__of", "day__name"))


def _papers(body: Body) -> Iterator[Paper]:
    return Paper.objects.filter(item__meeting__day__body=body).order_by("pk").iterator()


def texts_of_meetings(body: Body) -> list[str]:
    """Return every text of a body's meetings that can hold a picture: of papers and of minutes."""
    return [paper.text for paper in _papers(body)] + [meeting.minutes for meeting in _meetings(body)]


def files_of_meetings(body: Body) -> set[str]:
    """Return the digests of the files that papers of a body's meetings came in as."""
    return {paper.file_id for paper in _papers(body) if paper.file_id}


def dumped_meetings(body: Body) -> list[Data]:
    """Return the meetings of a body that have an agenda, by day."""
    return [_meeting(row) for row in _meetings(body)]


def _meeting(row: Meeting) -> Data:
    seats = list(row.committee.members.all())
    items = list(row.items.select_related("instrument").prefetch_related("papers", "actions"))
    came = row.attendances.select_related("member", "substitute").order_by("member__name", "member__from_on")
    declared = row.interests.select_related("member").order_by("pk")
    places = {item.pk: place for place, item in enumerate(items, 1)}
    return {
        "of": row.day.of,
        "name": row.day.name,
        "on": row.on,
        **_said(
            committee=row.committee.name if not row.committee.is_panel and row.committee.name != row.day.name else "",
            ref=row.ref,
            starts_at=f"{row.starts_at:%H:%M}" if row.starts_at else "",
            place=row.place,
        ),
        **({} if row.in_public else {"in_public": False}),
        **_said(
            agenda_on=row.agenda_on,
            late_reason=row.late_reason,
            late_by=row.late_by,
            items=[_item(item) for item in items],
            attendances=[_attendance(one, seats, row) for one in came],
            interests=[
                _said(
                    member=_sitter(one.member, seats, row),
                    item=places.get(one.item_id),
                    kind=one.kind,
                    nature=one.nature,
                    left_the_room=one.left_the_room or None,
                )
                for one in declared
            ],
            minutes=row.minutes,
            minutes_on=row.minutes_on,
            cancelled_on=row.cancelled_on,
            cancelled_why=row.cancelled_why,
        ),
    }


def _item(row: AgendaItem) -> Data:
    return _said(
        kind=row.kind,
        title=row.title,
        asked=row.asked,
        instrument=row.instrument.ref if row.instrument else "",
        **_closing(row),
        urgent_reason=row.urgent_reason,
        outcome=row.outcome,
        minute=row.minute,
        papers=[_paper(paper) for paper in row.papers.all()],
        actions=[
            _said(what=one.what, owner=one.owner, due_on=one.due_on, done_on=one.done_on, done_note=one.done_note)
            for one in sorted(row.actions.all(), key=lambda one: one.pk)
        ],
    )


def _closing(row: AgendaItem | Paper) -> Data:
    if row.access == "public":
        return {}
    return {"access": row.access, "exempt_paragraphs": row.exempt_paragraphs, "access_reason": row.access_reason}


def _paper(row: Paper) -> Data:
    return _said(
        title=row.title,
        sender=row.sender,
        marking=row.marking,
        text=row.text,
        background_papers=row.background_papers,
        oddities=row.oddities,
        document=row.file_id,
        **_closing(row),
        supplement=row.supplement or None,
        withdrawn_on=timezone.localdate(row.withdrawn_at) if row.withdrawn_at else None,
        withdrawn_why=row.withdrawn_why,
    )


def _attendance(row: Attendance, seats: list[CommitteeMember], meeting: Meeting) -> Data:
    substitute = _sitter(row.substitute, seats, meeting) if row.substitute else None
    return _said(member=_sitter(row.member, seats, meeting), state=row.state, substitute=substitute)


def _sitter(row: CommitteeMember, seats: list[CommitteeMember], meeting: Meeting) -> str | Data:
    if seats_called(seats, Sitter(row.name), meeting.on) == [row]:
        return row.name
    return {"name": row.name, "from": row.from_on}
