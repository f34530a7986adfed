"""The part of a redline that shows some changes: each block, objective or section that holds one of them, once."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from plans.text.diff.document import Change, PlacedAction, PlacedBlock, PlacedObjective, Redline, SectionDiff
from plans.text.diff.operations import Kind, Pieces

WHOLE = (Kind.ADDED, Kind.REMOVED)


@dataclass(frozen=True, slots=True)
class Unit:
    """
    What is drawn of one or more changes, without notes of its own.

    One of ``section`` (added or removed, drawn whole), ``block``, ``objective``, ``action`` and ``pieces`` (a heading
    or title) is there; none where the change is said in words alone, such as a move of a section.
    """

    changes: tuple[Change, ...]
    section: SectionDiff | None = None
    block: PlacedBlock | None = None
    objective: PlacedObjective | None = None
    action: PlacedAction | None = None
    pieces: Pieces = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The units of one section, under its heading; the heading is empty for the title of the plan."""

    section_id: str
    heading: str
    units: tuple[Unit, ...]


def groups_of(redline: Redline, keys: Collection[str]) -> tuple[Group, ...]:
    """Return what shows the changes of some keys, section by section in the order of the redline."""
    own = tuple(change for change in redline.changes if not change.section_id and change.key in keys)
    title = (Group("", "", (Unit(own, pieces=redline.title),)),) if own else ()
    found = (
        Group(section.section_id, f"{section.label}, {section.section.heading}", tuple(_units(section, keys)))
        for section in redline.sections
    )
    return title + tuple(group for group in found if group.units)


def _units(section: SectionDiff, keys: Collection[str]) -> Iterator[Unit]:
    own = _among(section.changes, keys)
    if section.kind in WHOLE:
        if own:
            yield Unit(own, section=replace(section, changes=()))
        return
    if own:
        renamed = any(piece.kind is not Kind.SAME for piece in section.heading)
        yield Unit(own, pieces=section.heading if renamed else ())
    for block in section.blocks:
        if found := _among(block.changes, keys):
            yield Unit(found, block=replace(block, changes=(), anchor=""))
    for objective in section.objectives:
        yield from _of_objective(objective, keys)


def _of_objective(objective: PlacedObjective, keys: Collection[str]) -> Iterator[Unit]:
    if found := _among(objective.changes, keys):
        # Of an objective that stays, each action that changed is a unit of its own.
        whole = objective.diff.kind in WHOLE
        bare = tuple(replace(action, changes=()) for action in objective.actions) if whole else ()
        yield Unit(found, objective=replace(objective, changes=(), anchor="", actions=bare))
    for action in objective.actions:
        if found := _among(action.changes, keys):
            yield Unit(found, action=replace(action, changes=()))


def _among(changes: tuple[Change, ...], keys: Collection[str]) -> tuple[Change, ...]:
    return tuple(change for change in changes if change.key in keys)
