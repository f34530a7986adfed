"""The Panel's review of a draft: the draft as sent, the recommendations beside it, and the report adopted."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from panel_reviews.forms import AdoptForm, RecommendationForm
from panel_reviews.models import Recommendation
from panel_reviews.queries import (
    AsSent,
    Sending,
    draft_as_sent,
    recommendation_on,
    recommendations_of,
)
from panel_reviews.services import (
    ReviewClosed,
    adopt_report,
    amend_recommendation,
    drop_recommendation,
    open_review,
    recommend,
)
from panel_reviews.views import shown
from panel_reviews.views.entry import refuse_unless, sendings_for, standing_today
from plans.permissions import may_record_for_panel, may_take
from plans.queries.comparing import text_varied
from plans.statute.dates import said
from plans.views.office.words import kicker
from plans.views.packs import pack_view, packs_shown
from plans.views.taking import posted, step_of, take, taking_from

CLOSED = "The Panel has adopted its report on this draft, or it is no longer with the Panel."


@login_required
@require_safe
def review(request: HttpRequest, ref: str) -> HttpResponse:
    sendings = sendings_for(request.user, ref)
    return _page(request, sendings)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pack(request: HttpRequest, ref: str) -> HttpResponseBase:
    """Have the redline pack of the draft as it was sent made, or give it."""
    sending = sendings_for(request.user, ref)[-1]
    draft = draft_as_sent(sending)
    back = reverse("panel:review", args=[ref])
    texts, upto = text_varied(sending.instrument), sending.sent.seq
    return pack_view(request, sending.instrument, draft.wording, texts, back=back, upto=upto)


@login_required
@require_http_methods(["POST"])
def new_recommendation(request: HttpRequest, ref: str) -> HttpResponse:
    sendings = sendings_for(request.user, ref)
    _may_record(request, sendings[-1])
    draft = draft_as_sent(sendings[-1])
    form = _form(request, sendings[-1], draft)
    if not form.is_valid():
        return _page(request, sendings, form, status=422)
    try:
        made = recommend(review=open_review(instrument=sendings[-1].instrument), **form.cleaned_data)
    except ReviewClosed as closed:
        form.add_error(None, str(closed))
        return _page(request, sendings, form, status=409)
    messages.success(request, f"Recommendation {made.number} is recorded. The Panel has not adopted it yet.")
    return redirect(f"{reverse('panel:review', args=[ref])}#recommendations")


def _may_record(request: HttpRequest, sending: Sending) -> None:
    refuse_unless(may_record_for_panel(request.user, sending.instrument.plan.body))


def _form(request: HttpRequest, sending: Sending, draft: AsSent) -> RecommendationForm:
    return RecommendationForm(
        *posted(request),
        headings=draft.headings,
        button="Record the recommendation",
        action=reverse("panel:recommend", args=[sending.instrument.ref]),
        initial={"concerns": request.GET.get("concerns", "")},
    )


def _page(
    request: HttpRequest, sendings: list[Sending], form: RecommendationForm | None = None, status: int = 200
) -> HttpResponse:
    sending, today = sendings[-1], timezone.localdate()
    draft = draft_as_sent(sending)
    may_record = sending.is_open and bool(may_record_for_panel(request.user, sending.instrument.plan.body))
    rows = recommendations_of(sending)
    changes = len(draft.redline.changes) if draft.redline else None
    context = shown.reading(request, draft, "recommend" if may_record else "") | {
        "instrument": sending.instrument,
        "sending": sending,
        "kicker": kicker(sending.instrument),
        "article": "an" if sending.instrument.kind_words.startswith("a") else "a",
        "lead": shown.lead(sending, changes),
        "facts": _facts(sending),
        "clock": shown.clock(sending, today),
        "recommendations": shown.recommendations(rows, draft, sending.instrument.ref, may_edit=may_record),
        "form": form or (_form(request, sending, draft) if may_record else None),
        "may_record": may_record,
        "pack": packs_shown(
            request,
            sending.instrument,
            draft.wording,
            text_varied(sending.instrument),
            url=reverse("panel:pack", args=[sending.instrument.ref]),
            here=reverse("panel:review", args=[sending.instrument.ref]),
            upto=sending.sent.seq,
        ),
        "reports": [shown.report(sendings, at) for at, one in enumerate(sendings) if one.report][::-1],
        "copies": [_copies_link(one) for one in reversed(sendings) if one.report],
    }
    return render(request, "panel_reviews/review.html", context, status=status)


def _copies_link(sending: Sending) -> dict[str, str]:
    url = reverse("panel:copies", args=[sending.instrument.ref, sending.report.seq])
    return {"label": f"Copies of the report of {said(sending.report.taken_on)} to the local authorities", "url": url}


def _facts(sending: Sending) -> list[dict[str, Any]]:
    facts = [{"term": "Sent to the Panel", "fact": said(sending.sent.taken_on)}]
    if sending.meeting_on:
        facts.append({"term": "Panel’s meeting", "fact": said(sending.meeting_on)})
    if sending.report:
        facts.append({"term": "Reported", "fact": said(sending.report.taken_on)})
    if sending.response:
        facts.append({"term": "Response given", "fact": said(sending.response.taken_on)})
    if sending.published:
        facts.append({"term": "Response published", "fact": said(sending.published.taken_on)})
    return [*facts, {"term": "Draft", "fact": f"wording {(sending.sent.wording_id or '')[:12]}"}]


def _recommendation(request: HttpRequest, ref: str, number: int) -> tuple[Sending, Recommendation]:
    """Return a recommendation that this person may change, with the sending that it is on."""
    sending = sendings_for(request.user, ref)[-1]
    _may_record(request, sending)
    row = recommendation_on(sending, number)
    if row is None:
        raise Http404("There is no recommendation with that number on this draft. It may have been dropped.")
    return sending, row


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    sending, row = _recommendation(request, ref, number)
    back = f"{reverse('panel:review', args=[ref])}#recommendations"
    form = RecommendationForm(
        *posted(request),
        headings=draft_as_sent(sending).headings,
        button="Save the recommendation",
        cancel_url=back,
        initial={"words": row.words, "concerns": row.concerns},
    )
    if request.method == "POST" and form.is_valid():
        try:
            amend_recommendation(recommendation=row, **form.cleaned_data)
        except ReviewClosed as closed:
            form.add_error(None, str(closed))
        else:
            messages.success(request, f"Recommendation {number} is changed.")
            return redirect(back)
    context = {"instrument": sending.instrument, "row": row, "form": form, "back": back}
    return render(request, "panel_reviews/amend.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    sending, row = _recommendation(request, ref, number)
    back = f"{reverse('panel:review', args=[ref])}#recommendations"
    if request.method == "POST":
        try:
            drop_recommendation(recommendation=row)
        except ReviewClosed as closed:
            messages.error(request, str(closed))
        else:
            messages.success(request, f"Recommendation {number} is dropped. Those after it are numbered again.")
        return redirect(back)
    context = {"instrument": sending.instrument, "row": row, "back": back}
    return render(request, "panel_reviews/drop.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: HttpRequest, ref: str) -> HttpResponse:
    sending = sendings_for(request.user, ref)[-1]
    back = reverse("panel:review", args=[ref])
    standing = standing_today(sending.instrument)
    refuse_unless(may_take(request.user, step_of(standing, "report"), sending.instrument.plan.body))
    if not sending.is_open and request.method != "POST":
        messages.error(request, CLOSED)
        return redirect(back)
    rows = recommendations_of(sending)
    form = AdoptForm(
        *posted(request), standing=standing, rows=rows, cancel_url=back, initial={"met_on": sending.meeting_on}
    )
    status: int | None = 200
    if request.method == "POST":
        status = take(form, partial(_adopt, request, sending, form), ReviewClosed)
        if status is None:
            messages.success(request, "The Panel’s report is recorded, as adopted by the full Panel.")
            return redirect(back)
    context = {
        "instrument": sending.instrument,
        "form": form,
        "back": back,
        "kicker": kicker(sending.instrument),
        "section": step_of(standing, "report").section,
        "recommendations": shown.recommendations(rows, draft_as_sent(sending), ref, may_edit=False),
    }
    return render(request, "panel_reviews/adopt.html", context, status=status)


def _adopt(request: HttpRequest, sending: Sending, form: AdoptForm) -> None:
    taking = taking_from(request, form.standing, "report", form)
    report, seen = form.cleaned_data["report"], form.cleaned_data["seen"]
    adopt_report(review=open_review(instrument=sending.instrument), taking=taking, report=report, seen=seen)
