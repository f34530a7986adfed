"""One report: its text with its numbers, who signs, what fell behind the record; and its versions."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST, require_safe

from boards.forms.reports import AddReportSectionForm, PutForm
from boards.models import Report
from boards.queries.facts import NotFrozen
from boards.queries.reports import behind, chain_of, drawn_report, items_for, said_before
from boards.services.report_texts import Conflict
from boards.services.report_texts import refresh as bring_up_to_date
from boards.services.reports import NotEditable, facts_now, house_of
from boards.text.house import AGAIN, drawn
from boards.text.kinds import ReportKind
from boards.views.reports.access import for_office
from boards.views.reports.shown import (
    chain_shown,
    choices_in,
    conflict_shown,
    file_shown,
    head_shown,
    said_shown,
    signing_form,
    state_of,
)
from plans.text.changeset.conflicts import show_section
from plans.text.diff.reading import as_read
from plans.text.outline import Outline
from plans.text.redline import compare


@require_safe
@for_office
def report(request: HttpRequest, report: Report) -> HttpResponse:
    return report_page(request, report)


def report_page(request: HttpRequest, report: Report, *, signing=None, put_form=None, status: int = 200):
    """Return the page of a report, with a form on it that was filled in wrongly, if one was."""
    chain, whole = chain_of(report), drawn_report(report)
    context = {
        "report": report,
        "kicker": ReportKind(report.kind).label,
        "lead": state_of(report, chain),
        "head": head_shown(report),
        "sections": [{"section": one, "editable": _can_be_edited(report, one.id)} for one in whole.sections],
        "appendices": whole.appendices,
        "chain": chain_shown(chain),
        "said_before": said_shown(said_before(report)),
        "signing": signing or signing_form(request.user, report, chain, house_of(report.body)),
        "behind": _behind(report),
    }
    if report.is_final:
        items = list(items_for(report)) if report.paper_id is None and report.meeting_day else []
        context["file"] = file_shown(report)
        context["items"] = items
        context["put_form"] = put_form or PutForm(items=items)
    else:
        context["add_form"] = AddReportSectionForm(sections=list(report.outline.sections))
    context["form"] = (signing or {}).get("form") or put_form
    return render(request, "boards/reports/report.html", context, status=status)


def _can_be_edited(report: Report, section_id: str) -> bool:
    return not report.is_final and section_id not in (AGAIN, "appendices")


def _behind(report: Report) -> tuple[str, ...]:
    if report.is_final or report.generated is None:
        return ()
    try:
        return behind(report, facts_now(report))
    except NotFrozen as gone:
        return (str(gone),)


@require_POST
@for_office
def refresh(request: HttpRequest, report: Report) -> HttpResponse:
    choices = choices_in(request.POST)
    try:
        changed = bring_up_to_date(report=report, choices=choices, by=request.user)
    except Conflict as conflict:
        context = {
            "report": report,
            "conflict": conflict_shown(
                conflict, choices, yours=_whole(conflict.ours), theirs=_whole(conflict.theirs),
                when="as it stands now", title="The record changed words that were edited here",
            ),
        }  # fmt: skip
        return render(request, "boards/reports/refresh.html", context, status=409)
    except (NotEditable, NotFrozen) as refused:
        messages.error(request, str(refused))
        return redirect(report)
    words = "The report is up to date with the record. What you had edited is kept."
    messages.success(request, words if changed else "Nothing on the record has changed for this report.")
    return redirect(report)


def _whole(text: Outline) -> str:
    return "".join(show_section(one) for one in drawn_as_typed(text))


def drawn_as_typed(text: Outline):
    """Return the sections of a text with the words of their references, to be read beside another text."""
    whole = drawn(ReportKind.FREE, text, ())
    return [replace(one.section, html="".join(block.html for block in one.blocks)) for one in whole.sections]


@require_safe
@for_office
def versions(request: HttpRequest, report: Report) -> HttpResponse:
    rows = [
        {
            "number": row.number,
            "how": row.get_how_display(),
            "what": row.what,
            "by": (row.saved_by.get_full_name() or row.saved_by.get_username()) if row.saved_by else "The office",
            "when": f"{localtime(row.saved_at):%-d %B %Y at %H:%M}",
        }
        for row in report.versions.select_related("saved_by").order_by("-number")
    ]
    return render(request, "boards/reports/versions.html", {"report": report, "rows": rows})


@require_safe
@for_office
def version(request: HttpRequest, report: Report, number: int) -> HttpResponse:
    """One version, marked against the one before it."""
    row = get_object_or_404(report.versions, number=number)
    earlier = report.versions.filter(number__lt=number).order_by("-number").first()
    old, new = (earlier.outline if earlier else None), row.outline
    redline = as_read(compare(old, new), old, new) if old else None
    context = {
        "report": report,
        "row": row,
        "title": f"Version {row.number}",
        "redline": redline,
        "sections": redline.changed_sections if redline else drawn(ReportKind(report.kind), new, ()).sections,
        "when": f"{localtime(row.saved_at):%-d %B %Y at %H:%M}",
    }
    return render(request, "boards/reports/version.html", context)
