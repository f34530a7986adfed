"""The public page of the Panel's review: its report, its recommendations, and the response to each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from panel_reviews.queries import sendings_of, with_publication
from panel_reviews.views import shown
from plans.models import Instrument
from plans.statute.dates import said
from plans.statute.terms import Stage
from plans.views.context import office_of
from plans.views.office.words import counted, kicker


@require_safe
def review(request: HttpRequest, ref: str) -> HttpResponse:
    instrument = get_object_or_404(Instrument.objects.select_related("plan__body"), ref=ref)
    sendings = [sending.as_published() for sending in with_publication(sendings_of(instrument)) if sending.is_public]
    if not sendings:
        raise Http404("The Panel's review of this draft is not public.")
    body, last = instrument.plan.body, sendings[-1]
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
        "reports": [shown.report(sendings, at) for at in range(len(sendings))][::-1],
    }
    return render(request, "panel_reviews/public.html", context)


def _text_is_public(instrument: Instrument) -> bool:
    """Tell whether the public sees the text itself: the Panel may publish its report before the office shows that."""
    shown_from = instrument.public_from
    return instrument.stage in (Stage.ISSUED, Stage.CLOSED) or (
        shown_from is not None and shown_from <= timezone.localdate()
    )
