"""What is due, as the components of the pages take it."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from plans.queries.standing import Standing
from plans.statute.dates import pre_election_window, said, weekday
from plans.statute.due import Due
from plans.statute.milestones import Milestone, State, Timetable
from plans.statute.rules import RULES
from plans.views.context import address

NEAR = 14
TAGS = {
    "owed": ("Outstanding", "warn", "triangle"),
    State.LATE.value: ("Late", "warn", "triangle"),
    State.DOES_NOT_FIT.value: ("Does not fit", "bad", "stop"),
    State.DONE.value: ("Done", "good", "tick"),
}


def due_rows(
    dues: Iterable[Due], today: date, *, linked: bool = True, record: Callable[[Due], str] = lambda due: ""
) -> list[dict[str, Any]]:
    """
    Return what is due as rows of the table: what, by when, under which rule, who holds it.

    ``record`` gives the address where its reader says that it was done, or "".
    """
    return [
        {
            "what": due.what,
            "about": due.about,
            "url": due.url if linked else "",
            "by": f"since {weekday(due.on)}" if due.state == "owed" else weekday(due.on),
            "rule": RULES.get(due.rule),
            "law": address("office:law") if linked else "",
            "holder": due.holder.value if due.holder else "",
            "tag": _tag(due, today),
            "why": due.why,
            "record": record(due),
        }
        for due in dues
    ]


def _tag(due: Due, today: date) -> tuple[str, str, str]:
    if due.is_late(today) and due.state == State.DUE.value:
        return TAGS[State.LATE.value]
    return TAGS.get(due.state) or _days_left(due.on, today)


def _days_left(on: date, today: date) -> tuple[str, str, str]:
    left = (on - today).days
    words = "Today" if left == 0 else "Tomorrow" if left == 1 else f"In {left} days"
    return (words, "warn" if left <= 2 else "", "half" if left <= NEAR else "later")


def milestone_rows(planned: Timetable, today: date) -> list[dict[str, Any]]:
    """Return the milestones of a timetable as rows of its table."""
    return [
        {
            "what": one.words,
            "by": weekday(one.done_on) if one.done_on else weekday(one.by),
            "rule": RULES.get(one.rule),
            "holder": one.holder.value,
            "tag": TAGS.get(one.state.value) or _days_left(one.by, today),
            "why": one.why,
        }
        for one in planned.milestones
    ]


def pre_election_notice(standing: Standing) -> dict[str, str] | None:
    """Return what to say on a page in a pre-election period, or None outside one."""
    record = standing.record
    window = pre_election_window(standing.on, record.elections, record.pre_election_days, record.pre_election_by_hand)
    if window is None:
        return None
    return {
        "strong": f"A pre-election period runs until {said(window.to_on)}, for {window.why}.",
        "words": "No Act fixes one for commissioners: your own policy does. Ask the monitoring officer before you "
        "consult, send, issue or publish in it.",
        "url": address("office:counting"),
        "link": "How it is counted",
    }


def next_in_words(one: Milestone) -> str:
    """Return the next milestone in a sentence."""
    return f"Next, by {weekday(one.by)}: {one.words[0].lower()}{one.words[1:]} ({one.holder.value})."
