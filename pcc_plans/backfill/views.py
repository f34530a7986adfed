"""The pages that bring in an office's past plans and variations: said first what will be marked, then recorded."""

import hashlib
import json
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from pcc_plans.backfill.facts_form import NOT_HELD
from pcc_plans.backfill.forms import PastForms
from pcc_plans.backfill.service import NotBroughtIn, Past, bring_in, look_over, with_limbs
from plans.models import Body, Plan, StepTaken
from plans.permissions import may_bring_in_past
from plans.statute.dates import said
from plans.statute.procedures import VERSIONS
from plans.statute.terms import LIMB_WORDS, Limb
from plans.text.markup import word_count
from plans.views.office.entry import office_of
from plans.views.office.words import counted

PAGE = require_http_methods(["GET", "HEAD", "POST"])


def _office(request: HttpRequest) -> Body:
    body = office_of(request.user)
    if not (decision := may_bring_in_past(request.user, body)):
        raise PermissionDenied(decision.reason)
    return body


@login_required
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    body = _office(request)
    lacking = Count("instruments__lines", filter=~Q(instruments__lines__missing=[]))
    rows = body.plans.filter(issued_on__isnull=False).annotate(lacking=lacking).order_by("-effective_from")
    context = {"plans": [_plan(plan) for plan in rows]}
    return render(request, "backfill/plans.html", context)


def _plan(plan: Plan) -> dict[str, Any]:
    return {
        "name": plan.name,
        "url": plan.get_absolute_url(),
        "facts": f"Issued {said(plan.issued_on)}, in effect from {said(plan.effective_from)}.",
        "lacking": f"Something is missing on {counted(plan.lacking, 'line', 'lines')}." if plan.lacking else "",
        "vary": reverse("past:variation", args=[plan.ref]),
    }


@login_required
@PAGE
def past_plan(request: HttpRequest) -> HttpResponse:
    return _brought_in(request, _office(request), None)


@login_required
@PAGE
def past_variation(request: HttpRequest, plan: str) -> HttpResponse:
    body = _office(request)
    found = body.plans.filter(ref=plan, issued_on__isnull=False).first()
    if found is None:
        raise Http404("This office has issued no plan with that reference.")
    return _brought_in(request, body, found)


def _brought_in(request: HttpRequest, body: Body, varies: Plan | None) -> HttpResponse:
    if request.method != "POST":
        return _form_page(request, PastForms(body, varies), varies)
    forms = PastForms(body, varies, request.POST, request.FILES)
    valid = forms.is_valid()
    forms.shown_again()
    if not valid:
        return _form_page(request, forms, varies, errors=forms.errors, status=422)
    if request.POST.get("do") == "change":
        return _form_page(request, forms, varies)
    limbs = _limbs(request)
    past = forms.past()
    past = _with_outline(past, limbs)
    try:
        lines = look_over(body=body, past=past, recorded_by=request.user)
        seen = _digest(past, lines)
        if request.POST.get("do") == "bring" and request.POST.get("seen") == seen:
            instrument, _ = bring_in(body=body, past=past, recorded_by=request.user)
            messages.success(request, f"“{past.title}” is on the record, as history.")
            return redirect("office:record", instrument.ref)
    except NotBroughtIn as refused:
        return _form_page(request, forms, varies, errors=[("steps", str(refused))], status=422)
    return _check_page(request, forms, past, lines, limbs, seen)


def _limbs(request: HttpRequest) -> dict[Limb, str]:
    chosen = {limb: request.POST.get(f"limb_{limb.value}", "") for limb in Limb}
    return {limb: section for limb, section in chosen.items() if section}


def _with_outline(past: Past, limbs: dict[Limb, str]) -> Past:
    return replace(past, outline=with_limbs(past.outline, limbs))


def _digest(past: Past, lines: list[StepTaken]) -> str:
    """Return what the check page showed, in short: if it is no longer so, it is shown again before anything is kept."""
    shown = [
        past.title,
        [[line.step, str(line.taken_on), line.by_name, line.wording_id, line.missing] for line in lines],
    ]
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


def _form_page(
    request: HttpRequest, forms: PastForms, varies: Plan | None, errors: list | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "forms": forms,
        "errors": errors or [],
        "varies": varies,
        "title": f"Bring in a past variation of {varies.name}" if varies else "Bring in a plan of the past",
    }
    return render(request, "backfill/form.html", context, status=status)


def _check_page(
    request: HttpRequest, forms: PastForms, past: Past, lines: list[StepTaken], limbs: dict[Limb, str], seen: str
) -> HttpResponse:
    sections = past.outline.sections
    missing = sum(len(line.missing) for line in lines)
    not_kept = ("csrfmiddlewaretoken", "do", "seen", *(f"limb_{limb.value}" for limb in Limb))
    marks = counted(missing, "thing is", "things are")
    context = {
        "title": "Look over what will be recorded",
        "past": past,
        "lead": f"{counted(len(lines), 'step', 'steps')} will be recorded as history, and {marks} marked as missing.",
        "facts": _facts(past),
        "lines": [_line(line, past) for line in lines],
        "nothing_found": forms.nothing_found,
        "sections": [
            {"heading": section.heading, "words": counted(word_count(section.html), "word", "words")}
            for section in sections
        ],
        "limbs": _limb_boxes(past, limbs),
        "seen": seen,
        "hidden": [(k, v) for form in forms.all for k, v in _typed(form) if k not in not_kept],
        "changed": request.POST.get("do") == "bring",
    }
    return render(request, "backfill/check.html", context)


def _facts(past: Past) -> list[dict[str, str]]:
    facts = [
        {"term": "Issued", "fact": said(past.issued_on)},
        {"term": "In effect from", "fact": said(past.effective_from)},
    ]
    if past.period_ends_on:
        facts.append({"term": "Period ends", "fact": said(past.period_ends_on)})
    return facts


def _line(line: StepTaken, past: Past) -> dict[str, Any]:
    return {
        "step": VERSIONS[line.instrument.procedure].step(line.step).words_for(past.kind),
        "section": line.section,
        "on": said(line.taken_on),
        "by": line.by_name,
        "evidence": ", ".join(item["title"] for item in line.evidence),
        "missing": line.missing,
    }


def _limb_boxes(past: Past, limbs: dict[Limb, str]) -> list[dict[str, Any]]:
    """Return a box for each content of s.7, to say which section sets it out; none where the text is not held."""
    sections = past.outline.sections
    if [section.heading for section in sections] == [NOT_HELD]:
        return []
    return [
        {
            "name": f"limb_{limb.value}",
            "label": words[:1].upper() + words[1:],
            "options": [(section.id, section.heading, limbs.get(limb) == section.id) for section in sections],
        }
        for limb, words in LIMB_WORDS.items()
    ]


def _typed(form: Any) -> list[tuple[str, str]]:
    """Return the names and values that a form was sent with, its kept documents as they now are."""
    own = [form.add_prefix(name) for name in form.fields]
    starts = tuple(f"{name}_" for name in own)
    return [
        (key, value) for key, values in form.data.lists() if key in own or key.startswith(starts) for value in values
    ]
