"""The import: a paper comes in, its drafter corrects what was read, and the sections land in the draft."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from plans.forms.importing import PaperForm, PreviewForms
from plans.models import ImportedPaper, Instrument
from plans.queries.texts import draft_sections
from plans.services.drafts import NotEditable
from plans.services.importing import import_sections, in_one, keep_paper
from plans.services.saving import Conflict
from plans.text.markup import MarkupError, word_count
from plans.text.papers.paper import PaperRefused
from plans.views.access import for_drafters


@for_drafters
def import_paper(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    form = PaperForm(request.POST or None, request.FILES or None) if request.method == "POST" else PaperForm()
    if request.method == "POST" and form.is_valid():
        name, data = form.paper()
        try:
            paper = keep_paper(instrument=instrument, name=name, data=data, by=request.user)
        except (PaperRefused, NotEditable) as refused:
            form.add_error("file" if form.cleaned_data["file"] else "text", str(refused))
        else:
            return redirect("office:import_preview", instrument.ref, paper.pk)
    earlier = instrument.imported_papers.select_related("made_by").defer("data").order_by("-made_at", "-id")[:10]
    context = {"instrument": instrument, "form": form, "earlier": earlier}
    return render(request, "plans/importing/upload.html", context, status=422 if form.errors else 200)


@for_drafters
def import_preview(request: HttpRequest, instrument: Instrument, pk: int) -> HttpResponse:
    paper = get_object_or_404(ImportedPaper, instrument=instrument, pk=pk)
    parts = paper.data["parts"]
    part = next((part for part in parts if part["key"] == request.GET.get("part")), parts[0])
    one = request.GET.get("as") == "one"
    found = [in_one(part)] if one else part["sections"]
    rows = draft_sections(instrument)
    forms = PreviewForms(found, rows, request.POST if request.method == "POST" else None)
    if request.method == "POST" and forms.is_valid():
        try:
            landed = import_sections(instrument=instrument, arriving=forms.arriving())
        except (NotEditable, Conflict, MarkupError) as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _landed_words(len(landed)))
            if len(landed) == 1:
                return redirect("office:section", instrument.ref, landed[0].section_id)
            return redirect("office:draft", instrument.ref)
    context = {"instrument": instrument, "paper": paper, "part": part, "errors": forms.errors}
    context |= _beside(paper, part, one) | {"found": _found(paper, part, forms, one)}
    return render(request, "plans/importing/preview.html", context, status=422 if forms.errors else 200)


def _landed_words(count: int) -> str:
    return "1 section landed in the draft." if count == 1 else f"{count} sections landed in the draft."


def _found(paper: ImportedPaper, part: dict, forms: PreviewForms, one: bool) -> list[dict]:
    """Return each section with its form, its words counted, and the oddities of its own."""
    placed = _placed(paper, part, one)
    return [
        {
            "heading": form.found["heading"],
            "html": form.found["html"],
            "words": word_count(form.found["html"]),
            "form": form,
            "oddities": [odd for odd, at in placed if at == n],
        }
        for n, form in enumerate(forms.forms)
    ]


def _placed(paper: ImportedPaper, part: dict, one: bool) -> list[tuple[dict, int | None]]:
    """Return each oddity with the number of the section it stands in, None if it stands in none that is shown."""
    printed = [] if one else part["printed"]
    at = {place: n for n, places in reversed(list(enumerate(printed))) for place in places}
    found = []
    for odd in paper.data["oddities"]:
        n = at.get(odd["where"].split(",")[0].replace("paragraphs ", "paragraph "))
        url = "" if n is None else f"#section-{n + 1}"
        found.append(({"place": odd["where"][:1].upper() + odd["where"][1:], "what": odd["what"], "url": url}, n))
    return found


def _beside(paper: ImportedPaper, part: dict, one: bool) -> dict:
    """Return what stands before the sections: where things stand, the words counted, the switches, the oddities."""
    data = paper.data
    parts = [{"label": p["name"], "url": f"?part={p['key']}", "current": p is part} for p in data["parts"]]
    shapes = [
        {"label": "Section by section", "url": f"?part={part['key']}", "current": not one},
        {"label": "As one section", "url": f"?part={part['key']}&as=one", "current": one},
    ]
    count = 1 if one else len(part["sections"])
    lost = data["words_in"] - data["words_out"]
    kept = f"all {data['words_in']:,}" if not lost else f"{data['words_out']:,} of {data['words_in']:,}"
    return {
        "lead": f"{count} section{'s' if count > 1 else ''}. Correct the headings and say where each goes.",
        "facts": [
            {"term": "Words kept", "fact": kept},
            {"term": "Looks wrong", "fact": str(len(data["oddities"])) if data["oddities"] else "nothing"},
            *([{"term": "Date of the paper", "fact": data["date"]}] if data["date"] else []),
        ],
        "parts": parts if len(parts) > 1 else [],
        "shapes": shapes if len(part["sections"]) > 1 else [],
        "whole": part is data["parts"][0],
        "oddities": [odd for odd, _ in _placed(paper, part, one)],
    }
