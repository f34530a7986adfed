"""Codes that two sides of a merge gave to things in different places: each stands once, and is settled."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from plans.text.changeset.conflicts import OURS, THEIRS, Ledger, shown, written
from plans.text.outline import Objective, Outline, PriorityAction

Record = Objective | PriorityAction


@dataclass(frozen=True, slots=True)
class _Home:
    """Where an objective or action stands: the section's id, and the objective's code of an action."""

    section_id: str
    objective: str
    record: Record


def with_codes_once(made: Outline, base: Outline, ours: Outline, theirs: Outline, ledger: Ledger) -> Outline:
    """
    Return a merged text in which no code stands twice; a code that each side gave elsewhere is a conflict.

    Ours stands, in its place, until the conflict is settled. A code that stood twice in a side already is left alone.
    """
    for homes in (_objectives, _actions):
        times = Counter(home.record.code for home in homes(made))
        for code in (code for code, count in times.items() if count > 1):
            sides = [[home for home in homes(text) if home.record.code == code] for text in (base, ours, theirs)]
            if len(sides[1]) == len(sides[2]) == 1:
                made = _settled(made, code, sides, homes, ledger)
    return made


def _objectives(text: Outline) -> Iterator[_Home]:
    for section in text.sections:
        yield from (_Home(section.id, "", objective) for objective in section.objectives)


def _actions(text: Outline) -> Iterator[_Home]:
    for section in text.sections:
        for objective in section.objectives:
            yield from (_Home(section.id, objective.code, action) for action in objective.actions)


def _settled(
    made: Outline, code: str, sides: list[list[_Home]], homes: Callable[[Outline], Iterator[_Home]], ledger: Ledger
) -> Outline:
    before, (ours,), (theirs,) = sides
    part, name = ("actions", "Priority action") if homes is _actions else ("objectives", "Objective")
    place = f"{name} {code}" if before else f"New {name.lower()} {code}"
    old, mine, other = (shown(part, tuple(home.record for home in side)) for side in sides)
    section_id = min(ours.section_id, theirs.section_id)
    choice = ledger.choice(section_id, ("codes", part, code), place, (old, mine, other))
    chosen = theirs if choice == THEIRS else ours
    found = [home for home in homes(made) if home.record.code == code]
    kept = next((h for h in found if (h.section_id, h.objective) == (chosen.section_id, chosen.objective)), found[0])
    stands = (kept.record,) if choice in (OURS, THEIRS) else written(part, choice, (kept.record,))
    return _replaced(made, code, kept, stands, of_actions=homes is _actions)


def _replaced(made: Outline, code: str, kept: _Home, stands: tuple[Record, ...], *, of_actions: bool) -> Outline:
    def once(records: tuple[Any, ...], *, here: bool) -> tuple[Any, ...]:
        return tuple(
            one
            for record in records
            for one in ((record,) if record.code != code else stands if here and record is kept.record else ())
        )

    sections = []
    for section in made.sections:
        at_home = section.id == kept.section_id
        if of_actions:
            objectives = tuple(
                replace(o, actions=once(o.actions, here=at_home and o.code == kept.objective))
                for o in section.objectives
            )
        else:
            objectives = once(section.objectives, here=at_home)
        sections.append(replace(section, objectives=objectives))
    return replace(made, sections=tuple(sections))
