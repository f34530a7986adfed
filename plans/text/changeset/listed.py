"""The changes between two texts as a list of facts, each with a mark by which the very same change is known again."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from plans.text.changeset.applying import followed, taken_by
from plans.text.changeset.data import things_to_data
from plans.text.changeset.deriving import patch_from
from plans.text.changeset.forms import WORDS, Things, take_apart
from plans.text.changeset.steps import Arrive, Edit, Keep, Leave, Patch, Script, Step, Swap, Thing
from plans.text.diff.document import Redline
from plans.text.inline import Run, text_of
from plans.text.markup import plain_text
from plans.text.outline import Objective, Outline, PriorityAction, Section, digest_of
from plans.text.redline import compare

TITLE = "The title of the plan"
_MARK_LENGTH = 24
_NUMBER_OF_A_TWIN = re.compile(r"-[0-9]+$")


@dataclass(frozen=True, slots=True)
class ListedChange:
    """
    One change as a redline lists it, in words.

    ``heading`` names its section ("Section 2, Money"), or the title of the plan. ``mark`` is the digest of the
    operations that make the change and of where they stand in the old text: two changes made to one old text have the
    same mark if they are the same change.
    """

    section_id: str
    heading: str
    place: str
    kind: str
    before: str
    after: str
    key: str
    mark: str


@dataclass(frozen=True, slots=True)
class _Operation:
    key: str
    section_id: str
    data: list[Any]
    before: str = ""
    after: str = ""


def listed_changes(old: Outline | None, new: Outline) -> tuple[ListedChange, ...]:
    """
    Return every change that leads from one text to another, in the order of the redline.

    Equal texts give none, and texts that differ at least one: an operation that no listed change names is one of its
    own.
    """
    before = old or Outline(new.title)
    redline = compare(old, new)
    by_key: dict[str, list[_Operation]] = defaultdict(list)
    for operation in _Walk(before).operations(patch_from(redline)):
        by_key[operation.key].append(operation)
    return tuple(_listed(redline, by_key))


def _listed(redline: Redline, by_key: dict[str, list[_Operation]]) -> Iterator[ListedChange]:
    headings = {diff.section_id: f"{diff.label}, {diff.section.heading}" for diff in redline.sections} | {"": TITLE}
    for change in redline.changes:
        operations = by_key.pop(change.key, [])
        heading = headings[change.section_id]
        yield _change(change.key, change.section_id, heading, change.place, change.kind, operations)
    for key, operations in by_key.items():
        section_id = operations[0].section_id
        yield _change(key, section_id, headings[section_id], headings[section_id], "changed", operations)


def _change(
    key: str, section_id: str, heading: str, place: str, kind: str, operations: list[_Operation]
) -> ListedChange:
    # Without operations of its own a change is known by its key, which is a digest of its words.
    made_of: Any = [operation.data for operation in operations] or _NUMBER_OF_A_TWIN.sub("", key)
    mark = digest_of([section_id, kind, made_of])[:_MARK_LENGTH]
    before, after = (
        " … ".join(words for operation in operations if (words := getattr(operation, side).strip()))
        for side in ("before", "after")
    )
    return ListedChange(section_id, heading, place, kind, before, after, key, mark)


class _Walk:
    """Goes through a patch and tells each operation with its place in the old text: the section, then the positions."""

    def __init__(self, old: Outline) -> None:
        self.old = old

    def operations(self, patch: Patch) -> Iterator[_Operation]:
        stood = take_apart("outline", self.old)[1]
        for name, script in patch.parts:
            if name != "sections":
                yield from self._script(name, script, stood[name], "", name)
                continue
            at = 0
            for step in script:
                before = self.old.sections[at - 1].id if at else ""
                if isinstance(step, Edit):
                    section = self.old.sections[at]
                    yield from self._patch(step.patch, section, section.id, "section")
                else:
                    # By the section before it, so that a section added elsewhere shifts nothing.
                    yield from self._step(name, step, None, _id_of(step), f"after {before}")
                at += taken_by(step)

    def _patch(self, patch: Patch, thing: Thing, section_id: str, path: str) -> Iterator[_Operation]:
        for value in patch.values:
            old, new = (_said(side) for side in (value.old, value.new))
            yield _Operation(value.key, section_id, [path, value.name, old, new])
        stood = take_apart(patch.form, thing)[1] if patch.parts else {}
        for name, script in patch.parts:
            yield from self._script(name, script, stood[name], section_id, f"{path}/{name}")

    def _script(self, name: str, script: Script, stood: Things, section_id: str, path: str) -> Iterator[_Operation]:
        at = 0
        said = iter(_window(script, stood)) if name in WORDS else None
        for step in script:
            thing = stood[at] if isinstance(step, Edit) else None
            for operation in self._step(name, step, thing, section_id, f"{path}:{at}"):
                # The words around all edits of one text are said once, with its first.
                yield replace(operation, before=next(said, ""), after=next(said, "")) if said else operation
            at += taken_by(step)

    def _step(self, name: str, step: Step, thing: Thing, section_id: str, path: str) -> Iterator[_Operation]:
        if isinstance(step, Keep):
            return
        if isinstance(step, Edit):
            yield from self._patch(step.patch, thing, section_id, path)
        elif isinstance(step, Swap):
            data = [path, things_to_data(name, step.old), things_to_data(name, step.new)]
            yield _Operation(step.key, section_id, data, _words(step.old), _words(step.new))
        else:
            yield from self._move(name, step, section_id, path)

    def _move(self, name: str, step: Leave | Arrive, section_id: str, path: str) -> Iterator[_Operation]:
        how = "leave" if isinstance(step, Leave) else "arrive"
        yield _Operation(step.key, section_id, [path, how, things_to_data(name, (step.thing,))])
        if isinstance(step, Arrive) and step.patch is not None:
            yield from self._patch(step.patch, step.thing, section_id, f"{path}/arrived")


def _window(script: Script, stood: Things) -> tuple[str, str]:
    """Return the words that some edits of a text lie in, whole words from the first edit to the last: before, after."""
    old, new = text_of(stood), text_of(followed(stood, script, "a text"))
    first, last = (_kept(step) for step in (script[0], script[-1]))
    while first and old[first - 1].isalnum():
        first -= 1
    while last and old[len(old) - last].isalnum():
        last -= 1
    return old[first : len(old) - last], new[first : len(new) - last]


def _kept(step: Step) -> int:
    return step.count if isinstance(step, Keep) else 0


def _id_of(step: Step) -> str:
    things = (
        (*step.new, *step.old) if isinstance(step, Swap) else (step.thing,) if not isinstance(step, Keep | Edit) else ()
    )
    return next((thing.id for thing in things), "")


def _said(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value if isinstance(value, int) else str(value)


def _words(things: Things) -> str:
    return " … ".join(filter(None, map(_words_of, things)))


def _words_of(thing: Thing) -> str:
    if isinstance(thing, Run):
        return thing.text
    if isinstance(thing, Section):
        return plain_text(thing.html) or thing.heading
    if isinstance(thing, Objective):
        return thing.title
    if isinstance(thing, PriorityAction):
        return thing.text
    if isinstance(thing, str):
        return plain_text(thing)
    data = things_to_data("rows" if hasattr(thing, "cells") else "cells", (thing,))[0]
    return " | ".join(plain_text(cell["html"]) for cell in data.get("cells", [data]))
