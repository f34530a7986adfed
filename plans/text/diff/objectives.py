"""The difference of objectives and priority actions, which are known by their codes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from plans.text.diff.align import Pairing, longest_rising
from plans.text.diff.operations import NO_EDITS, Edits, Kind, Pieces, total
from plans.text.diff.words import edits_in, text_pieces
from plans.text.outline import Objective, Outline, PriorityAction

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class ActionDiff:
    """
    A priority action and what became of it: its words and who leads it, in pieces.

    Of one that moved under another objective, ``elsewhere`` is the code of that objective.
    """

    kind: Kind
    code: str
    text: Pieces
    lead: Pieces
    edits: Edits = NO_EDITS
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeDiff:
    """A shared outcome and what became of it."""

    kind: Kind
    text: Pieces
    edits: Edits = NO_EDITS


@dataclass(frozen=True, slots=True)
class ObjectiveDiff:
    """
    An objective and what became of it: title and aim in pieces, outcomes, priority actions.

    Of one that moved to another section, ``elsewhere`` is the id of that section.
    """

    kind: Kind
    code: str
    title: Pieces
    aim: Pieces
    outcomes: tuple[OutcomeDiff, ...]
    actions: tuple[ActionDiff, ...]
    edits: Edits = NO_EDITS
    elsewhere: str = ""

    @property
    def edits_here(self) -> Edits:
        """The words added and removed that belong to this place: what moved is counted with its own change."""
        if self.kind in (Kind.MOVED_HERE, Kind.MOVED_AWAY):
            return NO_EDITS
        own = [edits_in(self.title), edits_in(self.aim), *(outcome.edits for outcome in self.outcomes)]
        return total([*own, *(action.edits for action in self.actions if action.kind is not Kind.MOVED_HERE)])


@dataclass(frozen=True, slots=True)
class Homes:
    """Where each objective stands (its section's id) and each priority action (its objective's code), by its code."""

    objectives: dict[str, tuple[str, Objective]]
    actions: dict[str, tuple[str, PriorityAction]]


def homes_of(text: Outline) -> Homes:
    """Return where objectives and actions stand in a text; a code that stands twice has no home."""
    objectives = [(o.code, (section.id, o)) for section in text.sections for o in section.objectives]
    actions = [(a.code, (o.code, a)) for section in text.sections for o in section.objectives for a in o.actions]
    return Homes(_once(objectives), _once(actions))


def _once(found: Sequence[tuple[str, Found]]) -> dict[str, Found]:
    times = Counter(code for code, _ in found)
    return {code: home for code, home in found if times[code] == 1}


def objective_diffs(
    section_id: str, old: Sequence[Objective], new: Sequence[Objective], before: Homes, after: Homes
) -> tuple[ObjectiveDiff, ...]:
    """Return what became of each objective of a section, by code; ``before`` and ``after`` are where all stand."""
    diffs = []
    for kind, i, j in _placed([o.code for o in old], [o.code for o in new]):
        was, now = old[i] if i is not None else None, new[j] if j is not None else None
        elsewhere = ""
        if kind is Kind.ADDED and now and (found := _moved(now.code, section_id, before.objectives, after.objectives)):
            kind, elsewhere, was = Kind.MOVED_HERE, *found
        elif (
            kind is Kind.REMOVED
            and was
            and (found := _moved(was.code, section_id, after.objectives, before.objectives))
        ):
            kind, elsewhere = Kind.MOVED_AWAY, found[0]
        diffs.append(_objective(kind, was, now, before, after, elsewhere))
    return tuple(diffs)


def _moved(
    code: str, here: str, there: dict[str, tuple[str, Found]], own: dict[str, tuple[str, Found]]
) -> tuple[str, Found] | None:
    """Return the other home of what stands once in both texts, if it is another one."""
    found = there.get(code)
    return found if found and code in own and found[0] != here else None


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


def _objective(
    kind: Kind, old: Objective | None, new: Objective | None, homes_before: Homes, homes_after: Homes, elsewhere: str
) -> ObjectiveDiff:
    before, after = old or Objective("", ""), new or Objective("", "")
    title, aim = text_pieces(before.title, after.title), text_pieces(before.aim, after.aim)
    outcomes = _outcomes(before.outcomes, after.outcomes)
    code = (new or before).code
    actions = _actions(code, before.actions, after.actions, homes_before, homes_after)
    parts = [edits_in(title), edits_in(aim), *(o.edits for o in outcomes), *(a.edits for a in actions)]
    return ObjectiveDiff(
        kind=_settled(kind, differs=before != after),
        code=code,
        title=title,
        aim=aim,
        outcomes=outcomes,
        actions=actions,
        edits=NO_EDITS if kind is Kind.MOVED_AWAY else total(parts),
        elsewhere=elsewhere,
    )


def _actions(
    objective: str, old: Sequence[PriorityAction], new: Sequence[PriorityAction], before: Homes, after: Homes
) -> tuple[ActionDiff, ...]:
    diffs = []
    nothing = PriorityAction("", "")
    for kind, i, j in _placed([a.code for a in old], [a.code for a in new]):
        was, now = old[i] if i is not None else nothing, new[j] if j is not None else nothing
        elsewhere = ""
        if kind is Kind.ADDED and (found := _moved(now.code, objective, before.actions, after.actions)):
            kind, elsewhere, was = Kind.MOVED_HERE, *found
        elif kind is Kind.REMOVED and (found := _moved(was.code, objective, after.actions, before.actions)):
            kind, elsewhere = Kind.MOVED_AWAY, found[0]
        text, lead = text_pieces(was.text, now.text), text_pieces(was.lead, now.lead)
        edits = NO_EDITS if kind is Kind.MOVED_AWAY else edits_in(text + lead)
        settled = _settled(kind, differs=was != now)
        diffs.append(ActionDiff(settled, now.code or was.code, text, lead, edits, elsewhere))
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
