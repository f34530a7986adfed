"""From the answers to what is published and recorded: the summary, the views, the priorities, the erasure."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from plans.forms.consultations.office import EraseForm, SummaryForm
from plans.models import ConsultationExercise
from plans.permissions import actor_for, may_read_answers, may_take
from plans.services.course import ChangedMeanwhile
from plans.services.exercises import erasing, record, summaries
from plans.services.exercises.making import NotAllowedNow
from plans.statute.dates import said
from plans.statute.procedures import VERSIONS
from plans.statute.terms import Actor, NotPermitted, Office
from plans.views.consultations.access import for_consulting
from plans.views.consultations.shown import summary_shown
from plans.views.office.words import counted

READ_AND_SAVE = ["GET", "HEAD", "POST"]
STATES = {
    "on_record": ("On the record", "good", "done"),
    "gave": ("Priorities given", "warn", "next"),
    "gave_none": ("Asked, none supplied", "warn", "next"),
    "waiting": ("Waiting for the answer", "", "working"),
    "not_asked": ("Not asked yet", "bad", "stop"),
}


@require_http_methods(READ_AND_SAVE)
@for_consulting
def summary(request: HttpRequest, exercise: ConsultationExercise) -> HttpResponse:
    today = timezone.localdate()
    published = getattr(exercise, "summary", None)
    why = [] if published else summaries.stands_in_the_way(exercise, today)
    form = None if published or why else SummaryForm(request.POST or None)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            summaries.publish_summary(exercise=exercise, found=form.cleaned_data["found"], on=today, by=request.user)
            messages.success(request, "The summary is published.")
            return redirect("office:consultation_summary", exercise.ref)
        except NotAllowedNow as refused:
            form.add_error(None, str(refused))
    content = published.content if published else _preview(request, exercise)
    context = {
        "exercise": exercise,
        "published": published,
        "published_on": said(published.published_on) if published else "",
        "why": why,
        "form": form,
        "shown": summary_shown(content, exercise) if content else None,
    }
    status = 409 if request.method == "POST" and form is None else 422 if request.method == "POST" else 200
    return render(request, "plans/consultations/summary.html", context, status=status)


def _preview(request: HttpRequest, exercise: ConsultationExercise) -> dict[str, Any] | None:
    """Return what a summary would say today; nothing is shown of single answers to whoever may not read them."""
    if not exercise.is_launched or exercise.erased_at:
        return None
    content = summaries.content_of(exercise, "")
    return content if may_read_answers(request.user, exercise) else content | {"comments": []}


def _actor(request: HttpRequest, exercise: ConsultationExercise, key: str) -> Actor | Office | None:
    """Return who records a step from this page, or refuse with the reason."""
    if exercise.instrument is None:
        raise Http404("This consultation is not about a draft.")
    step = VERSIONS[exercise.instrument.procedure].step(key)
    if not (decision := may_take(request.user, step, exercise.body)):
        raise PermissionDenied(decision.reason)
    return actor_for(request.user, exercise.body, step, timezone.localdate())


def _why_not(refused: NotPermitted) -> str:
    return " ".join(f"{refusal.reason} ({refusal.section})" for refusal in refused.refusals)


@require_POST
@for_consulting
def record_views(request: HttpRequest, exercise: ConsultationExercise) -> HttpResponse:
    by = _actor(request, exercise, "obtain_views")
    try:
        record.record_views(exercise=exercise, by=by, recorded_by=request.user, on=timezone.localdate())
        messages.success(request, "Recorded: the views were obtained. The summary is kept as the evidence.")
    except (NotAllowedNow, ChangedMeanwhile) as refused:
        messages.error(request, str(refused))
    except NotPermitted as refused:
        messages.error(request, _why_not(refused))
    return redirect(exercise)


@require_http_methods(READ_AND_SAVE)
@for_consulting
def priorities(request: HttpRequest, exercise: ConsultationExercise) -> HttpResponse:
    if exercise.audience != ConsultationExercise.Audience.AUTHORITIES:
        raise Http404("Only the responsible authorities give priorities.")
    by, today = _actor(request, exercise, "record_priorities"), timezone.localdate()
    if request.method == "POST":
        try:
            count = record.record_all_priorities(exercise=exercise, by=by, recorded_by=request.user, on=today)
            messages.success(request, f"Recorded: {counted(count, 'line', 'lines')}.")
        except NotAllowedNow as refused:
            messages.error(request, str(refused))
        except NotPermitted as refused:
            messages.error(request, _why_not(refused))
        return redirect("office:consultation_priorities", exercise.ref)
    due = record.authorities_due(exercise, today)
    ready = sum(one.is_due for one in due)
    context = {
        "exercise": exercise,
        "rows": [{"due": one, "state": STATES[one.state], "asked": _asked(one)} for one in due],
        "ready": counted(ready, "line", "lines") if ready and not exercise.erased_at else "",
        "lead": f"{counted(len(due), 'authority is', 'authorities are')} on the register today. "
        f"{sum(one.state == 'on_record' for one in due)} on the statutory record.",
    }
    return render(request, "plans/consultations/priorities.html", context)


def _asked(one: record.Due) -> str:
    return said(one.asked_on) if one.asked_on else ""


@require_http_methods(READ_AND_SAVE)
@for_consulting
def erase(request: HttpRequest, exercise: ConsultationExercise) -> HttpResponse:
    today = timezone.localdate()
    form = EraseForm(request.POST or None, cancel_url=exercise.get_absolute_url())
    if request.method == "POST" and form.is_valid():
        try:
            erasing.erase(exercise=exercise, on=today)
            messages.success(request, "The answers are erased. The counts and what became of the comments stay.")
            return redirect(exercise)
        except NotAllowedNow as refused:
            form.add_error(None, str(refused))
    context = {
        "exercise": exercise,
        "form": form,
        "has_summary": getattr(exercise, "summary", None) is not None,
        "erased": exercise.erased_at is not None,
        "day": said(exercise.retention_until),
    }
    return render(request, "plans/consultations/erase.html", context, status=422 if request.method == "POST" else 200)
