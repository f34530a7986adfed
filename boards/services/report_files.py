"""A final report as a file: its PDF, made once by the worker and kept in private, and its Word file."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

from django.db import transaction

from boards.models import Report
from boards.queries.reports import MAKING, drawn_report
from boards.rendering.report import render_report_html
from boards.text.house import as_blocks, assembled, source_titles
from boards.text.kinds import ReportKind
from plans.models import AgendaItem, Body, Paper
from plans.queries.images import images_in
from plans.rendering.pdf import html_to_pdf
from plans.rendering.word.document import clean
from plans.rendering.word.identity import Paper as WordPaper
from plans.services import jobs, published_files
from plans.services.evidence import keep_evidence
from plans.services.meetings.agenda import MeetingRefused
from plans.services.meetings.papers import Written, add_paper
from plans.statute.dates import said
from plans.text.outline import Outline, digest_of

MAKE_REPORT = MAKING


class CannotBePut(Exception):
    """The report cannot be a paper there; the message says why."""


def ask_for_pdf(*, report: Report) -> None:
    """Have the PDF of a final report made, unless it is there; asking again is harmless."""
    if report.is_final and not is_there(report):
        jobs.enqueue(kind=MAKE_REPORT, subject=str(report.pk))


def is_there(report: Report) -> bool:
    """Tell whether the file of a report is made and still where it was put."""
    return bool(report.pdf_path) and file_of(report).exists()


def file_of(report: Report) -> Path:
    """Return the place of a report's file."""
    return published_files.private_folder() / report.pdf_path


def make_pdf(held: jobs.Claim) -> None:
    """
    Make the file of a final report, and keep it before the row says it is there.

    :raises PdfStopped: if a limit on memory, time or nesting is reached.
    :raises PdfFailed: if the layout ends without a file for another reason.
    :raises LeaseLost: if another worker has the job now.
    """
    report = Report.objects.select_related("body", "committee", "meeting_day").get(pk=int(held.subject))
    jobs.report_progress(held, 5, "Drawing the report")
    html = render_report_html(report, drawn_report(report))
    pdf = html_to_pdf(
        html,
        identifier=f"{report.ref}-{report.digest[:16]}",
        created=datetime.combine(report.dated, time(), UTC),
        images=images_in(html),
        progress=lambda percent, words: jobs.report_progress(held, percent, words),
    )
    jobs.report_progress(held, 95, "Keeping the file")
    path = published_files.keep(pdf.content, "pdf", published_files.private_folder())
    made = {"pdf_path": path, "pdf_sha256": path.removesuffix(".pdf")}
    with transaction.atomic():
        jobs.finish(held)
        Report.objects.filter(pk=report.pk).update(**made, pdf_size=len(pdf.content), pdf_pages=pdf.pages)


def word_file(report: Report) -> bytes:
    """Return a report as a Word file, with the numbers and appendices that the page shows."""
    whole = drawn_report(report)
    appendices = tuple(one.section for one in whole.appendices)
    text = Outline(report.title, report.outline.sections)
    outline = assembled(ReportKind(report.kind), text, appendices)
    lines = [f"To: {report.to}", f"From: {report.sender}", f"Date: {said(report.dated)}"]
    lines += [f"Agenda item: {report.item_number}"] if report.item_number else []
    lines += [report.marking] if report.marking else []
    state = "" if report.is_final else "Draft. "
    paper = WordPaper(
        office=report.body.name,
        years="",
        cover=tuple(lines),
        footer=f"{state}{report.title}, {said(report.dated)}",
        made_on=report.dated,
        wording=report.digest or digest_of(report.text),
        plan=report.ref,
    )
    return clean(outline, paper, images_in("".join(one.html for one in outline.sections)))


@transaction.atomic
def put_on_agenda(*, report: Report, item: AgendaItem) -> Paper:
    """
    Make a final report a paper under an agenda item: its text, what it rests on, and its PDF where that is made.

    :raises CannotBePut: if it is not final, is a paper already, or the item is of another committee's meeting.
    """
    row = Report.objects.select_for_update().get(pk=report.pk)
    if not row.is_final:
        raise CannotBePut("The report is not signed by everybody yet. It can be a paper once it is final.")
    if row.paper_id is not None:
        raise CannotBePut("The report is a paper of a meeting already.")
    if item.meeting.committee_id != row.committee_id:
        raise CannotBePut(f"The report is to the {row.committee.name}, and the item is of another committee’s meeting.")
    file = None
    if is_there(row):
        file = keep_evidence(name=f"{row.ref}.pdf", content=file_of(row).read_bytes())
    text, sources = as_blocks(drawn_report(row)), tuple(source_titles(row.outline))
    try:
        row.paper = add_paper(item=item, written=Written(row.title, row.sender, row.marking, text, sources), file=file)
    except MeetingRefused as refused:
        raise CannotBePut(str(refused)) from refused
    row.save()
    return row.paper


def altered_reports(body: Body) -> Iterator[str]:
    """Yield in words each final report of a body that no longer says what was signed."""
    for row in Report.objects.filter(body=body, final_at__isnull=False).order_by("pk"):
        if digest_of(row.final) != row.digest:
            yield f"{body.ref}: the report {row.ref} was altered after it was signed"
