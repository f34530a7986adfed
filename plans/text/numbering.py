"""Numbers sections, paragraphs, tables, figures and objectives, and so gives references to them their words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from plans.text.markup import blocks, plain_text
from plans.text.outline import Objective, Outline, PriorityAction, Section, SectionKind
from plans.text.references import (
    Target,
    Targets,
    addresses_in,
    kept_words,
    reference,
    with_words,
    without_links,
)

PARAGRAPH, HEADING, LIST, QUOTE, TABLE, FIGURE = "paragraph", "heading", "list", "quote", "table", "figure"
_KIND_OF_TAG = {
    "p": PARAGRAPH,
    "h3": HEADING,
    "h4": HEADING,
    "ul": LIST,
    "ol": LIST,
    "blockquote": QUOTE,
    "table": TABLE,
    "figure": FIGURE,
}
_OUTER_TAG = re.compile(r"<([a-z0-9]+)>")
_CAPTION = re.compile(r"<caption>(.*?)</caption>", re.DOTALL)
_FIGURE_CAPTION = re.compile(r"<figcaption>(.*?)</figcaption>\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Labels:
    """What the parts of a plan are called in the language of its text; their anchors are the same in each."""

    section: str = "Section"
    appendix: str = "Appendix"
    objective: str = "Objective"
    table: str = "Table"
    figure: str = "Figure"


ENGLISH = Labels()


@dataclass(frozen=True, slots=True)
class NumberedBlock:
    """
    One top-level block of a section.

    ``number`` is "3.2" or "A1.2" for a paragraph, "Table 3" for a table, "Figure 2" for a picture and empty otherwise.
    ``html`` is the block as it is read, with the words of its references, ``kept`` as it stands in the text;
    ``inner_html`` is what stands inside its element, without a caption; ``caption`` is the caption's HTML.
    """

    kind: str
    number: str
    anchor: str
    html: str
    tag: str
    inner_html: str
    caption: str = ""
    kept: str = ""

    @property
    def caption_text(self) -> str:
        """The words of the caption of a table or picture."""
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
    """The whole text of a plan with its numbers, and what its references say and where they lead."""

    title: str
    sections: tuple[NumberedSection, ...]
    targets: Targets = field(default_factory=dict)

    def section(self, section_id: str) -> NumberedSection | None:
        """Find a section by its stable id, or return None."""
        return next((section for section in self.sections if section.section.id == section_id), None)


def section_numbers(outline: Outline, labels: Labels = ENGLISH) -> dict[str, tuple[str, str]]:
    """Return the number and label of each section by its id: ("3", "Section 3") or ("A1", "Appendix 1")."""
    main, appendix = count(1), count(1)
    numbers: dict[str, tuple[str, str]] = {}
    for section in outline.sections:
        if section.kind is SectionKind.APPENDIX:
            place = next(appendix)
            numbers[section.id] = (f"A{place}", f"{labels.appendix} {place}")
        else:
            place = next(main)
            numbers[section.id] = (str(place), f"{labels.section} {place}")
    return numbers


def targets(outline: Outline, labels: Labels = ENGLISH) -> dict[str, Target]:
    """Return what can be referred to in a text, with its computed words, by its stable address ("section-money")."""
    found: dict[str, Target] = {}
    numbers, objectives = section_numbers(outline, labels), count(1)
    for section in outline.sections:
        found[f"section-{section.id}"] = Target(numbers[section.id][1], f"#{_anchor(section)}")
        for objective in section.objectives:
            place = next(objectives)
            found.setdefault(
                f"objective-{objective.code}", Target(f"{labels.objective} {place}", f"#objective-{place}")
            )
            for action in objective.actions:
                found[f"action-{action.code}"] = Target(action.code, f"#action-{action.code}")
    return found


def reference_words(outline: Outline, section: Section) -> dict[str, str]:
    """Return the computed words of the references in a section, by the words that are kept for them."""
    targets = numbered(outline).targets
    return {
        kept_words(address): plain_text(with_words(reference(f"#{address}"), targets))
        for block in blocks(section.html)
        for address in addresses_in(block)
    }


def broken_references(outline: Outline) -> dict[str, tuple[str, ...]]:
    """Return the sections, by id, that refer to what is not in the text, with the addresses they refer to."""
    known = targets(outline)
    broken = {
        section.id: tuple(dict.fromkeys(a for a in addresses_in(section.html) if a not in known))
        for section in outline.sections
    }
    return {section_id: addresses for section_id, addresses in broken.items() if addresses}


def numbered(
    outline: Outline, *, within: Outline | None = None, linked: bool = True, labels: Labels = ENGLISH
) -> NumberedOutline:
    """
    Return the outline with every section, paragraph, table, figure and objective numbered and given its anchor.

    Appendices count by themselves wherever they stand; tables, figures and objectives count through the whole plan. A
    section keeps its anchor when it moves; the anchor of a paragraph is its number. The references in the text have
    their words: those of the text that this is a part of (``within``), and links only where the page has the anchors.
    ``labels`` are what its parts are called, where it is not in English.
    """
    numbers, known = section_numbers(outline, labels), targets(within or outline, labels)
    known = known if linked else dict(without_links(known))
    tables, figures, objectives = count(1), count(1), count(1)
    sections = []
    for section in outline.sections:
        number, label = numbers[section.id]
        sections.append(
            NumberedSection(
                section=section,
                number=number,
                label=label,
                anchor=_anchor(section),
                blocks=tuple(_numbered_blocks(section, number, tables, figures, known, labels)),
                objectives=tuple(_numbered_objective(o, next(objectives), labels) for o in section.objectives),
            )
        )
    return NumberedOutline(outline.title, tuple(sections), known)


def _anchor(section: Section) -> str:
    return f"s-{section.id}"


def _numbered_blocks(
    section: Section,
    section_number: str,
    tables: Iterator[int],
    figures: Iterator[int],
    known: Targets,
    labels: Labels,
) -> Iterator[NumberedBlock]:
    paragraphs = count(1)
    for place, kept in enumerate(blocks(section.html), 1):
        html = with_words(kept, known)
        outer = _OUTER_TAG.match(html)
        tag = outer[1] if outer else ""
        kind = _KIND_OF_TAG.get(tag, PARAGRAPH)
        inner = html[len(tag) + 2 : -len(tag) - 3] if outer else html
        if kind == PARAGRAPH:
            place_in_section = next(paragraphs)
            number, anchor = f"{section_number}.{place_in_section}", f"p{section_number}-{place_in_section}"
            yield NumberedBlock(kind, number, anchor, html, tag, inner, kept=kept)
        elif kind in (TABLE, FIGURE):
            name, place_in_plan = (labels.table, next(tables)) if kind == TABLE else (labels.figure, next(figures))
            caption = _CAPTION.match(inner) if kind == TABLE else _FIGURE_CAPTION.search(inner)
            yield NumberedBlock(
                kind=kind,
                number=f"{name} {place_in_plan}",
                anchor=f"{kind}-{place_in_plan}",
                html=html,
                tag=tag,
                inner_html=inner.replace(caption[0], "", 1) if caption else inner,
                caption=caption[1] if caption else "",
                kept=kept,
            )
        else:
            yield NumberedBlock(kind, "", f"s-{section.id}-b{place}", html, tag, inner, kept=kept)


def _numbered_objective(objective: Objective, place: int, labels: Labels) -> NumberedObjective:
    return NumberedObjective(objective, str(place), f"{labels.objective} {place}", f"objective-{place}")
