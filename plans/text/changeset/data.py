"""Writes operations as plain JSON data, and reads them back."""

from collections.abc import Callable
from typing import Any

from plans.text.changeset.forms import WORDS, inner_blocks, read_block
from plans.text.changeset.steps import Arrive, Changeset, Edit, Keep, Leave, Patch, Script, Step, Swap, Thing, Value
from plans.text.content import Cell, Row, write_flow
from plans.text.inline import Run, merged
from plans.text.outline import (
    Objective,
    OutlineError,
    PriorityAction,
    SectionKind,
    section_from_data,
    section_to_data,
)

FORMAT = "pcc-plans/changes/1"
Data = dict[str, Any]


def to_data(changeset: Changeset) -> Data:
    """Return the changes as plain JSON data."""
    return {
        "format": FORMAT,
        "before": dict(changeset.before),
        "after": dict(changeset.after),
        "whole": changeset.is_whole,
        "patch": _patch(changeset.patch),
    }


def from_data(data: Data) -> Changeset:
    """
    Read changes back from their data.

    :raises OutlineError: if the data is not that of changes.
    """
    try:
        patch = _read_patch(data["patch"])
        return Changeset(patch, dict(data["before"]), dict(data["after"]), bool(data["whole"]))
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise OutlineError(f"The changes cannot be read: {wrong}.") from wrong


def _patch(patch: Patch) -> Data:
    found: Data = {"form": patch.form}
    if patch.values:
        found["values"] = [
            {"name": v.name, "old": _plain(v.old), "new": _plain(v.new), "key": v.key} for v in patch.values
        ]
    if patch.parts:
        found["parts"] = {name: [_step(name, step) for step in script] for name, script in patch.parts}
    return found


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value


def _step(part: str, step: Step) -> Data:
    if isinstance(step, Keep):
        return {"keep": step.count}
    if isinstance(step, Swap):
        return {"old": things_to_data(part, step.old), "new": things_to_data(part, step.new), "key": step.key}
    if isinstance(step, Edit):
        return {"edit": _patch(step.patch)}
    found = {"move": step.move, "thing": things_to_data(part, (step.thing,))[0], "key": step.key}
    if isinstance(step, Leave):
        return {"leave": found}
    return {"arrive": found | {"patch": _patch(step.patch) if step.patch else None}}


def _read_patch(data: Data) -> Patch:
    form = str(data["form"])
    values = tuple(
        Value(v["name"], _value(v["name"], v["old"]), _value(v["name"], v["new"]), v["key"])
        for v in data.get("values", ())
    )
    parts: list[tuple[str, Script]] = [
        (name, tuple(_read_step(name, step) for step in script)) for name, script in data.get("parts", {}).items()
    ]
    return Patch(form, values, tuple(parts))


def _value(name: str, value: Any) -> Any:
    if name == "limbs":
        return frozenset(value)
    return SectionKind(value) if name == "kind" else value


def _read_step(part: str, data: Data) -> Step:
    if "keep" in data:
        return Keep(int(data["keep"]))
    if "edit" in data:
        return Edit(_read_patch(data["edit"]))
    if "leave" in data:
        found = data["leave"]
        return Leave(found["move"], _read_things(part, [found["thing"]])[0], found["key"])
    if "arrive" in data:
        found = data["arrive"]
        patch = _read_patch(found["patch"]) if found["patch"] else None
        return Arrive(found["move"], _read_things(part, [found["thing"]])[0], patch, found["key"])
    return Swap(_read_things(part, data["old"]), _read_things(part, data["new"]), data["key"])


def things_to_data(part: str, things: tuple[Thing, ...]) -> list[Any]:
    """Return what stands in a sequence as plain JSON data; ``part`` is the sequence's name."""
    if part in WORDS:
        return [{"text": run.text, "marks": list(run.marks), "href": run.href} for run in merged(things)]
    return [_WRITERS.get(part, str)(thing) for thing in things]


def _read_things(part: str, data: list[Any]) -> tuple[Thing, ...]:
    if part in WORDS:
        return tuple(Run(character, tuple(run["marks"]), run["href"]) for run in data for character in run["text"])
    return tuple(_READERS.get(part, str)(thing) for thing in data)


def _cell(cell: Cell) -> Data:
    return {
        "tag": cell.tag,
        "html": write_flow(cell.blocks),
        "colspan": cell.colspan,
        "rowspan": cell.rowspan,
        "scope": cell.scope,
    }


def _read_cell(data: Data) -> Cell:
    found = (read_block(html) for html in inner_blocks(data["html"]))
    flow = tuple(block for block in found if block is not None)
    return Cell(data["tag"], flow, int(data["colspan"]), int(data["rowspan"]), data["scope"])


def _objective(objective: Objective) -> Data:
    return {
        "code": objective.code,
        "title": objective.title,
        "aim": objective.aim,
        "outcomes": list(objective.outcomes),
        "actions": [_action(action) for action in objective.actions],
    }


def _action(action: PriorityAction) -> Data:
    return {"code": action.code, "text": action.text, "lead": action.lead}


def _read_objective(data: Data) -> Objective:
    actions = tuple(_read_action(action) for action in data["actions"])
    return Objective(data["code"], data["title"], data["aim"], tuple(data["outcomes"]), actions)


def _read_action(data: Data) -> PriorityAction:
    return PriorityAction(data["code"], data["text"], data["lead"])


_WRITERS: dict[str, Callable[[Any], Any]] = {
    "sections": section_to_data,
    "objectives": _objective,
    "actions": _action,
    "rows": lambda row: {"part": row.part, "cells": [_cell(cell) for cell in row.cells]},
    "cells": _cell,
}
_READERS: dict[str, Callable[[Any], Any]] = {
    "sections": section_from_data,
    "objectives": _read_objective,
    "actions": _read_action,
    "rows": lambda data: Row(data["part"], tuple(_read_cell(cell) for cell in data["cells"])),
    "cells": _read_cell,
}
