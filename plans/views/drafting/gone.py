"""The page of a section that somebody removed meanwhile: what was typed there stands on it, and can be put back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime

from plans.forms.drafting import SectionForm
from plans.forms.objectives import ObjectivesForms, typed_objectives
from plans.models import Instrument
from plans.queries.earlier import removal_of
from plans.queries.texts import draft_outline
from plans.services.drafts import NotEditable
from plans.services.sections import put_back_with
from plans.text.outline import OutlineError, Section
from plans.views.changes import section_reading
from plans.views.drafting.outlined import outline_context
from plans.views.drafting.shown import name_of

PUT_BACK = "put-back-with"
NOT_RESENT = ("csrfmiddlewaretoken", "act")


def removed_meanwhile(request: HttpRequest, instrument: Instrument, section_id: str) -> HttpResponse:
    """
    Answer for a section that is not in the draft: say who removed it and when, and lose nothing that was typed.

    :raises Http404: if the draft never had such a section.
    """
    removed = removal_of(instrument, section_id)
    if removed is None:
        raise Http404("The draft has no such section.")
    typed, why = _typed(request, section_id) if request.method == "POST" else (None, "")
    if typed and request.POST.get("act") == PUT_BACK:
        try:
            row = put_back_with(instrument=instrument, section=typed, by=request.user)
        except (NotEditable, OutlineError) as refused:
            why = str(refused)
        else:
            messages.success(request, f"“{row.heading}” stands in the draft again, with your text.")
            return redirect("office:section", instrument.ref, section_id)
    draft = draft_outline(instrument)
    context = outline_context(instrument, draft, section_id) | {
        "heading": removed.section.heading,
        "by": name_of(removed.by),
        "when": f"{localtime(removed.at):%-d %B %Y at %H:%M}",
        "why": why,
        "sent": request.method == "POST",
        "reading": section_reading(typed, draft) if typed else "",
        "words": [] if typed else [text for text in (request.POST.get("heading"), request.POST.get("html")) if text],
        "act": PUT_BACK,
        "boxes": [(name, value) for name, values in request.POST.lists() if name not in NOT_RESENT for value in values],
    }
    return render(request, "plans/drafting/gone.html", context, status=409 if request.method == "POST" else 410)


def _typed(request: HttpRequest, section_id: str) -> tuple[Section | None, str]:
    """Return the section that was typed, or None and what is wrong with it, in words."""
    form, objectives = SectionForm(request.POST), ObjectivesForms(typed_objectives(request.POST), bound=True)
    if objectives.is_valid() and form.is_valid():
        return form.section(section_id, objectives.objectives()), ""
    said = [error for errors in form.errors.values() for error in errors]
    return None, str((said + [error for _, error in objectives.errors])[0])
