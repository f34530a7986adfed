"""How pages show what differs from the draft that the Chief Constable saw: each difference with what became of it."""

from collections.abc import Mapping
from typing import Any

from plans.models import Wording
from plans.queries.ledger import ASKED, COVERED, OPEN, PASSED, Entry, Ledger
from plans.rendering.differences import Group, Unit, groups_of
from plans.statute.dates import said
from plans.statute.differing import in_words
from plans.text.diff.document import Change
from plans.text.diff.reading import as_read
from plans.text.redline import compare
from plans.views.office.words import counted

STATES = {
    COVERED: {"word": "Consulted on again", "kind": "good", "icon": "tick"},
    ASKED: {"word": "Asked, no reply yet", "kind": "warn", "icon": "half"},
    PASSED: {"word": "No reply, passed with a reason", "kind": "warn", "icon": "triangle"},
    OPEN: {"word": "Stands in the way", "kind": "bad", "icon": "cross"},
}


def groups_shown(ledger: Ledger, wordings: Mapping[str, Wording], *, states: bool = True) -> list[dict[str, Any]]:
    """
    Return the differences of a ledger as templates/components/differences.html takes them.

    ``wordings`` holds the two texts by digest; without ``states`` nothing is said of what became of each.
    """
    old, new = wordings[ledger.before].outline, wordings[ledger.wording].outline
    entries = {entry.difference.key: entry for entry in ledger.entries}
    groups = groups_of(as_read(compare(old, new), old, new), entries.keys())
    shown = [_group(group, entries, states) for group in groups]
    drawn = {change.key for group in groups for unit in group.units for change in unit.changes}
    return shown + [_in_words(entry, states) for key, entry in entries.items() if key not in drawn]


def _group(group: Group, entries: Mapping[str, Entry], states: bool) -> dict[str, Any]:
    heading = group.heading or "The title of the plan"
    items = [
        {"unit": unit, "rows": [_row(entries[change.key], change, states) for change in unit.changes]}
        for unit in group.units
    ]
    return {"heading": heading, "items": items}


def _in_words(entry: Entry, states: bool) -> dict[str, Any]:
    row = _row(entry, None, states) | {"note": f"{in_words([entry.difference]).capitalize()}."}
    return {"heading": entry.difference.heading, "items": [{"unit": Unit(()), "rows": [row]}]}


def _row(entry: Entry, change: Change | None, states: bool) -> dict[str, Any]:
    note = change.note if change else ""
    return {
        "kind": entry.difference.kind,
        "place": entry.difference.place,
        "note": f"{note[:1].upper()}{note[1:]}." if note else "",
        "state": STATES[entry.state] if states else None,
        "words": _words(entry) if states else "",
    }


def _words(entry: Entry) -> str:
    """Return since when a difference stands, and how it was consulted on again."""
    parts = [f"It stands since the draft frozen on {said(entry.origin.frozen_on)}."] if entry.origin else []
    asked = [act for act in entry.asked if act.wording == entry.reply.wording] if entry.reply else list(entry.asked)
    if entry.reply:
        on = said(asked[0].on)
        parts.append(f"The Chief Constable was consulted on it again on {on}, and replied on {said(entry.reply.on)}.")
    elif asked:
        parts.append(f"The Chief Constable was consulted on it again on {said(asked[-1].on)}, and has not replied.")
    else:
        parts.append("Nobody has consulted the Chief Constable on it.")
    return " ".join(parts)


def how_many(entries: tuple[Entry, ...]) -> str:
    """Return how many differences there are, and in how many sections: "2 differences in 1 section"."""
    sections = len({entry.difference.section_id for entry in entries})
    differences = counted(len(entries), "difference", "differences")
    return f"{differences} in {counted(sections, 'section', 'sections')}"
