"""Recommendations as they are worded for the full Panel: every wording is kept, and hangs on words of the draft."""

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max

from panel_reviews.models import Amendment, GroupProposal, Recommendation, RecommendationDraft, Review
from panel_reviews.services.opening import ReviewClosed, open_for_change
from plans.text.anchors import Anchor, AnchorError, anchor_of_quote


class QuoteNotFound(Exception):
    """The words on which a recommendation is to hang are not in the draft; the message says what to do."""


@transaction.atomic
def recommend(
    *,
    review: Review,
    words: str,
    concerns: str = "",
    quote: str = "",
    by: User | None = None,
    name: str = "",
    proposal: GroupProposal | None = None,
) -> Recommendation:
    """
    Record a recommendation before the full Panel, with the next number.

    ``concerns`` is a section of the draft that was sent, and ``quote`` are words of it. ``by`` or ``name`` is who
    worded it; ``proposal`` is what a group proposed, where it comes of that.

    :raises ReviewClosed: if the report has been adopted.
    :raises QuoteNotFound: if the section has not got the words, or has them several times.
    """
    review = open_for_change(review)
    last = review.instrument.recommendations.aggregate(last=Max("number"))["last"] or 0
    row = Recommendation(
        review=review, instrument=review.instrument, number=last + 1, words=words, concerns=concerns, proposal=proposal
    )
    _hang(row, quote)
    row.save()
    keep_draft(row, by=by, name=name)
    return row


@transaction.atomic
def amend_recommendation(
    *, recommendation: Recommendation, words: str, concerns: str, quote: str | None = None, by: User | None = None
) -> Recommendation:
    """
    Word a recommendation anew that the Panel has not decided; the earlier wordings are kept. No quote keeps the one.

    :raises ReviewClosed: if the report has been adopted, or the recommendation was decided.
    :raises QuoteNotFound: if the section has not got the words, or has them several times.
    """
    open_for_change(recommendation.review)
    row = still_there(recommendation)
    if not row.is_open:
        raise ReviewClosed(f"The Panel has decided this recommendation: {row.get_state_display().lower()}.")
    is_new = words != row.words
    row.words, row.concerns = words, concerns
    if quote is not None or concerns != row.anchor.section_id:
        _hang(row, quote or "")
    row.save()
    if is_new:
        keep_draft(row, by=by)
    return row


@transaction.atomic
def drop_recommendation(*, recommendation: Recommendation) -> None:
    """
    Drop a recommendation that was never moved; those after it are numbered again. What was moved is withdrawn instead.

    :raises ReviewClosed: if the report has been adopted, or it was moved, amended or decided.
    """
    review = open_for_change(recommendation.review)
    row = still_there(recommendation)
    if row.moved_by or not row.is_open or row.amendments.exists():
        raise ReviewClosed("This recommendation was moved. It is withdrawn instead, and what was said of it is kept.")
    number = row.number
    row.delete()
    for later in review.recommendations.filter(number__gt=number).order_by("number"):
        later.number -= 1
        later.save()


def still_there(recommendation: Recommendation) -> Recommendation:
    """
    Return a recommendation as it now stands, after the lock: others may have renumbered or dropped it.

    :raises ReviewClosed: if it was dropped.
    """
    found = Recommendation.objects.filter(pk=recommendation.pk).first()
    if found is None:
        raise ReviewClosed("Somebody has dropped this recommendation meanwhile. Read those that stand, and go on.")
    return found


def keep_draft(
    row: Recommendation, *, by: User | None = None, name: str = "", amendment: Amendment | None = None
) -> RecommendationDraft:
    """Keep the words of a recommendation as one of its wordings, with who worded it."""
    name = name or (by.get_full_name() or by.get_username() if by else "")
    return RecommendationDraft.objects.create(
        recommendation=row, words=row.words, name=name, user=by, amendment=amendment
    )


def _hang(row: Recommendation, quote: str) -> None:
    """Hang a recommendation on words of the draft that was sent, on a section of it, or on the whole."""
    anchor = Anchor(row.concerns)
    wording = row.review.sent_line.wording
    row.wording = wording if row.concerns else None
    if quote.strip():
        if wording is None or not row.concerns:
            raise QuoteNotFound("Say in which section these words stand, or leave the box of the words empty.")
        try:
            anchor = anchor_of_quote(wording.outline, row.concerns, quote)
        except AnchorError as lost:
            raise QuoteNotFound(str(lost).replace("comment on", "speak of")) from lost
    row.quote, row.before, row.after, row.at = anchor.quote, anchor.before, anchor.after, anchor.at
