"""What a report is made from, as plain data: what the record showed on the day that the report is dated."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from plans.statute.dates import said
from plans.text.diff.document import Redline
from plans.text.outline import Outline

AHEAD = "ahead:"
MONEY = ("resources", "workforce", "grants")
"""The kinds of section in which money, people and grants stand."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change as the redline lists it: its number, section and place, what it is (also in words), and its reason."""

    number: int
    section_id: str
    heading: str
    title: str
    section_kind: str
    place: str
    kind: str
    words: str
    reason: str

    @property
    def is_of_money(self) -> bool:
        """Whether it is a change of money, workforce or grants."""
        return self.section_kind in MONEY


@dataclass(frozen=True, slots=True)
class Regard:
    """A duty to have regard that was met: to what, and when."""

    to: str
    on: date


@dataclass(frozen=True, slots=True)
class Views:
    """Whose views were obtained, and when."""

    of: str
    on: date


@dataclass(frozen=True, slots=True)
class Asked:
    """A consultation held on the draft: its title, whom it asked, and from when to when."""

    title: str
    audience: str
    opens_on: date
    closes_on: date


@dataclass(frozen=True, slots=True)
class Endorsed:
    """What a board made of it, and when."""

    board: str
    on: date
    outcome: str


@dataclass(frozen=True, slots=True)
class Ahead:
    """One thing still to come: what, who does it, by when, and the rule under which it is due ("" for none)."""

    words: str
    holder: str
    by: date
    rule: str


@dataclass(frozen=True, slots=True)
class Brought:
    """One item of the evidence base that may be published: who led it, its title, and where it came from."""

    led_by: str
    title: str
    source: str


@dataclass(frozen=True, slots=True)
class Source:
    """One document that the report rests on, and where it lies ("" for where the office keeps its papers)."""

    title: str
    location: str = ""


@dataclass(frozen=True, slots=True)
class Texts:
    """The two wordings that an appendix marks: that of the edition varied (None for a new plan), and the draft."""

    before: Outline | None
    after: Outline
    redline: Redline
    reasons: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """
    Everything that a generated report says, as the record stood on the day ``on``.

    ``head`` is the number and digest of the last line that counted, ``wording`` and ``before`` the digests of the
    frozen draft and of what it is compared with. ``meets_on`` is the meeting that the report is for, ``panel_on`` that
    at which the Panel reviews the draft; None where none is known.
    """

    on: date
    body: str
    holder: str
    panel: str
    force: str
    plan: str
    plan_name: str
    draft: str
    title: str
    is_variation: bool
    edition: int | None
    edition_on: date | None
    head: tuple[int, str]
    wording: str
    before: str
    frozen_on: date
    committee: str
    meets_on: date | None
    texts: Texts
    changes: tuple[Change, ...]
    objectives: tuple[str, ...]
    objectives_changed: tuple[str, ...]
    requirement: tuple[str, date] | None
    authorities: int
    authorities_heard: int
    regards: tuple[Regard, ...]
    views: tuple[Views, ...]
    asked: tuple[Asked, ...]
    chief_asked_on: date | None
    chief_replied_on: date | None
    chief_commented: bool
    endorsed: tuple[Endorsed, ...]
    sent_on: date | None
    panel_on: date | None
    ahead: tuple[Ahead, ...]
    ahead_reason: str
    due_on: date | None
    evidence: tuple[Brought, ...]
    sources: tuple[Source, ...]
    contact: str
    location: str
    terms_item: str

    @property
    def sections_changed(self) -> int:
        """In how many sections something changes."""
        return len({change.section_id for change in self.changes})


@dataclass(frozen=True, slots=True)
class Kept:
    """A fact as it is kept with a report, to be held against the same fact later."""

    label: str
    value: str


def kept_facts(facts: ReportFacts) -> dict[str, Kept]:
    """Return the facts by which one sees that a report has fallen behind, by name, each with its label in words."""
    kept = {
        "meeting": Kept(f"The meeting of the {facts.committee}", _day(facts.meets_on)),
        "panel_meeting": Kept("The Panel’s meeting", _day(facts.panel_on)),
        "frozen": Kept("The frozen draft", f"{_day(facts.frozen_on)}, wording {facts.wording[:12]}"),
        "against": Kept("The edition varied", f"edition {facts.edition}" if facts.edition else ""),
        "changes": Kept("The number of changes", str(len(facts.changes))),
        "chief_asked": Kept("The day on which the Chief Constable was asked", _day(facts.chief_asked_on)),
        "chief_replied": Kept("The Chief Constable’s reply", _day(facts.chief_replied_on)),
        "priorities": Kept(
            "The priorities of responsible authorities", f"{facts.authorities_heard} of {facts.authorities} recorded"
        ),
        "views": Kept("The views obtained", "; ".join(f"{v.of}, {_day(v.on)}" for v in facts.views)),
        "regards": Kept("The statements of regard", "; ".join(f"{r.to}, {_day(r.on)}" for r in facts.regards)),
        "endorsed": Kept(
            "What boards made of it", "; ".join(f"{e.board}, {_day(e.on)}: {e.outcome}" for e in facts.endorsed)
        ),
        "sent": Kept("The day on which the draft was sent to the Panel", _day(facts.sent_on)),
    }
    kept |= {f"{AHEAD}{one.words}": Kept(f"“{one.words}”", _day(one.by)) for one in facts.ahead}
    reasons = "; ".join(f"{change.place}: {change.reason}" for change in facts.changes)
    return kept | {"reasons": Kept("The changes and their reasons", reasons)}


def fallen_behind(then: Mapping[str, Mapping[str, str]], now: Mapping[str, Kept]) -> tuple[str, ...]:
    """Return in sentences each fact that a report was made from and that reads otherwise now."""
    found = []
    gone = (name for name in then if name not in now and not name.startswith(AHEAD))  # what is past is not behind
    for name in [*now, *gone]:
        old = then.get(name, {}).get("value", "")
        new = now[name].value if name in now else ""
        if old != new:
            label = now[name].label if name in now else then[name]["label"]
            found.append(_sentence(name, label, old, new))
    return tuple(found)


def _sentence(name: str, label: str, old: str, new: str) -> str:
    if name == "reasons":
        return "The list of changes, or a reason given for one, is another now."
    if old and new:
        verb = "moved to" if name in ("meeting", "panel_meeting") or name.startswith(AHEAD) else "is now"
        return f"{label} {verb} {new} (the report was made with {old})."
    return f"{label}: {new} (not known when the report was made)." if new else f"{label}: no longer so (it was {old})."


def _day(on: date | None) -> str:
    return said(on) if on else ""
