"""Versions of a draft: listed with the frozen drafts, saved under a name, looked at, put back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime

from plans.forms.drafting import VersionForm
from plans.models import DraftVersion, Instrument
from plans.queries.comparing import Text, frozen_drafts
from plans.queries.texts import draft_outline
from plans.services.drafts import NotEditable
from plans.services.versions import restore_version, save_version
from plans.text.diff.reading import as_read
from plans.text.outline import OutlineError, digest
from plans.text.redline import compare
from plans.views.access import for_drafters, for_office
from plans.views.drafting.outlined import outline_context
from plans.views.drafting.shown import how_much, how_much_lies_between, name_of
from plans.views.drafting.text import held_against


@for_drafters
def versions(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    form = VersionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            version = save_version(instrument=instrument, name=form.cleaned_data["name"], by=request.user)
        except (NotEditable, OutlineError) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Version {version.number}, {version.name}, was saved.")
            return redirect("office:versions", instrument.ref)
    rows = list(instrument.versions.select_related("made_by", "base").order_by("-number"))
    context = outline_context(instrument, draft_outline(instrument)) | {
        "form": form,
        "versions": [_line(row, first=row is rows[-1]) for row in rows],
        "frozen": frozen_drafts(instrument),
    }
    return render(request, "plans/drafting/versions.html", context, status=422 if form.is_bound else 200)


def _line(version: DraftVersion, *, first: bool) -> dict:
    against = (f"edition {version.base.number}" if version.base else "nothing") if first else "the version before"
    return {
        "number": version.number,
        "name": version.name,
        "by": name_of(version.made_by),
        "at": localtime(version.made_at),
        "how_much": f"{how_much(version.changes, version.sections)} against {against}",
    }


def _version(instrument: Instrument, number: int) -> DraftVersion:
    rows = instrument.versions.select_related("wording", "made_by", "instrument__plan")
    return get_object_or_404(rows, number=number)


@for_office
def version(request: HttpRequest, instrument: Instrument, number: int) -> HttpResponse:
    row = _version(instrument, number)
    draft = draft_outline(instrument)
    context = outline_context(instrument, draft) | held_against(
        request.GET, _others(instrument, row), row.wording.outline, name=f"Version {number}"
    )
    same = digest(draft) == row.wording_id
    now = "The draft reads as this version does." if same else "The draft has changed since."
    context |= {"version": row, "by": name_of(row.made_by), "same": same, "now": now}
    return render(request, "plans/drafting/version.html", context)


def _others(instrument: Instrument, row: DraftVersion) -> tuple[Text, ...]:
    """Return what a version is held against: the one before it, or the edition, and every other version. One query."""
    others = instrument.versions.exclude(number=row.number).order_by("-number")
    found = [
        Text(f"version-{number}", f"Version {number}, {name}", digest)
        for number, name, digest in others.values_list("number", "name", "wording_id")
    ]
    found.sort(key=lambda text: text.key != f"version-{row.number - 1}")
    base = instrument.base
    return (*found, *([Text(f"edition-{base.number}", f"Edition {base.number}", base.wording_id)] if base else []))


@for_drafters
def restore(request: HttpRequest, instrument: Instrument, number: int) -> HttpResponse:
    row = _version(instrument, number)
    draft = draft_outline(instrument)
    refused = ""
    if request.method == "POST":
        try:
            restore_version(version=row, by=request.user, seen=request.POST.get("seen", ""))
        except (NotEditable, OutlineError) as wrong:
            refused = str(wrong)
        else:
            messages.success(request, f"Version {number} stands in the draft again. What stood before is kept below.")
            return redirect("office:versions", instrument.ref)
    redline = as_read(compare(draft, row.wording.outline), draft, row.wording.outline)
    context = outline_context(instrument, draft) | {
        "version": row,
        "refused": refused,
        "seen_draft": digest(draft),
        "how_much": how_much_lies_between(draft, row.wording.outline),
        "parts": [
            {"id": section.section_id, "anchor": f"text-{section.section_id}", "diff": section}
            for section in redline.changed_sections
        ],
    }
    return render(request, "plans/drafting/restore.html", context, status=409 if refused else 200)
