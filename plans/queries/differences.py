"""What differs between wordings, worked out from frozen texts alone: for s.5(8), and for what the Panel was sent."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from plans.models import Edition, Instrument, StepTaken, Wording
from plans.statute.guards.drafting import CONSULTATIONS
from plans.statute.terms import Compared, Difference
from plans.text.changeset.listed import ListedChange, listed_changes

Pair = tuple[str, str]
"""The digests of an older wording ("" where there is none) and of a newer one."""
Changes = tuple[ListedChange, ...]
MOST = 500  # pairs of wordings remembered by one process


class Remembered:
    """The changes between pairs of wordings, kept in the memory of the process: wordings never change."""

    def __init__(self) -> None:
        self._found: OrderedDict[Pair, Changes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, pair: Pair) -> Changes | None:
        """Return the changes between two wordings, or None if they are not remembered."""
        with self._lock:
            if pair in self._found:
                self._found.move_to_end(pair)
            return self._found.get(pair)

    def put(self, pair: Pair, changes: Changes) -> None:
        """Remember the changes between two wordings, and forget what was asked for longest ago."""
        with self._lock:
            self._found[pair] = changes
            while len(self._found) > MOST:
                self._found.popitem(last=False)

    def forget(self) -> None:
        """Forget everything."""
        with self._lock:
            self._found.clear()


REMEMBERED = Remembered()


def changes_between(pairs: Iterable[Pair]) -> dict[Pair, Changes]:
    """
    Return the changes between pairs of wordings.

    No query where all are remembered or equal, else one, however many there are.
    """
    wanted = dict.fromkeys(pairs)
    found = {pair: () if pair[0] == pair[1] else REMEMBERED.get(pair) for pair in wanted}
    missing = [pair for pair, changes in found.items() if changes is None]
    if missing:
        texts = Wording.objects.in_bulk({digest for pair in missing for digest in pair if digest})
        for old, new in missing:
            changes = listed_changes(texts[old].outline if old else None, texts[new].outline)
            REMEMBERED.put((old, new), changes)
            found[old, new] = changes
    return {pair: changes or () for pair, changes in found.items()}


@dataclass(frozen=True, slots=True)
class Asked:
    """
    Which wordings are compared to judge the wording of an act.

    ``first`` is what the Chief Constable was first consulted on, ``further`` what else. ``sent`` are the wordings that
    the Panel was sent, each after the edition that it varied, and ``base`` is the edition that is varied now.
    """

    wording: str
    first: str | None
    further: tuple[str, ...]
    sent: tuple[Pair, ...]
    base: str

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Every pair of wordings that has to be compared."""
        found: list[Pair] = []
        if self.first and self.first != self.wording:
            found += [(self.first, digest) for digest in (self.wording, *self.further)]
        if self.is_changed_since_sent:
            found += [(self.base, self.wording), *self.sent, (self.sent[-1][1], self.wording)]
        return tuple(found)

    @property
    def is_changed_since_sent(self) -> bool:
        """Whether the Panel was sent the draft, and never in this wording."""
        return bool(self.sent) and all(digest != self.wording for _, digest in self.sent)


def asked_of(
    instrument: Instrument, lines: Sequence[StepTaken], wording: str | None, *, closed_too: bool = False
) -> Asked | None:
    """
    Return what is compared to judge a wording of an open instrument by its lines; None where there is nothing.

    No query, unless the draft was brought up to date after the Panel was sent it: then one. What was issued or
    withdrawn is judged no more, but may be asked for (``closed_too``).
    """
    if wording is None or not (instrument.is_open or closed_too):
        return None
    consulted = [line.wording_id for line in lines if line.step in CONSULTATIONS and line.wording_id]
    sent = [line for line in lines if line.step == "send_to_panel" and line.wording_id]
    if not consulted and not sent:
        return None
    base = instrument.base.wording_id if instrument.base else ""
    return Asked(
        wording,
        consulted[0] if consulted else None,
        tuple(digest for digest in dict.fromkeys(consulted[1:]) if digest != consulted[0]),
        _sent(instrument, lines, sent, base),
        base,
    )


def _sent(instrument: Instrument, lines: Sequence[StepTaken], sent: Sequence[StepTaken], base: str) -> tuple[Pair, ...]:
    numbers = {line.wording_id: line.particulars.get("base_edition") for line in lines if line.step == "prepare_draft"}
    now = instrument.base.number if instrument.base else None
    editions: Mapping[int, str] = {}
    if any(numbers.get(line.wording_id, now) not in (None, now) for line in sent):
        editions = dict(Edition.objects.filter(plan=instrument.plan_id).values_list("number", "wording_id"))
    return tuple((editions.get(numbers.get(line.wording_id), base), line.wording_id) for line in sent)


def remember_for(asked: Iterable[Asked | None]) -> None:
    """Have everything in memory that is compared for many instruments. At most one query."""
    changes_between(pair for one in asked if one is not None for pair in one.pairs)


def compared(asked: Asked | None) -> tuple[Compared | None, Compared | None]:
    """
    Return what differs from the wording first consulted on, and what changed since the Panel was last sent the draft.

    At most one query, and none where it is in memory.
    """
    if asked is None:
        return None, None
    found = changes_between(asked.pairs)
    return _since_consulted(asked, found), _since_sent(asked, found)


def _since_consulted(asked: Asked, found: Mapping[Pair, Changes]) -> Compared | None:
    if asked.first is None:
        return None
    if asked.first == asked.wording:
        return Compared(asked.first, asked.wording)
    marks = {digest: {change.mark for change in found[asked.first, digest]} for digest in asked.further}
    return Compared(asked.first, asked.wording, differences_in(found[asked.first, asked.wording], marks))


def differences_in(changes: Changes, marks: Mapping[str, set[str]]) -> tuple[Difference, ...]:
    """Return changes as guards read them; ``marks`` are those of the changes that stood in further wordings."""
    return tuple(
        Difference(
            section_id=change.section_id,
            heading=change.heading,
            place=change.place,
            before=change.before,
            after=change.after,
            key=change.key,
            kind=change.kind,
            stood_in=frozenset(digest for digest, stood in marks.items() if change.mark in stood),
        )
        for change in changes
    )


def _since_sent(asked: Asked, found: Mapping[Pair, Changes]) -> Compared | None:
    if not asked.sent:
        return None
    last = asked.sent[-1][1]
    if not asked.is_changed_since_sent:
        return Compared(last, asked.wording)
    seen = {change.mark for pair in asked.sent for change in found[pair]}
    # What was before the Panel and was left out since is not varied at all: only what is varied must have been seen.
    unseen = {change.section_id for change in found[asked.base, asked.wording] if change.mark not in seen}
    since = [change for change in found[last, asked.wording] if change.section_id in unseen]
    return Compared(last, asked.wording, differences_in(tuple(since), {}))


def differences_for(
    instrument: Instrument, lines: Sequence[StepTaken], wording: str | None
) -> tuple[Compared | None, Compared | None]:
    """Return both comparisons for a wording of an instrument, by its lines. At most two queries, mostly none."""
    return compared(asked_of(instrument, lines, wording))


@dataclass(frozen=True, slots=True)
class Origin:
    """The frozen draft in which a difference first stood: its digest and the day it was frozen."""

    wording: str
    frozen_on: date


def origins_of(lines: Sequence[StepTaken], first: str, wording: str) -> dict[str, Origin]:
    """
    Return since which frozen draft each change between two wordings has stood, by the change's key.

    At most one query.
    """
    frozen = {line.wording_id: line.taken_on for line in reversed(lines) if line.step == "prepare_draft"}
    in_order = list(dict.fromkeys(line.wording_id for line in lines if line.wording_id in frozen))
    found = changes_between([(first, wording), *((first, digest) for digest in in_order)])
    since: dict[str, Origin] = {}
    for digest in in_order:
        stood = {change.mark for change in found[first, digest]}
        since = {mark: Origin(digest, frozen[digest]) for mark in stood} | since
    return {change.key: since[change.mark] for change in found[first, wording] if change.mark in since}
