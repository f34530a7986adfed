"""What became of each comment: settled one by one or several at once, and released for the public one by one."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from plans.forms.consultations.office import DispositionForm, ReleaseForm
from plans.models import Answer, ConsultationExercise
from plans.queries.exercises.tallies import comments_of
from plans.services.exercises.dispositions import Settled, places_of, release, settle
from plans.services.exercises.making import NotAllowedNow
from plans.views.consultations.access import for_readers
from plans.views.consultations.shown import OUTCOME_TAGS, Outcome
from plans.views.office.words import counted

PAGE = 50
READ_AND_SAVE = ["GET", "HEAD", "POST"]


@require_http_methods(READ_AND_SAVE)
@for_readers
def comments(request: HttpRequest, exercise: ConsultationExercise) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = DispositionForm(sent, places=places_of(exercise.instrument), tag=False)
    ticked = {int(pk) for pk in request.POST.getlist("comment") if pk.isdecimal() and len(pk) < 19}
    if request.method == "POST":
        if not ticked:
            form.add_error(None, "Tick the comments that this is about.")
        if form.is_valid() and _was_settled(request, exercise, form, ticked):
            return redirect(request.get_full_path())
    left = comments_of(exercise).filter(disposition=None).count()
    page = Paginator(_asked_for(request, exercise), PAGE).get_page(request.GET.get("page"))
    context = {
        "exercise": exercise,
        "form": form,
        "published": getattr(exercise, "summary", None) is not None,
        "page": page,
        "rows": [_row(answer, exercise, ticked) for answer in page.object_list],
        "left": left,
        "only_open": request.GET.get("show") == "open",
        "lead": f"{left} without a disposition yet." if left else "Each has its disposition.",
    }
    return render(
        request, "plans/consultations/comments.html", context, status=422 if request.method == "POST" else 200
    )


def _asked_for(request: HttpRequest, exercise: ConsultationExercise):
    rows = comments_of(exercise).select_related("question", "disposition", "submission__invitation")
    if request.GET.get("show") == "open":
        rows = rows.filter(disposition=None)
    return rows.order_by("question__number", "pk")


def _was_settled(request: HttpRequest, exercise: ConsultationExercise, form: DispositionForm, which: set[int]) -> bool:
    said = form.cleaned_data
    settled = Settled(said["outcome"], said.get("led_to", ""), said["reason"])
    try:
        done = settle(exercise=exercise, answers=which, settled=settled, by=request.user)
    except NotAllowedNow as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, f"Saved for {counted(done, 'comment', 'comments')}.")
    return True


def _row(answer: Answer, exercise: ConsultationExercise, ticked: set[int]) -> dict[str, Any]:
    settled = getattr(answer, "disposition", None)
    return {
        "answer": answer,
        "who": answer.submission.invitation.name if answer.submission.invitation else "",
        "ticked": answer.pk in ticked,
        "outcome": settled.get_outcome_display() if settled else "",
        "kind": OUTCOME_TAGS[Outcome(settled.outcome)] if settled else "",
        "led_to": settled.led_to_words if settled else "",
        "released": bool(settled and settled.released_words),
        "url": reverse("office:consultation_comment", args=[exercise.ref, answer.pk]),
    }


@require_http_methods(READ_AND_SAVE)
@for_readers
def comment(request: HttpRequest, exercise: ConsultationExercise, pk: int) -> HttpResponse:
    answer = get_object_or_404(comments_of(exercise).select_related("question__exercise", "disposition"), pk=pk)
    settled = getattr(answer, "disposition", None)
    act = request.POST.get("act", "settle") if request.method == "POST" else ""
    before = {"outcome": settled.outcome, "led_to": settled.led_to, "reason": settled.reason} if settled else {}
    form = DispositionForm(
        request.POST if act == "settle" else None, places=places_of(exercise.instrument), tag=False, initial=before
    )
    words = {"words": (settled.released_words if settled else "") or answer.text}
    releasing = ReleaseForm(request.POST if act == "release" else None, initial=words)
    releasing.helper.form_tag = False
    if act == "settle" and form.is_valid() and _was_settled(request, exercise, form, {answer.pk}):
        return redirect("office:consultation_comment", exercise.ref, pk)
    if act == "release" and releasing.is_valid() and _released(request, answer, releasing):
        return redirect("office:consultation_comments", exercise.ref)
    if act == "take_back" and _released(request, answer, None):
        return redirect("office:consultation_comment", exercise.ref, pk)
    context = {
        "exercise": exercise,
        "answer": answer,
        "settled": settled,
        "published": getattr(exercise, "summary", None) is not None,
        "settle_form": form,
        "release_form": releasing,
        "form": releasing if act == "release" else form,
    }
    return render(request, "plans/consultations/comment.html", context, status=422 if act else 200)


def _released(request: HttpRequest, answer: Answer, form: ReleaseForm | None) -> bool:
    try:
        release(answer=answer, words=form.cleaned_data["words"] if form else "", by=request.user)
    except NotAllowedNow as refused:
        if form is None:
            messages.error(request, str(refused))
        else:
            form.add_error(None, str(refused))
        return form is None
    messages.success(request, "The words are released." if form else "The words are not published any more.")
    return True
