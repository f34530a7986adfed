"""An edition in Welsh: the text that was issued with the English, word for word."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from plans.models import Edition, StepTaken
from plans.queries.line_papers import PaperStanding, paper_standings
from plans.rendering.welsh import WELSH, WORDS
from plans.services.welsh_papers import WELSH_EDITION
from plans.text.numbering import numbered
from plans.views.line_papers import paper_view, papers_shown
from plans.views.public.found import issued_edition
from plans.views.public.frame import frame
from plans.views.public.page import public_page


@public_page
def edition_in_welsh(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    shown, editions = issued_edition(plan, number, timezone.localdate())
    if shown.welsh is None:
        raise Http404("This edition was issued in English alone.")
    text = numbered(shown.welsh.outline, labels=WELSH)
    line = _issued_by(shown)
    standing = paper_standings([line], WELSH_EDITION)[line.pk] if line else PaperStanding()
    place = [shown.plan.ref, number]
    context = frame(shown.plan, editions, "plan") | {
        "plan": shown.plan,
        "edition": shown,
        "title": shown.plan.welsh_title or shown.plan.name,
        "sections": text.sections,
        "words": WORDS,
        "papers": papers_shown(standing, lambda form: reverse("public:welsh_file", args=[*place, form]))
        if standing.is_made
        else None,
        "contents": [
            {"number": s.number, "heading": s.heading, "url": f"#{s.anchor}", "flag": ""} for s in text.sections
        ],
    }
    return render(request, "plans/public/welsh.html", context)


def _issued_by(edition: Edition) -> StepTaken | None:
    """Return the line by which an edition was issued."""
    return edition.instrument.lines.filter(step="issue").order_by("-seq").first()


@public_page
def welsh_file(request: HttpRequest, plan: str, number: str, form: str) -> HttpResponseBase:
    shown, _ = issued_edition(plan, int(number), timezone.localdate())
    line = _issued_by(shown)
    if shown.welsh is None or line is None:
        raise Http404("This edition was issued in English alone.")
    name = f"{shown.plan.welsh_title or shown.plan.name} argraffiad {number}"
    return paper_view(request, line, WELSH_EDITION, form, name=name)
