"""One section of a draft: its text, objectives and changes, saved so that nobody's words are overwritten."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from js_asset import Media

from plans.forms.drafting import SectionForm
from plans.forms.objectives import ObjectivesForms, typed_objectives, with_row_changed
from plans.models import DraftSection, Instrument
from plans.queries.drafting import next_free_code, referables, saved_by, used_codes
from plans.queries.overlaps import overlaps
from plans.queries.tables import table_lines
from plans.queries.texts import draft_outline
from plans.services.drafts import NotEditable
from plans.services.presence import others_in, presence_words
from plans.services.saving import Conflict, save_section, text_of_token
from plans.text.diff.characters import oddities_in
from plans.text.markup import plain_text
from plans.text.outline import Outline, OutlineError, codes_of
from plans.views.access import for_drafters
from plans.views.commented import comments_on
from plans.views.drafting.both_texts import FORM, choices_in, conflict_context
from plans.views.drafting.gone import removed_meanwhile
from plans.views.drafting.outlined import outline_context
from plans.views.drafting.shown import count_words, margin_context, row_of

NOT_SAVED = "Not saved yet. Press “Save the section” at the end of the page."
SOMEBODY_ELSE = (
    "Somebody else wrote this text, and you have signed in since. Save again to save it under your own name."
)


@for_drafters
def section(request: HttpRequest, instrument: Instrument, section_id: str) -> HttpResponse:
    if not instrument.draft_sections.filter(section_id=section_id).exists():
        return removed_meanwhile(request, instrument, section_id)
    row = row_of(instrument, section_id)
    if request.method != "POST":
        objectives = ObjectivesForms.of(row.as_section().objectives)
        return _section_page(request, instrument, row, SectionForm.of(row), objectives)
    form, act = SectionForm(request.POST), request.POST.get("act", "save")
    typed = typed_objectives(request.POST)
    if act != "save":
        used = used_codes(instrument)
        rows = with_row_changed(typed, act, lambda theme, on_screen: next_free_code({*used, *on_screen}, theme))
        shown = SectionForm(initial=_as_typed(form))
        return _section_page(request, instrument, row, shown, ObjectivesForms(rows, bound=False), dirty=True)
    objectives = ObjectivesForms(typed, bound=True)
    valid = form.is_valid()
    if valid and request.POST.get("person", str(request.user.pk)) != str(request.user.pk):
        form.add_error(None, SOMEBODY_ELSE)
        valid = False
    if not (objectives.is_valid() and valid):
        return _section_page(request, instrument, row, form, objectives, dirty=True)
    return _save(request, instrument, row, form, objectives)


def _as_typed(form: SectionForm) -> dict:
    form.is_valid()  # the text is shown again as it would be kept
    typed = {name: form[name].data for name in form.fields}
    return typed | {name: form.cleaned_data[name] for name in ("html",) if name in form.cleaned_data}


def _save(
    request: HttpRequest, instrument: Instrument, row: DraftSection, form: SectionForm, objectives: ObjectivesForms
) -> HttpResponse:
    whole = form.section(row.section_id, objectives.objectives())
    choices = choices_in(request.POST)
    try:
        save_section(
            row=row,
            section=whole,
            revision=form.cleaned_data["revision"],
            base=text_of_token(row, form.cleaned_data["base"]),
            choices=choices,
            by=request.user,
        )
    except Conflict as conflict:
        shown, typed = SectionForm(initial=_as_typed(form)), ObjectivesForms.of(whole.objectives)
        both = conflict_context(conflict, choices)
        return _section_page(request, instrument, row, shown, typed, dirty=True, conflict=both)
    except (NotEditable, OutlineError) as refused:
        form.add_error(None, str(refused))
        return _section_page(request, instrument, row, form, objectives, dirty=True)
    here = reverse("office:section", args=[instrument.ref, row.section_id])
    told = request.POST.get("kept", "")  # under which name the browser kept the text, so that it may forget it
    return redirect(f"{here}?{urlencode({'saved': told})}" if told else here)


def _section_page(
    request: HttpRequest,
    instrument: Instrument,
    row: DraftSection,
    form: SectionForm,
    objectives: ObjectivesForms,
    *,
    dirty: bool = False,
    conflict: dict | None = None,
) -> HttpResponse:
    draft = draft_outline(instrument)
    form.fields["html"].widget.attrs["data-images"] = reverse("office:add_image", args=[instrument.ref])
    context = outline_context(instrument, draft, row.section_id)
    line = next(line for line in context["lines"] if line.section_id == row.section_id)
    before = line.words_before
    compared = (instrument.base.number, before) if instrument.base and before is not None else None
    here = [instrument.ref, row.section_id]
    by = saved_by(row)
    context |= margin_context(instrument, draft, row.section_id)
    context |= {
        "row": row,
        "line": line,
        "form": form,
        "form_id": FORM,
        "objectives": objectives,
        "retired": _with_codes_kept(instrument, draft, row, objectives),
        "dirty": dirty,
        "overlaps": overlaps(instrument, draft, row.section_id),
        "state": "not_saved" if dirty else "saved",
        "state_words": NOT_SAVED if dirty else f"Saved {_when(row)}" + (f" by {by}" if by else ""),
        "others": presence_words(others_in(row, request.user)),
        "links": [
            {"label": "Compare this section", "url": reverse("office:compare_section", args=here)},
            {"label": "Earlier saves", "url": reverse("office:earlier", args=here)},
        ],
        "oddities": _oddities(row),
        "tables": table_lines(row.html, context["total_marks"].get(row.section_id, {})),
        "referables": referables(draft),
        "comments": comments_on(request, instrument, draft, only=row.section_id),
        "count": count_words(line.words, compared),
        "media": Media.from_media(form.media, nonce=str(request.csp_nonce)),
        "conflict": conflict,
    }
    status = 409 if conflict else 422 if form.errors or objectives.errors else 200
    return render(request, "plans/drafting/section.html", context, status=status)


def _oddities(row: DraftSection) -> str:
    """Say what stands in the saved text that a reader cannot see, or takes for another letter."""
    found = oddities_in(f"{row.heading} {plain_text(row.html)}")
    return f"{found[:1].upper()}{found[1:]}. Type the words again where it should not be there." if found else ""


def _with_codes_kept(
    instrument: Instrument, draft: Outline, row: DraftSection, objectives: ObjectivesForms
) -> list[str]:
    """Let saved codes stand on the screen, and return those of the edition varied that this section takes out."""
    issued = instrument.base.wording.outline if instrument.base else Outline("")
    objectives.keep_codes(draft.action_codes, issued.action_codes, sum(len(s.objectives) for s in draft.sections))
    on_screen = {action["code"].value() for shown in objectives.rows for action in shown.actions}
    elsewhere = {code for section in draft.sections if section.id != row.section_id for code in codes_of(section)}
    before = issued.section(row.section_id)
    return [code for code in codes_of(before) if code not in on_screen | elsewhere] if before else []


def _when(row: DraftSection) -> str:
    return f"{localtime(row.saved_at):%-d %B %Y at %H:%M}"
