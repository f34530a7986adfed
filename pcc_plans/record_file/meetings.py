"""A draft brought up to date, of which something is still to be settled: parsed, put back, and dumped."""

from typing import Any

from django.utils import timezone

from pcc_plans.record_file.entries import MeetingEntry
from pcc_plans.record_file.errors import FileWrong
from pcc_plans.record_file.fields import blocks, check_keys, choice, number, text
from pcc_plans.record_file.reading import Block
from pcc_plans.record_file.texts import parse_text
from plans.models import DraftConflict, DraftMeeting, Instrument
from plans.text.outline import Outline, canonical_json, digest, to_data

_WORDS = ("base", "ours", "theirs", "text")


def parse_meeting(block: Block, names: dict[str, int]) -> MeetingEntry:
    """
    Parse what an instrument says under "conflicts".

    :raises FileWrong: if a key is unknown or missing, or a value is not what the key takes.
    """
    check_keys(block, ("stood_on", "draft", "places"), "“conflicts”")
    stood_on = number(block, "stood_on", lowest=1)
    if stood_on is None or "draft" not in block:
        raise FileWrong(block.line, "Give “stood_on”, the edition before, and “draft”, the draft as it stood on it.")
    places = tuple(_parsed(entry) for entry in blocks(block, "places"))
    return MeetingEntry(block.line, stood_on, parse_text(block["draft"], block.line_of("draft"), names), places)


def _parsed(block: Block) -> dict[str, str]:
    check_keys(block, ("key", "section", "place", "settled_as", *_WORDS), "A conflict")
    return {
        "key": text(block, "key", needed=True, longest=64),
        "section_id": text(block, "section", longest=80),
        "place": text(block, "place", needed=True, longest=400),
        "settled_as": choice(block, "settled_as", ("ours", "theirs", "text")) if "settled_as" in block else "",
        **{key: text(block, key) for key in _WORDS},
    }


def put_meeting(instrument: Instrument, entry: MeetingEntry, draft: Outline) -> None:
    """
    Put the conflicts back with a draft that stands on its edition already; ``draft`` is how it stood before.

    :raises FileWrong: if the plan has no edition of that number, or the draft varies none.
    """
    stood_on = instrument.plan.editions.filter(number=entry.stood_on).first()
    if stood_on is None or instrument.base is None:
        raise FileWrong(entry.line, f"There is no edition {entry.stood_on} on which the draft can have stood.")
    meeting = DraftMeeting.objects.create(
        instrument=instrument, stood_on=stood_on, edition=instrument.base, draft=canonical_json(to_data(draft))
    )
    for position, one in enumerate(entry.conflicts, start=1):
        settled_at = timezone.now() if one["settled_as"] else None
        DraftConflict.objects.create(
            meeting=meeting, instrument=instrument, position=position, settled_at=settled_at, **one
        )


def open_meeting(instrument: Instrument) -> DraftMeeting | None:
    """Return the meeting of a draft with an edition of which a conflict is still open, or None."""
    return instrument.meetings.filter(conflicts__settled_as="").order_by("-pk").first() if instrument.is_open else None


def meeting_data(meeting: DraftMeeting) -> dict[str, Any]:
    """Return a meeting as it stands in a record file, its text by its digest."""
    places = []
    for row in meeting.conflicts.order_by("position"):
        data = {"key": row.key, "section": row.section_id, "place": row.place, "settled_as": row.settled_as}
        data |= {key: getattr(row, key) for key in _WORDS}
        places.append({key: value for key, value in data.items() if value})
    return {"stood_on": meeting.stood_on.number, "draft": digest(meeting.outline), "places": places}
