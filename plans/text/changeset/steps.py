"""Operations as data: a patch of each changed thing, with a script of steps for each sequence inside it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from plans.text.inline import Run

# What stands in a sequence: a section, objective, action, row, cell, the HTML of a block or item, or one character.
Thing = Any


@dataclass(frozen=True, slots=True)
class Keep:
    """So many things stay."""

    count: int


@dataclass(frozen=True, slots=True)
class Swap:
    """The old things go and the new ones come in their place; either may be none."""

    old: tuple[Thing, ...]
    new: tuple[Thing, ...]
    key: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing stays and is changed within."""

    patch: "Patch"


@dataclass(frozen=True, slots=True)
class Leave:
    """One thing goes to another place, where the step of the same move has it arrive."""

    move: str
    thing: Thing
    key: str


@dataclass(frozen=True, slots=True)
class Arrive:
    """One thing comes from another place; ``thing`` is how it stood there, ``patch`` what was changed in it."""

    move: str
    thing: Thing
    patch: "Patch | None"
    key: str


Step = Keep | Swap | Edit | Leave | Arrive
Script = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """One property of a thing that changed: the tag of a block, the kind of a section, the span of a cell."""

    name: str
    old: Any
    new: Any
    key: str


@dataclass(frozen=True, slots=True)
class Patch:
    """What changed in one thing of a form (see ``plans.text.changeset.forms``): its properties, its sequences."""

    form: str
    values: tuple[Value, ...] = ()
    parts: tuple[tuple[str, Script], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not self.values and not self.parts

    def value(self, name: str) -> Value | None:
        """Return the change of a property, or None."""
        return next((value for value in self.values if value.name == name), None)

    def script(self, name: str) -> Script:
        """Return the steps of a sequence; none at all if it did not change."""
        return next((script for part, script in self.parts if part == name), ())


@dataclass(frozen=True, slots=True)
class Changeset:
    """
    What leads from one text to another.

    ``before`` and ``after`` are digests of the parts of the two texts, by which another text is told apart; empty where
    they are not known.
    """

    patch: Patch
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)
    is_whole: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether the two texts are equal."""
        return self.patch.is_empty

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the changes that its operations belong to."""
        return frozenset(_keys(self.patch))


def _keys(patch: Patch) -> Iterator[str]:
    yield from (value.key for value in patch.values)
    for _, script in patch.parts:
        for step in script:
            if isinstance(step, Swap | Leave | Arrive):
                yield step.key
            inner = step.patch if isinstance(step, Edit | Arrive) else None
            if inner is not None:
                yield from _keys(inner)


def arrivals(patch: Patch) -> Iterator[Arrive]:
    """Yield every arrival in a patch, however deep."""
    for _, script in patch.parts:
        for step in script:
            if isinstance(step, Arrive):
                yield step
            inner = step.patch if isinstance(step, Edit | Arrive) else None
            if inner is not None:
                yield from arrivals(inner)


def tidy(steps: Iterable[Step]) -> Script:
    """Return steps with neighbouring keeps joined, empty ones and edits of nothing left out; () if all is kept."""
    out: list[Step] = []
    for step in steps:
        if isinstance(step, Edit) and step.patch.is_empty:
            step = Keep(1)
        elif isinstance(step, Swap) and step.old == step.new:
            step = Keep(len(step.old))
        last = out[-1] if out else None
        if isinstance(step, Keep) and isinstance(last, Keep):
            out[-1] = Keep(last.count + step.count)
        elif isinstance(step, Swap) and isinstance(last, Swap) and _is_text(step) and _is_text(last):
            out[-1] = Swap(last.old + step.old, last.new + step.new, step.key)
        elif not isinstance(step, Keep) or step.count:
            out.append(step)
    return () if all(isinstance(step, Keep) for step in out) else tuple(out)


def _is_text(step: Swap) -> bool:
    return all(isinstance(thing, Run) for thing in (*step.old, *step.new))


def patch_of(form: str, values: Iterable[Value], parts: Iterable[tuple[str, Script]]) -> Patch:
    """Return a patch without the properties and sequences that did not change."""
    return Patch(
        form, tuple(value for value in values if value.old != value.new), tuple(part for part in parts if part[1])
    )
