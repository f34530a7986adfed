"""A report as a PDF and as a Word file, both private; and a final report put under an agenda item."""

import logging

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards.forms.reports import PutForm
from boards.models import Report
from boards.queries.reports import items_for
from boards.services.report_files import CannotBePut, ask_for_pdf, file_of, is_there, put_on_agenda, word_file
from boards.views.reports.access import for_office
from boards.views.reports.page import report_page

PRIVATE = "private, no-store"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

log = logging.getLogger(__name__)


@require_http_methods(["GET", "HEAD", "POST"])
@for_office
def pdf(request: HttpRequest, report: Report) -> HttpResponseBase:
    """Have the PDF of a final report made, or hand it over."""
    here = f"{report.get_absolute_url()}#files"
    if request.method == "POST":
        ask_for_pdf(report=report)
        return redirect(here)
    if not is_there(report):
        if report.pdf_path:
            log.error("The file of %s is on record as made, but it is not there.", report)
            ask_for_pdf(report=report)
        return redirect(here)
    headers = {"Cache-Control": PRIVATE}
    file = file_of(report).open("rb")
    return FileResponse(file, filename=f"{report.ref}.pdf", content_type="application/pdf", headers=headers)


@require_safe
@for_office
def word(request: HttpRequest, report: Report) -> HttpResponse:
    name = f'attachment; filename="{report.ref}.docx"'
    headers = {"Content-Disposition": name, "Cache-Control": PRIVATE}
    return HttpResponse(word_file(report), content_type=WORD, headers=headers)


@require_POST
@for_office
def put(request: HttpRequest, report: Report) -> HttpResponse:
    items = list(items_for(report)) if report.meeting_day else []
    form = PutForm(request.POST, items=items)
    if not form.is_valid():
        return report_page(request, report, put_form=form, status=422)
    item = next(one for one in items if str(one.pk) == form.cleaned_data["item"])
    try:
        put_on_agenda(report=report, item=item)
    except CannotBePut as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"The report is a paper under “{item.title}”.")
    return redirect(report)
