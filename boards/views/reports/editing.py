"""The particulars of a report and its sections, edited; what was typed is shown again where it could not be saved."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST
from js_asset import Media

from boards.forms.reports import AddReportSectionForm, ParticularsForm, ReportSectionForm
from boards.models import Report
from boards.services.report_texts import (
    KEPT_SECTIONS,
    Conflict,
    add_section,
    remove_section,
    save_section,
    text_of_token,
    token_of,
)
from boards.services.reports import NotEditable, SavedMeanwhile, head_seen, house_of, keep_particulars
from boards.text.house import RECOMMENDATION
from boards.views.reports.access import for_office
from boards.views.reports.shown import FORM, choices_in, conflict_shown
from plans.text.changeset.conflicts import show_section
from plans.text.numbering import numbered

NOT_SAVED = "Not saved yet. Press “Save the section”."


@require_http_methods(["GET", "HEAD", "POST"])
@for_office
def particulars(request: HttpRequest, report: Report) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    markings = house_of(report.body).markings
    form = ParticularsForm(data, report=report, markings=markings, cancel_url=report.get_absolute_url())
    if request.method == "POST" and form.is_valid():
        kept = dict(form.cleaned_data)
        meeting = kept.pop("meeting")
        day = report.body.meeting_days.filter(pk=meeting).first() if meeting else None
        try:
            keep_particulars(report=report, by=request.user, meeting_day=day, **kept)
        except NotEditable as refused:
            form.add_error(None, str(refused))
        except SavedMeanwhile as meanwhile:
            form.add_error(None, str(meanwhile))
            form.data = form.data.copy()
            form.data["seen"] = head_seen(meanwhile.row)
        else:
            messages.success(request, "The particulars are saved.")
            return redirect(report)
    context = {"report": report, "form": form}
    return render(request, "boards/reports/particulars.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_office
def section(request: HttpRequest, report: Report, section_id: str) -> HttpResponse:
    stands = report.outline.section(section_id)
    if stands is None:
        raise Http404("This report has no such section.")
    if request.method != "POST":
        shown = {"heading": stands.heading, "html": stands.html, "base": token_of(report, stands)}
        return _page(request, report, section_id, ReportSectionForm(initial=shown))
    form = ReportSectionForm(request.POST)
    if not form.is_valid():
        return _page(request, report, section_id, form, status=422)
    typed, choices = form.section(section_id), choices_in(request.POST)
    try:
        base = text_of_token(report, form.cleaned_data["base"])
        save_section(report=report, section=typed, base=base, choices=choices, by=request.user)
    except Conflict as conflict:
        theirs = show_section(stands)
        both = conflict_shown(
            conflict, choices, yours=show_section(typed), theirs=theirs, when="saved meanwhile",
            title=f"{conflict.who} changed the same words",
        )  # fmt: skip
        return _page(request, report, section_id, form, conflict=both, status=409)
    except NotEditable as refused:
        form.add_error(None, str(refused))
        return _page(request, report, section_id, form, status=422)
    messages.success(request, f"“{typed.heading}” is saved.")
    return redirect(f"{report.get_absolute_url()}#{_anchor(report, section_id)}")


def _anchor(report: Report, section_id: str) -> str:
    """Return where a section stands on the page of its report."""
    found = numbered(report.outline).section(section_id)
    return found.anchor if found else ""


def _page(
    request: HttpRequest,
    report: Report,
    section_id: str,
    form: ReportSectionForm,
    *,
    conflict: dict | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "report": report,
        "section_id": section_id,
        "form": form,
        "form_id": FORM,
        "conflict": conflict,
        "not_saved": NOT_SAVED if status != 200 else "",
        "asked_twice": section_id == RECOMMENDATION,
        "can_go": section_id not in KEPT_SECTIONS and not report.is_final,
        "signed": report.sign_offs.filter(outcome="signed", cleared_at__isnull=True).count(),
        "media": Media.from_media(form.media, nonce=str(request.csp_nonce)),
    }
    return render(request, "boards/reports/section.html", context, status=status)


@require_POST
@for_office
def add(request: HttpRequest, report: Report) -> HttpResponse:
    form = AddReportSectionForm(request.POST, sections=list(report.outline.sections))
    if not form.is_valid():
        context = {"report": report, "form": form}
        return render(request, "boards/reports/add_section.html", context, status=422)
    try:
        new = add_section(report=report, by=request.user, **form.cleaned_data)
    except NotEditable as refused:
        messages.error(request, str(refused))
        return redirect(report)
    return redirect(reverse("reports:section", args=[report.ref, new.id]))


@require_POST
@for_office
def remove(request: HttpRequest, report: Report, section_id: str) -> HttpResponse:
    try:
        heading = remove_section(report=report, section_id=section_id, by=request.user)
    except NotEditable as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"“{heading}” was taken out. The version before still has it.")
    return redirect(report)
