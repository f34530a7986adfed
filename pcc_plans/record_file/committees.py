"""The Panel and the boards of an office in a record file, parsed: their rules, and who sits on them by date."""

from dataclasses import dataclass

from pcc_plans.record_file.errors import FileWrong
from pcc_plans.record_file.fields import blocks, check_keys, choice, day, needed_day, number, ref, text
from pcc_plans.record_file.reading import Block
from plans.models import Committee, CommitteeMember
from plans.services.meetings.holding import Seat

COMMITTEE = ("kind", "name", "ref", "quorum", "days_before", "seats")
SEAT = ("name", "role", "represents", "from", "to")


@dataclass(frozen=True, slots=True)
class CommitteeEntry:
    """The Panel or a board: its rules, and who sits on it."""

    line: int
    kind: str
    name: str
    ref: str
    quorum: int | None
    days_before: int | None
    seats: tuple[tuple[int, Seat], ...]


def parse_committees(block: Block) -> tuple[CommitteeEntry, ...]:
    """
    Parse what a body says under "committees".

    :raises FileWrong: if a key is unknown or missing, or a value is not what the key takes.
    """
    found = tuple(_committee(entry) for entry in blocks(block, "committees"))
    seen: set[tuple[str, str]] = set()
    for one in found:
        if (one.kind, one.name) in seen:
            raise FileWrong(one.line, f"The committee “{one.name or 'panel'}” stands twice in the file.")
        seen.add((one.kind, one.name))
    return found


def _committee(block: Block) -> CommitteeEntry:
    check_keys(block, COMMITTEE, "A committee")
    kind = choice(block, "kind", Committee.Kind.values, default=Committee.Kind.BOARD.value)
    is_panel = kind == Committee.Kind.PANEL
    if is_panel and ("name" in block or "days_before" in block):
        wrong = "name" if "name" in block else "days_before"
        said = "is named by “panel_name” of the body" if wrong == "name" else "has its clear days from the law"
        raise FileWrong(block.line_of(wrong), f"The Panel {said}. Leave “{wrong}” out.")
    return CommitteeEntry(
        line=block.line,
        kind=kind,
        name=text(block, "name", needed=not is_panel, longest=200),
        ref=ref(block, "ref", needed=False, longest=60),
        quorum=number(block, "quorum", highest=999),
        days_before=number(block, "days_before", highest=999),
        seats=tuple(_seat(entry) for entry in blocks(block, "seats")),
    )


def _seat(block: Block) -> tuple[int, Seat]:
    check_keys(block, SEAT, "A seat")
    return block.line, Seat(
        name=text(block, "name", needed=True, longest=200),
        role=choice(block, "role", CommitteeMember.Role.values, default=CommitteeMember.Role.MEMBER.value),
        represents=text(block, "represents", longest=200),
        from_on=needed_day(block, "from"),
        to_on=day(block, "to"),
    )
