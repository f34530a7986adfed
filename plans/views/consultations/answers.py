"""The answers one by one, for those who may read them; what is held apart; both as CSV."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from plans.models import ConsultationExercise, Submission
from plans.permissions import may_read_answers
from plans.queries.exercises.tallies import tally_of
from plans.services.exercises import exporting
from plans.services.exercises.answering import settle_held
from plans.services.exercises.making import NotAllowedNow
from plans.statute.dates import said
from plans.views.consultations.access import for_consulting, for_readers
from plans.views.consultations.taking_in import csv_file
from plans.views.office.words import counted

State = Submission.State
PAGE = 50


@require_safe
@for_readers
def answers(request: HttpRequest, exercise: ConsultationExercise) -> HttpResponse:
    rows = exercise.submissions.filter(state=State.SUBMITTED).select_related("invitation").order_by("-pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    shown = [_line(row, exercise) for row in page.object_list]
    lead = f"{counted(page.paginator.count, 'reply', 'replies')} in all, the latest first."
    context = {"exercise": exercise, "rows": shown, "page": page, "lead": lead}
    return render(request, "plans/consultations/answers.html", context)


def _line(row: Submission, exercise: ConsultationExercise) -> dict[str, Any]:
    who = row.invitation.name if row.invitation else row.reference or f"Reply {row.pk}"
    return {
        "who": who,
        "channel": row.get_channel_display(),
        "on": said(row.received_on) if row.received_on else "",
        "url": reverse("office:answer", args=[exercise.ref, row.pk]),
    }


@require_safe
@for_readers
def reply(request: HttpRequest, exercise: ConsultationExercise, pk: int) -> HttpResponse:
    found = get_object_or_404(
        exercise.submissions.exclude(state__in=(State.BEGUN, State.ERASED)).select_related("invitation"), pk=pk
    )
    context = {
        "exercise": exercise,
        "reply": found,
        "said": said_in(found),
        "documents": found.attachments.defer("content").order_by("pk"),
        "facts": [
            {"term": "Came by", "fact": found.get_channel_display()},
            {"term": "On", "fact": said(found.received_on) if found.received_on else "not known"},
            {"term": "State", "fact": found.get_state_display()},
        ],
        "who": _line(found, exercise)["who"],
    }
    return render(request, "plans/consultations/reply.html", context)


def said_in(submission: Submission) -> list[dict[str, Any]]:
    """Return each question with what was answered, in words. Two queries."""
    given = {answer.question_id: answer for answer in submission.answers.all()}
    return [
        {"question": question, "text": answer.text if answer else "", "chosen": _chosen(question, answer)}
        for question in submission.exercise.questions.order_by("number")
        for answer in [given.get(question.pk)]
    ]


def _chosen(question, answer) -> list[str]:
    return [question.labels[place] for place in answer.chosen] if answer else []


@require_safe
@for_readers
def document(request: HttpRequest, exercise: ConsultationExercise, pk: int, document: int) -> HttpResponse:
    found = get_object_or_404(exercise.submissions.exclude(state=State.BEGUN), pk=pk)
    row = get_object_or_404(found.attachments, pk=document)
    response = HttpResponse(bytes(row.content), content_type=row.media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, row.name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@for_readers
def answers_csv(request: HttpRequest, exercise: ConsultationExercise) -> HttpResponse:
    return csv_file(exporting.answers_csv(exercise), f"{exercise.ref}-answers.csv")


@require_safe
@for_consulting
def counts_csv(request: HttpRequest, exercise: ConsultationExercise) -> HttpResponse:
    reads = bool(may_read_answers(request.user, exercise))
    tally = tally_of(exercise, open_handed=reads)
    counts = exercise.counts or tally.as_data()
    return csv_file(exporting.counts_csv(counts), f"{exercise.ref}-counts.csv")


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def held(request: HttpRequest, exercise: ConsultationExercise) -> HttpResponse:
    if request.method == "POST":
        return _settled(request, exercise)
    rows = exercise.submissions.filter(state__in=(State.HELD, State.LEFT_OUT)).order_by("state", "pk")
    page = Paginator(rows.prefetch_related("answers"), PAGE).get_page(request.GET.get("page"))
    waiting = exercise.submissions.filter(state=State.HELD)
    last = waiting.order_by("-pk").values_list("pk", flat=True).first()
    context = {
        "exercise": exercise,
        "page": page,
        "rows": [_held(row, exercise) for row in page.object_list],
        "waiting": waiting.count(),
        "upto": last or 0,
    }
    return render(request, "plans/consultations/held.html", context)


def _held(row: Submission, exercise: ConsultationExercise) -> dict[str, Any]:
    words = " ".join(answer.text for answer in row.answers.all() if answer.text)
    when = f"{said(timezone.localdate(row.submitted_at))}" if row.submitted_at else ""
    return _line(row, exercise) | {"row": row, "when": when, "words": words[:300], "is_held": row.state == State.HELD}


def _settled(request: HttpRequest, exercise: ConsultationExercise) -> HttpResponse:
    act, upto, only = (request.POST.get(name, "") for name in ("act", "upto", "only"))
    if act not in ("count", "leave_out") or not upto.isdecimal() or not (only.isdecimal() or not only):
        messages.error(request, "Nothing was changed. Choose on this page what becomes of what is held apart.")
        return redirect("office:held_answers", exercise.ref)
    which = {"upto": int(upto[:18]), "only": int(only[:18]) if only else None}
    try:
        done = settle_held(exercise=exercise, count_them=act == "count", by=request.user, **which)
    except NotAllowedNow as refused:
        messages.error(request, str(refused))
        return redirect("office:held_answers", exercise.ref)
    words = ("reply is counted now", "replies are counted now")
    if act == "leave_out":
        words = ("reply is left out", "replies are left out")
    messages.success(request, f"{counted(done, *words)}.")
    return redirect("office:held_answers", exercise.ref)
