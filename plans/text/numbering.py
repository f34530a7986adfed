"""Numbers the sections, paragraphs, tables and objectives of a plan: computed in this one place, never typed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from plans.text.markup import blocks, plain_text
from plans.text.outline import Objective, Outline, PriorityAction, Section, SectionKind

PARAGRAPH, HEADING, LIST, QUOTE, TABLE = "paragraph", "heading", "list", "quote", "table"
_KIND_OF_TAG = {
    "p": PARAGRAPH,
    "h3": HEADING,
    "h4": HEADING,
    "ul": LIST,
    "ol": LIST,
    "blockquote": QUOTE,
    "table": TABLE,
}
_OUTER_TAG = re.compile(r"<([a-z0-9]+)>")
_CAPTION = re.compile(r"<caption>(.*?)</caption>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class NumberedBlock:
    """
    One top-level block of a section.

    ``number`` is "3.2" or "A1.2" for a paragraph, "Table 3" for a table and empty otherwise; ``inner_html`` is what
    stands inside its element, for a table without the caption; ``caption`` is the caption's HTML.
    """

    kind: str
    number: str
    anchor: str
    html: str
    tag: str
    inner_html: str
    caption: str = ""

    @property
    def caption_text(self) -> str:
        """The words of a table's caption."""
        return plain_text(self.caption)


@dataclass(frozen=True, slots=True)
class NumberedObjective:
    """An objective with its place in the plan, "Objective 2"; it reads like the objective itself."""

    objective: Objective
    number: str
    label: str
    anchor: str

    @property
    def code(self) -> str:
        """The theme letter."""
        return self.objective.code

    @property
    def title(self) -> str:
        """The objective in a few words."""
        return self.objective.title

    @property
    def aim(self) -> str:
        """What the objective is to bring about."""
        return self.objective.aim

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The shared outcomes."""
        return self.objective.outcomes

    @property
    def actions(self) -> tuple[PriorityAction, ...]:
        """The priority actions."""
        return self.objective.actions


@dataclass(frozen=True, slots=True)
class NumberedSection:
    """
    A section with its place in the plan.

    ``number`` is "3", or "A1" for an appendix; ``label`` is "Section 3" or "Appendix 1".
    """

    section: Section
    number: str
    label: str
    anchor: str
    blocks: tuple[NumberedBlock, ...]
    objectives: tuple[NumberedObjective, ...]

    @property
    def id(self) -> str:
        """The section's stable id."""
        return self.section.id

    @property
    def heading(self) -> str:
        """The section's heading, without its number."""
        return self.section.heading

    @property
    def is_appendix(self) -> bool:
        """Whether the section is an appendix."""
        return self.section.kind is SectionKind.APPENDIX


@dataclass(frozen=True, slots=True)
class NumberedOutline:
    """The whole text of a plan with its numbers."""

    title: str
    sections: tuple[NumberedSection, ...]

    def section(self, section_id: str) -> NumberedSection | None:
        """Find a section by its stable id, or return None."""
        return next((section for section in self.sections if section.section.id == section_id), None)


def section_numbers(outline: Outline) -> dict[str, tuple[str, str]]:
    """Return the number and label of each section by its id: ("3", "Section 3") or ("A1", "Appendix 1")."""
    main, appendix = count(1), count(1)
    numbers: dict[str, tuple[str, str]] = {}
    for section in outline.sections:
        if section.kind is SectionKind.APPENDIX:
            place = next(appendix)
            numbers[section.id] = (f"A{place}", f"Appendix {place}")
        else:
            place = next(main)
            numbers[section.id] = (str(place), f"Section {place}")
    return numbers


def numbered(outline: Outline) -> NumberedOutline:
    """
    Return the outline with every section, paragraph, table and objective numbered and given its anchor.

    Appendices count by themselves wherever they stand; tables and objectives count through the whole plan. A section
    keeps its anchor when it moves; the anchor of a paragraph is its number.
    """
    numbers = section_numbers(outline)
    tables, objectives = count(1), count(1)
    sections = []
    for section in outline.sections:
        number, label = numbers[section.id]
        sections.append(
            NumberedSection(
                section=section,
                number=number,
                label=label,
                anchor=f"s-{section.id}",
                blocks=tuple(_numbered_blocks(section, number, tables)),
                objectives=tuple(_numbered_objective(o, next(objectives)) for o in section.objectives),
            )
        )
    return NumberedOutline(outline.title, tuple(sections))


def _numbered_blocks(section: Section, section_number: str, tables: Iterator[int]) -> Iterator[NumberedBlock]:
    paragraphs = count(1)
    for place, html in enumerate(blocks(section.html), 1):
        outer = _OUTER_TAG.match(html)
        tag = outer[1] if outer else ""
        kind = _KIND_OF_TAG.get(tag, PARAGRAPH)
        inner = html[len(tag) + 2 : -len(tag) - 3] if outer else html
        if kind == PARAGRAPH:
            place_in_section = next(paragraphs)
            number, anchor = f"{section_number}.{place_in_section}", f"p{section_number}-{place_in_section}"
            yield NumberedBlock(kind, number, anchor, html, tag, inner)
        elif kind == TABLE:
            table_number = next(tables)
            caption = _CAPTION.match(inner)
            yield NumberedBlock(
                kind=kind,
                number=f"Table {table_number}",
                anchor=f"table-{table_number}",
                html=html,
                tag=tag,
                inner_html=inner[caption.end() :] if caption else inner,
                caption=caption[1] if caption else "",
            )
        else:
            yield NumberedBlock(kind, "", f"s-{section.id}-b{place}", html, tag, inner)


def _numbered_objective(objective: Objective, place: int) -> NumberedObjective:
    return NumberedObjective(objective, str(place), f"Objective {place}", f"objective-{place}")
