"""Writing the Panel's report: from the record, edited, approved by the chair by name, and published by the Panel."""

from datetime import date

from django.contrib.auth.models import User
from django.db import transaction

from panel_reviews.models import Motion, PanelGroup, ReportDraft, Review
from panel_reviews.services.opening import ReviewClosed, open_for_change
from panel_reviews.services.report_words import brought_together, report_words
from plans.services.course import lock


class EditedMeanwhile(Exception):
    """Somebody saved the text since the page was shown; ``text`` is how it stands."""

    def __init__(self, text: str, by: str) -> None:
        super().__init__(
            f"Nothing was saved, because {by or 'somebody'} saved the text since this page was shown. What you typed "
            "stands in the box, and theirs is shown above it. Put the two together, and save again."
        )
        self.text = text


def written_now(review: Review) -> str:
    """Return the text of a report as the record gives it now. Three queries."""
    rows = review.recommendations.exclude(state__in=(Motion.State.LOST, Motion.State.WITHDRAWN)).order_by("number")
    groups = PanelGroup.objects.filter(review=review).prefetch_related("proposals").order_by("met_on", "pk")
    return report_words(review, list(rows), list(groups))


@transaction.atomic
def write_report(*, review: Review, by: User | None = None) -> tuple[ReportDraft, tuple[str, ...]]:
    """
    Write the report from the record, or bring what was edited up to date with it. Return it, and what it left out.

    No edited word is lost: where the editor and the record changed the same words the editor's stand.

    :raises ReviewClosed: if the report has been adopted.
    """
    review = open_for_change(review)
    written = written_now(review)
    draft = ReportDraft.objects.filter(review=review).first()
    if draft is None:
        draft, left_out = ReportDraft(review=review, text=written, generated=written), ()
    else:
        draft.text, left_out = brought_together(draft.generated, draft.text, written)
        draft.generated = written
    draft.saved_by = _name(by)
    draft.save()
    return draft, left_out


@transaction.atomic
def save_report(*, review: Review, text: str, seen: str | None = None, by: User | None = None) -> ReportDraft:
    """
    Save the text of the report as it was edited. ``seen`` is the digest of the text that was on the screen.

    :raises ReviewClosed: if the report has been adopted, or none is written yet.
    :raises EditedMeanwhile: if somebody saved another text since.
    """
    draft = _draft(review)
    if seen is not None and seen != draft.digest:
        raise EditedMeanwhile(draft.text, draft.saved_by)
    draft.text, draft.saved_by = text.replace("\r\n", "\n").strip(), _name(by)
    draft.save()
    return draft


@transaction.atomic
def approve_report(
    *, review: Review, chair: str, on: date, seen: str | None = None, by: User | None = None
) -> ReportDraft:
    """
    Record that the chair approved the text of the report as it stands. A later edit ends the approval.

    :raises ReviewClosed: if the report has been adopted, or no text is written.
    :raises EditedMeanwhile: if somebody saved another text since it was on the screen.
    """
    draft = _draft(review)
    if seen is not None and seen != draft.digest:
        raise EditedMeanwhile(draft.text, draft.saved_by)
    if not draft.text:
        raise ReviewClosed("There is no text to approve. Write the report first.")
    draft.approved_by, draft.approved_on, draft.approved_digest = chair, on, draft.digest
    draft.approval_recorded_by = by
    draft.save()
    return draft


def _draft(review: Review) -> ReportDraft:
    review = open_for_change(review)
    draft = ReportDraft.objects.filter(review=review).first()
    if draft is None:
        raise ReviewClosed("The report is not written yet. Have it written from the record first.")
    return draft


def _name(by: User | None) -> str:
    return (by.get_full_name() or by.get_username()) if by else ""


@transaction.atomic
def publish_report(*, review: Review, on: date, manner: str, by: User | None = None, name: str = "") -> Review:
    """
    Record on which day and in what manner the Panel published its report (s.28(7)): its page is public from that day.

    :raises ReviewClosed: if it is not adopted, was published before, or the day is before the report.
    """
    lock(review.instrument)
    review = Review.objects.select_related("report_line").get(pk=review.pk)
    if review.report_line is None:
        raise ReviewClosed("The Panel has not adopted a report on this draft yet. It is published after that.")
    if review.published_on is not None:
        raise ReviewClosed("That the Panel published this report is recorded already.")
    if on < review.report_line.taken_on:
        raise ReviewClosed("The report cannot be published before the day on which it was made. Correct the day.")
    review.published_on, review.published_manner = on, manner
    review.published_by = name or _name(by)
    review.save()
    return review
