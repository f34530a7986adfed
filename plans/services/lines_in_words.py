"""What a line of the record says besides who, when and on which wording, in a sentence of a certificate."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from plans.models import StepTaken
from plans.statute.dates import said

Said = Mapping[str, Any]
GROUPS = {"people": "The views of people in the area.", "victims": "The views of victims of crime in the area."}
# What is said to the office only: findings, considerations and replies are not public.
KEPT_BACK = {"obtain_views": "found", "have_regard": "considered", "record_reply": "reply"}


def in_words(line: StepTaken, authorities: Mapping[str, str], *, public: bool) -> str:
    """Return what a line says, in a sentence or two; to the public without what is kept from it."""
    said_of = line.particulars
    words = _of_authority(said_of, authorities) if line.step == "record_priorities" else ""
    if line.step in _SENTENCES:
        words = _SENTENCES[line.step](said_of)
    if not public and (more := said_of.get(KEPT_BACK.get(line.step, ""))):
        words = f"{words} “{more}”".strip()
    return words


def _of_authority(said_of: Said, authorities: Mapping[str, str]) -> str:
    ref = str(said_of.get("authority", ""))
    if said_of.get("priorities"):
        return f"{authorities.get(ref, ref)}: its priorities."
    asked = f" on {_day(said_of['asked_on'])}" if said_of.get("asked_on") else ""
    return f"{authorities.get(ref, ref)}: asked{asked}, and gave none."


def _day(value: Any) -> str:
    return said(date.fromisoformat(str(value)))


def _asked(said_of: Said) -> str:
    return f"A reply was asked for by {_day(said_of['reply_by'])}." if said_of.get("reply_by") else ""


def _sentence(words: Any) -> str:
    bare = str(words or "").strip().rstrip(".")
    return f"{bare}." if bare else ""


def _counted(number: int, noun: str) -> str:
    return f"{number or 'No'} {noun}{'' if number == 1 else 's'}"


def _sent(said_of: Said) -> str:
    meeting = f" for its meeting on {_day(said_of['meeting_on'])}" if said_of.get("meeting_on") else ""
    return f"{_counted(len(said_of.get('sections', ())), 'changed section')} sent{meeting}."


def _issued(said_of: Said) -> str:
    edition = f"Edition {said_of['edition']}" if said_of.get("edition") else ""
    effect = f"with effect from {_day(said_of['effective_from'])}" if said_of.get("effective_from") else ""
    return f"{', '.join(filter(None, (edition, effect)))}." if edition or effect else ""


_SENTENCES: Mapping[str, Callable[[Said], str]] = {
    "consider_requirement": lambda s: f"Against the edition of {s['edition']}." if s.get("edition") else "",
    "obtain_views": lambda s: GROUPS.get(str(s.get("group")), ""),
    "prepare_draft": lambda s: f"{_counted(len(s.get('changed', {})), 'section')} changed.",
    "consult_chief_constable": _asked,
    "consult_again": _asked,
    "record_reply": lambda s: "With comments." if s.get("comments") else "Without comments.",
    "send_to_panel": _sent,
    "report": lambda s: f"{_counted(len(s.get('recommendations', ())), 'recommendation')}.",
    "no_report": lambda s: f"The Panel was chased on {_day(s['chased_on'])}." if s.get("chased_on") else "",
    "respond": lambda s: f"{_counted(len(s.get('answers', ())), 'recommendation')} answered.",
    "publish_response": lambda s: _sentence(s.get("manner")),
    "record_decision": lambda s: f"Decision {s['number']}." if s.get("number") else "",
    "issue": _issued,
    "send_copy": lambda s: f"{_counted(len(s.get('to', ())), 'recipient')}.",
    "publish": lambda s: _sentence(s.get("manner")),
    "withdraw": lambda s: _sentence(s.get("why")),
}
