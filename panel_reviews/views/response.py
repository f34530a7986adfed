"""The office's response to the Panel: an answer to each recommendation, given, then published."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from panel_reviews.forms import AnswerForm, PublishResponseForm, RespondForm
from panel_reviews.models import Recommendation
from panel_reviews.queries import Sending, answer_drafted, recommendation_on, recommendations_of
from panel_reviews.services import (
    ReviewClosed,
    draft_answer,
    give_response,
    open_review,
    publish_response,
)
from panel_reviews.views import shown
from panel_reviews.views.entry import refuse_unless, reported_on, standing_today
from plans.permissions import may_take
from plans.queries.standing import Standing
from plans.statute.dates import said
from plans.views.office.entry import instrument_of, office_of
from plans.views.office.words import counted, kicker
from plans.views.taking import REFUSED, posted, step_of, take, taking_from


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def respond(request: HttpRequest, ref: str) -> HttpResponse:
    body = office_of(request.user)
    instrument = instrument_of(body, ref)
    sendings, standing = reported_on(instrument), standing_today(instrument)
    may_give = may_take(request.user, step_of(standing, "respond"), body)
    if request.method == "POST":
        refuse_unless(may_give)
    rows = recommendations_of(sendings[-1])
    form = _respond_form(request, standing, rows) if may_give and _is_open(sendings) else None
    status: int | None = 200
    if request.method == "POST":
        if form is None:
            messages.error(request, "The response has been given to the Panel already, or the draft is not open.")
            return redirect("responses:respond", ref)
        status = take(form, partial(_give, request, standing, form), ReviewClosed)
        if status is None:
            messages.success(request, "The response is recorded as given to the Panel. It is not published yet.")
            return redirect("responses:respond", ref)
    context = _respond_context(sendings, standing, rows)
    context |= {"form": form, "may_give": may_give, "regard_url": _regard_url(request, standing)}
    return render(request, "panel_reviews/respond.html", context, status=status)


def _is_open(sendings: list[Sending]) -> bool:
    return sendings[-1].response is None and sendings[-1].instrument.is_open


def _respond_form(request: HttpRequest, standing: Standing, rows: list[Recommendation]) -> RespondForm:
    drafted = [row.answer for row in rows if answer_drafted(row)]
    return RespondForm(
        *posted(request), standing=standing, rows=drafted, cancel_url=standing.instrument.get_absolute_url()
    )


def _give(request: HttpRequest, standing: Standing, form: RespondForm) -> None:
    taking = taking_from(request, standing, "respond", form)
    review = open_review(instrument=standing.instrument)
    give_response(review=review, taking=taking, response=form.cleaned_data["response"], seen=form.cleaned_data["seen"])


def _respond_context(sendings: list[Sending], standing: Standing, rows: list[Recommendation]) -> dict[str, Any]:
    sending, instrument = sendings[-1], standing.instrument
    drafted = [row for row in rows if answer_drafted(row)]
    regard = standing.line("have_regard")
    had = regard is not None and regard.seq > sending.report.seq
    return {
        "instrument": instrument,
        "kicker": kicker(instrument),
        "title": "Give the Panel a response",
        "lead": _lead(sending, len(rows), len(drafted)),
        "facts": [{"term": "The Panel reported", "fact": said(sending.report.taken_on)}],
        "report": shown.report(sendings, len(sendings) - 1),
        "given": sending.response is not None,
        "published": sending.is_published,
        "answers": [_answer(row, instrument.ref) for row in rows],
        "regard": f"{regard.by_name}, {said(regard.taken_on)}: {regard.particulars.get('considered', '')}"
        if had
        else "",
        "section": step_of(standing, "respond").section_for(standing.record.kind),
        "regard_section": step.section if (step := standing.find("have_regard")) else "",
        "open": _is_open(sendings),
    }


def _regard_url(request: HttpRequest, standing: Standing) -> str:
    """Return where regard to the report is recorded, for one who may record it; "" for others, or without the step."""
    step = standing.find("have_regard")
    if step is None or not may_take(request.user, step.step, standing.instrument.plan.body):
        return ""
    return reverse("office:step", args=[standing.instrument.ref, "have_regard"])


def _lead(sending: Sending, count: int, drafted: int) -> str:
    if sending.published:
        return "The response was given to the Panel and published."
    if sending.response:
        before = "It is published before anything is issued." if sending.has_floor else "It is published next."
        return f"The response was given to the Panel. {before}"
    if not count:
        made = f"The Panel reviewed the {sending.what} and made no recommendation."
        return f"{made} Its report is responded to all the same."
    return f"{drafted} of {counted(count, 'recommendation is', 'recommendations are')} answered in draft."


def _answer(row: Recommendation, ref: str) -> dict[str, Any]:
    answer = answer_drafted(row)
    return {
        "number": row.number,
        "text": row.words,
        "answer": shown.ANSWERS[answer.outcome] if answer else "awaiting",
        "reason": answer.reason if answer else "",
        "url": reverse("responses:answer", args=[ref, row.number]),
        "label": "Change the answer" if answer else "Answer",
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    instrument = instrument_of(office_of(request.user), ref)
    sending = reported_on(instrument)[-1]
    row = recommendation_on(sending, number)
    if row is None:
        raise Http404("The Panel’s report has no recommendation with that number.")
    back, drafted = reverse("responses:respond", args=[ref]), answer_drafted(row)
    initial = {"outcome": drafted.outcome, "reason": drafted.reason} if drafted else {}
    form = AnswerForm(*posted(request), cancel_url=back, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            draft_answer(recommendation=row, **form.cleaned_data)
        except ReviewClosed as closed:
            form.add_error(None, str(closed))
        else:
            messages.success(request, f"The answer to recommendation {number} is saved. It is not given yet.")
            return redirect(back)
    context = {"instrument": instrument, "row": row, "form": form, "back": back, "kicker": kicker(instrument)}
    return render(request, "panel_reviews/answer.html", context, status=REFUSED if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, ref: str) -> HttpResponse:
    body = office_of(request.user)
    instrument = instrument_of(body, ref)
    sendings, standing = reported_on(instrument), standing_today(instrument)
    refuse_unless(may_take(request.user, step_of(standing, "publish_response"), body))
    form = PublishResponseForm(*posted(request), standing=standing, cancel_url=instrument.get_absolute_url())
    status: int | None = 200
    if request.method == "POST":
        status = take(form, partial(_publish, request, standing, form))
        if status is None:
            messages.success(request, "The response is published.")
            return redirect("responses:respond", ref)
    context = {
        "instrument": instrument,
        "kicker": kicker(instrument),
        "form": form,
        "section": step_of(standing, "publish_response").section,
        "report": shown.report(sendings, len(sendings) - 1),
        "given": sendings[-1].response is not None,
        "published": sendings[-1].is_published,
    }
    return render(request, "panel_reviews/publish.html", context, status=status)


def _publish(request: HttpRequest, standing: Standing, form: PublishResponseForm) -> None:
    taking = taking_from(request, standing, "publish_response", form)
    publish_response(instrument=standing.instrument, taking=taking)
