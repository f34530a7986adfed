"""How the pages say where each copy stands: queries' answers as what the templates take."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from plans.models import Letter
from plans.queries.copies import Copy
from plans.statute.dates import said
from plans.views.office.words import counted, joined

State = Letter.State
# The tag of each state of a letter: its word, its kind and its icon.
TAGS = {
    State.WAITING: ("Waiting to be sent", "", "later"),
    State.SENDING: ("Being sent", "", "working"),
    State.UNKNOWN: ("Not known whether it left", "warn", "warn"),
    State.SENT: ("Sent", "good", "tick"),
    State.REFUSED: ("Not sent", "bad", "stop"),
    State.BOUNCED: ("Came back", "bad", "stop"),
    State.ACKNOWLEDGED: ("Acknowledged", "good", "done"),
    State.POSTED: ("Posted", "good", "tick"),
}
NOT_SERVED = ("Not served", "warn", "triangle")
SERVED = ("Sent", "good", "tick")
RETURNED = ("Came back", "bad", "stop")


def rows(copies: Sequence[Copy], url_of: Callable[[str], str]) -> list[dict[str, Any]]:
    """Return the rows of the list of copies."""
    return [
        {
            "name": _capital(copy.recipient.name),
            "url": url_of(copy.recipient.ref),
            "tag": tag(copy),
            "note": note(copy),
            "address": copy.letter.to_email if copy.letter and copy.letter.to_email else copy.recipient.email,
            "what": _what(copy),
            "digest": copy.letter.digest[:12] if copy.letter else "",
        }
        for copy in copies
    ]


def _what(copy: Copy) -> str:
    """Return what was sent, as far as it is known here; "" if nothing was."""
    if copy.letter and copy.letter.attachments:
        return str(copy.letter.attachments[0].get("what", ""))
    line = copy.line or copy.returned
    return str(line.particulars.get("form") or "sent outside this service") if line else ""


def tag(copy: Copy) -> tuple[str, str, str]:
    """Return the word, kind and icon that say where a copy stands."""
    letter = copy.letter
    if _was_returned_on_paper(copy):
        return RETURNED
    if letter is None or (copy.served and not letter.stands and not letter.is_under_way):
        return SERVED if copy.served else RETURNED if copy.returned else NOT_SERVED
    return TAGS[State(letter.state)]


def note(copy: Copy) -> str:
    """Return what is known of a copy beside its state: when, why, and whether it was answered."""
    letter = copy.letter
    if _was_returned_on_paper(copy):
        return _returned(copy)
    if letter is None or (copy.served and not letter.stands and not letter.is_under_way):
        if copy.line:
            return f"{_capital(str(copy.line.particulars.get('channel') or 'sent'))}, {said(copy.line.taken_on)}."
        return _returned(copy) if copy.returned else "" if copy.recipient.email else "By letter: there is no address."
    answered = f" Answered on {_day(letter.replied_at)}." if letter.replied_at else ""
    match State(letter.state):
        case State.POSTED:
            return f"On {said(letter.posted_on)}. {letter.detail}{answered}"
        case State.SENT:
            return f"On {_day(letter.sent_at)} at {_time(letter.sent_at)}.{answered}"
        case State.ACKNOWLEDGED:
            return f"On {_day(letter.state_at)} at {_time(letter.state_at)}. {letter.detail}"
        case State.WAITING if not letter.detail:
            return f"Since {_time(letter.created_at)} on {_day(letter.created_at)}."
        case _:
            return letter.detail


def _was_returned_on_paper(copy: Copy) -> bool:
    """Tell whether the copy that stood last was noted as having come back, without a mail server saying so."""
    return copy.letter is not None and copy.letter.stands and not copy.served and copy.returned is not None


def _returned(copy: Copy) -> str:
    line = copy.returned
    return f"On {said(line.taken_on)}. {line.particulars.get('why', '')}".strip() if line else ""


def lead(copies: Sequence[Copy]) -> str:
    """Return one sentence that says how many are served, and who is not."""
    owed = [copy.recipient.name for copy in copies if not copy.served]
    if not owed:
        return f"Everybody who is owed a copy has one: {counted(len(copies), 'copy', 'copies')}."
    served = f"{len(copies) - len(owed)} of {counted(len(copies), 'copy is', 'copies are')} served."
    names = owed if len(owed) <= 4 else [*owed[:3], f"{len(owed) - 3} others"]
    return f"{served} No copy yet: {joined(names)}."


def history(copy: Copy) -> list[dict[str, Any]]:
    """Return the letters to one recipient, latest first, each with what happened to it in order."""
    return [
        {
            "letter": letter,
            "written": f"{_day(letter.created_at)}, {_time(letter.created_at)}",
            "tag": TAGS[State(letter.state)],
            "events": [
                {
                    "when": f"{_day(event.at)}, {_time(event.at)}",
                    "what": event.get_what_display(),
                    "words": event.detail,
                }
                for event in sorted(letter.events.all(), key=lambda event: (event.at, event.pk))
            ],
            "files": [f"{item.get('what') or item['name']}, {item['sha256']}" for item in letter.attachments],
        }
        for letter in reversed(copy.letters)
    ]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _day(at) -> str:
    return said(timezone.localdate(at))


def _time(at) -> str:
    return f"{timezone.localtime(at):%H:%M}"


def corrected_in_words(came: Mapping[str, str], went: Mapping[str, str], day: str) -> str:
    """Return how the register now differs from the list of those owed a copy, which stays; "" where it does not."""
    parts = []
    if came:
        parts.append(f"For {day} it now has {joined(came.values())} too.")
    if went:
        parts.append(f"It no longer has {joined(went.values())} for that day.")
    return " ".join([*parts, f"This list stays as it was fixed on {day}."]) if parts else ""
