"""Meetings, agendas and papers as the components of the pages take them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from plans.models import Meeting, Paper
from plans.queries.calendar import calendar_of
from plans.queries.due import questions_by
from plans.queries.meetings import NumberedItem, NumberedPaper, is_open_to_all, papers_due_on
from plans.statute.access import closed_in_words
from plans.statute.dates import said, weekday
from plans.views.office.words import counted


def when(meeting: Meeting) -> str:
    """Return when and where a meeting is held, in words."""
    at = f", {meeting.starts_at:%H:%M}" if meeting.starts_at else ""
    return f"{weekday(meeting.on)}{at}"


def state_of(meeting: Meeting, today: date) -> tuple[str, str, str]:
    """Return where a meeting stands, as a tag: word, kind, icon."""
    if meeting.cancelled_on:
        return ("Cancelled", "bad", "stop")
    if meeting.minutes_on:
        return ("Minutes published", "good", "tick")
    if meeting.on < today:
        return ("Held", "", "circle")
    if meeting.agenda_on:
        return ("Agenda open", "good", "tick")
    due = papers_due_on(meeting)
    return ("Agenda late", "warn", "triangle") if due and today > due else ("Agenda being made", "", "half")


def facts_of(meeting: Meeting, *, working: bool) -> list[dict[str, str]]:
    """Return the facts at the head of a meeting's page. One query for as long as the body is the same object."""
    due, body = papers_due_on(meeting), meeting.committee.body
    asked = questions_by(body, calendar_of(body), meeting.on) if meeting.committee.is_panel else None
    opened = said(meeting.agenda_on) if meeting.agenda_on else ""
    facts = [
        ("When", when(meeting)),
        ("Where", meeting.place or "Not said yet"),
        ("The public", "may come" if meeting.in_public else "are not admitted"),
        ("Papers out by", weekday(due) if due and working and not opened else ""),
        ("Papers out since", opened),
        ("Public’s questions by", f"{weekday(asked)}, {body.questions_hour}:00" if asked else ""),
        ("Minutes published", said(meeting.minutes_on) if meeting.minutes_on else ""),
    ]
    return [{"term": term, "fact": fact} for term, fact in facts if fact]


def item_rows(
    agenda: Iterable[NumberedItem], paper_url: Callable[[Paper], str], pages: Mapping[int, tuple[int, int]]
) -> list[dict[str, Any]]:
    """Return the items of an agenda for the page; ``pages`` says where each paper stands in what was sent out."""
    return [
        {
            "row": item.row,
            "number": item.number,
            "closed": closed_in_words(item.row.access, item.row.exempt_paragraphs),
            "reason": item.row.access_reason,
            "kept_back": _kept_back(item),
            "papers": [_paper(paper, paper_url, pages) for paper in item.papers],
        }
        for item in agenda
    ]


def _kept_back(item: NumberedItem) -> str:
    if not item.kept_back:
        return ""
    return f"{counted(item.kept_back, 'paper is', 'papers are')} not open to the public."


def _paper(paper: NumberedPaper, url: Callable[[Paper], str], pages: Mapping[int, tuple[int, int]]) -> dict[str, Any]:
    row = paper.row
    private = "P" if not is_open_to_all(row) else ""
    first, last = pages.get(row.pk, (0, 0))
    return {
        "row": row,
        "number": paper.number,
        "url": url(row),
        "pages": _pages(private, first, last),
        "late": f"Supplement {row.supplement}" if row.supplement else "",
        "closed": closed_in_words(row.access, row.exempt_paragraphs),
        "withdrawn": f"Withdrawn on {said(row.withdrawn_at.date())}: {row.withdrawn_why}" if row.withdrawn_at else "",
    }


def _pages(letter: str, first: int, last: int) -> str:
    if not first:
        return ""
    return f"page {letter}{first}" if first == last else f"pages {letter}{first} to {letter}{last}"


def late_words(meeting: Meeting) -> str:
    """Return what is said with an agenda that was opened late; "" for one in time."""
    if not meeting.late_reason:
        return ""
    return f"It was opened later than it should have been. {meeting.late_by} answers for that: {meeting.late_reason}"
