"""An edition in Welsh: the text that was issued with the English, word for word."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from plans.text.numbering import numbered
from plans.views.public.found import issued_edition
from plans.views.public.frame import frame
from plans.views.public.page import public_page


@public_page
def edition_in_welsh(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    shown, editions = issued_edition(plan, number, timezone.localdate())
    if shown.welsh is None:
        raise Http404("This edition was issued in English alone.")
    text = numbered(shown.welsh.outline)
    context = frame(shown.plan, editions, "plan") | {
        "plan": shown.plan,
        "edition": shown,
        "title": shown.plan.welsh_title or shown.plan.name,
        "sections": text.sections,
        "contents": [
            {"number": s.number, "heading": s.heading, "url": f"#{s.anchor}", "flag": ""} for s in text.sections
        ],
    }
    return render(request, "plans/public/welsh.html", context)
