"""A report of the house as one HTML document for print: its head, its sections, and its appendices."""

from typing import Any

from django.template.loader import render_to_string

from boards.models import Report
from boards.text.house import Drawn
from plans.rendering.links import without_dead_links
from plans.rendering.paper import paper_section
from plans.statute.dates import said


def head_of(report: Report) -> list[dict[str, str]]:
    """Return what stands at the head of a report, in the order of the house."""
    rows = (
        ("To", report.to),
        ("From", report.sender),
        ("Date", said(report.dated)),
        ("Agenda item", report.item_number),
        ("Contact officer", report.contact),
    )
    return [{"term": term, "fact": fact} for term, fact in rows if fact]


def render_report_html(report: Report, document: Drawn) -> str:
    """Return a report as one HTML document for print."""
    context: dict[str, Any] = {
        "report": report,
        "head": head_of(report),
        "sections": [paper_section(one) for one in document.sections],
        "appendices": [paper_section(one) for one in document.appendices],
        "digest_groups": [report.digest[at : at + 8] for at in range(0, len(report.digest), 8)],
    }
    return without_dead_links(render_to_string("pdf/report/report.html", context))
