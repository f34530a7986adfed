"""The drafting room: the outline of a draft, and each section with its text, objectives and changes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST
from js_asset import Media

from plans.forms.drafting import AddSectionForm, ObjectivesForms, SectionForm, typed_objectives, with_row_changed
from plans.models import DraftSection, Instrument
from plans.queries.drafting import SectionLine, latest_edition, limb_lines, next_free_code, saved_by, section_lines
from plans.queries.texts import draft_outline
from plans.services import drafts
from plans.services.drafts import Conflict, NotEditable
from plans.services.reasons import reasons_of
from plans.services.wordings import changed_sections
from plans.text.outline import Outline, OutlineError, SectionKind
from plans.text.redline import compare
from plans.views.access import for_drafters
from plans.views.changes import section_reading

NOT_SAVED = "Not saved yet. Press “Save the section” at the end of the page."
CLOSED = "This {what} is {stage}, so its text is closed. It can be read here, and no longer changed."


def _outline_context(instrument: Instrument, draft: Outline, current: str = "") -> dict:
    base = instrument.base
    before = base.wording.outline if base else None
    lines = section_lines(draft, before, changed_sections(before, draft))
    contents = [
        {
            "number": line.number,
            "heading": line.heading,
            "url": reverse("office:section", args=[instrument.ref, line.section_id]),
            "flag": line.state,
            "current": line.section_id == current,
        }
        for line in lines
    ]
    return {
        "instrument": instrument,
        "lines": lines,
        "contents": contents,
        "closed": ""
        if instrument.is_open
        else CLOSED.format(what=instrument.kind_words, stage=instrument.get_stage_display()),
        "words_in_all": sum(line.words for line in lines),
    }


@for_drafters
def draft(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    outline = draft_outline(instrument)
    latest = latest_edition(instrument.plan) if instrument.is_variation else None
    limbs = limb_lines(outline)
    context = _outline_context(instrument, outline) | {
        "limbs": limbs,
        "missing": [limb for limb in limbs if not limb.sections],
        "removed": _removed(instrument, outline),
        "out_of_date": latest if latest and latest.pk != instrument.base_id else None,
        "add_form": _add_form(instrument, outline),
    }
    context["lead"] = _lead(instrument, context["lines"])
    return render(request, "plans/drafting/draft.html", context)


def _lead(instrument: Instrument, lines: tuple[SectionLine, ...]) -> str:
    """Say in one sentence where the draft stands."""
    sections = "1 section" if len(lines) == 1 else f"{len(lines)} sections"
    if instrument.base is None:
        return f"{sections} so far. No edition is in force, so all of it is new."
    changed = sum(bool(line.state) for line in lines)
    if not changed:
        return f"{sections}, and none differs from edition {instrument.base.number}."
    return f"{sections}, of which {changed} differ{'s' if changed == 1 else ''} from edition {instrument.base.number}."


def _removed(instrument: Instrument, draft: Outline) -> list[str]:
    base = instrument.base.wording.outline.sections if instrument.base else ()
    return [section.heading for section in base if draft.section(section.id) is None]


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
        row = drafts.add_section(
            instrument=instrument, heading=said["heading"], kind=SectionKind(said["kind"]), after=said["after"]
        )
    except NotEditable as closed:
        messages.error(request, str(closed))
        return redirect("office:draft", instrument.ref)
    return redirect("office:section", instrument.ref, row.section_id)


def _row(instrument: Instrument, section_id: str) -> DraftSection:
    rows = instrument.draft_sections.prefetch_related("objectives__actions").select_related("instrument__plan")
    return get_object_or_404(rows, section_id=section_id)


@require_POST
@for_drafters
def move_section(request: HttpRequest, instrument: Instrument, section_id: str) -> HttpResponse:
    try:
        drafts.move_section(row=_row(instrument, section_id), up=request.POST.get("to") == "up")
    except NotEditable as closed:
        messages.error(request, str(closed))
    return redirect(reverse("office:draft", args=[instrument.ref]) + f"#s-{section_id}")


@for_drafters
def remove_section(request: HttpRequest, instrument: Instrument, section_id: str) -> HttpResponse:
    row = _row(instrument, section_id)
    if request.method != "POST":
        return render(request, "plans/drafting/remove.html", {"instrument": instrument, "row": row})
    try:
        drafts.remove_section(row=row)
        messages.success(request, f"“{row.heading}” was removed from the draft.")
    except NotEditable as closed:
        messages.error(request, str(closed))
    return redirect("office:draft", instrument.ref)


@for_drafters
def section(request: HttpRequest, instrument: Instrument, section_id: str) -> HttpResponse:
    row = _row(instrument, section_id)
    if request.method != "POST":
        objectives = ObjectivesForms.of(row.as_section().objectives)
        return _section_page(request, instrument, row, SectionForm.of(row), objectives)
    form, act = SectionForm(request.POST), request.POST.get("act", "save")
    typed = typed_objectives(request.POST)
    if act != "save":
        codes = tuple(action["code"] for objective in typed for action in objective["actions"])
        rows = with_row_changed(typed, act, lambda theme: next_free_code(instrument, theme, codes))
        shown = SectionForm(initial=_as_typed(form))
        return _section_page(request, instrument, row, shown, ObjectivesForms(rows, bound=False), dirty=True)
    objectives = ObjectivesForms(typed, bound=True)
    valid = form.is_valid()
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
    try:
        drafts.save_section(row=row, section=whole, revision=form.cleaned_data["revision"])
    except Conflict as conflict:
        shown = SectionForm(initial=_as_typed(form) | {"revision": conflict.section.revision})
        typed = ObjectivesForms.of(whole.objectives)
        return _section_page(request, instrument, row, shown, typed, dirty=True, conflict=conflict)
    except (NotEditable, OutlineError) as refused:
        form.add_error(None, str(refused))
        return _section_page(request, instrument, row, form, objectives, dirty=True)
    return redirect("office:section", instrument.ref, row.section_id)


def _section_page(
    request: HttpRequest,
    instrument: Instrument,
    row: DraftSection,
    form: SectionForm,
    objectives: ObjectivesForms,
    *,
    dirty: bool = False,
    conflict: Conflict | None = None,
) -> HttpResponse:
    draft = draft_outline(instrument)
    context = _outline_context(instrument, draft, row.section_id)
    line = next(line for line in context["lines"] if line.section_id == row.section_id)
    marks = _marks(instrument, draft, row)
    by = saved_by(row)
    context |= {
        "row": row,
        "line": line,
        "form": form,
        "objectives": objectives,
        "dirty": dirty,
        "state": "not_saved" if dirty else "saved",
        "state_words": NOT_SAVED if dirty else f"Saved {_when(row)}" + (f" by {by}" if by else ""),
        "links": [
            {"label": "The whole draft", "url": reverse("office:draft", args=[instrument.ref])},
            {"label": "All changes", "url": reverse("office:changes", args=[instrument.ref])},
        ],
        "compared": _compared(line, instrument),
        "media": Media.from_media(form.media, nonce=str(request.csp_nonce)),
        "marks": marks,
        "marks_title": "1 change here" if len(marks) == 1 else f"{len(marks)} changes here",
    }
    if conflict:
        context |= _both(conflict, by)
    status = 409 if conflict else 422 if form.errors or objectives.errors else 200
    return render(request, "plans/drafting/section.html", context, status=status)


def _when(row: DraftSection) -> str:
    return f"{localtime(row.saved_at):%-d %B %Y at %H:%M}"


def _compared(line: SectionLine, instrument: Instrument) -> str:
    if line.words_before is None or instrument.base is None or line.words == line.words_before:
        return ""
    more = line.words - line.words_before
    return f", {abs(more):,} {'more' if more > 0 else 'fewer'} than edition {instrument.base.number}"


def _both(conflict: Conflict, by: str) -> dict:
    """Return the two texts of a conflict for the page; what was being saved stays in the form as well."""
    theirs = {"by": by or "Somebody else", "when": f"saved {_when(conflict.section)}"}
    return {
        "conflict": conflict,
        "conflict_words": f"{conflict} Your text is still in the boxes. Put both together there, and save again.",
        "yours": {"by": "You", "when": "not saved yet", "html": section_reading(conflict.yours)},
        "theirs": theirs | {"html": section_reading(conflict.section.as_section())},
    }


def _marks(instrument: Instrument, draft: Outline, row: DraftSection) -> list[dict]:
    """Return the changes of the section against the edition varied, each with its reason, for the margin."""
    if instrument.base is None:
        return []
    changes = compare(instrument.base.wording.outline, draft).changes
    here = [change for change in changes if change.section_id == row.section_id]
    reasons = reasons_of(instrument)
    return [
        {
            "number": change.place,
            "kind": change.kind,
            "reason": reasons.get(change.key, ""),
            "edit_url": reverse("office:reason", args=[instrument.ref, change.key]) if instrument.is_open else "",
        }
        for change in here
    ]
