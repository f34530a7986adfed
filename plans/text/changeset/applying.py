"""Applies operations to the text they were made from, takes them back, and picks some of them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from plans.text.changeset.forms import Things, put_together, take_apart
from plans.text.changeset.steps import (
    Arrive,
    Changeset,
    Edit,
    Keep,
    Leave,
    Patch,
    Script,
    Step,
    Swap,
    Thing,
    Value,
    arrivals,
    patch_of,
    tidy,
)
from plans.text.markup import clean
from plans.text.outline import Outline, digest_of, section_digests

_DIGEST_LENGTH = 16


class DoesNotFit(ValueError):
    """The changes were made from another text; the message says where the two differ."""


def digests(outline: Outline) -> dict[str, str]:
    """Return short digests of the title and of each section, by which a text is known."""
    return {"": digest_of(outline.title)[:_DIGEST_LENGTH]} | {
        section_id: digest[:_DIGEST_LENGTH] for section_id, digest in section_digests(outline).items()
    }


def apply(text: Outline, changeset: Changeset) -> Outline:
    """
    Return the text that the changes make of a text.

    :raises DoesNotFit: if they were made from another text.
    """
    _check(text, changeset.before)
    applied: Outline = patched(text, changeset.patch)
    if changeset.is_whole:
        return applied
    # Part of the changes may leave a heading without the one above it, or a table without its head.
    return replace(applied, sections=tuple(replace(s, html=clean(s.html)) for s in applied.sections))


def _check(text: Outline, before: Mapping[str, str]) -> None:
    found = digests(text)
    if not before or (found == dict(before) and list(found) == list(before)):
        return
    for section in text.sections:
        if found[section.id] != before.get(section.id, found[section.id]):
            raise DoesNotFit(f"The section “{section.heading}” is not the one that the changes were made from.")
    raise DoesNotFit("The sections of the text, or its title, are not those that the changes were made from.")


def patched(thing: Thing, patch: Patch | None) -> Thing:
    """
    Return what a patch makes of a thing.

    :raises DoesNotFit: if it is not the thing that the patch was made from.
    """
    if patch is None or patch.is_empty:
        return thing
    try:
        values, parts = take_apart(patch.form, thing)
    except ValueError as wrong:
        raise DoesNotFit(f"Where the changes want a {patch.form}, something else stands.") from wrong
    for value in patch.values:
        if values[value.name] != value.old:
            raise DoesNotFit(f"The {value.name} of a {patch.form} is not what the changes were made from.")
        values[value.name] = value.new
    for name, script in patch.parts:
        parts[name] = followed(parts[name], script, f"the {name} of a {patch.form}")
    return put_together(patch.form, values, parts)


def followed(things: Things, script: Script, place: str) -> Things:
    """
    Return the sequence that steps make of a sequence.

    :raises DoesNotFit: if other things stand in it; ``place`` says in the message where.
    """
    out: list[Thing] = []
    at = 0
    for step in script:
        gone = taken_by(step)
        stood = things[at : at + gone]
        at += gone
        wanted = step.old if isinstance(step, Swap) else (step.thing,) if isinstance(step, Leave) else stood
        if stood != wanted or len(stood) != gone:
            raise DoesNotFit(f"What stands in {place} is not what the changes were made from.")
        out.extend(left_by(step, stood))
    if at != len(things):
        raise DoesNotFit(f"There is more in {place} than the changes were made from.")
    return tuple(out)


def taken_by(step: Step) -> int:
    """Return how many of the old things a step speaks of."""
    if isinstance(step, Keep):
        return step.count
    if isinstance(step, Swap):
        return len(step.old)
    return 0 if isinstance(step, Arrive) else 1


def left_by(step: Step, stood: Things) -> Things:
    """Return what stands after a step, where ``stood`` stood before it."""
    if isinstance(step, Keep):
        return stood
    if isinstance(step, Swap):
        return step.new
    if isinstance(step, Edit):
        return (patched(stood[0], step.patch),)
    return (patched(step.thing, step.patch),) if isinstance(step, Arrive) else ()


def invert(changeset: Changeset) -> Changeset:
    """Return the changes that lead back."""
    landed = {arrive.move: arrive for arrive in arrivals(changeset.patch)}

    def turned(step: Step) -> Step:
        if isinstance(step, Swap):
            return Swap(step.new, step.old, step.key)
        if isinstance(step, Edit):
            return Edit(_each(step.patch, turned, _turned_value))
        if isinstance(step, Leave):
            arrive = landed[step.move]
            back = None if arrive.patch is None else _each(arrive.patch, turned, _turned_value)
            return Arrive(step.move, patched(arrive.thing, arrive.patch), back, step.key)
        if isinstance(step, Arrive):
            return Leave(step.move, patched(step.thing, step.patch), step.key)
        return step

    patch = _each(changeset.patch, turned, _turned_value)
    return Changeset(patch, changeset.after, changeset.before, changeset.is_whole)


def _turned_value(value: Value) -> Value:
    return Value(value.name, value.new, value.old, value.key)


def _each(patch: Patch, turn: Callable[[Step], Step], turn_value: Callable[[Value], Value]) -> Patch:
    parts = tuple((name, tuple(turn(step) for step in script)) for name, script in patch.parts)
    return Patch(patch.form, tuple(turn_value(value) for value in patch.values), parts)


def only(changeset: Changeset, keys: Collection[str]) -> Changeset:
    """Return the part of the changes that belongs to some listed changes; it applies to the same text."""
    wanted = frozenset(keys)
    if changeset.keys <= wanted:
        return changeset
    landed = {arrive.move: arrive for arrive in arrivals(changeset.patch)}

    def picked_patch(patch: Patch) -> Patch:
        values = (value for value in patch.values if value.key in wanted)
        parts = ((name, tidy(picked(step) for step in script)) for name, script in patch.parts)
        return patch_of(patch.form, values, parts)

    def picked(step: Step) -> Step:
        if isinstance(step, Edit):
            return Edit(picked_patch(step.patch))
        if isinstance(step, Keep):
            return step
        if isinstance(step, Leave) and step.key not in wanted:
            inner = landed[step.move].patch
            return Edit(picked_patch(inner)) if inner else Keep(1)
        if isinstance(step, Arrive) and step.key in wanted:
            inner = picked_patch(step.patch) if step.patch else None
            return replace(step, patch=inner if inner and not inner.is_empty else None)
        if step.key in wanted:
            return step
        return Keep(taken_by(step))

    return Changeset(picked_patch(changeset.patch), changeset.before, {}, is_whole=False)
