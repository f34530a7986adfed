"""Says in words where something stands in the text that both sides of a merge began from."""

from plans.text.changeset.fates import Path
from plans.text.changeset.forms import read_block
from plans.text.changeset.steps import Thing
from plans.text.content import ListBlock, Row, TableBlock, write_flow
from plans.text.diff.naming import places_of
from plans.text.markup import blocks, plain_text
from plans.text.numbering import NumberedSection, numbered
from plans.text.outline import Objective, Outline, PriorityAction, Section

_FIELDS = {"title": "title", "heading": "heading", "aim": "aim", "caption": "caption", "text": "words", "lead": "lead"}


class Places:
    """The places of one text; ``within`` is the whole text where only a part of it is brought together."""

    def __init__(self, base: Outline, within: Outline | None = None) -> None:
        self.base = base
        self.within = within or base
        self._sections: dict[str, NumberedSection] | None = None

    def of(self, path: Path) -> str:
        """Return the words for a path."""
        if len(path) < 2 or path[0] != "sections":
            return "Title of the plan"
        section = self.base.sections[int(path[1])]
        label = self._section(section)
        if len(path) == 2:
            return label
        if path[2] == "blocks" and len(path) > 3:
            return self._block(section, int(path[3]), path[4:])
        if path[2] == "objectives" and len(path) > 3:
            return self._objective(section.objectives[int(path[3])], path[4:])
        return f"{label}, {_FIELDS.get(str(path[2]), str(path[2]))}"

    def of_new(self, part: str, path: Path, thing: Thing) -> str:
        """Return the words for something that both sides put in."""
        if isinstance(thing, Section):
            return f"New section “{thing.heading}”"
        if isinstance(thing, PriorityAction):
            return f"New priority action {thing.code}"
        return f"New objective {thing.code}" if isinstance(thing, Objective) else self.of(path)

    def _numbered(self, section: Section) -> NumberedSection | None:
        if self._sections is None:
            text = self.within
            self._sections = {found.section.id: found for found in numbered(text).sections}
        return self._sections.get(section.id)

    def _section(self, section: Section) -> str:
        found = self._numbered(section)
        return f"{found.label}, {section.heading}" if found else section.heading

    def _block(self, section: Section, at: int, rest: Path) -> str:
        found = self._numbered(section)
        same = found is not None and found.section.html == section.html
        place = places_of(found)[at] if found and same else f"{section.heading}, block {at + 1}"
        return place + _inside(blocks(section.html)[at], rest)

    def _objective(self, objective: Objective, rest: Path) -> str:
        place = f"Objective “{objective.title}”"
        if len(rest) > 1 and rest[0] == "actions":
            return f"Priority action {objective.actions[int(rest[1])].code}"
        if len(rest) > 1 and rest[0] == "outcomes":
            return f"{place}, shared outcome {int(rest[1]) + 1}"
        return f"{place}, {_FIELDS.get(str(rest[0]), str(rest[0]))}" if rest else place


def _inside(html: str, rest: Path) -> str:
    if not rest:
        return ""
    block = read_block(html)
    if isinstance(block, ListBlock) and rest[0] == "items" and len(rest) > 1:
        return f", item {int(rest[1]) + 1}"
    if isinstance(block, TableBlock) and rest[0] == "rows" and len(rest) > 1:
        return _in_row(block.rows[int(rest[1])], int(rest[1]), rest[2:])
    return f", {_FIELDS[str(rest[0])]}" if rest[0] in _FIELDS else ""


def _in_row(row: Row, at: int, rest: Path) -> str:
    name = plain_text(write_flow(row.cells[0].blocks)).strip() if row.cells else ""
    place = f", row “{name}”" if name else f", row {at + 1}"
    return f"{place}, column {int(rest[1]) + 1}" if len(rest) > 1 and rest[0] == "cells" else place
