"""Priority actions that a returned file brings: they are known by a mark until somebody confirms a code for each."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from plans.text.content import ListBlock, TextBlock, write_flow
from plans.text.inline import text_of
from plans.text.markup import clean
from plans.text.outline import Objective, PriorityAction, Section
from plans.text.reader import read

_MARK = re.compile(r"(?P<theme>[^+]*)\+(?P<place>\w+)(?: (?P<typed>.+))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class NewAction:
    """A priority action without a code: its mark, its objective's theme letter, what the file gives as its code."""

    mark: str
    theme: str
    typed: str
    text: str


def mark_of(theme: str, place: int | str, typed: str = "") -> str:
    """Return the mark under which a new priority action stands until it has a code; no code looks like it."""
    return f"{theme}+{place} {typed}".strip()


def new_actions(section: Section | None) -> Iterator[NewAction]:
    """Yield the priority actions of a section that have no code yet."""
    for objective in section.objectives if section else ():
        for action in objective.actions:
            if found := _MARK.fullmatch(action.code):
                yield NewAction(action.code, found["theme"], found["typed"] or "", action.text)


def with_codes(section: Section, codes: Mapping[str, str]) -> Section:
    """Return a section in which priority actions have the codes given for their marks; others stay as they are."""
    return replace(section, objectives=tuple(_with_codes(objective, codes) for objective in section.objectives))


def _with_codes(objective: Objective, codes: Mapping[str, str]) -> Objective:
    return replace(
        objective,
        actions=tuple(replace(action, code=codes.get(action.code, action.code)) for action in objective.actions),
    )


def last_paragraphs(section: Section, count: int) -> tuple[str, ...]:
    """Return the words of the last blocks of a section's text, each item of a list by itself."""
    flow = read(section.html)
    return tuple(line for block in flow[len(flow) - count :] for line in _lines(block))


def as_actions(section: Section, theme: str, count: int) -> Section:
    """Return a section whose last blocks are new priority actions of an objective instead, each under a mark."""
    flow = read(section.html)
    words = last_paragraphs(section, count)
    new = tuple(PriorityAction(mark_of(theme, f"p{n}"), line) for n, line in enumerate(words, start=1))
    return replace(
        section,
        html=clean(write_flow(flow[: len(flow) - count])),
        objectives=tuple(
            replace(each, actions=(*each.actions, *new)) if each.code == theme else each for each in section.objectives
        ),
    )


def _lines(block: object) -> Iterator[str]:
    if isinstance(block, TextBlock):
        yield " ".join(text_of(block.runs).split())
    elif isinstance(block, ListBlock):
        for item in block.items:
            yield " ".join(line for inside in item for line in _lines(inside))
