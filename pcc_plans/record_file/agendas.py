"""Meetings in a record file, parsed: the agenda with its papers, who came, what became of it, and the minutes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from typing import Any

from pcc_plans.record_file.errors import FileWrong
from pcc_plans.record_file.fields import (
    as_items,
    blocks,
    check_keys,
    choice,
    day,
    flag,
    near,
    needed_day,
    number,
    once,
    ref,
    text,
    texts,
)
from pcc_plans.record_file.reading import Block
from plans.models import Access, AgendaItem, Attendance, DeclaredInterest, MeetingDay
from plans.services.meetings.agenda import Closing
from plans.services.meetings.papers import Written
from plans.statute.access import EXEMPT

CLOSING = ("access", "exempt_paragraphs", "access_reason")
MEETING = (
    "of", "name", "on", "committee", "ref", "starts_at", "place", "in_public", "agenda_on", "late_reason", "late_by",
    "items", "attendances", "interests", "minutes", "minutes_on", "cancelled_on", "cancelled_why",
)  # fmt: skip
ITEM = ("kind", "title", "asked", "instrument", *CLOSING, "urgent_reason", "outcome", "minute", "papers", "actions")
PAPER = (
    "title", "sender", "marking", "text", "background_papers", "oddities", "document", *CLOSING, "supplement",
    "withdrawn_on", "withdrawn_why",
)  # fmt: skip
ODDITY = ("kind", "place", "what")
ACTION = ("what", "owner", "due_on", "done_on", "done_note")
ATTENDANCE = ("member", "state", "substitute")
SITTER = ("name", "from")
INTEREST = ("member", "item", "kind", "nature", "left_the_room")
Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sitter:
    """Who sits on a committee, by name, and where that does not say it by the first day of the seat."""

    name: str
    from_on: date | None = None


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """A paper with how it came in, in which supplement it went out, and whether it was withdrawn."""

    line: int
    written: Written
    oddities: list[dict[str, str]]
    document: str
    supplement: int
    withdrawn_on: date | None
    withdrawn_why: str


@dataclass(frozen=True, slots=True)
class ItemEntry:
    """An item of an agenda with its papers, and what came of it; ``facts`` is what the item says."""

    line: int
    facts: Facts
    instrument: str
    outcome: str
    minute: str
    papers: tuple[PaperEntry, ...]
    actions: tuple[tuple[int, Facts], ...]


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """A meeting on a day that the file has; ``facts`` is what stands on the meeting itself, by key."""

    line: int
    of: str
    on: date
    facts: Facts
    items: tuple[ItemEntry, ...]
    attendances: tuple[tuple[int, Facts], ...]
    interests: tuple[tuple[int, Facts], ...]


def parse_meetings(block: Block, instruments: Collection[str], documents: Collection[str]) -> tuple[AgendaEntry, ...]:
    """
    Parse what a body says under "meetings".

    :raises FileWrong: if a key is unknown or missing, a value is not what the key takes, or an instrument or a
        document is not in the file.
    """
    entries = blocks(block, "meetings")
    once(entries, lambda entry: f"{entry.get('name')} on {entry.get('on')}", "The meeting")
    return tuple(_meeting(entry, instruments, documents) for entry in entries)


def _meeting(block: Block, instruments: Collection[str], documents: Collection[str]) -> AgendaEntry:
    check_keys(block, MEETING, "A meeting")
    items = tuple(_item(entry, instruments, documents) for entry in blocks(block, "items"))
    facts = {
        "name": text(block, "name", longest=200),
        "committee": text(block, "committee", longest=200),
        "ref": ref(block, "ref", needed=False),
        "starts_at": _hour(block),
        "place": text(block, "place", longest=300),
        "in_public": flag(block, "in_public", True),
        "agenda_on": day(block, "agenda_on"),
        "late_reason": text(block, "late_reason"),
        "late_by": text(block, "late_by", longest=200),
        "minutes": text(block, "minutes"),
        "minutes_on": day(block, "minutes_on"),
        "cancelled_on": day(block, "cancelled_on"),
        "cancelled_why": text(block, "cancelled_why"),
    }
    for key, other in (("late_reason", "agenda_on"), ("late_by", "agenda_on"), ("cancelled_why", "cancelled_on")):
        if facts[key] and facts[other] is None:
            raise FileWrong(block.line_of(key), f"“{key}” stands here without “{other}”. Give the day too.")
    return AgendaEntry(
        line=block.line,
        of=choice(block, "of", MeetingDay.Of.values, default=MeetingDay.Of.PANEL.value),
        on=needed_day(block, "on"),
        facts=facts,
        items=items,
        attendances=tuple(_attendance(entry) for entry in blocks(block, "attendances")),
        interests=tuple(_interest(entry, len(items)) for entry in blocks(block, "interests")),
    )


def _hour(block: Block) -> time | None:
    words = text(block, "starts_at")
    try:
        return time.fromisoformat(words) if words else None
    except ValueError as wrong:
        raise FileWrong(
            block.line_of("starts_at"), "“starts_at” is not a time of the day. Write it as 10:30."
        ) from wrong


def _item(block: Block, instruments: Collection[str], documents: Collection[str]) -> ItemEntry:
    check_keys(block, ITEM, "An item of an agenda")
    instrument = ref(block, "instrument", needed=False)
    if instrument and instrument not in instruments:
        raise FileWrong(
            block.line_of("instrument"), f"There is no instrument “{instrument}”.{near(instrument, instruments)}"
        )
    outcomes = AgendaItem.Outcome.values
    papers = tuple(_paper(entry, documents) for entry in blocks(block, "papers"))
    for before, after in pairwise(papers):
        if after.supplement < before.supplement:
            raise FileWrong(after.line, "A paper of a later supplement stands before this one. Put it after.")
    return ItemEntry(
        line=block.line,
        facts={
            "title": text(block, "title", needed=True, longest=300),
            "kind": choice(block, "kind", AgendaItem.Kind.values, default=AgendaItem.Kind.REPORT.value),
            "asked": text(block, "asked", longest=300),
            "closing": _closing(block),
            "urgent_reason": text(block, "urgent_reason"),
        },
        instrument=instrument,
        outcome=choice(block, "outcome", outcomes) if "outcome" in block else "",
        minute=text(block, "minute"),
        papers=papers,
        actions=tuple(_action(entry) for entry in blocks(block, "actions")),
    )


def _action(block: Block) -> tuple[int, Facts]:
    check_keys(block, ACTION, "An action")
    facts = {
        "what": text(block, "what", needed=True),
        "owner": text(block, "owner", needed=True, longest=200),
        "due_on": day(block, "due_on"),
        "done_on": day(block, "done_on"),
        "done_note": text(block, "done_note"),
    }
    if facts["done_note"] and facts["done_on"] is None:
        raise FileWrong(block.line_of("done_note"), "“done_note” stands here without “done_on”. Give the day too.")
    return block.line, facts


def _closing(block: Block) -> Closing:
    access = choice(block, "access", Access.values, default=Access.PUBLIC.value)
    paragraphs = as_items(block.get("exempt_paragraphs"), block.line_of("exempt_paragraphs"), "“exempt_paragraphs”")
    for one, line in zip(paragraphs, paragraphs.lines, strict=True):
        if type(one) is not int or one not in EXEMPT:
            raise FileWrong(line, "“exempt_paragraphs” are numbers of Schedule 12A, from 1 to 7.")
    reason = text(block, "access_reason")
    if access != Access.EXEMPT and paragraphs:
        raise FileWrong(block.line_of("exempt_paragraphs"), "Paragraphs of Schedule 12A are for what is exempt.")
    if access == Access.PUBLIC and reason:
        raise FileWrong(block.line_of("access_reason"), "A reason is for what is closed. Give “access” too.")
    return Closing(access, tuple(paragraphs), reason)


def _paper(block: Block, documents: Collection[str]) -> PaperEntry:
    check_keys(block, PAPER, "A paper")
    document = text(block, "document")
    if document and document not in documents:
        raise FileWrong(block.line_of("document"), f"There is no document “{document}” under “documents:”.")
    withdrawn_on, withdrawn_why = day(block, "withdrawn_on"), text(block, "withdrawn_why")
    if withdrawn_why and withdrawn_on is None:
        raise FileWrong(block.line_of("withdrawn_why"), "“withdrawn_why” stands here without “withdrawn_on”.")
    written = Written(
        title=text(block, "title", needed=True, longest=300),
        sender=text(block, "sender", longest=200),
        marking=text(block, "marking", longest=60),
        text=text(block, "text"),
        background_papers=tuple(texts(block, "background_papers")),
        closing=_closing(block),
    )
    oddities = [_oddity(entry) for entry in blocks(block, "oddities")]
    supplement = number(block, "supplement", 0, highest=999) or 0
    return PaperEntry(block.line, written, oddities, document, supplement, withdrawn_on, withdrawn_why)


def _oddity(block: Block) -> dict[str, str]:
    check_keys(block, ODDITY, "What looks wrong in a paper")
    return {key: text(block, key) for key in ODDITY}


def _sitter(block: Block, key: str) -> Sitter:
    value = block.get(key)
    if isinstance(value, Block):
        check_keys(value, SITTER, "A member")
        return Sitter(text(value, "name", needed=True, longest=200), needed_day(value, "from"))
    return Sitter(text(block, key, needed=True, longest=200))


def _attendance(block: Block) -> tuple[int, Facts]:
    check_keys(block, ATTENDANCE, "An attendance")
    return block.line, {
        "member": _sitter(block, "member"),
        "state": choice(block, "state", Attendance.State.values),
        "substitute": _sitter(block, "substitute") if block.get("substitute") else None,
    }


def _interest(block: Block, items: int) -> tuple[int, Facts]:
    check_keys(block, INTEREST, "A declared interest")
    item = number(block, "item", lowest=1)
    if item is not None and item > items:
        raise FileWrong(block.line_of("item"), f"The agenda has no item {item}: “item” is its number on the agenda.")
    return block.line, {
        "member": _sitter(block, "member"),
        "item": item,
        "kind": choice(block, "kind", DeclaredInterest.Kind.values),
        "nature": text(block, "nature", needed=True),
        "left_the_room": flag(block, "left_the_room", False),
    }
