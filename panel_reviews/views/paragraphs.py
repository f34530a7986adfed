"""A paragraph of the response that answers several recommendations (one response, many recommendations, and back)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from panel_reviews.forms.steps import ParagraphForm
from panel_reviews.models import Recommendation, Review
from panel_reviews.services import ReviewClosed
from panel_reviews.services.answering import put_paragraph
from panel_reviews.views.entry import reported_on
from plans.views.office.entry import instrument_of, office_of
from plans.views.office.words import kicker
from plans.views.taking import REFUSED, posted


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def paragraph(request: HttpRequest, ref: str, position: int = 0) -> HttpResponse:
    instrument = instrument_of(office_of(request.user), ref)
    sending = reported_on(instrument)[-1]
    review = Review.objects.filter(report_line=sending.report).first()
    row = review.paragraphs.filter(position=position).first() if review and position else None
    if review is None or (position and row is None):
        raise Http404("The response has no such paragraph.")
    back = reverse("responses:respond", args=[ref])
    answered = Recommendation.objects.filter(review=review).exclude(number=None).order_by("number")
    initial = {}
    if row is not None:
        chosen = row.answers.values_list("recommendation", flat=True)
        initial = {"words": row.words, "recommendations": list(chosen)}
    form = ParagraphForm(*posted(request), answered=answered, cancel_url=back, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            put_paragraph(review=review, paragraph=row, **form.cleaned_data)
        except ReviewClosed as closed:
            form.add_error(None, str(closed))
        else:
            messages.success(request, "The paragraph is saved. It is not given yet.")
            return redirect(back)
    context = {"instrument": instrument, "kicker": kicker(instrument), "row": row, "form": form, "back": back}
    return render(request, "panel_reviews/paragraph.html", context, status=REFUSED if form.errors else 200)
