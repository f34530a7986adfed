"""A section saved by itself while it is written, and what its page is told meanwhile. Answers are JSON for draft.js."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST, require_safe

from plans.forms.drafting import SectionForm
from plans.forms.objectives import ObjectivesForms, typed_objectives
from plans.models import Instrument
from plans.queries.drafting import words_of
from plans.queries.texts import draft_outline
from plans.services.drafts import NotEditable
from plans.services.presence import others_in, presence_words
from plans.services.saving import Conflict, Saved, base_token, save_section, text_of_token
from plans.text.markup import MarkupError
from plans.text.outline import OutlineError
from plans.views.access import for_drafters
from plans.views.drafting.both_texts import conflict_context, difference, merged_data
from plans.views.drafting.shown import count_words, margin_of, row_of


@require_POST
@for_drafters
def autosave(request: HttpRequest, instrument: Instrument, section_id: str) -> HttpResponse:
    row = get_object_or_404(instrument.draft_sections, section_id=section_id)
    if request.POST.get("person") != str(request.user.pk):
        return _refused("somebody_else", "Somebody else is signed in here now.", 409)
    form, objectives = _typed(request)
    if not (objectives.is_valid() and form.is_valid()):
        return _refused("wrong", _first_error(form, objectives), 422)
    try:
        saved = save_section(
            row=row,
            section=form.section(section_id, objectives.objectives()),
            revision=form.cleaned_data["revision"],
            base=text_of_token(row, form.cleaned_data["base"]),
            automatic="by_hand" not in request.POST,
            by=request.user,
        )
    except Conflict as conflict:
        html = render_to_string("components/conflict.html", conflict_context(conflict), request)
        return JsonResponse({"why": "conflict", "html": html}, status=409)
    except (NotEditable, OutlineError, MarkupError) as refused:
        return _refused("closed" if isinstance(refused, NotEditable) else "wrong", str(refused), 422)
    return JsonResponse(_saved(request, instrument, saved))


def _typed(request: HttpRequest) -> tuple[SectionForm, ObjectivesForms]:
    return SectionForm(request.POST), ObjectivesForms(typed_objectives(request.POST), bound=True)


def _refused(why: str, words: str, status: int) -> JsonResponse:
    return JsonResponse({"why": why, "words": words}, status=status)


def _first_error(form: SectionForm, objectives: ObjectivesForms) -> str:
    said = [error for errors in form.errors.values() for error in errors]
    return str((said + [error for _, error in objectives.errors])[0])


def _saved(request: HttpRequest, instrument: Instrument, saved: Saved) -> dict:
    row, base = saved.row, instrument.base
    before = base.wording.outline.section(row.section_id) if base else None
    compared = (base.number, words_of(before)) if base and before else None
    return {
        "revision": row.revision,
        "base": base_token(row, saved.stands),
        "words": f"Saved at {localtime(row.saved_at):%H:%M}",
        "count": count_words(words_of(saved.stands), compared),
        "others": presence_words(others_in(row, request.user)),
        "merged": merged_data(request, row, saved),
    }


@require_POST
@for_drafters
def look(request: HttpRequest, instrument: Instrument, section_id: str) -> HttpResponse:
    """Answer what text that was never saved, sent from the browser that kept it, changes in what it began from."""
    row = row_of(instrument, section_id)
    form, objectives = _typed(request)
    if not (objectives.is_valid() and form.is_valid()):
        return _refused("wrong", _first_error(form, objectives), 422)
    typed, stands = form.section(section_id, objectives.objectives()), row.as_section()
    began = text_of_token(row, form.cleaned_data["base"])
    if typed in (stands, began):
        return JsonResponse({"same": True, "html": ""})
    html = difference(began or stands, typed, draft_outline(instrument))
    return JsonResponse({"same": False, "html": html})


@require_safe
@for_drafters
def beside(request: HttpRequest, instrument: Instrument, section_id: str) -> HttpResponse:
    """Answer what stands beside an open section: its changes, the words of the whole, who else is in it."""
    row = get_object_or_404(instrument.draft_sections, section_id=section_id)
    shown = margin_of(request, instrument, row)
    answer = {
        "person": str(request.user.pk),
        "name": request.user.get_full_name() or request.user.get_username(),
        "token": get_token(request),
        "revision": row.revision,
        "others": presence_words(others_in(row, request.user)),
        "margin": shown["margin"],
        "whole": shown["whole"],
    }
    return JsonResponse(answer)
