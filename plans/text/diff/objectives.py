"""The difference of objectives and priority actions, which are known by their codes."""

from collections.abc import Sequence
from dataclasses import dataclass

from plans.text.diff.align import Pairing, longest_rising
from plans.text.diff.operations import NO_EDITS, Edits, Kind, Pieces, total
from plans.text.diff.words import edits_in, text_pieces
from plans.text.outline import Objective, PriorityAction


@dataclass(frozen=True, slots=True)
class ActionDiff:
    """A priority action and what became of it: its words and who leads it, in pieces."""

    kind: Kind
    code: str
    text: Pieces
    lead: Pieces
    edits: Edits = NO_EDITS


@dataclass(frozen=True, slots=True)
class OutcomeDiff:
    """A shared outcome and what became of it."""

    kind: Kind
    text: Pieces
    edits: Edits = NO_EDITS


@dataclass(frozen=True, slots=True)
class ObjectiveDiff:
    """An objective and what became of it: title and aim in pieces, outcomes, priority actions."""

    kind: Kind
    code: str
    title: Pieces
    aim: Pieces
    outcomes: tuple[OutcomeDiff, ...]
    actions: tuple[ActionDiff, ...]
    edits: Edits = NO_EDITS


def objective_diffs(old: Sequence[Objective], new: Sequence[Objective]) -> tuple[ObjectiveDiff, ...]:
    """Return what became of each objective of a section, by code."""
    places = _placed([o.code for o in old], [o.code for o in new])
    return tuple(
        _objective(kind, old[i] if i is not None else None, new[j] if j is not None else None) for kind, i, j in places
    )


def _placed(old: Sequence[str], new: Sequence[str]) -> list[tuple[Kind, int | None, int | None]]:
    """Return every code's place once, and once more where it left if it moved; SAME means only that it is in both."""
    place_old = {code: i for i, code in reversed(list(enumerate(old)))}
    place_new = {code: j for j, code in reversed(list(enumerate(new)))}
    both = [(i, place_new[code]) for i, code in enumerate(old) if place_old[code] == i and code in place_new]
    stayed = longest_rising([j for _, j in both])
    pairing = Pairing(len(old), len(new))
    pairing.pairs = {i: j for place, (i, j) in enumerate(both) if place in stayed}
    moved_old = {i: j for place, (i, j) in enumerate(both) if place not in stayed}
    moved_new = {j: i for i, j in moved_old.items()}
    placed: list[tuple[Kind, int | None, int | None]] = []
    for i, j in pairing.in_order():
        if i is not None and j is not None:
            placed.append((Kind.SAME, i, j))
        elif i is not None:
            placed.append((Kind.MOVED_AWAY if i in moved_old else Kind.REMOVED, i, None))
        elif j is not None:
            placed.append((Kind.MOVED_HERE, moved_new[j], j) if j in moved_new else (Kind.ADDED, None, j))
    return placed


def _settled(kind: Kind, *, differs: bool) -> Kind:
    return Kind.CHANGED if kind is Kind.SAME and differs else kind


def _objective(kind: Kind, old: Objective | None, new: Objective | None) -> ObjectiveDiff:
    before, after = old or Objective("", ""), new or Objective("", "")
    title, aim = text_pieces(before.title, after.title), text_pieces(before.aim, after.aim)
    outcomes = _outcomes(before.outcomes, after.outcomes)
    actions = _actions(before.actions, after.actions)
    parts = [edits_in(title), edits_in(aim), *(o.edits for o in outcomes), *(a.edits for a in actions)]
    return ObjectiveDiff(
        kind=_settled(kind, differs=before != after),
        code=(new or before).code,
        title=title,
        aim=aim,
        outcomes=outcomes,
        actions=actions,
        edits=NO_EDITS if kind is Kind.MOVED_AWAY else total(parts),
    )


def _actions(old: Sequence[PriorityAction], new: Sequence[PriorityAction]) -> tuple[ActionDiff, ...]:
    diffs = []
    for kind, i, j in _placed([a.code for a in old], [a.code for a in new]):
        before = old[i] if i is not None else PriorityAction("", "")
        after = new[j] if j is not None else PriorityAction("", "")
        text, lead = text_pieces(before.text, after.text), text_pieces(before.lead, after.lead)
        edits = NO_EDITS if kind is Kind.MOVED_AWAY else edits_in(text + lead)
        diffs.append(ActionDiff(_settled(kind, differs=before != after), after.code or before.code, text, lead, edits))
    return tuple(diffs)


def _outcomes(old: Sequence[str], new: Sequence[str]) -> tuple[OutcomeDiff, ...]:
    pairing = Pairing(len(old), len(new))
    pairing.pair_equal(old, new)
    if len(pairing.free_old) == len(pairing.free_new):
        pairing.pair_alike(lambda i, j, _: 1.0, 1.0)
    diffs = []
    for i, j in pairing.in_order():
        pieces = text_pieces(old[i] if i is not None else "", new[j] if j is not None else "")
        kind = Kind.ADDED if i is None else Kind.REMOVED if j is None else Kind.SAME
        differs = i is not None and j is not None and old[i] != new[j]
        diffs.append(OutcomeDiff(_settled(kind, differs=differs), pieces, edits_in(pieces)))
    return tuple(diffs)
