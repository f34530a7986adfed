"""Word files that came back: taken in, and each change in them accepted into the draft or left out."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from plans.forms.returned import ReturnedForm
from plans.models import Instrument, ProposedChange, ReturnedPaper
from plans.queries.returned import returned_papers
from plans.services import returned
from plans.services.drafts import NotEditable
from plans.services.returned import Clash, NotRecognised, Waits
from plans.services.returned_actions import Asks
from plans.text.markup import MarkupError
from plans.text.outline import OutlineError
from plans.text.papers.paper import PaperRefused
from plans.views.access import for_drafters
from plans.views.returned_shown import Refused, asked_of, clash_shown, sections_shown

State = ProposedChange.State


@for_drafters
def papers(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ReturnedForm(*sent, instrument=instrument)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            paper = returned.keep_returned(
                instrument=instrument, name=file.name, data=file.read(), by=request.user, wording=form.chosen()
            )
        except NotRecognised as unknown:
            form.add_error("wording", str(unknown))
        except (PaperRefused, NotEditable) as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("office:returned_paper", instrument.ref, paper.pk)
    context = {"instrument": instrument, "form": form, "papers": returned_papers(instrument)}
    return render(request, "plans/returned/papers.html", context, status=422 if form.errors else 200)


def _paper(instrument: Instrument, pk: int) -> ReturnedPaper:
    return get_object_or_404(
        ReturnedPaper.objects.select_related("wording", "made_by").defer("file"), pk=pk, instrument=instrument
    )


@for_drafters
def paper(request: HttpRequest, instrument: Instrument, pk: int) -> HttpResponse:
    return _page(request, instrument, _paper(instrument, pk))


def _page(
    request: HttpRequest,
    instrument: Instrument,
    found: ReturnedPaper,
    clash: Clash | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    changes = list(found.changes.select_related("settled_by").order_by("number"))
    author = request.GET.get("author", "")
    authors = list(dict.fromkeys(change.author for change in changes))
    left = sum(change.state == State.WAITING for change in changes)
    shown = [change for change in changes if not author or change.author == author]
    context = {
        "instrument": instrument,
        "paper": found,
        "author": author,
        "authors": _whose(authors, author) if len(authors) > 1 else [],
        "left": left,
        "waiting_shown": sum(change.state == State.WAITING for change in shown),
        "lead": _lead(len(changes), left),
        "facts": [
            {"term": "Came in", "fact": f"{found.made_at:%-d %B %Y}"},
            {"term": "By", "fact": ", ".join(authors) or "nobody"},
            {"term": "To settle", "fact": f"{left} of {len(changes)}"},
        ],
        "sections": sections_shown(found.wording.outline, shown, asked_of(instrument, changes, refused)),
        "refused": refused,
        "said": [(key, value) for key, value in request.POST.items() if key == "meant" or key.startswith("code-")],
        "absent": [s.heading for s in found.wording.outline.sections if s.id in found.absent],
        "clash": clash_shown(clash, found.wording.outline) if clash else None,
    }
    return render(request, "plans/returned/paper.html", context, status=409 if clash else 422 if refused else 200)


def _whose(authors: list[str], author: str) -> list[dict]:
    each = [{"label": name, "url": f"?{urlencode({'author': name})}", "current": name == author} for name in authors]
    return [{"label": "Everybody", "url": "?", "current": not author}, *each]


def _lead(count: int, left: int) -> str:
    if not count:
        return "The file changes nothing in the text that was sent out."
    changes = "1 change" if count == 1 else f"{count} changes"
    return (
        f"{changes}, of which {left} {'waits' if left == 1 else 'wait'} for you."
        if left
        else f"{changes}, all settled."
    )


@require_POST
@for_drafters
def settle(request: HttpRequest, instrument: Instrument, pk: int, number: int) -> HttpResponse:
    found = _paper(instrument, pk)
    change = get_object_or_404(found.changes.select_related("paper__instrument"), number=number)
    choices = {key.removeprefix("side-"): side for key, side in request.POST.items() if key.startswith("side-")}
    try:
        if request.POST.get("act") == "reject":
            returned.reject(change=change, by=request.user)
        else:
            codes = {key.removeprefix("code-"): code for key, code in request.POST.items() if key.startswith("code-")}
            meant = request.POST.get("meant", "")
            returned.accept(change=change, by=request.user, choices=choices, codes=codes, meant=meant)
    except Asks as asks:
        return _page(
            request, instrument, found, refused=Refused(change.number, str(asks), request.POST, bool(change.among))
        )
    except Clash as clash:
        return _page(request, instrument, found, clash)
    except (Waits, NotEditable, OutlineError, MarkupError) as refused:
        messages.error(request, str(refused))
    return redirect(_address(instrument, found, request, f"#change-{number}"))


@require_POST
@for_drafters
def accept_all(request: HttpRequest, instrument: Instrument, pk: int) -> HttpResponse:
    found = _paper(instrument, pk)
    try:
        done = returned.accept_all(paper=found, by=request.user, author=request.POST.get("author", ""))
    except (NotEditable, OutlineError, MarkupError) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, "1 change was accepted." if done.accepted == 1 else f"{done.accepted} changes were accepted."
        )
        for change, why in done.left:
            messages.error(request, f"Change {change.number} was left: {why}")
    return redirect(_address(instrument, found, request))


def _address(instrument: Instrument, found: ReturnedPaper, request: HttpRequest, place: str = "") -> str:
    author = request.GET.urlencode()
    return reverse("office:returned_paper", args=[instrument.ref, found.pk]) + (f"?{author}" if author else "") + place
