"""What both sides of a merge changed in different ways, how it is shown, and how it is settled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from plans.text.changeset.fates import Path
from plans.text.changeset.forms import inner_blocks, read_block, typed
from plans.text.changeset.steps import Thing
from plans.text.content import Cell, ListBlock, Row, TableBlock, write, write_flow
from plans.text.inline import escape
from plans.text.markup import blocks, clean, plain_text
from plans.text.outline import Objective, Outline, PriorityAction, Section, digest_of

OURS, THEIRS = "ours", "theirs"
_KEY_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Conflict:
    """
    What both sides changed in different ways, as canonical HTML of the smallest unit that holds both changes.

    ``place`` is where, in words. A side that has taken the unit out has ``""``. Until it is settled, ours stands.
    """

    key: str
    section_id: str
    place: str
    base: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The text that comes of a merge, and what must be settled before it is anybody's; from which texts it came."""

    outline: Outline
    conflicts: tuple[Conflict, ...]
    base: Outline
    ours: Outline
    theirs: Outline
    within: Outline | None = None
    ordered_as: Outline | None = None


@dataclass(slots=True)
class Ledger:
    """The conflicts met in one pass over the texts, and what was chosen of them."""

    choices: Mapping[str, str]
    conflicts: dict[str, Conflict] = field(default_factory=dict)

    def choice(self, section_id: str, at: Path, place: str, texts: tuple[str, str, str]) -> str:
        """Note a conflict and return "ours", "theirs" or the HTML that was written instead."""
        key = digest_of([section_id, *at, texts[0]])[:_KEY_LENGTH]
        self.conflicts[key] = Conflict(key, section_id, place, *texts)
        return self.choices.get(key, OURS)


def shown(part: str, things: tuple[Thing, ...]) -> str:
    """Return the things of a sequence as HTML to be read."""
    shower = _SHOWERS.get(part, str)
    return "".join(shower(thing) for thing in things)


def show_section(section: Section) -> str:
    """Return a section with its heading and objectives as HTML."""
    heading = f"<h3>{escape(section.heading)}</h3>" if section.heading else ""
    return f"{heading}{section.html}{''.join(map(_objective, section.objectives))}"


def _objective(objective: Objective) -> str:
    parts = [f"<h4>{escape(objective.title)}</h4>", f"<p>{escape(objective.aim)}</p>" if objective.aim else ""]
    lines = [*map(escape, objective.outcomes), *map(show_action, objective.actions)]
    return f"{''.join(parts)}<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>" if lines else "".join(parts)


def show_action(action: PriorityAction) -> str:
    """Return a priority action as HTML: its code, words and lead."""
    lead = f" ({action.lead})" if action.lead else ""
    return escape(f"{action.code}: {action.text}{lead}")


def _row(row: Row) -> str:
    return write(TableBlock((), (row,)))


_SHOWERS: dict[str, Callable[[Any], str]] = {
    "sections": show_section,
    "objectives": _objective,
    "actions": show_action,
    "outcomes": escape,
    "rows": _row,
    "cells": lambda cell: write_flow(cell.blocks),
    "items": str,
    "blocks": str,
}


def written(part: str, html: str, models: tuple[Thing, ...]) -> tuple[Thing, ...]:
    """Return the things of a sequence that somebody wrote instead of two texts; ``models`` are what they replace."""
    html = clean(html)
    model = models[0] if models else None
    if not plain_text(html).strip():
        return ()
    if part == "blocks":
        return tuple(blocks(html))
    if part == "items":
        only = read_block(html)
        return tuple(write_flow(item) for item in only.items) if isinstance(only, ListBlock) else (html,)
    if part == "rows":
        only = read_block(html)
        return only.rows if isinstance(only, TableBlock) else models
    if part == "cells" and isinstance(model, Cell):
        return (with_inside(model, html),)
    if part == "sections" and isinstance(model, Section):
        first, *rest = blocks(html)
        return (_section(model, first, rest),)
    return _written_plan_part(plain_text(html), model)


def _section(model: Section, first: str, rest: list[str]) -> Section:
    if first.startswith("<h3>"):
        heading, body = " ".join(plain_text(first).split()), "".join(rest)
    else:
        heading, body = model.heading, "".join([first, *rest])
    return Section(model.id, model.kind, heading, clean(body), model.limbs, model.objectives)


def _written_plan_part(text: str, model: Thing | None) -> tuple[Thing, ...]:
    if isinstance(model, PriorityAction):
        text = text.removeprefix(f"{model.code}: ")
        lead = f" ({model.lead})"
        ends = bool(model.lead) and text.endswith(lead)
        return (PriorityAction(model.code, text.removesuffix(lead) if ends else text, model.lead if ends else ""),)
    if isinstance(model, Objective):
        return (Objective(model.code, text.split("\n")[0], model.aim, model.outcomes, model.actions),)
    return (text,)


def with_inside(cell: Cell, html: str) -> Cell:
    """Return a cell with other HTML inside it."""
    found = (read_block(block) for block in inner_blocks(html))
    flow = tuple(block for block in found if block is not None)
    return Cell(cell.tag, flow, cell.colspan, cell.rowspan, cell.scope)


def typed_words(html: str) -> tuple[Thing, ...]:
    """Return the words of HTML as characters without any marks."""
    return tuple(typed(" ".join(plain_text(html).split())))
