"""Finds the two ends of each move in a redline: what left its place, and where it arrived."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from plans.text.changeset.steps import Thing
from plans.text.diff.document import PlacedAction, PlacedBlock, PlacedObjective, Redline, SectionDiff
from plans.text.diff.operations import Kind
from plans.text.diff.rebuild import text_of_pieces
from plans.text.outline import PriorityAction


@dataclass(frozen=True, slots=True)
class Move:
    """
    One end of a move. Without a name the other end stands in a section that came or went whole, or what moved is not
    one thing any more: it goes here and comes there, both by the one change.

    ``thing`` is how it stood before; ``key`` that of the change it belongs to.
    """

    name: str
    thing: Thing
    key: str


@dataclass(frozen=True, slots=True)
class _End:
    section: SectionDiff
    at: int
    placed: PlacedBlock


class Moves:
    """The moves of a redline: of blocks and objectives between any sections, of actions between any objectives."""

    def __init__(self, redline: Redline) -> None:
        self._blocks: dict[tuple[str, int], Move] = {}
        self._objectives: dict[int, Move] = {}
        self._actions: dict[int, Move] = {}
        self._count = 0
        self._link_blocks(redline)
        self._link_objectives(redline)
        self._link_actions(redline)

    def block(self, section_id: str, at: int) -> Move | None:
        """Return the end of a move at a place in a section's list of block differences, or None."""
        return self._blocks.get((section_id, at))

    def objective(self, placed: PlacedObjective) -> Move | None:
        """Return the end of a move that an objective is, or None."""
        return self._objectives.get(id(placed))

    def action(self, placed: PlacedAction) -> Move | None:
        """Return the end of a move that a priority action is, or None."""
        return self._actions.get(id(placed))

    def within(self, kinds: Sequence[Kind], stood: Sequence[Thing]) -> list[str]:
        """Return the name of the move of each item or row of one list or table, ``""`` where there is none."""
        names = [""] * len(kinds)
        leaving = [at for at, kind in enumerate(kinds) if kind is Kind.MOVED_AWAY]
        for at, kind in enumerate(kinds):
            start = next((place for place in leaving if stood[place] == stood[at]), None)
            if kind is Kind.MOVED_HERE and start is not None:
                leaving.remove(start)
                names[at] = names[start] = self._name()
        return names

    def _name(self) -> str:
        self._count += 1
        return f"move-{self._count}"

    def _link_blocks(self, redline: Redline) -> None:
        leaving = {end.placed.origin: end for end in _block_ends(redline, Kind.MOVED_AWAY)}
        for here in _block_ends(redline, Kind.MOVED_HERE):
            self._link(leaving[here.placed.origin], here)

    def _link(self, away: _End, here: _End) -> None:
        stood, diff = away.placed.diff.old_html, here.placed.diff
        is_one_thing = diff.is_edited or diff.new_html == stood  # what has no parts to edit goes, and another comes
        move = Move(self._name() if is_one_thing else "", stood, here.placed.changes[0].key)
        move = _whole_sections(move, away.section, here.section)
        self._blocks[away.section.section_id, away.at] = move
        self._blocks[here.section.section_id, here.at] = move

    def _link_objectives(self, redline: Redline) -> None:
        placed = [(section, objective) for section in redline.sections for objective in section.objectives]
        left = {(s.section_id, o.diff.code): (s, o) for s, o in placed if o.diff.kind is Kind.MOVED_AWAY}
        for section, here in placed:
            if here.diff.kind is Kind.MOVED_HERE:
                code = here.diff.code
                was_in, away = left[here.diff.elsewhere or section.section_id, code]
                stood = next(o for o in (was_in.old or was_in.section).objectives if o.code == code)
                name = f"objective-{was_in.section_id}-{code}"
                move = _whole_sections(Move(name, stood, here.changes[0].key), was_in, section)
                self._objectives[id(here)] = self._objectives[id(away)] = move

    def _link_actions(self, redline: Redline) -> None:
        found = list(self._loose_actions(redline))
        left, came = ([p for p in found if p.diff.kind.in_old is side] for side in (True, False))
        once = [Counter(placed.diff.code for placed in side) for side in (left, came)]
        arrived = {placed.diff.code: placed for placed in came}
        for away in left:
            code = away.diff.code
            if once[0][code] == once[1][code] == 1:
                here = arrived[code]
                text, lead = (text_of_pieces(pieces, new=False) for pieces in (away.diff.text, away.diff.lead))
                keys = [change.key for change in (*here.changes, *away.changes)]
                move = Move(f"action-{code}", PriorityAction(code, text, lead), keys[0] if keys else code)
                self._actions[id(away)] = self._actions[id(here)] = move

    def _loose_actions(self, redline: Redline) -> Iterator[PlacedAction]:
        """Yield the actions that came or went in objectives that are patched, rather than put in or taken out whole."""
        for section in redline.sections:
            if section.old is not None and section.new is not None:
                for placed in section.objectives:
                    move = self.objective(placed)
                    came = placed.diff.kind is Kind.MOVED_HERE and move is not None and move.name
                    if placed.diff.kind is Kind.CHANGED or came:
                        yield from (a for a in placed.actions if a.diff.kind.in_old is not a.diff.kind.in_new)


def _block_ends(redline: Redline, kind: Kind) -> Iterator[_End]:
    for section in redline.sections:
        for at, placed in enumerate(section.blocks):
            if placed.diff.kind is kind:
                yield _End(section, at, placed)


def _whole_sections(move: Move, away: SectionDiff, here: SectionDiff) -> Move:
    """Return the move as a part of the coming or going of a whole section at one of its ends, if there is one."""
    if here.old is None:
        return replace(move, name="", key=here.changes[0].key)
    return move if away.new is not None else replace(move, name="", key=away.changes[0].key)
