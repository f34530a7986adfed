"""The printed forms of an annual report (s.12(6)): what they say, read from the line by which it was published."""

import json
from datetime import UTC, datetime, time

from django.db.models import QuerySet

from plans.models import StepTaken
from plans.queries.annual_reports import plans_of_year
from plans.queries.images import images_in
from plans.queries.record import issued_plans_of
from plans.rendering.pdf import Attached, html_to_pdf
from plans.rendering.report import ReportFacts, render_report_html, report_file
from plans.services.line_papers import Drawn, Progress, have_papers
from plans.services.made_of import steps_until
from plans.statute.dates import year_words
from plans.statute.terms import InstrumentKind
from plans.text.numbering import numbered

ANNUAL_REPORT = "annual_report"


def published_reports() -> QuerySet[StepTaken]:
    """Return the lines by which annual reports were published."""
    return StepTaken.objects.filter(
        step="publish", instrument__kind=InstrumentKind.ANNUAL_REPORT, wording__isnull=False
    )


def facts_of(line: StepTaken) -> ReportFacts:
    """Return what the printed form of an annual report says, as it was published by a line."""
    instrument = line.instrument
    body, year = instrument.plan.body, instrument.year
    issued = [plan for plan in issued_plans_of(body) if plan.issued_on <= line.taken_on]
    return ReportFacts(
        body_name=body.name,
        title=instrument.title,
        year=year_words(year),
        ref=instrument.ref,
        plan=instrument.plan.ref,
        published_on=line.taken_on,
        plans=tuple(plan.name for plan in plans_of_year(issued, year)) or (instrument.plan.name,),
        wording_digest=line.wording_id,
        text=numbered(line.wording.outline),
        steps=steps_until(instrument, line),
    )


def draw_report(line: StepTaken, progress: Progress) -> list[Drawn]:
    """
    Return an annual report as a PDF with its text attached as data, and as a Word file.

    :raises PdfStopped: if a limit on memory, time or nesting is reached.
    :raises PdfFailed: if the layout ends without a file for another reason.
    """
    facts, wording = facts_of(line), line.wording
    html = render_report_html(facts)
    data = {"title": facts.title, "year": facts.year, "wording": facts.wording_digest, "text": wording.data}
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    pdf = html_to_pdf(
        html,
        attachments=[Attached(f"{facts.ref}.json", text, "The text of this report, as data")],
        identifier=f"{facts.ref}-{line.digest[:16]}",
        created=datetime.combine(line.taken_on, time(), UTC),
        images=images_in(html),
        progress=progress,
    )
    word = report_file(facts, wording.outline, images_in(wording.content))
    return [Drawn("pdf", pdf.content, pdf.pages), Drawn("docx", word)]


def draw_annual_reports() -> None:
    """Have the papers of annual reports made."""
    have_papers(ANNUAL_REPORT, lines=published_reports, draw=draw_report)
