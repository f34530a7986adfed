"""The outline of a draft: its sections in order, what they answer of s.7, and sections added, moved, removed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from plans.forms.drafting import AddSectionForm
from plans.models import Instrument
from plans.queries.drafting import SectionLine, latest_edition, limb_lines
from plans.queries.overlaps import overlaps
from plans.queries.texts import draft_outline
from plans.services import sections
from plans.services.drafts import NotEditable
from plans.services.sections import OrderChanged
from plans.statute.procedures import VERSIONS
from plans.text.numbering import section_numbers
from plans.text.outline import Outline, OutlineError, Section, SectionKind
from plans.views.access import for_drafters
from plans.views.drafting.outlined import outline_context
from plans.views.drafting.shown import row_of


@for_drafters
def draft(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    outline = draft_outline(instrument)
    latest = latest_edition(instrument.plan) if instrument.is_variation else None
    limbs = limb_lines(outline) if instrument.answers_s7 else ()
    context = outline_context(instrument, outline) | {
        "limbs": limbs,
        "missing": [limb for limb in limbs if not limb.sections],
        "removed": _removed(instrument, outline),
        "out_of_date": latest if latest and latest.pk != instrument.base_id else None,
        "overlaps": overlaps(instrument, outline),
        "conflicts_open": instrument.conflicts.filter(settled_as="").exists(),
        "add_form": _add_form(instrument, outline),
        "may_be_frozen": instrument.stage in VERSIONS[instrument.procedure].step("prepare_draft").at,
    }
    context["lead"] = _lead(instrument, context["lines"])
    return render(request, "plans/drafting/draft.html", context)


def _lead(instrument: Instrument, lines: tuple[SectionLine, ...]) -> str:
    """Say in one sentence where the draft stands."""
    how_many = "1 section" if len(lines) == 1 else f"{len(lines)} sections"
    if not instrument.makes_a_plan and instrument.base is None:
        return f"{how_many} so far."
    if instrument.base is None:
        return f"{how_many} so far. No edition is in force, so all of it is new."
    changed = sum(bool(line.state) for line in lines)
    if not changed:
        return f"{how_many}, and none differs from edition {instrument.base.number}."
    return f"{how_many}, of which {changed} differ{'s' if changed == 1 else ''} from edition {instrument.base.number}."


def _removed(instrument: Instrument, draft: Outline) -> list[Section]:
    base = instrument.base.wording.outline.sections if instrument.base else ()
    return [section for section in base if draft.section(section.id) is None]


def _add_form(instrument: Instrument, draft: Outline, data=None) -> AddSectionForm:
    return AddSectionForm(data, sections=[(section.id, section.heading) for section in draft.sections])


@require_POST
@for_drafters
def add_section(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    form = _add_form(instrument, draft_outline(instrument), request.POST)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, errors[0])
        return redirect("office:draft", instrument.ref)
    said = form.cleaned_data
    try:
        row = sections.add_section(
            instrument=instrument, heading=said["heading"], kind=SectionKind(said["kind"]), after=said["after"]
        )
    except NotEditable as closed:
        messages.error(request, str(closed))
        return redirect("office:draft", instrument.ref)
    return redirect("office:section", instrument.ref, row.section_id)


@require_POST
@for_drafters
def order(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    """
    Put the sections in another ``order``, or one ``section`` ``to`` "up" or "down", or ``after`` another.

    ``seen`` is the order that the screen showed. The script asks for JSON and is told the numbers of now.
    """
    said = ""
    try:
        _put_in_order(instrument, request.POST)
    except (NotEditable, OrderChanged) as refused:
        said = str(refused)
    if request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse(_numbers(instrument) | {"message": said}, status=409 if said else 200)
    if said:
        messages.error(request, said)
    return redirect(reverse("office:draft", args=[instrument.ref]) + f"#s-{slugify(request.POST.get('section', ''))}")


def _put_in_order(instrument: Instrument, asked: QueryDict) -> None:
    seen = asked.get("seen", "").split(",")
    if "order" in asked:
        sections.put_order(instrument=instrument, order=asked["order"].split(","), seen=seen)
        return
    row = instrument.draft_sections.select_related("instrument__plan").filter(section_id=asked.get("section")).first()
    if row is None:
        raise OrderChanged
    sections.place_section(row=row, after=_after(row.section_id, seen, asked), seen=seen)


def _after(section_id: str, seen: list[str], asked: QueryDict) -> str:
    """Return after which section one goes; one up from the first place, or down from the last, is where it is."""
    if asked.get("to") not in ("up", "down"):
        return asked.get("after", section_id)
    others = [other for other in seen if other != section_id]
    place = (seen.index(section_id) if section_id in seen else 0) + (-1 if asked["to"] == "up" else 1)
    return others[min(place, len(others)) - 1] if place > 0 and others else ""


def _numbers(instrument: Instrument) -> dict[str, Any]:
    outline = draft_outline(instrument)
    return {
        "order": [section.id for section in outline.sections],
        "numbers": {key: number for key, (number, _) in section_numbers(outline).items()},
    }


@require_POST
@for_drafters
def put_back_section(request: HttpRequest, instrument: Instrument, section_id: str) -> HttpResponse:
    try:
        row = sections.restore_section(instrument=instrument, section_id=section_id)
    except (NotEditable, OutlineError) as refused:
        messages.error(request, str(refused))
        return redirect("office:draft", instrument.ref)
    messages.success(request, f"“{row.heading}” stands in the draft again, as the edition has it.")
    return redirect(reverse("office:draft", args=[instrument.ref]) + f"#s-{section_id}")


@for_drafters
def remove_section(request: HttpRequest, instrument: Instrument, section_id: str) -> HttpResponse:
    row = row_of(instrument, section_id)
    if request.method != "POST":
        outline = outline_context(instrument, draft_outline(instrument), section_id)
        return render(request, "plans/drafting/remove.html", outline | {"row": row})
    try:
        sections.remove_section(row=row)
        messages.success(request, f"“{row.heading}” was removed from the draft.")
    except NotEditable as closed:
        messages.error(request, str(closed))
    return redirect("office:draft", instrument.ref)
