"""The plain text of a section, part by part: its heading, each stretch of text in its blocks, and its objectives."""

from collections.abc import Iterator
from dataclasses import dataclass

from plans.text.content import Cell, Flow, ListBlock, QuoteBlock, TableBlock, TextBlock
from plans.text.inline import text_of
from plans.text.markup import blocks
from plans.text.outline import Section
from plans.text.reader import read

BREAK = "\n"
PartKey = tuple[str, ...]
HEADING: PartKey = ("heading",)


@dataclass(frozen=True, slots=True)
class Part:
    """
    One stretch of text, and where it starts in the section's plain text.

    ``key`` says what it is: ``("heading",)``, ``("block",)``, or of an objective ``("title", "V")``, ``("aim", "V")``,
    ``("outcome", "V")``, ``("action", "V8")``, ``("lead", "V8")``. ``block`` is the place of its block, None elsewhere.
    """

    key: PartKey
    text: str
    start: int
    block: int | None = None

    @property
    def end(self) -> int:
        """Where it ends in the section's plain text."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Leaf:
    """The text of one paragraph, heading, list item or caption; of a table's cell the cell itself as well."""

    text: str
    cell: Cell | None = None


def leaves(flow: Flow, cell: Cell | None = None) -> Iterator[Leaf]:
    """Yield the stretches of text of some blocks, in the order in which they are read."""
    for block in flow:
        if isinstance(block, TextBlock):
            yield Leaf(text_of(block.runs), cell)
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from leaves(item, cell)
        elif isinstance(block, QuoteBlock):
            yield from leaves(block.blocks, cell)
        elif isinstance(block, TableBlock):
            if block.caption:
                yield Leaf(text_of(block.caption), cell)
            for row in block.rows:
                for inner in row.cells:
                    yield from leaves(inner.blocks, inner)


def section_parts(section: Section) -> tuple[Part, ...]:
    """Return the parts of a section; their texts, a line break between one and the next, are its plain text."""
    found: list[Part] = []
    at = 0
    for key, text, block in _texts(section):
        found.append(Part(key, text, at, block))
        at += len(text) + len(BREAK)
    return tuple(found)


def section_text(section: Section) -> str:
    """Return the plain text of a section, its heading first."""
    return BREAK.join(text for _, text, _ in _texts(section))


def _texts(section: Section) -> Iterator[tuple[PartKey, str, int | None]]:
    yield HEADING, section.heading, None
    for place, html in enumerate(blocks(section.html)):
        for leaf in leaves(read(html)):
            yield ("block",), leaf.text, place
    for objective in section.objectives:
        yield ("title", objective.code), objective.title, None
        yield ("aim", objective.code), objective.aim, None
        for outcome in objective.outcomes:
            yield ("outcome", objective.code), outcome, None
        for action in objective.actions:
            yield ("action", action.code), action.text, None
            yield ("lead", action.code), action.lead, None
