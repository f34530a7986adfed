"""The public page of the Panel's review: its report, its recommendations, and the response to each."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from panel_reviews.queries import PANEL_REPORT, Sending, report_name, sendings_of, with_publication
from panel_reviews.views import shown
from plans.models import Instrument
from plans.queries.line_papers import PaperStanding, paper_standings
from plans.statute.dates import said
from plans.statute.terms import Stage
from plans.views.context import office_of
from plans.views.line_papers import paper_view, papers_shown
from plans.views.office.words import counted, kicker


@require_safe
def review(request: HttpRequest, ref: str) -> HttpResponse:
    instrument = get_object_or_404(Instrument.objects.select_related("plan__body"), ref=ref)
    sendings = [sending.as_published() for sending in with_publication(sendings_of(instrument)) if sending.is_public]
    if not sendings:
        raise Http404("The Panel's review of this draft is not public.")
    body, last = instrument.plan.body, sendings[-1]
    standings = paper_standings([one.report for one in sendings], PANEL_REPORT)
    made = counted(len(last.recommendations), "recommendation", "recommendations")
    context = {
        "office": office_of(body),
        "instrument": instrument,
        "text_url": reverse("public:variation" if instrument.year is None else "public:report", args=[ref])
        if _text_is_public(instrument)
        else "",
        "kicker": kicker(instrument),
        "lead": f"The Panel reviewed the {last.what} and made {made if last.recommendations else 'no recommendation'}. "
        + (f"The {body.names.holder}’s response is below." if last.response else "No response is published yet."),
        "facts": [
            {"term": "Sent to the Panel", "fact": said(last.sent.taken_on)},
            {"term": "The Panel reported", "fact": said(last.report.taken_on)},
            *(
                [{"term": "The Panel published it", "fact": said(last.report_published_on)}]
                if last.report_published_on
                else []
            ),
            *([{"term": "Response given", "fact": said(last.response.taken_on)}] if last.response else []),
            *([{"term": "Response published", "fact": said(last.published.taken_on)}] if last.published else []),
        ],
        "reports": [
            shown.report(sendings, at) | {"papers": _papers(one, standings[one.report.pk])}
            for at, one in enumerate(sendings)
        ][::-1],
    }
    return render(request, "panel_reviews/public.html", context)


def _papers(sending: Sending, standing: PaperStanding) -> dict[str, Any] | None:
    """Return the PDF of a report where it is made; before the public nothing is shown on its way."""
    url = reverse("panel_public:report_pdf", args=[sending.instrument.ref, sending.report.seq])
    return papers_shown(standing, lambda form: url) if standing.is_made else None


@require_safe
def report_pdf(request: HttpRequest, ref: str, seq: int) -> HttpResponseBase:
    instrument = get_object_or_404(Instrument.objects.select_related("plan__body"), ref=ref)
    found = [one for one in with_publication(sendings_of(instrument)) if one.is_public and one.report.seq == seq]
    if not found:
        raise Http404("There is no such report, or it is not public.")
    return paper_view(request, found[0].report, PANEL_REPORT, "pdf", name=report_name(instrument))


def _text_is_public(instrument: Instrument) -> bool:
    """Tell whether the public sees the text itself: the Panel may publish its report before the office shows that."""
    shown_from = instrument.public_from
    return instrument.stage in (Stage.ISSUED, Stage.CLOSED) or (
        shown_from is not None and shown_from <= timezone.localdate()
    )
