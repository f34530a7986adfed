"""The Welsh text of an issued edition as a PDF and a Word file, made by the worker beside the English."""

import json
from datetime import UTC, datetime, time

from django.db.models import QuerySet

from plans.models import Edition, StepTaken
from plans.queries.images import images_in
from plans.rendering.pdf import Attached, html_to_pdf
from plans.rendering.welsh import WELSH, WelshEdition, render_welsh_html, welsh_file
from plans.services.line_papers import Drawn, Progress, have_papers
from plans.text.numbering import numbered

WELSH_EDITION = "welsh_edition"


def issued_in_welsh() -> QuerySet[StepTaken]:
    """Return the lines by which editions were issued in both languages."""
    return StepTaken.objects.filter(step="issue", instrument__edition__welsh__isnull=False)


def facts_of(edition: Edition) -> WelshEdition:
    """Return what the printed Welsh text of an edition says."""
    plan, welsh = edition.plan, edition.welsh
    return WelshEdition(
        body_name=plan.body.name,
        plan=plan.ref,
        title=plan.welsh_title or welsh.outline.title,
        number=edition.number,
        issued_on=edition.issued_on,
        in_force_from=edition.effective_from,
        in_force_until=plan.period_ends_on,
        wording_digest=welsh.pk,
        text=numbered(welsh.outline, labels=WELSH),
    )


def draw_welsh(line: StepTaken, progress: Progress) -> list[Drawn]:
    """
    Return the Welsh text of the edition that a line issued as a PDF, with the text as data, and as a Word file.

    :raises PdfStopped: if a limit on memory, time or nesting is reached.
    :raises PdfFailed: if the layout ends without a file for another reason.
    """
    edition = Edition.objects.select_related("plan__body", "welsh").get(instrument=line.instrument)
    facts = facts_of(edition)
    html = render_welsh_html(facts)
    data = {"title": facts.title, "edition": facts.number, "wording": facts.wording_digest, "text": edition.welsh.data}
    identifier = f"{edition.plan.ref}-argraffiad-{edition.number}"
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    pdf = html_to_pdf(
        html,
        attachments=[Attached(f"{identifier}.json", text, "Testun yr argraffiad hwn, fel data")],
        identifier=identifier,
        created=datetime.combine(edition.issued_on, time(), UTC),
        images=images_in(html),
        progress=progress,
    )
    word = welsh_file(facts, edition.welsh.outline, images_in(edition.welsh.content))
    return [Drawn("pdf", pdf.content, pdf.pages), Drawn("docx", word)]


def draw_welsh_editions() -> None:
    """Have the Welsh text of each edition that was issued in both languages made as files."""
    have_papers(WELSH_EDITION, lines=issued_in_welsh, draw=draw_welsh)
