"""What the particulars of each step are made of, so that no guard meets what it cannot read."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from plans.statute.duties import STATED

# What no text is made of, and no database keeps.
_UNFIT = re.compile("[\x00\ud800-\udfff]")
DEEPEST = 12
LARGEST_NUMBER = 10**15


def _is_day(value: Any) -> bool:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value).isoformat() == value
        except ValueError:
            return False
    return type(value) is date


def _is_words(value: Any) -> bool:
    return isinstance(value, str)


def _is_words_listed(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)


def _is_words_by_name(value: Any) -> bool:
    return isinstance(value, Mapping) and all(isinstance(item, str) for item in value.values())


def _is_numbered_rows(value: Any) -> bool:
    rows = isinstance(value, list | tuple) and all(isinstance(item, Mapping) for item in value)
    return rows and all(type(item.get("number")) is int for item in value)


def _is_stated_duty(value: Any) -> bool:
    return value in [duty.key for duty in STATED]


_DAY = (_is_day, "a date. Give it as year, month and day, such as 2014-02-05.")
_WORDS = (_is_words, "words. Write it as text.")
_LIST = (_is_words_listed, "a list of words. Give it as a list.")
_NAMED = (_is_words_by_name, "reasons by name. Give a reason in words for each.")
_OWED = (_is_words_by_name, "names by reference. Give the name of each who is owed a copy.")
_ROWS = (_is_numbered_rows, "a list of numbered entries. Give each with its “number”.")
_DUTY = (_is_stated_duty, f"a duty. It can be {', '.join(duty.key for duty in STATED)}.")
Shape = tuple[Callable[[Any], bool], str]
SHAPES: Mapping[str, Mapping[str, Shape]] = {
    "consider_requirement": {"edition": _WORDS, "statement": _WORDS},
    "state_regard": {"duty": _DUTY, "edition": _WORDS, "statement": _WORDS},
    "record_priorities": {"authority": _WORDS, "priorities": _WORDS, "asked_on": _DAY, "consultation": _WORDS},
    "obtain_views": {
        "group": _WORDS,
        "found": _WORDS,
        "consultation": _WORDS,
        "opened_on": _DAY,
        "closed_on": _DAY,
    },
    "prepare_draft": {"changed": _NAMED, "order": _LIST, "limbs": _LIST},
    "consult_chief_constable": {"reply_by": _DAY, "asked": _WORDS, "rank": _WORDS},
    "consult_again": {"reply_by": _DAY, "asked": _WORDS, "rank": _WORDS},
    "record_reply": {"reply": _WORDS, "rank": _WORDS},
    "send_to_panel": {"sections": _LIST, "meeting_on": _DAY},
    "report": {"report": _WORDS, "recommendations": _ROWS, "met_on": _DAY, "copies_owed": _OWED},
    "no_report": {"chased_on": _DAY},
    "have_regard": {"considered": _WORDS},
    "respond": {"response": _WORDS, "answers": _ROWS},
    "publish_response": {"manner": _WORDS},
    "own_draft": {"statement": _WORDS},
    "record_decision": {"number": _WORDS, "title": _WORDS, "decision": _WORDS, "published_on": _DAY, "covers": _LIST},
    "issue": {"effective_from": _DAY, "period_ends_on": _DAY, "not_applicable": _NAMED, "copies_owed": _OWED},
    "send_copy": {"to": _LIST, "channel": _WORDS, "form": _WORDS, "digest": _WORDS, "message_id": _WORDS},
    "copy_came_back": {"to": _LIST, "why": _WORDS, "message_id": _WORDS},
    "publish": {"manner": _WORDS},
    "withdraw": {"why": _WORDS},
    "open_review": {"trigger": _WORDS, "annual_report": _WORDS, "edition": _WORDS, "why": _WORDS},
    "decline_review": {"trigger": _WORDS, "annual_report": _WORDS, "edition": _WORDS, "why": _WORDS, "reason": _WORDS},
    "consider": {"considered": _WORDS},
    "end_review": {"outcome": _WORDS, "reason": _WORDS},
    "panel_meeting": {"attended_by": _WORDS, "place": _WORDS},
    "consider_framework": {"edition": _WORDS, "statement": _WORDS},
}
MAY_BE_EMPTY = (_DAY, _WORDS, _OWED)


def wrong_in(step: str, particulars: Mapping[str, Any]) -> Iterator[str]:
    """Yield, in a sentence each, what is not of the kind that the step asks for, or cannot be kept on the record."""
    for name, (fits, what) in SHAPES.get(step, {}).items():
        value = particulars.get(name, "")
        empty = value == "" or value is None
        if name in particulars and not fits(value) and not (empty and SHAPES[step][name] in MAY_BE_EMPTY):
            yield f"“{name}” is not {what}"
    for name, value in particulars.items():
        if not _may_be_kept(name) or not _may_be_kept(value):
            yield f"“{str(name)[:40]!a}” holds what the record cannot keep. Use words, whole numbers, dates and lists."


def _may_be_kept(value: Any, depth: int = 0) -> bool:
    """Tell whether a value reads back from any database as it was written, so that its digest stays the same."""
    if depth > DEEPEST:
        return False
    if isinstance(value, str):
        return not _UNFIT.search(value)
    if isinstance(value, Mapping):
        return all(isinstance(k, str) and _may_be_kept(k) and _may_be_kept(v, depth + 1) for k, v in value.items())
    if isinstance(value, list | tuple):
        return all(_may_be_kept(item, depth + 1) for item in value)
    if isinstance(value, float):  # jsonb writes exponents out, and has no minus nought
        return re.fullmatch(r"-?[0-9]{1,15}[.][0-9]{1,15}", repr(value)) is not None and repr(value) != "-0.0"
    if isinstance(value, int):
        return abs(value) < LARGEST_NUMBER
    return value is None or isinstance(value, date)
