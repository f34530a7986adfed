"""The words of a plan that comments hang on, marked in its text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from plans.text.inline import escape, unescape
from plans.text.numbering import TABLE, NumberedBlock, NumberedObjective, NumberedOutline, NumberedSection
from plans.text.outline import Objective, PriorityAction
from plans.text.parts import Part, section_parts
from plans.text.references import Targets, with_words

_TAG = re.compile(r"(<[^>]*>)")
_CAPTION = re.compile(r"<caption>(.*?)</caption>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mark:
    """The words of one thread in the plain text of a section, with the thread's number on the page and its key."""

    section_id: str
    start: int
    end: int
    number: int
    key: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """The part of a mark that falls into one stretch of HTML, by the places of its characters there."""

    mark: Mark
    start: int
    end: int
    first: bool
    last: bool


def with_marks(text: NumberedOutline, marks: Sequence[Mark]) -> NumberedOutline:
    """Return a numbered text in whose HTML and words the marks are drawn; its plain words are ``SafeString`` there."""
    sections = []
    for section in text.sections:
        here = [mark for mark in marks if mark.section_id == section.id and mark.start < mark.end]
        sections.append(_marked_section(section, here, text.targets) if here else section)
    return replace(text, sections=tuple(sections))


def _marked_section(section: NumberedSection, marks: list[Mark], targets: Targets) -> NumberedSection:
    parts = section_parts(section.section)
    by_block: dict[int, list[Part]] = {}
    for part in parts:
        if part.block is not None:
            by_block.setdefault(part.block, []).append(part)
    blocks = tuple(
        _marked_block(block, _moved_into(by_block.get(place, []), marks), targets)
        for place, block in enumerate(section.blocks)
    )
    words = iter([_marked_words(part, marks) for part in parts if part.block is None])
    heading = next(words)
    objectives = tuple(_marked_objective(objective, words) for objective in section.objectives)
    return replace(section, section=replace(section.section, heading=heading), blocks=blocks, objectives=objectives)


def _marked_words(part: Part, marks: list[Mark]) -> SafeString:
    return _marked(escape(part.text), _moved_into([part], marks))


def _marked_objective(numbered: NumberedObjective, words: Iterator[SafeString]) -> NumberedObjective:
    """Return an objective with the next marked words, in the order of ``plans.text.parts``."""
    old = numbered.objective
    title, aim = next(words), next(words)
    outcomes = tuple(next(words) for _ in old.outcomes)
    actions = tuple(PriorityAction(action.code, next(words), next(words)) for action in old.actions)
    return replace(numbered, objective=Objective(old.code, title, aim, outcomes, actions))


def _moved_into(parts: list[Part], marks: list[Mark]) -> list[_Piece]:
    """Return the marks by their places in the joined texts of some parts; a mark may fall into several pieces."""
    pieces, at = [], 0
    for part in parts:
        for mark in marks:
            start, end = max(mark.start, part.start), min(mark.end, part.end)
            if start < end:
                moved = at - part.start
                pieces.append(_Piece(mark, start + moved, end + moved, start == mark.start, end == mark.end))
        at += len(part.text)
    return pieces


def _marked_block(block: NumberedBlock, marks: list[_Piece], targets: Targets) -> NumberedBlock:
    if not marks:
        return block
    html = mark_safe(with_words(_marked(block.kept, marks), targets))  # noqa: S308 -- canonical HTML, marked above
    inner = html[len(block.tag) + 2 : -len(block.tag) - 3] if block.tag else html
    caption = _CAPTION.match(inner) if block.kind == TABLE else None
    return replace(
        block,
        html=html,
        inner_html=inner[caption.end() :] if caption else inner,
        caption=caption[1] if caption else "",
    )


def _marked(html: str, pieces: list[_Piece]) -> SafeString:
    """Return canonical HTML with marks drawn; where a mark ends stands the link to its comment, never in a link."""
    out: list[str] = []
    ended: list[Mark] = []
    at, in_link = 0, False
    for bit in _TAG.split(html):
        if bit.startswith("<"):
            in_link = bit.startswith("<a ") or (in_link and bit != "</a>")
            out.append(bit)
            at += bit == "<br>"
        else:
            text = unescape(bit)
            for words, here in _stretches(text, at, pieces):
                out.append(words)
                ended.extend(here)
                if not in_link:
                    out.extend(map(_number, ended))
                    ended.clear()
            at += len(text)
        if not in_link:
            out.extend(map(_number, ended))
            ended.clear()
    return mark_safe("".join(out))  # noqa: S308 -- canonical HTML, and words escaped here


def _stretches(text: str, at: int, pieces: list[_Piece]) -> Iterator[tuple[str, list[Mark]]]:
    """Yield stretches of some characters with the marks drawn on each, and the marks that end with it."""
    end = at + len(text)
    edges = {at, end} | {edge for piece in pieces for edge in (piece.start, piece.end) if at < edge < end}
    for low, high in pairwise(sorted(edges)):
        words = escape(text[low - at : high - at])
        for piece in reversed(pieces):
            if piece.start <= low and high <= piece.end:
                name = f' id="said-{piece.mark.key}"' if piece.first and piece.start == low else ""
                words = f'<mark class="pc-anchor"{name}>{words}</mark>'
        yield words, [piece.mark for piece in pieces if piece.last and piece.end == high]


def _number(mark: Mark) -> str:
    words = '<a class="pc-anchor__no" href="#thread-{}" aria-label="Comment {}" data-number="{}"></a>'
    return format_html(words, mark.key, mark.number, mark.number)
