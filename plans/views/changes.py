"""What a draft changes: the list with its reasons, the redline, and frozen wordings to read."""

from collections.abc import Iterable, Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from plans.forms.drafting import ReasonForm
from plans.models import ChangeReason, Instrument, Wording
from plans.queries.texts import draft_outline
from plans.services.drafts import NotEditable
from plans.services.reasons import give_reason, reasons_of
from plans.text.numbering import numbered
from plans.text.outline import Outline, Section
from plans.text.redline import compare
from plans.views.access import for_drafters, for_office

KINDS = {"retitled": "changed", "formatted": "formatting"}
VIEWS = {"marked": "Marked changes", "clean": "Clean", "sides": "Side by side"}


def section_reading(section: Section) -> str:
    """Return a section as it reads, for two texts beside each other."""
    only = numbered(Outline("", (section,))).sections[0]
    return render_to_string("plans/drafting/reading.html", {"section": only})


def reasoned(instrument: Instrument, changes: Iterable, reasons: Mapping[str, str]) -> list[dict]:
    """Return changes as the components of the look take them: kind, place, address, reason, address of the reason."""
    page = reverse("office:changes", args=[instrument.ref])
    return [
        {
            "kind": KINDS.get(change.kind, change.kind),
            "place": change.place,
            "url": f"{page}#{change.anchor}",
            "reason": reasons.get(change.key, ""),
            "edit_url": reverse("office:reason", args=[instrument.ref, change.key]) if instrument.is_open else "",
        }
        for change in changes
    ]


def _reading(request: HttpRequest, instrument: Instrument, old: Outline | None, new: Outline) -> dict:
    """Return what both pages show of a text: the changes with reasons, and the text in the way asked for."""
    redline = compare(old, new) if old else None
    wanted = request.GET.get("view", "marked")
    view = wanted if wanted in VIEWS and old else "clean" if not old else "marked"
    reasons = reasons_of(instrument)
    return {
        "instrument": instrument,
        "redline": redline,
        "changes": reasoned(instrument, redline.changes, reasons) if redline else [],
        "view": view,
        "views": [
            {"label": label, "url": f"?view={key}#text", "current": key == view} for key, label in VIEWS.items() if old
        ],
        "unfold": request.GET.get("show") == "all",
        "clean": numbered(new),
        "before": numbered(old) if old and view == "sides" else None,
    }


@for_office
def changes(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    base = instrument.base.wording.outline if instrument.base else None
    context = _reading(request, instrument, base, draft_outline(instrument))
    context["without_reason"] = sum(not change["reason"] for change in context["changes"])
    return render(request, "plans/drafting/changes.html", context)


@for_drafters
def reason(request: HttpRequest, instrument: Instrument, key: str) -> HttpResponse:
    base = instrument.base.wording.outline if instrument.base else None
    found = compare(base, draft_outline(instrument)).changes if base else ()
    change = next((change for change in found if change.key == key), None)
    if change is None:
        raise Http404("The draft no longer makes this change.")
    kept = ChangeReason.objects.filter(instrument=instrument, change_key=key).first()
    form = ReasonForm(request.POST or None, initial={"reason": kept.reason if kept else ""})
    back = reverse("office:changes", args=[instrument.ref])
    if request.method == "POST" and form.is_valid():
        try:
            give_reason(instrument=instrument, change_key=key, reason=form.cleaned_data["reason"])
        except NotEditable as closed:
            form.add_error(None, str(closed))
        else:
            messages.success(request, f"The reason for the change of {change.place} was saved.")
            return redirect(f"{back}#list")
    shown = reasoned(instrument, [change], {})[0]
    return render(
        request,
        "plans/drafting/reason.html",
        {"instrument": instrument, "change": shown, "form": form, "back": f"{back}#list"},
    )


@for_office
def wording(request: HttpRequest, instrument: Instrument, digest: str) -> HttpResponse:
    of_course = Wording.objects.filter(lines__instrument=instrument).distinct()
    frozen = get_object_or_404(of_course, pk=digest)
    line = instrument.lines.filter(wording=frozen, step="prepare_draft").order_by("seq").first()
    base = instrument.base.wording.outline if instrument.base else None
    context = _reading(request, instrument, base, frozen.outline) | {"wording": frozen, "line": line}
    return render(request, "plans/drafting/wording.html", context)
