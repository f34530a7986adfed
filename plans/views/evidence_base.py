"""The evidence base of a draft plan or a variation: listed by who led it, and from the side of the objectives."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from plans.forms.evidence_base import EvidenceItemForm, WhetherPublicForm
from plans.models import EvidenceItem, Instrument
from plans.queries.evidence_base import LEADS, Shaped, codes_in, items_of, items_of_plan, shaped_by
from plans.queries.texts import draft_outline
from plans.services.drafts import NotEditable
from plans.services.evidence_base import put_item, remove_item, say_whether_public
from plans.statute.dates import said
from plans.views.access import for_drafters, for_office
from plans.views.context import address
from plans.views.office.words import counted, joined, kicker

WAYS_OF_SAYING = {"police": "the police", "partner": "partners", "public": "the public"}


@require_safe
@for_office
def evidence_base(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    items = list(items_of_plan(instrument.plan))
    own = [item for item in items if item.instrument_id == instrument.pk]
    shaped = shaped_by(draft_outline(instrument), items)
    context = {
        "instrument": instrument,
        "kicker": kicker(instrument),
        "lead": _lead(own, shaped),
        "leads": [_lead_of(lead, own) for lead in LEADS],
        "objectives": [_objective(one, instrument) for one in shaped],
        "bare": [f"{one.code}: {one.title}" for one in shaped if one.by_nothing],
        "open": instrument.is_open,
    }
    return render(request, "plans/evidence/list.html", context)


def _lead(own: list[EvidenceItem], shaped: tuple[Shaped, ...]) -> str:
    bare = sum(one.by_nothing for one in shaped)
    if not own:
        return "Nothing is in the evidence base yet."
    items = counted(len(own), "item", "items")
    if not bare:
        return f"{items}. Something shaped every objective."
    return f"{items}. Nothing shaped {counted(bare, 'objective', 'objectives')}."


def _lead_of(lead: EvidenceItem.LedBy, own: list[EvidenceItem]) -> dict[str, Any]:
    return {
        "key": lead.value,
        "label": lead.label,
        "nothing": f"Nothing that {WAYS_OF_SAYING[lead.value]} led is in the evidence base.",
        "items": [_item(item) for item in own if item.led_by == lead],
    }


def _item(item: EvidenceItem) -> dict[str, Any]:
    return {
        "row": item,
        "facts": _facts(item),
        "shaped": f"Shaped {joined(item.shaped)}." if item.shaped else "It is linked to no objective.",
        "document": address("office:evidence", item.document_id) if item.document_id else "",
    }


def _facts(item: EvidenceItem) -> str:
    dated = f", {said(item.dated)}" if item.dated else ""
    return f"{item.get_kind_display()}. {item.source}{dated}."


def _objective(one: Shaped, instrument: Instrument) -> dict[str, Any]:
    return {
        "code": one.code,
        "title": one.title,
        "items": [_named(item, instrument) for item in one.items],
        "actions": [
            {"code": code, "text": text, "items": [_named(item, instrument) for item in items]}
            for code, text, items in one.actions
            if items
        ],
        "by_nothing": one.by_nothing,
    }


def _named(item: EvidenceItem, instrument: Instrument) -> str:
    of = "" if item.instrument_id == instrument.pk else f", of “{item.instrument.title}”"
    return f"{item.title} ({item.source}{of})"


def _here(instrument: Instrument) -> str:
    return reverse("office:evidence_base", args=[instrument.ref])


@for_drafters
def add_item(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    return _edited(request, instrument, None)


@for_drafters
def edit_item(request: HttpRequest, instrument: Instrument, pk: int) -> HttpResponse:
    item = _item_of(instrument, pk)
    return _edited(request, instrument, item) if instrument.is_open else _whether_public(request, instrument, item)


def _item_of(instrument: Instrument, pk: int) -> EvidenceItem:
    item = items_of(instrument).filter(pk=pk).first()
    if item is None:
        raise Http404("The evidence base has no such item.")
    return item


def _edited(request: HttpRequest, instrument: Instrument, item: EvidenceItem | None) -> HttpResponse:
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    codes = codes_in(draft_outline(instrument))
    form = EvidenceItemForm(*posted, codes=codes, item=item, cancel_url=_here(instrument))
    if request.method == "POST":
        if form.is_valid():
            try:
                put_item(instrument=instrument, facts=form.facts, item=item)
            except NotEditable as closed:
                form.add_error(None, str(closed))
            else:
                messages.success(request, "The item is in the evidence base." if item is None else "The item is saved.")
                return redirect(_here(instrument))
        form.shown_again()
    return _form_page(request, instrument, form, item)


def _form_page(request: HttpRequest, instrument: Instrument, form: Any, item: EvidenceItem | None) -> HttpResponse:
    context = {
        "instrument": instrument,
        "form": form,
        "item": item,
        "title": "Change an item of the evidence base" if item else "Add an item to the evidence base",
        "kicker": kicker(instrument),
        "facts": _facts(item) if item else "",
    }
    return render(request, "plans/evidence/item.html", context, status=422 if form.errors else 200)


def _whether_public(request: HttpRequest, instrument: Instrument, item: EvidenceItem) -> HttpResponse:
    form = WhetherPublicForm(request.POST or None, item=item, cancel_url=_here(instrument))
    if request.method == "POST" and form.is_valid():
        say_whether_public(item=item, may_be_published=form.cleaned_data["may_be_published"])
        messages.success(request, "The item is saved.")
        return redirect(_here(instrument))
    return _form_page(request, instrument, form, item)


@for_drafters
def take_out(request: HttpRequest, instrument: Instrument, pk: int) -> HttpResponse:
    item = _item_of(instrument, pk)
    if request.method == "POST":
        try:
            remove_item(item=item)
            messages.success(request, f"“{item.title}” is taken out of the evidence base.")
        except NotEditable as closed:
            messages.error(request, str(closed))
        return redirect(_here(instrument))
    context = {"instrument": instrument, "item": item, "kicker": kicker(instrument), "facts": _facts(item)}
    return render(request, "plans/evidence/remove.html", context)
