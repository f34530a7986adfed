"""Answering without an account, on a phone or anywhere: one question a page, gone on with by a code, sent once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from plans.forms.consultations.answering import TRAP, AnswerForm, AttachForm, CodeForm
from plans.models import ConsultationExercise, Submission
from plans.queries.exercises.found import public_exercises
from plans.services.exercises import answering, floods
from plans.services.exercises.answering import Closed, SentAlready
from plans.services.exercises.attachments import AttachmentRefused, attach
from plans.statute.dates import said
from plans.views.consultations.answers import said_in
from plans.views.context import office_of

READ_AND_SAVE = ["GET", "HEAD", "POST"]
WRONG_CODES_IN_AN_HOUR = 30


@dataclass(frozen=True, slots=True)
class Desk:
    """Where somebody answers: their answers, the addresses of the pages, and how the pages look."""

    submission: Submission
    exercise: ConsultationExercise
    page: Callable[[int], str]
    check: str
    start: str
    frame: dict[str, Any]
    code: str = ""

    @property
    def context(self) -> dict[str, Any]:
        """What every page of the way is given."""
        return self.frame | {"exercise": self.exercise, "code": self.code, "closes": said(self.exercise.closes_on)}


def public_frame(exercise: ConsultationExercise) -> dict[str, Any]:
    """Return what the pages of the public form stand in: nobody is signed in there, even if somebody is."""
    return {"page_template": "base_public.html", "office": office_of(exercise.body), "nav": [], "user": None}


def _exercise(ref: str) -> ConsultationExercise:
    people = (ConsultationExercise.Audience.PUBLIC, ConsultationExercise.Audience.VICTIMS)
    return get_object_or_404(public_exercises(timezone.localdate()).filter(audience__in=people), ref=ref)


def _desk(ref: str, code: str) -> Desk:
    exercise = _exercise(ref)
    found = answering.submission_of_code(exercise, code)
    if found is None:
        raise Http404("No answers were begun with that code.")
    found.exercise = exercise
    return Desk(
        found,
        exercise,
        lambda number: reverse("public:consultation_question", args=[ref, code, number]),
        reverse("public:consultation_check", args=[ref, code]),
        reverse("public:consultation", args=[ref]),
        public_frame(exercise),
        code,
    )


@never_cache
@require_http_methods(READ_AND_SAVE)
def start(request: HttpRequest, ref: str) -> HttpResponse:
    exercise = _exercise(ref)
    if not exercise.is_open(timezone.localdate()):
        return redirect("public:consultation", ref)
    if request.method != "POST":
        return _start_page(request, exercise)
    if not floods.is_our_form(request.POST.get("form", ""), exercise):
        return _start_page(request, exercise, "This page was open too long. Press the button once more.", 422)
    count = floods.count_from(_address(request), "begin")
    if floods.is_torrent(count):
        why = "Very many forms were begun from your connection within an hour. Try again later, or write to the office."
        return _start_page(request, exercise, why, 429)
    suspicions = floods.many_from_there(count)
    if request.POST.get(TRAP, "").strip():
        suspicions.append("A box that people do not see was filled in.")
    _, code = answering.begin(exercise=exercise, suspicions=suspicions)
    return redirect("public:consultation_question", ref, code, 1)


def _address(request: HttpRequest) -> str:
    return get_adapter(request).get_client_ip(request)


def _start_page(request: HttpRequest, exercise: ConsultationExercise, why: str = "", status: int = 200) -> HttpResponse:
    context = public_frame(exercise) | {
        "exercise": exercise,
        "questions": exercise.questions.count(),
        "closes": said(exercise.closes_on),
        "erased": said(exercise.retention_until),
        "token": floods.form_token(exercise),
        "trap": TRAP,
        "why": why,
    }
    return render(request, "plans/consultations/answering/start.html", context, status=status)


@never_cache
@require_http_methods(READ_AND_SAVE)
def going_on(request: HttpRequest, ref: str) -> HttpResponse:
    exercise = _exercise(ref)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if floods.count_from(_address(request), "code") > WRONG_CODES_IN_AN_HOUR:
            form.add_error("code", "Many codes were tried from your connection. Try again in an hour.")
        elif found := answering.submission_of_code(exercise, form.cleaned_data["code"]):
            return redirect(_where_to_go_on(_desk(ref, form.cleaned_data["code"].strip().upper()), found))
        else:
            form.add_error("code", "No answers were begun with that code. Look whether it is complete.")
    context = public_frame(exercise) | {"exercise": exercise, "form": form}
    return render(
        request,
        "plans/consultations/answering/continue.html",
        context,
        status=422 if request.method == "POST" else 200,
    )


def _where_to_go_on(desk: Desk, submission: Submission) -> str:
    """Return the page after the last question that was answered; the check where all are, or all is sent."""
    if submission.state != Submission.State.BEGUN:
        return desk.check
    answered = submission.answers.order_by("-question__number").values_list("question__number", flat=True).first() or 0
    return desk.page(answered + 1) if answered < desk.exercise.questions.count() else desk.check


@never_cache
@require_http_methods(READ_AND_SAVE)
def question(request: HttpRequest, ref: str, code: str, number: int) -> HttpResponse:
    return question_page(request, _desk(ref, code), number)


@never_cache
@require_http_methods(READ_AND_SAVE)
def check(request: HttpRequest, ref: str, code: str) -> HttpResponse:
    desk = _desk(ref, code)
    return check_page(request, desk, lambda: _suspicions(request, desk.submission))


def _suspicions(request: HttpRequest, submission: Submission) -> list[str]:
    count = floods.count_from(_address(request), "send")
    return [*floods.many_from_there(count), *floods.suspicions_of(submission, trap=request.POST.get(TRAP, ""))]


def question_page(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Show one question with what was answered before, or save it and go on to the next."""
    if desk.submission.state != Submission.State.BEGUN:
        return redirect(desk.check)
    asked = get_object_or_404(desk.exercise.questions, number=number)
    count = desk.exercise.questions.count()
    back_to_check = request.GET.get("then") == "check"
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        question=asked,
        before=asked.answers.filter(submission=desk.submission).first(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            answering.save_answer(submission=desk.submission, question=asked, text=form.text, chosen=form.chosen)
            return redirect(desk.check if back_to_check or number >= count else desk.page(number + 1))
        except (Closed, SentAlready) as refused:
            form.add_error(None, str(refused))
    context = desk.context | {
        "form": form,
        "title": f"Question {number} of {count}",
        "back": desk.check if back_to_check else desk.page(number - 1) if number > 1 else desk.start,
        "is_first": number == 1,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "plans/consultations/answering/question.html", context, status=status)


def check_page(request: HttpRequest, desk: Desk, suspicions: Callable[[], list[str]]) -> HttpResponse:
    """Show every answer to be checked, take documents, and send all of it once."""
    if desk.submission.state != Submission.State.BEGUN:
        return _sent_page(request, desk)
    act = request.POST.get("act", "send") if request.method == "POST" else ""
    attaching = AttachForm(request.POST, request.FILES) if act == "attach" else AttachForm()
    why: list[str] = []
    if act == "attach" and desk.exercise.takes_attachments and attaching.is_valid() and _attached(desk, attaching):
        return redirect(desk.check)
    if act == "remove":
        desk.submission.attachments.filter(pk=int("0" + request.POST.get("document", "")[:18])).delete()
        return redirect(desk.check)
    missing = answering.unanswered(desk.submission)
    if act == "send" and missing:
        why = [f"Question {one.number} needs an answer." for one in missing]
    elif act == "send" and not desk.submission.answers.exists() and not desk.submission.attachments.exists():
        why = ["You have not answered any question yet."]
    elif act == "send":
        try:
            answering.send(submission=desk.submission, suspicions=suspicions())
            return redirect(desk.check)
        except SentAlready:
            return redirect(desk.check)
        except Closed as refused:
            why = [str(refused)]
    rows = [row | {"url": f"{desk.page(row['question'].number)}?then=check"} for row in said_in(desk.submission)]
    context = desk.context | {
        "rows": rows,
        "why": why,
        "trap": TRAP,
        "form": attaching if act == "attach" else None,
        "attach_form": attaching if desk.exercise.takes_attachments else None,
        "documents": desk.submission.attachments.defer("content").order_by("pk"),
        "back": desk.page(len(rows)),
    }
    status = 422 if act else 200
    return render(request, "plans/consultations/answering/check.html", context, status=status)


def _attached(desk: Desk, form: AttachForm) -> bool:
    document = form.cleaned_data["document"]
    try:
        attach(submission=desk.submission, name=document.name, content=document.read())
    except AttachmentRefused as refused:
        form.add_error("document", str(refused))
        return False
    return True


def _sent_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    day = said(desk.submission.received_on) if desk.submission.received_on else ""
    context = desk.context | {"day": day, "erased": said(desk.exercise.retention_until)}
    return render(request, "plans/consultations/answering/sent.html", context)
