"""What goes on the record about a review, and out of the house: the report adopted, the response, the copies."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.urls import reverse

from panel_reviews.models import Answer, Recommendation, ReportDraft, Review
from panel_reviews.queries import PANEL_REPORT, REPORT_COPY, Sending, attachment_of, report_copies, reports_adopted
from panel_reviews.queries.recommendations import rules_of
from panel_reviews.rendering import draw_report, report_letter
from panel_reviews.services.answering import answers_drafted, paragraphs_shared
from panel_reviews.services.motions import as_adopted, settle_motions
from panel_reviews.services.opening import ReviewClosed, open_for_change
from plans.models import Instrument, Letter, StepTaken
from plans.queries.copies import Copy, Recipient
from plans.services import letters, post
from plans.services.copies import CopyRefused, free_to_write, token_of
from plans.services.course import ChangedMeanwhile, Taking, lock, take_step
from plans.services.line_papers import ask_for_papers, have_papers
from plans.services.publicity import make_public
from plans.statute.terms import Actor
from plans.text.outline import digest_of


def seen_in(rows: Iterable[Recommendation] | Iterable[Answer]) -> str:
    """Return the digest of recommendations or answers as they stood on a page, for the act that is taken there."""
    return digest_of(
        [
            [row.number, row.words, row.concerns, row.state]
            if isinstance(row, Recommendation)
            else [row.recommendation.number, row.outcome, row.reason]
            for row in rows
        ]
    )


def _refuse_unseen(rows: Iterable[Recommendation] | Iterable[Answer], seen: str | None, what: str) -> None:
    if seen is not None and seen != seen_in(rows):
        raise ChangedMeanwhile(
            f"Nothing was recorded, because {what} changed since this page was shown. "
            "Read them as they now stand below, and decide again."
        )


@transaction.atomic
def adopt_report(
    *,
    review: Review,
    taking: Taking,
    report: str | None = None,
    seen: str | None = None,
    together: bool = False,
    response_manner: str = "",
) -> StepTaken:
    """
    Record that the Panel adopted its report or recommendations on the draft (s.28(3)): those that were carried.

    ``taking.particulars`` says whether the full Panel adopted it ("adopted_by_full_panel") and at which meeting.
    Without words of a ``report`` it is the text that was drafted here and approved by the chair. ``together`` says
    that the recommendations not voted on were agreed with the report. ``seen`` is the digest of the recommendations
    that were on the screen; None where there was no screen. ``response_manner`` is how the Panel wants the response
    published.

    :raises ReviewClosed: if it was adopted before, the chair has not approved it, or a motion is still to be decided.
    :raises ChangedMeanwhile: if the recommendations, or the record, are no longer those that were on the screen.
    :raises NotPermitted: if it was not the full Panel, or the Panel had too little time and nobody answers for that.
    """
    review = open_for_change(review)
    rows = list(review.recommendations.order_by("number"))
    _refuse_unseen(rows, seen, "the recommendations")
    report = _approved_text(review) if report is None else report
    rules = rules_of(review.instrument.plan.body)
    carried = [as_adopted(row, rules) for row in settle_motions(review, together=together, on=taking.on)]
    particulars = {**taking.particulars, "report": report, "recommendations": carried}
    if response_manner:
        particulars["response_manner"] = response_manner
    line = take_step(instrument=review.instrument, taking=replace(taking, key="report", particulars=particulars))
    review.report, review.report_line, review.response_manner = report, line, response_manner
    review.save()
    ask_for_papers(line=line, kind=PANEL_REPORT)
    return line


def _approved_text(review: Review) -> str:
    draft = ReportDraft.objects.filter(review=review).first()
    if draft is None:
        return ""
    if not draft.is_approved:
        raise ReviewClosed("The chair has not approved the text of the report as it stands. It is adopted after that.")
    return draft.text


@transaction.atomic
def give_response(*, review: Review, taking: Taking, response: str, seen: str | None = None) -> StepTaken:
    """
    Give the Panel the response to its report and to each recommendation (s.5(6)(e)).

    ``seen`` is the digest of the answers that were on the screen; None where there was no screen.

    :raises ChangedMeanwhile: if the answers, or the record, are no longer those that were on the screen.
    :raises NotPermitted: if a recommendation has no answer, or a bare report no response.
    """
    lock(review.instrument)
    review = Review.objects.select_related("instrument").get(pk=review.pk)
    rows = answers_drafted(review)
    _refuse_unseen(rows, seen, "the answers")
    answers = [{"number": a.recommendation.number, "outcome": a.outcome, "reason": a.reason} for a in rows]
    particulars = {**taking.particulars, "response": response, "answers": answers} | paragraphs_shared(rows)
    line = take_step(instrument=review.instrument, taking=replace(taking, key="respond", particulars=particulars))
    review.response, review.response_line = response, line
    review.save()
    return line


@transaction.atomic
def publish_response(*, instrument: Instrument, taking: Taking) -> StepTaken:
    """
    Publish the response, in the manner that the Panel determined (s.5(6)(f)): its page becomes public.

    :raises NotPermitted: if no response has been given.
    """
    line = take_step(instrument=instrument, taking=replace(taking, key="publish_response"))
    make_public(instrument=instrument, on=taking.on)
    return line


@dataclass(frozen=True, slots=True)
class FromThePanel:
    """Who sends for the Panel, where answers go, and where this site is, for the links of the letters."""

    by: Actor
    reply_to: str
    link_base: str


def send_report(*, sending: Sending, sender: FromThePanel) -> list[Letter]:
    """
    Write to each local authority that is owed a copy of the report, has an address, and has no letter on its way.

    :raises CopyRefused: if the PDF of the report is not made yet.
    """
    paper = _paper_of(sending)
    with transaction.atomic():
        lock(sending.instrument)
        owed = [copy for copy in report_copies(sending) if copy.goes_by_itself]
        return [_write_copy(sending, copy, copy.recipient, paper, sender) for copy in owed]


def send_report_to(*, sending: Sending, recipient: str, email: str, sender: FromThePanel) -> Letter:
    """
    Write to one local authority, at the address that is given.

    :raises CopyRefused: if it is owed none, a letter is on its way, or the PDF of the report is not made yet.
    """
    paper = _paper_of(sending)
    with transaction.atomic():
        return _write_to_one(sending, recipient, email, paper, sender)


def report_went_by_hand(*, sending: Sending, recipient: str, channel: str, on: date, sender: FromThePanel) -> Letter:
    """
    Record that a letter on paper, with the report, went on a day: by "post", or by "hand".

    :raises CopyRefused: if it is owed none, a letter is on its way, or the PDF of the report is not made yet.
    """
    paper = _paper_of(sending)
    with transaction.atomic():
        letter = _write_to_one(sending, recipient, "", paper, sender)
        return letters.mark_posted(letter=letter, channel=channel, on=on, by=sender.by)


def _write_to_one(sending: Sending, recipient: str, email: str, paper: dict[str, str], sender: FromThePanel) -> Letter:
    lock(sending.instrument)
    copy = free_to_write(report_copies(sending), recipient)
    return _write_copy(sending, copy, replace(copy.recipient, email=email), paper, sender)


def _paper_of(sending: Sending) -> dict[str, str]:
    """Return the PDF of a report as what goes with a letter; one that is not there is asked for."""
    if (attachment := attachment_of(sending)) is None:
        ask_for_papers(line=sending.report, kind=PANEL_REPORT)
        raise CopyRefused("The PDF of the report is still being made. Send the copies when it is there.")
    return attachment


def _write_copy(sending: Sending, copy: Copy, to: Recipient, paper: dict[str, str], sender: FromThePanel) -> Letter:
    body, line = sending.instrument.plan.body, sending.report
    message_id = post.a_message_id()
    page = reverse("report_copy", args=[token_of(message_id)])
    subject, text = report_letter(
        sending.instrument, sending.report, to.addressee, f"{sender.link_base}{page}" if to.email else ""
    )
    return post.write_letter(
        body=body,
        instrument=sending.instrument,
        about=line,
        kind=REPORT_COPY,
        key=f"{REPORT_COPY}:{line.pk}:{to.ref}:{len(copy.letters) + 1}",
        recipient=to.ref,
        to_name=to.addressee,
        to_email=to.email,
        from_name=body.panel_name,
        from_email=post.return_path(),
        reply_to=sender.reply_to,
        subject=subject,
        text=text,
        attachments=[paper],
        message_id=message_id,
        by=sender.by,
    )


def draw_panel_reports() -> None:
    """Have each report that a Panel adopted made as a PDF."""
    have_papers(PANEL_REPORT, lines=reports_adopted, draw=draw_report)
