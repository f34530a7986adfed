"""How a body counts its days, in a record file: its rules, one-off holidays, and the ends of plans answered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from pcc_plans.record_file.errors import FileWrong
from pcc_plans.record_file.fields import (
    blocks,
    check_keys,
    choice,
    day,
    flag,
    needed_day,
    number,
    once,
    ref,
    text,
)
from pcc_plans.record_file.reading import Block
from plans.models import BankHoliday, Body, MeetingDay
from plans.statute.dates import Counted, Nation
from plans.statute.terms import Office

FACTS = (
    "nation",
    "clear_days_counted",
    "reply_days",
    "response_days",
    "questions_days",
    "questions_hour",
    "pre_election_days",
    "pre_election_gate_from",
)
LISTS = ("bank_holidays", "pre_election_periods", "period_answers", "meeting_days", "done")


@dataclass(frozen=True, slots=True)
class PeriodAnswer:
    """The monitoring officer's answer to a proposed end of a plan."""

    line: int
    plan: str
    election: date | None
    facts: dict[str, Any]

    @property
    def on(self) -> date:
        """The day on which it was answered."""
        return self.facts["decided_on"]


def parse_facts(block: Block) -> dict[str, Any]:
    """Return how a body counts its days; what is left out is as usual."""
    return {
        "nation": choice(block, "nation", Nation, default=Nation.ENGLAND.value),
        "clear_days_counted": choice(block, "clear_days_counted", Counted, default=Counted.WORKING.value),
        "reply_days": number(block, "reply_days", 10, highest=60),
        "response_days": number(block, "response_days", 10, highest=60),
        "questions_days": number(block, "questions_days", None, highest=20),
        "questions_hour": number(block, "questions_hour", 12, highest=23),
        "pre_election_days": number(block, "pre_election_days", 42, highest=120),
        "pre_election_gate_from": day(block, "pre_election_gate_from"),
    }


def parse_holidays(block: Block) -> tuple[tuple[int, dict[str, Any]], ...]:
    """Return the one-off holidays of a body, each with its line."""
    entries = blocks(block, "bank_holidays")
    once(entries, lambda entry: str(entry.get("on")), "The bank holiday")
    return tuple(_holiday(entry) for entry in entries)


def _holiday(block: Block) -> tuple[int, dict[str, Any]]:
    check_keys(block, ("on", "name", "counts"), "A bank holiday")
    return block.line, {
        "on": needed_day(block, "on"),
        "name": text(block, "name", needed=True, longest=200),
        "counts": choice(block, "counts", BankHoliday.Counts.values, default=BankHoliday.Counts.ADDED.value),
    }


def parse_periods(block: Block) -> tuple[tuple[int, dict[str, Any]], ...]:
    """Return the pre-election periods entered by hand, each with its line."""
    return tuple(_period(entry) for entry in blocks(block, "pre_election_periods"))


def _period(block: Block) -> tuple[int, dict[str, Any]]:
    check_keys(block, ("from", "to", "why"), "A pre-election period")
    first, last = needed_day(block, "from"), needed_day(block, "to")
    if last < first:
        raise FileWrong(block.line_of("to"), "“to” is before “from”.")
    return block.line, {"from_on": first, "to_on": last, "why": text(block, "why", needed=True, longest=200)}


def parse_meeting_days(block: Block) -> tuple[tuple[int, dict[str, Any]], ...]:
    """Return the days on which the Panel and the office's boards meet, each with its line."""
    entries = blocks(block, "meeting_days")
    once(entries, lambda entry: f"{entry.get('of')} of {entry.get('on')}", "The meeting of the")
    return tuple(_meeting_day(entry) for entry in entries)


def _meeting_day(block: Block) -> tuple[int, dict[str, Any]]:
    check_keys(block, ("of", "name", "on"), "A meeting day")
    return block.line, {
        "of": choice(block, "of", MeetingDay.Of.values, default=MeetingDay.Of.PANEL.value),
        "name": text(block, "name", needed=True, longest=200),
        "on": needed_day(block, "on"),
    }


def parse_done(block: Block) -> tuple[tuple[int, dict[str, Any]], ...]:
    """Return the words of those who held something that it was done, in the order of recording, each with its line."""
    return tuple(_done(entry) for entry in blocks(block, "done"))


def _done(block: Block) -> tuple[int, dict[str, Any]]:
    check_keys(block, ("key", "what", "done", "on", "note", "by"), "A word that something was done")
    return block.line, {
        "key": text(block, "key", needed=True, longest=200),
        "what": text(block, "what", needed=True, longest=400),
        "done": flag(block, "done", True),
        "on": needed_day(block, "on"),
        "note": text(block, "note", needed=True),
        "by_name": text(block, "by", needed=True, longest=200),
    }


def parse_answers(block: Block, plans: Collection[str]) -> tuple[PeriodAnswer, ...]:
    """Return the answers to proposed ends of plans, in the order in which they were given."""
    return tuple(_period_answer(entry, plans) for entry in blocks(block, "period_answers"))


def _period_answer(block: Block, plans: Collection[str]) -> PeriodAnswer:
    keys = ("plan", "election", "stood_until", "ends_on", "confirmed", "reason", "on", "by", "office")
    check_keys(block, keys, "An answer to a proposed end")
    plan = ref(block, "plan")
    if plan not in plans:
        raise FileWrong(block.line_of("plan"), f"The file has no plan “{plan}”.")
    facts = {
        "stood_until": needed_day(block, "stood_until"),
        "ends_on": needed_day(block, "ends_on"),
        "confirmed": flag(block, "confirmed", True),
        "reason": text(block, "reason", needed=True),
        "decided_on": needed_day(block, "on"),
        "officer": text(block, "by", needed=True, longest=200),
        "officer_office": choice(block, "office", Office, default=Office.CHIEF_EXECUTIVE.value),
    }
    return PeriodAnswer(block.line, plan, day(block, "election"), facts)


def dumped_days(body: Body) -> dict[str, Any]:
    """Return how a body counts its days as a record file says it: what is as usual is left out."""
    usual = {name: Body._meta.get_field(name).default for name in FACTS}
    facts = {name: getattr(body, name) for name in FACTS}
    lists = {
        "bank_holidays": [
            {"on": row.on, "name": row.name, "counts": row.counts} for row in body.bank_holidays.order_by("on")
        ],
        "pre_election_periods": [
            {"from": row.from_on, "to": row.to_on, "why": row.why}
            for row in body.pre_election_periods.order_by("from_on", "to_on", "why")
        ],
    }
    lists["meeting_days"] = [
        {"of": row.of, "name": row.name, "on": row.on} for row in body.meeting_days.order_by("on", "of")
    ]
    said = {name: value for name, value in facts.items() if value is not None and value != usual.get(name)}
    return said | {name: rows for name, rows in lists.items() if rows}


def dumped_done(body: Body) -> list[dict[str, Any]]:
    """Return what was said to be done in an office, in the order of recording."""
    return [
        {"key": row.key, "what": row.what, "done": row.done, "on": row.on, "note": row.note, "by": row.by_name}
        for row in body.done_records.order_by("pk")
    ]


def dumped_answers(body: Body) -> list[dict[str, Any]]:
    """Return the answers to proposed ends of a body's plans, in the order in which they were given."""
    rows = [row for plan in body.plans.order_by("ref") for row in plan.period_confirmations.select_related("election")]
    return [
        {
            "plan": row.plan.ref,
            **({"election": row.election.expected_on} if row.election else {}),
            "stood_until": row.stood_until,
            "ends_on": row.ends_on,
            "confirmed": row.confirmed,
            "reason": row.reason,
            "on": row.decided_on,
            "by": row.officer,
            "office": row.officer_office,
        }
        for row in sorted(rows, key=lambda row: row.pk)
    ]
