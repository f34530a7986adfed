"""The text of the Panel's report: written from the record, edited, approved by the chair, and published."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from panel_reviews.forms.room import ApproveForm, PublishReportForm, ReportForm
from panel_reviews.models import ReportDraft, Review
from panel_reviews.queries import Sending, draft_as_sent, recommendations_of
from panel_reviews.queries.recommendations import chair_on
from panel_reviews.services import ReviewClosed, open_review, reporting
from panel_reviews.services.reporting import EditedMeanwhile
from panel_reviews.views import shown
from panel_reviews.views.acts import Page, act_page, for_the_officer
from panel_reviews.views.entry import refuse_unless, sendings_for
from plans.permissions import may_record_for_panel
from plans.statute.dates import said
from plans.text.diff.words import text_pieces
from plans.views.office.words import kicker
from plans.views.taking import CHANGED, REFUSED, posted


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, ref: str) -> HttpResponse:
    sending = for_the_officer(request, ref)
    draft = _draft(sending)
    if draft is None:
        if request.method == "POST":
            messages.error(request, "The report is not written yet. Have it written from the record first.")
            return redirect("panel:report", ref)
        return _page(request, sending, None, None)
    initial = {"text": draft.text, "seen": draft.digest}
    form = ReportForm(*posted(request), cancel_url=reverse("panel:review", args=[ref]), initial=initial)
    if request.method != "POST":
        return _page(request, sending, draft, form)
    if not form.is_valid():
        return _page(request, sending, draft, form, status=REFUSED)
    try:
        reporting.save_report(review=draft.review, by=request.user, **form.cleaned_data)
    except EditedMeanwhile as moved:
        draft.refresh_from_db()
        form.data = form.data.copy()
        form.data["seen"] = draft.digest
        form.add_error(None, str(moved))
        return _page(request, sending, draft, form, theirs=moved.text, status=CHANGED)
    except ReviewClosed as closed:
        form.add_error(None, str(closed))
        return _page(request, sending, draft, form, status=CHANGED)
    messages.success(request, "The text of the report is saved.")
    return redirect("panel:report", ref)


def _draft(sending: Sending) -> ReportDraft | None:
    return ReportDraft.objects.filter(review__sent_line=sending.sent).select_related("review").first()


def _page(
    request: HttpRequest,
    sending: Sending,
    draft: ReportDraft | None,
    form: ReportForm | None,
    *,
    theirs: str = "",
    status: int = 200,
) -> HttpResponse:
    ref = sending.instrument.ref
    rows = [row for row in recommendations_of(sending) if row.state in ("proposed", "carried")]
    stale = draft is not None and sending.is_open and reporting.written_now(draft.review) != draft.generated
    context: dict[str, Any] = {
        "instrument": sending.instrument,
        "kicker": kicker(sending.instrument),
        "draft": draft,
        "form": form,
        "theirs": text_pieces(form.data.get("text", ""), theirs) if form is not None and theirs else (),
        "stale": stale,
        "approved": f"Approved by {draft.approved_by} on {said(draft.approved_on)}."
        if draft is not None and draft.is_approved
        else "",
        "was_approved": draft.approved_by if draft is not None else "",
        "earlier": _earlier(draft) if draft is not None else [],
        "recommendations": shown.recommendations(rows, draft_as_sent(sending), ref, may_edit=False),
        "open": sending.is_open,
        "back": reverse("panel:review", args=[ref]),
    }
    return render(request, "panel_reviews/write_report.html", context, status=status)


def _earlier(draft: ReportDraft) -> list[dict[str, Any]]:
    """Return the texts that stood before, latest first, each once: nothing that was saved is lost."""
    found: list[dict[str, Any]] = []
    after = draft.text
    for row in draft.history.order_by("-history_id"):
        if row.text != after:
            found.append({"at": row.history_date, "by": row.saved_by, "pieces": text_pieces(row.text, after)})
            after = row.text
    return found


@login_required
@require_POST
def write(request: HttpRequest, ref: str) -> HttpResponse:
    """Write the report from the record, or bring the edited text up to date with it."""
    sending = for_the_officer(request, ref)
    try:
        _, left_out = reporting.write_report(review=open_review(instrument=sending.instrument), by=request.user)
    except ReviewClosed as closed:
        messages.error(request, str(closed))
        return redirect("panel:review", ref)
    messages.success(request, "The report is written from the record. What was edited stands.")
    for words in left_out:
        messages.warning(request, f"Your words stand where the record now says: {words}")
    return redirect("panel:report", ref)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: HttpRequest, ref: str) -> HttpResponse:
    """Record the chair's approval: by the chair in person, or by the support officer with the chair's name."""
    sending = sendings_for(request.user, ref)[-1]
    body, today = sending.instrument.plan.body, timezone.localdate()
    seat = chair_on(body, today, request.user)
    if seat is None:
        refuse_unless(may_record_for_panel(request.user, body))
    draft = _draft(sending)
    if draft is None:
        raise Http404("The report is not written yet.")
    lead = "The chair approves the text as it stands below. It is the full Panel that adopts it."
    back = reverse("panel:review" if seat else "panel:report", args=[ref])
    words = "The review" if seat else "The text of the report"
    page = Page("The chair’s approval of the text", lead, back, words, draft.text.split("\n\n"))
    known = seat or chair_on(body, today)
    initial = {"on": today, "seen": draft.digest, "chair": known.name if known else ""}
    form = ApproveForm(*posted(request), is_chair=seat is not None, cancel_url=page.back, initial=initial)

    def act() -> Any:
        said = dict(form.cleaned_data)
        chair = seat.name if seat else said["chair"]
        return reporting.approve_report(
            review=draft.review, chair=chair, on=said["on"], seen=said["seen"], by=request.user
        )

    return act_page(request, sending, form, act, page, "The chair’s approval is recorded. The text can be adopted.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, ref: str, seq: int) -> HttpResponse:
    sendings = sendings_for(request.user, ref)
    refuse_unless(may_record_for_panel(request.user, sendings[-1].instrument.plan.body))
    sending = next((one for one in sendings if one.report and one.report.seq == seq), None)
    review = Review.objects.filter(report_line=sending.report).first() if sending is not None else None
    if sending is None or review is None:
        raise Http404("The Panel made no such report on this draft.")
    lead = "Everybody can read it on this site from then on, with its recommendations. The manner is the Panel’s own."
    back = reverse("panel:review", args=[ref])
    page = Page("Publish the Panel’s report", lead, back, "The review", law="s.28(7) to (9)")
    form = PublishReportForm(*posted(request), cancel_url=back, initial={"on": timezone.localdate()})

    def act() -> Any:
        return reporting.publish_report(review=review, by=request.user, **form.cleaned_data)

    return act_page(request, sending, form, act, page, "The report is published.")
