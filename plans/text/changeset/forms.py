"""Takes each form of thing in a text apart into its properties and sequences, and puts it together again."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from plans.text.changeset.steps import Thing
from plans.text.content import (
    Block,
    Cell,
    Flow,
    ListBlock,
    QuoteBlock,
    Row,
    TableBlock,
    TextBlock,
    write,
    write_flow,
)
from plans.text.inline import Run, Runs, merged, text_of
from plans.text.markup import blocks
from plans.text.outline import Objective, Outline, PriorityAction, Section
from plans.text.reader import bare_lead, read, read_flow
from plans.text.tree import parse

Things = tuple[Thing, ...]
Taken = tuple[dict[str, Any], dict[str, Things]]
# The sequences that hold characters; all others hold things.
WORDS = frozenset({"title", "heading", "aim", "text", "lead", "words", "caption"})


def characters(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return inline text as a run for each character."""
    return tuple(Run(character, run.marks, run.href) for run in runs for character in run.text)


def typed(text: str) -> tuple[Run, ...]:
    """Return plain text as a run for each character."""
    return tuple(Run(character) for character in text)


def inner_blocks(html: str) -> tuple[str, ...]:
    """Return the HTML of each block inside a list item, cell or quotation."""
    flow = read_flow(parse(html).children, level=1)
    if write_flow(flow) != html:
        flow = bare_lead(flow)
    return tuple(write(block) for block in flow)


def read_block(html: str) -> Block | None:
    """Return the content of one block, or None if the HTML is not canonical."""
    flow = read(html)
    if write_flow(flow) != html:
        flow = bare_lead(read_flow(parse(html).children, level=1))
    return flow[0] if len(flow) == 1 and write_flow(flow) == html else None


def take_apart(form: str, thing: Thing) -> Taken:
    """Return the properties of a thing of a form, and its sequences; nothing of it is left over."""
    taker = _TAKERS.get(form)
    if taker is not None:
        return taker(thing)
    block = read_block(thing)
    if isinstance(block, TextBlock) and form == "text":
        return {"tag": block.tag}, {"words": characters(block.runs)}
    if isinstance(block, ListBlock) and form == "list":
        return {"tag": block.tag}, {"items": tuple(write_flow(item) for item in block.items)}
    if isinstance(block, QuoteBlock) and form == "quote":
        return {}, {"blocks": tuple(write(inner) for inner in block.blocks)}
    if isinstance(block, TableBlock) and form == "table":
        return {}, {"caption": characters(block.caption), "rows": block.rows}
    raise ValueError(f"This is no {form}.")


def _outline(outline: Outline) -> Taken:
    return {}, {"title": typed(outline.title), "sections": outline.sections}


def _section(section: Section) -> Taken:
    values = {"id": section.id, "kind": section.kind, "limbs": section.limbs}
    return values, {
        "heading": typed(section.heading),
        "blocks": tuple(blocks(section.html)),
        "objectives": section.objectives,
    }


def _objective(objective: Objective) -> Taken:
    return {"code": objective.code}, {
        "title": typed(objective.title),
        "aim": typed(objective.aim),
        "outcomes": objective.outcomes,
        "actions": objective.actions,
    }


def _action(action: PriorityAction) -> Taken:
    return {"code": action.code}, {"text": typed(action.text), "lead": typed(action.lead)}


def _cell(cell: Cell) -> Taken:
    return cell_values(cell), {"blocks": tuple(write(block) for block in cell.blocks)}


def cell_values(cell: Cell) -> dict[str, Any]:
    """Return the properties of a cell: its tag, spans and scope."""
    return {"tag": cell.tag, "colspan": cell.colspan, "rowspan": cell.rowspan, "scope": cell.scope}


_TAKERS: dict[str, Callable[[Any], Taken]] = {
    "outline": _outline,
    "section": _section,
    "objective": _objective,
    "action": _action,
    "outcome": lambda outcome: ({}, {"words": typed(outcome)}),
    "item": lambda html: ({}, {"blocks": inner_blocks(html)}),
    "row": lambda row: ({"part": row.part}, {"cells": row.cells}),
    "cell": _cell,
}


def runs_of_characters(things: Iterable[Run]) -> Runs:
    """Return characters joined to runs again."""
    return merged(things)


def put_together(form: str, values: Mapping[str, Any], parts: Mapping[str, Things]) -> Thing:
    """Return the thing of a form that has these properties and sequences."""
    if form == "outline":
        return Outline(text_of(parts["title"]), parts["sections"])
    if form == "section":
        html = "".join(parts["blocks"])
        return Section(
            values["id"], values["kind"], text_of(parts["heading"]), html, values["limbs"], parts["objectives"]
        )
    if form == "objective":
        title, aim = text_of(parts["title"]), text_of(parts["aim"])
        return Objective(values["code"], title, aim, parts["outcomes"], parts["actions"])
    if form == "action":
        return PriorityAction(values["code"], text_of(parts["text"]), text_of(parts["lead"]))
    if form == "outcome":
        return text_of(parts["words"])
    if form == "row":
        return Row(values["part"], parts["cells"])
    if form == "cell":
        return Cell(values["tag"], _flow(parts["blocks"]), values["colspan"], values["rowspan"], values["scope"])
    return _block(form, values, parts)


def _block(form: str, values: Mapping[str, Any], parts: Mapping[str, Things]) -> str:
    if form == "text":
        return write(TextBlock(values["tag"], merged(parts["words"])))
    if form == "list":
        return f"<{values['tag']}>{''.join(f'<li>{item}</li>' for item in parts['items'])}</{values['tag']}>"
    if form == "table":
        return write(TableBlock(merged(parts["caption"]), parts["rows"]))
    inside = "".join(_apart(parts["blocks"]))
    return inside if form == "item" else f"<blockquote>{inside}</blockquote>"


def _flow(htmls: Iterable[str]) -> Flow:
    return tuple(block for html in _apart(tuple(htmls)) if (block := read_block(html)) is not None)


def _apart(htmls: Things) -> list[str]:
    """Return blocks with bare text made paragraphs where it would run into other text."""
    found = [(html, read_block(html)) for html in htmls] if len(htmls) > 1 else []
    if sum(isinstance(block, TextBlock) for _, block in found) < 2:
        return list(htmls)
    return [
        write(TextBlock("p", block.runs)) if isinstance(block, TextBlock) and not block.tag else html
        for html, block in found
    ]
