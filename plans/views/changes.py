"""What a draft changes: the list with its reasons, the redline, and frozen wordings to read."""

from typing import Any

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
from plans.statute.dates import said
from plans.text.diff.document import Redline
from plans.text.numbering import numbered
from plans.text.outline import Outline, Section
from plans.text.redline import compare
from plans.views.access import for_drafters, for_office
from plans.views.reading import reading


def section_reading(section: Section) -> str:
    """Return a section as it reads, for two texts beside each other."""
    only = numbered(Outline("", (section,))).sections[0]
    return render_to_string("plans/drafting/reading.html", {"section": only})


def _reading(request: HttpRequest, instrument: Instrument, new: Outline, name: str) -> dict[str, Any]:
    """Return what both pages show of a text: the changes with reasons, and the text in the way asked for."""
    base = instrument.base
    old = base.wording.outline if base else None
    redline = compare(old, new) if old else None
    before = f"Edition {base.number}" if base else ""
    context = {"instrument": instrument} | reading(request.GET, redline, (old, new), (before, name))
    if redline and base:
        context["edition"] = base.number
        context["given"] = _given(instrument, redline)
    return context


def _given(instrument: Instrument, redline: Redline) -> list[dict[str, str]]:
    """Return each change's key with its reason and where the reason is written."""
    reasons = reasons_of(instrument)
    return [
        {
            "key": change.key,
            "reason": reasons.get(change.key, ""),
            "edit_url": reverse("office:reason", args=[instrument.ref, change.key]) if instrument.is_open else "",
        }
        for change in redline.changes
    ]


def _lead(redline: Redline | None, edition: int | None, without: int) -> str:
    if redline is None:
        return "No edition is in force, so everything is new. The text stands below as it would be read."
    if not redline.changes:
        return f"The text reads as edition {edition} does, word for word."
    changes, sections = len(redline.changes), len(redline.changed_sections)
    made = f"{changes} change{'s' if changes > 1 else ''} in {sections} section{'s' if sections > 1 else ''}."
    return f"{made} {without} without a reason yet." if without else f"{made} Each has its reason."


def _facts(redline: Redline | None) -> list[dict[str, str]]:
    if redline is None:
        return []
    return [
        {"term": "Words added", "fact": f"{redline.words_added:,}"},
        {"term": "Words removed", "fact": f"{redline.words_removed:,}"},
    ]


@for_office
def changes(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    context = _reading(request, instrument, draft_outline(instrument), "The draft")
    without = sum(not given["reason"] for given in context.get("given", ()))
    context |= {
        "kicker": f"Drafting room, {instrument.kind_words} {instrument.ref}",
        "title": f"What the draft changes in edition {instrument.base.number}" if instrument.base else "The draft plan",
        "lead": _lead(context["redline"], context.get("edition"), without),
        "facts": _facts(context["redline"]),
    }
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
    shown = {"kind": change.kind, "place": change.place, "url": f"{back}#{change.anchor}"}
    context = {"instrument": instrument, "change": shown, "form": form, "back": f"{back}#list"}
    return render(request, "plans/drafting/reason.html", context, status=422 if form.errors else 200)


@for_office
def wording(request: HttpRequest, instrument: Instrument, digest: str) -> HttpResponse:
    frozen = get_object_or_404(Wording.objects.filter(lines__instrument=instrument).distinct(), pk=digest)
    line = instrument.lines.filter(wording=frozen, step="prepare_draft").order_by("seq").first()
    context = _reading(request, instrument, frozen.outline, "The frozen draft")
    when = f"frozen on {said(line.taken_on)}" if line else "frozen"
    without = sum(not given["reason"] for given in context.get("given", ()))
    context |= {
        "kicker": f"{instrument.title}, {instrument.kind_words} {instrument.ref}",
        "title": f"The draft {when}",
        "lead": _lead(context["redline"], context.get("edition"), without),
        "facts": [*_facts(context["redline"]), {"term": "Digest of the wording", "fact": frozen.pk[:12]}],
        "wording": frozen,
        "line": line,
    }
    return render(request, "plans/drafting/wording.html", context)
