"""What a draft changes: the list with its reasons, the redline, and frozen wordings to read."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from plans.forms.drafting import ReasonForm, ReasonsForm
from plans.models import Instrument, Wording
from plans.queries.comparing import texts_to_compare
from plans.queries.reasons import Reasons, reasons_frozen_with, reasons_of
from plans.queries.texts import draft_outline
from plans.services.drafts import NotEditable
from plans.services.reasons import confirm_reason, drop_reason, give_reason
from plans.statute.dates import said
from plans.text.diff.document import Redline
from plans.text.numbering import numbered
from plans.text.outline import Outline, Section
from plans.text.redline import compare
from plans.views.access import for_drafters, for_office
from plans.views.commented import comments_on, marked_text
from plans.views.drafting.outlined import outline_beside
from plans.views.packs import pack_view, packs_shown
from plans.views.reading import reading


def section_reading(section: Section, within: Outline) -> str:
    """Return a section as it reads in a whole text, for two texts beside each other."""
    only = numbered(Outline("", (section,)), within=within, linked=False).sections[0]
    return render_to_string("plans/drafting/reading.html", {"section": only})


def _reading(
    request: HttpRequest, instrument: Instrument, new: Outline, name: str, *, wording: Wording | None = None
) -> dict[str, Any]:
    """Return what both pages show of a text: the changes, and the text in the way asked for."""
    base = instrument.base
    old = base.wording.outline if base else None
    redline = compare(old, new) if old else None
    before = f"Edition {base.number}" if base else ""
    context = {"instrument": instrument} | reading(request.GET, redline, (old, new), (before, name))
    if context["view"] != "sides":
        context["comments"] = comments_on(request, instrument, new, wording=wording, said="?view=clean")
    if context["view"] == "clean":
        context["clean"] = marked_text(context["clean"], context["comments"])
    return context | {"edition": base.number if base else None}


def marks_of(instrument: Instrument, redline: Redline, reasons: Reasons, section_id: str = "") -> list[dict[str, Any]]:
    """Return the changes of a draft, or of one section of it, each with its reason and where that is written."""
    return [
        {
            "number": change.place,
            "kind": change.kind,
            "key": change.key,
            "place": change.place,
            "anchor": change.anchor,
            "reason": given.reason if given else "",
            "earlier": given.for_earlier if given else None,
            "edit_url": reverse("office:reason", args=[instrument.ref, change.key]) if instrument.is_open else "",
        }
        for change in redline.changes
        if not section_id or change.section_id == section_id
        for given in [reasons.given.get(change.key)]
    ]


def _lead(redline: Redline | None, edition: int | None, without: int, to_check: int) -> str:
    if redline is None:
        return "No edition is in force, so everything is new. The text stands below as it would be read."
    if not redline.changes:
        return f"The text reads as edition {edition} does, word for word."
    changes, sections = len(redline.changes), len(redline.changed_sections)
    made = f"{changes} change{'s' if changes > 1 else ''} in {sections} section{'s' if sections > 1 else ''}."
    check = f" {to_check} {'was' if to_check == 1 else 'were'} given for earlier words." if to_check else ""
    return f"{made} {without} without a reason yet.{check}" if without else f"{made} Each has its reason.{check}"


def _facts(redline: Redline | None) -> list[dict[str, str]]:
    if redline is None:
        return []
    return [
        {"term": "Words added", "fact": f"{redline.words_added:,}"},
        {"term": "Words removed", "fact": f"{redline.words_removed:,}"},
    ]


@for_office
def changes(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    return _changes_page(request, instrument, ReasonsForm())


def _changes_page(
    request: HttpRequest, instrument: Instrument, form: ReasonsForm, ticked: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    draft = draft_outline(instrument)
    context = _reading(request, instrument, draft, "The draft") | outline_beside(instrument, draft)
    redline = context["redline"]
    found = reasons_of(instrument, redline) if redline else Reasons({}, ())
    context |= {
        "kicker": f"Drafting room, {instrument.kind_words} {instrument.ref}",
        "title": f"What the draft changes in edition {instrument.base.number}" if instrument.base else "The draft plan",
        "lead": _lead(redline, context["edition"], found.missing(redline) if redline else 0, found.to_check),
        "facts": _facts(redline),
        "marks": marks_of(instrument, redline, found) if redline else [],
        "left_over": found.left_over,
        "given": _given({key: given.reason for key, given in found.given.items()}),
        "form": form,
        "ticked": ticked,
        "frozen_line": instrument.lines.filter(step="prepare_draft").order_by("seq").last(),
    }
    return render(request, "plans/drafting/changes.html", context, status=status)


def _given(reasons: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"key": key, "reason": reason} for key, reason in reasons.items()]


def _redline(instrument: Instrument) -> Redline | None:
    """Return the edition varied against the draft, or None for a draft plan."""
    return compare(instrument.base.wording.outline, draft_outline(instrument)) if instrument.base else None


@require_POST
@for_drafters
def reasons(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    """Give one reason for the ticked changes, confirm one given for earlier words, or drop one whose change is gone."""
    redline = _redline(instrument)
    if redline is None:
        raise Http404("A draft plan changes no edition.")
    form, ticked = ReasonsForm(request.POST), tuple(request.POST.getlist("change"))
    try:
        if "confirm" in request.POST:
            confirm_reason(instrument=instrument, change_key=request.POST["confirm"], redline=redline)
        elif "drop" in request.POST:
            drop_reason(instrument=instrument, change_key=request.POST["drop"])
        else:
            if not ticked:
                form.add_error(None, "Tick the changes that the reason is for.")
            if not form.is_valid():
                return _changes_page(request, instrument, form, ticked, status=422)
            give_reason(instrument=instrument, change_keys=ticked, reason=form.cleaned_data["reason"], redline=redline)
    except NotEditable as refused:
        form.is_valid()
        form.add_error(None, str(refused))
        return _changes_page(request, instrument, form, ticked, status=409)
    messages.success(request, _done(request, len(ticked)))
    return redirect(_back(request, instrument))


def _done(request: HttpRequest, how_many: int) -> str:
    if "confirm" in request.POST:
        return "The reason stands for the words as they are now."
    if "drop" in request.POST:
        return "The reason was taken away."
    return "The reason was saved." if how_many == 1 else f"The reason was saved for {how_many} changes."


def _back(request: HttpRequest, instrument: Instrument) -> str:
    """Return the page to go on with: the section whose margin was written in, or the list of changes."""
    section_id = request.POST.get("section", "")
    if section_id and instrument.draft_sections.filter(section_id=section_id).exists():
        return reverse("office:section", args=[instrument.ref, section_id]) + "#marks"
    return reverse("office:changes", args=[instrument.ref]) + "#list"


@for_drafters
def reason(request: HttpRequest, instrument: Instrument, key: str) -> HttpResponse:
    draft = draft_outline(instrument)
    redline = compare(instrument.base.wording.outline, draft) if instrument.base else None
    change = next((change for change in redline.changes if change.key == key), None) if redline else None
    if redline is None or change is None:
        raise Http404("The draft no longer makes this change.")
    given = reasons_of(instrument, redline).given.get(key)
    form = ReasonForm(request.POST or None, initial={"reason": given.reason if given else ""})
    if request.method == "POST" and form.is_valid():
        try:
            give_reason(instrument=instrument, change_keys=[key], reason=form.cleaned_data["reason"], redline=redline)
        except NotEditable as closed:
            form.add_error(None, str(closed))
        else:
            messages.success(request, f"The reason for the change of {change.place} was saved.")
            return redirect(_back(request, instrument))
    back = reverse("office:changes", args=[instrument.ref])
    context = outline_beside(instrument, draft, change.section_id) | {
        "instrument": instrument,
        "change": {"kind": change.kind, "place": change.place, "url": f"{back}#{change.anchor}"},
        "earlier": given.for_earlier if given else None,
        "form": form,
        "back": f"{back}#list",
    }
    return render(request, "plans/drafting/reason.html", context, status=422 if form.errors else 200)


def _frozen(instrument: Instrument, digest: str) -> Wording:
    return get_object_or_404(Wording.objects.filter(lines__instrument=instrument).distinct(), pk=digest)


@require_http_methods(["GET", "HEAD", "POST"])
@for_office
def pack(request: HttpRequest, instrument: Instrument, digest: str) -> HttpResponseBase:
    """Have the redline pack of a frozen wording made, or give it."""
    frozen = _frozen(instrument, digest)
    back = reverse("office:wording", args=[instrument.ref, digest])
    return pack_view(request, instrument, frozen, texts_to_compare(instrument), back=back)


@for_office
def wording(request: HttpRequest, instrument: Instrument, digest: str) -> HttpResponse:
    frozen = _frozen(instrument, digest)
    line = instrument.lines.filter(wording=frozen, step="prepare_draft").order_by("seq").first()
    context = _reading(request, instrument, frozen.outline, "The frozen draft", wording=frozen)
    redline = context["redline"]
    given = reasons_frozen_with(instrument, digest)
    when = f"frozen on {said(line.taken_on)}" if line else "frozen"
    without = sum(change.key not in given for change in redline.changes) if redline else 0
    shown_packs = packs_shown(
        request,
        instrument,
        frozen,
        texts_to_compare(instrument),
        url=reverse("office:pack", args=[instrument.ref, digest]),
        here=request.path,
    )
    context |= {
        "kicker": f"{instrument.title}, {instrument.kind_words} {instrument.ref}",
        "title": f"The draft {when}",
        "lead": _lead(redline, context["edition"], without, 0),
        "facts": [*_facts(redline), {"term": "Digest of the wording", "fact": frozen.pk[:12]}],
        "given": _given(given),
        "shown_reasons": _every(redline, given) if redline else [],
        "wording": frozen,
        "line": line,
        "pack": shown_packs
        and shown_packs | {"word": _word_redline(instrument, digest, shown_packs["against"].digest)},
    }
    return render(request, "plans/drafting/wording.html", context)


def _word_redline(instrument: Instrument, digest: str, against: str) -> str:
    asked = urlencode({"wording": digest, "against": against})
    return f"{reverse('office:word_redline', args=[instrument.ref])}?{asked}"


def _every(redline: Redline, given: Mapping[str, str]) -> list[dict[str, str]]:
    """Return a reason for each change, empty where none was given, as the list of changes takes them."""
    return [{"key": change.key, "reason": given.get(change.key, "")} for change in redline.changes]
