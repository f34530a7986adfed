"""An annual report for print and as a Word file, as it was published: the same bytes every time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string

from plans.rendering.facts import StepFact
from plans.rendering.links import without_dead_links
from plans.rendering.paper import paper_section
from plans.rendering.word.document import clean
from plans.rendering.word.identity import Paper
from plans.statute.dates import said
from plans.text.numbering import NumberedOutline
from plans.text.outline import Outline


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """Everything that the printed form of an annual report says. ``plans`` are those that it is made against (R1)."""

    body_name: str
    title: str
    year: str
    ref: str
    plan: str
    published_on: date
    plans: tuple[str, ...]
    wording_digest: str
    text: NumberedOutline
    steps: tuple[StepFact, ...] = ()

    @property
    def against(self) -> str:
        """What it reports progress against, in words."""
        return " and the ".join(self.plans)

    @property
    def digest_groups(self) -> tuple[str, ...]:
        """The digest in groups of eight, for reading aloud and comparing."""
        return tuple(self.wording_digest[at : at + 8] for at in range(0, len(self.wording_digest), 8))


def render_report_html(facts: ReportFacts) -> str:
    """Return a whole annual report as one HTML document for print: cover, contents, text and how it was made."""
    sections = [paper_section(section) for section in facts.text.sections]
    return without_dead_links(render_to_string("pdf/report.html", {"report": facts, "sections": sections}))


def report_file(facts: ReportFacts, outline: Outline, images: Mapping[str, bytes]) -> bytes:
    """Return an annual report as a Word file."""
    paper = Paper(
        office=facts.body_name,
        years=facts.year,
        cover=(f"Published on {said(facts.published_on)}", f"Progress against the {facts.against}"),
        footer=f"{facts.title}, {said(facts.published_on)}",
        made_on=facts.published_on,
        wording=facts.wording_digest,
        plan=facts.plan,
        instrument=facts.ref,
    )
    return clean(outline, paper, images)
