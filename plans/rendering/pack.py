"""The redline pack as one HTML document for print: cover, contents, summary with reasons, redline and clean text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string

from plans.rendering.changes import changed_sections, title_bar
from plans.rendering.links import without_dead_links
from plans.rendering.paper import paper_section
from plans.text.diff.document import Change, Redline
from plans.text.numbering import NumberedOutline

PACK_FORMAT = "pcc-plans/redline-pack/2"  # part of a pack's key: raise it when what is drawn changes


@dataclass(frozen=True, slots=True)
class PackFacts:
    """Everything that a redline pack says; ``against`` is "edition 2, issued on 3 March 2026"."""

    body_name: str
    plan_title: str
    title: str
    kind_words: str
    frozen_on: date
    against: str
    wording_digest: str
    before_digest: str
    reasons_digest: str
    text: NumberedOutline
    redline: Redline
    reasons: Mapping[str, str]
    whole: bool
    reasons_are_against: str = ""
    """The edition for whose changes the reasons were given, where the pack is against another text; else empty."""
    issued_on: date | None = None
    """The day of issue, where the pack is the variation as it was issued, and no draft."""

    @property
    def document_title(self) -> str:
        """The title of the document, as a reader's window shows it."""
        return f"Variation: {self.title}" if self.issued_on else f"Redline pack: {self.title}"

    @property
    def without_reason(self) -> int:
        """How many changes have no reason yet."""
        return sum(not self.reasons.get(change.key) for change in self.redline.changes)


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A change in the summary, with its reason and its words."""

    change: Change
    reason: str


@dataclass(frozen=True, slots=True)
class SummarySection:
    """The changes of one section in the summary; the heading is empty for the plan's own title."""

    heading: str
    lines: tuple[SummaryLine, ...]


def render_pack_html(facts: PackFacts) -> str:
    """Return the whole pack as one HTML document for print."""
    changed = {section.section_id for section in facts.redline.changed_sections}
    texts = [section for section in facts.text.sections if facts.whole or section.id in changed]
    html = render_to_string(
        "pdf/pack/pack.html",
        {
            "pack": facts,
            "summary": summary_of(facts.redline, facts.reasons),
            "changed": changed_sections(facts.redline, facts.reasons),
            "sections": [paper_section(section) for section in texts],
            "title_bar": title_bar(facts.redline, facts.reasons),
            "removed": [s.section.heading for s in facts.redline.sections if s.new is None],
        },
    )
    return without_dead_links(html)


def summary_of(redline: Redline, reasons: Mapping[str, str]) -> tuple[SummarySection, ...]:
    """Return every change of a redline with its reason, section by section in the order of the text."""
    own = tuple(SummaryLine(c, reasons.get(c.key, "")) for c in redline.changes if not c.section_id)
    rest = (
        SummarySection(
            f"{section.label}{' before' if section.new is None else ''}: {section.section.heading}",
            tuple(SummaryLine(change, reasons.get(change.key, "")) for change in section.all_changes),
        )
        for section in redline.changed_sections
    )
    return tuple(section for section in (SummarySection("", own), *rest) if section.lines)
