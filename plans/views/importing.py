"""The import: a paper comes in, its drafter corrects what was read, and the sections land in the draft."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from plans.forms.importing import PaperForm, PreviewForms
from plans.models import ImportedPaper, Instrument
from plans.queries.texts import draft_sections
from plans.services.drafts import Conflict, NotEditable
from plans.services.importing import import_sections, in_one, keep_paper
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
    return render(request, "plans/importing/upload.html", context)


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
    context = {"instrument": instrument, "paper": paper, "part": part, "one": one, "forms": forms}
    return render(request, "plans/importing/preview.html", context | _beside(paper, part, found, one))


def _landed_words(count: int) -> str:
    return "1 section landed in the draft." if count == 1 else f"{count} sections landed in the draft."


def _beside(paper: ImportedPaper, part: dict, found: list[dict], one: bool) -> dict:
    """Return what stands beside the sections: the switches, the words counted, and each oddity at its place."""
    oddities = paper.data["oddities"]
    printed = [] if one else part["printed"]
    at = {place: n for n, places in reversed(list(enumerate(printed))) for place in places}
    placed = [_section_of(odd["where"], at) for odd in oddities]
    shown = [
        {"place": odd["where"], "what": odd["what"], "url": "" if n is None else f"#section-{n + 1}"}
        for odd, n in zip(oddities, placed, strict=True)
    ]
    switches = [
        {"label": each["name"], "url": f"?part={each['key']}", "current": each is part}
        for each in paper.data["parts"]
    ]
    shapes = [
        {"label": "Section by section", "url": f"?part={part['key']}", "current": not one},
        {"label": "As one section", "url": f"?part={part['key']}&as=one", "current": one},
    ]
    return {
        "oddities": shown,
        "oddities_by_section": [
            [odd for odd, n in zip(shown, placed, strict=True) if n == here] for here in range(len(found))
        ],
        "parts": switches if len(switches) > 1 else [],
        "shapes": shapes if len(part["sections"]) > 1 else [],
        "words": [word_count(section["html"]) for section in found],
    }


def _section_of(where: str, at: dict[str, int]) -> int | None:
    """Return which section a place stands in: "paragraphs 3.4, 3.5" stands where paragraph 3.4 does."""
    first = where.split(",")[0].replace("paragraphs ", "paragraph ")
    return at.get(first)
