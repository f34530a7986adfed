"""The review of the latest sending of a draft: opened when it is first needed, and closed once the Panel reported."""

from django.db import transaction

from panel_reviews.models import Review
from plans.models import Instrument
from plans.services.course import lock


class ReviewClosed(Exception):
    """The review cannot be changed in this way, or not any more; the message says why."""


@transaction.atomic
def open_review(*, instrument: Instrument) -> Review | None:
    """Return the review of the latest sending of a draft, made when first opened; None if it was never sent."""
    lock(instrument)
    sent = instrument.lines.filter(step="send_to_panel").order_by("-seq").first()
    if sent is None:
        return None
    return Review.objects.get_or_create(sent_line=sent, defaults={"instrument": instrument})[0]


def open_for_change(review: Review) -> Review:
    """
    Lock a review that the Panel still works on, and return it as it now stands.

    :raises ReviewClosed: if the report is adopted, the draft is not open, or it was sent to the Panel again since.
    """
    lock(review.instrument)
    review = Review.objects.select_related("instrument__plan__body", "sent_line").get(pk=review.pk)
    if review.is_adopted:
        raise ReviewClosed("The Panel has adopted its report on this draft. Its recommendations cannot be changed now.")
    if not review.instrument.is_open:
        stage = review.instrument.stage_words
        raise ReviewClosed(f"This {review.instrument.kind_words} is {stage}. Nothing can be recommended on it now.")
    if review.instrument.lines.filter(step="send_to_panel", seq__gt=review.sent_line.seq).exists():
        raise ReviewClosed("The draft was sent to the Panel again since. Open the review of the draft last sent.")
    return review
