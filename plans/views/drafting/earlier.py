"""Earlier saves of one section: listed, held against the text of now, and put back as a new save."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime

from plans.models import DraftSection, Instrument
from plans.queries.earlier import EarlierSave, earlier_saves
from plans.queries.texts import draft_outline
from plans.services.drafts import NotEditable
from plans.services.saving import Conflict, save_section
from plans.text.diff.reading import as_read
from plans.text.outline import Outline, Section
from plans.text.redline import compare
from plans.views.access import for_drafters
from plans.views.drafting.outlined import outline_context
from plans.views.drafting.shown import name_of, row_of


@for_drafters
def earlier(request: HttpRequest, instrument: Instrument, section_id: str) -> HttpResponse:
    row = row_of(instrument, section_id)
    saves = earlier_saves(instrument, section_id)
    context = outline_context(instrument, draft_outline(instrument), section_id) | {
        "row": row,
        "saves": [_line(save, row) for save in saves],
    }
    return render(request, "plans/drafting/earlier.html", context)


def _line(save: EarlierSave, row: DraftSection) -> dict:
    return {
        "number": save.number,
        "at": localtime(save.at),
        "by": name_of(save.by),
        "heading": save.section.heading,
        "is_now": _put(save, row.as_section()) == row.as_section(),
    }


def _put(save: EarlierSave, now: Section) -> Section:
    """Return the section as it would stand: the earlier text with the objectives of now."""
    return replace(save.section, objectives=now.objectives)


@for_drafters
def earlier_save(request: HttpRequest, instrument: Instrument, section_id: str, number: int) -> HttpResponse:
    row = row_of(instrument, section_id)
    save = next((each for each in earlier_saves(instrument, section_id) if each.number == number), None)
    if save is None:
        raise Http404("There is no such earlier save.")
    now = row.as_section()
    if request.method == "POST":
        return _put_back(request, instrument, row, _put(save, now))
    draft = draft_outline(instrument)
    redline = as_read(compare(Outline("", (now,)), Outline("", (_put(save, now),))), draft, draft)
    context = outline_context(instrument, draft, section_id) | {
        "row": row,
        "save": _line(save, row),
        "parts": [{"id": section_id, "anchor": "text", "diff": section} for section in redline.sections],
    }
    return render(request, "plans/drafting/earlier_save.html", context)


def _put_back(request: HttpRequest, instrument: Instrument, row: DraftSection, section: Section) -> HttpResponse:
    said = request.POST.get("revision", "")
    try:
        save_section(row=row, section=section, revision=int(said) if said.isdecimal() else 0, by=request.user)
    except NotEditable as closed:
        messages.error(request, str(closed))
    except Conflict:
        messages.error(
            request,
            "The section was saved by somebody else since this page was shown, so nothing was put back. Look again.",
        )
        return redirect("office:earlier", instrument.ref, row.section_id)
    else:
        messages.success(request, "The earlier text was put back. What stood before is among the earlier saves.")
    return redirect("office:section", instrument.ref, row.section_id)
