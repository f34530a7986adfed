"""What one side of a merge does to each thing of a sequence of the text that both began from."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from plans.text.changeset.applying import taken_by
from plans.text.changeset.steps import Arrive, Edit, Leave, Patch, Script, Step, Swap, Thing
from plans.text.outline import Objective, PriorityAction, Section


@dataclass(frozen=True, slots=True)
class Moved:
    """A thing that goes to another place, with what is changed in it on the way."""

    move: str
    patch: Patch | None


@dataclass(frozen=True, slots=True)
class Replaced:
    """Things from ``start`` to ``end`` that go, with what comes in their place (nothing: they are taken out)."""

    start: int
    end: int
    new: tuple[Thing, ...]


Fate = Edit | Moved | Replaced | None


@dataclass(slots=True)
class Fates:
    """Of each old thing what becomes of it (None: it stays), and what comes before each of them and at the end."""

    of: list[Fate]
    gaps: list[list[Thing | Arrive]]
    groups: list[Replaced] = field(default_factory=list)


def fates(script: Script, size: int, patches: dict[str, Patch | None]) -> Fates:
    """Return what steps do to a sequence of a size; ``patches`` are those of the moves of that side by name."""
    found = Fates([None] * size, [[] for _ in range(size + 1)])
    at = 0
    for step in _rewritten(script):
        end = at + taken_by(step)
        if isinstance(step, Arrive):
            found.gaps[at].append(step)
        elif isinstance(step, Swap) and not step.old:
            found.gaps[at].extend(step.new)
        elif isinstance(step, Swap) and not step.new:
            found.of[at:end] = [Replaced(place, place + 1, ()) for place in range(at, end)]
        elif isinstance(step, Swap):
            group = Replaced(at, end, step.new)
            found.groups.append(group)
            found.of[at:end] = [group] * (end - at)
        elif isinstance(step, Leave):
            found.of[at] = Moved(step.move, patches[step.move])
        elif isinstance(step, Edit):
            found.of[at] = step
        at = end
    return found


def _rewritten(script: Script) -> Iterator[Step]:
    """
    Yield the steps with what went and what came beside it as one, because a unit may be rewritten beyond recognition.

    What moved away from between them, or to between them, does not part them. What is known by an id or a code is never
    rewritten: another section, objective or action has come.
    """
    waiting: Swap | None = None
    between: list[Leave | Arrive] = []
    for step in script:
        if isinstance(step, Leave | Arrive) and waiting:
            between.append(step)
        elif isinstance(step, Swap) and not any(identity(thing) for thing in (*step.old, *step.new)):
            if waiting and between and (step.old or not waiting.old):
                yield waiting
                yield from between
                waiting, between = None, []
            arrived = tuple(one for one in between if isinstance(one, Arrive))
            between = [one for one in between if isinstance(one, Leave)]
            waiting = Swap(waiting.old + step.old, (*waiting.new, *arrived, *step.new), step.key) if waiting else step
        else:
            yield from (waiting, *between) if waiting else ()
            waiting, between = None, []
            yield step
    yield from (waiting, *between) if waiting else ()


def identity(thing: Thing) -> str:
    """Return what a thing is known by wherever it stands: the id of a section, a code; ``""`` for any other."""
    if isinstance(thing, Section):
        return thing.id
    return thing.code if isinstance(thing, Objective | PriorityAction) else ""


Path = tuple[str | int, ...]


@dataclass(slots=True)
class MoveEnds:
    """The moves of one side: what each changes in what it moves, from where in the base, and to where."""

    patches: dict[str, Patch | None] = field(default_factory=dict)
    things: dict[str, Thing] = field(default_factory=dict)
    starts: dict[str, Path] = field(default_factory=dict)
    ends: dict[str, Path] = field(default_factory=dict)


def move_ends(patch: Patch) -> MoveEnds:
    """Return the moves in a patch, each place as a path in the old text."""
    ends = MoveEnds()
    waiting: list[Arrive] = []

    def walk(inside: Patch, path: Path) -> Iterator[Arrive]:
        for name, script in inside.parts:
            at = 0
            for step in script:
                here = (*path, name, at)
                if isinstance(step, Leave):
                    ends.starts[step.move] = here
                elif isinstance(step, Arrive):
                    ends.patches[step.move], ends.things[step.move] = step.patch, step.thing
                    ends.ends[step.move] = here
                    yield step
                elif isinstance(step, Edit):
                    yield from walk(step.patch, here)
                at += taken_by(step)

    waiting.extend(walk(patch, ()))
    while waiting:
        arrived = waiting.pop()
        if arrived.patch is not None:
            waiting.extend(walk(arrived.patch, ends.starts[arrived.move]))
    return ends
