"""Making a consultation: what it is, its questions, and launching it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from plans.forms.consultations.exercise import ExerciseForm, QuestionForm
from plans.models import ConsultationExercise, Question
from plans.queries.exercises.found import open_instruments_of
from plans.services.exercises import making
from plans.services.exercises.making import NotAllowedNow
from plans.statute.dates import said
from plans.views.consultations.access import for_consulting
from plans.views.office.entry import office_of

READ_AND_SAVE = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(READ_AND_SAVE)
def new(request: HttpRequest) -> HttpResponse:
    body = office_of(request.user)
    instruments, today = open_instruments_of(body), timezone.localdate()
    about = {"instrument": request.GET.get("about", "")}
    form = ExerciseForm(
        request.POST or None,
        instruments=instruments,
        today=today,
        initial=about,
        cancel_url=reverse("office:consultations"),
    )
    if request.method == "POST" and form.is_valid():
        made = making.make_exercise(body=body, audience=form.cleaned_data["audience"], said=form.particulars)
        messages.success(request, "The consultation is begun, with questions to begin with. Change them as you like.")
        return redirect(made)
    context = {"form": form, "title": "A new consultation"}
    return render(request, "plans/consultations/make.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(READ_AND_SAVE)
@for_consulting
def change(request: HttpRequest, exercise: ConsultationExercise) -> HttpResponse:
    initial = {name: getattr(exercise, name) for name in making.Particulars.__dataclass_fields__}
    initial["instrument"] = exercise.instrument.ref if exercise.instrument else ""
    form = ExerciseForm(
        request.POST or None,
        instruments=open_instruments_of(exercise.body),
        today=timezone.localdate(),
        exercise=exercise,
        initial=initial,
        cancel_url=exercise.get_absolute_url(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            making.change_exercise(exercise=exercise, said=form.particulars, on=timezone.localdate())
            return redirect(exercise)
        except NotAllowedNow as refused:
            form.add_error(None, str(refused))
    context = {"form": form, "title": f"Change “{exercise.title}”", "exercise": exercise}
    return render(request, "plans/consultations/make.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@for_consulting
def launch(request: HttpRequest, exercise: ConsultationExercise) -> HttpResponse:
    try:
        made = making.launch(exercise=exercise, on=timezone.localdate())
        messages.success(request, f"The consultation is launched. It is open from {said(made.opens_on)}.")
    except NotAllowedNow as refused:
        messages.error(request, str(refused))
    return redirect(exercise)


@require_http_methods(READ_AND_SAVE)
@for_consulting
def new_question(request: HttpRequest, exercise: ConsultationExercise) -> HttpResponse:
    return _question(request, exercise, Question(exercise=exercise, number=None), "A new question")


@require_http_methods(READ_AND_SAVE)
@for_consulting
def question(request: HttpRequest, exercise: ConsultationExercise, number: int) -> HttpResponse:
    found = get_object_or_404(exercise.questions, number=number)
    return _question(request, exercise, found, f"Question {number}")


def _question(request: HttpRequest, exercise: ConsultationExercise, found: Question, title: str) -> HttpResponse:
    initial = {name: getattr(found, name) for name in ("words", "hint", "kind", "required", "gives_priorities")}
    initial["options"] = "\n".join(found.options)
    form = QuestionForm(
        request.POST or None, exercise=exercise, initial=initial, cancel_url=exercise.get_absolute_url()
    )
    if request.method == "POST" and form.is_valid():
        try:
            making.save_question(exercise=exercise, question=form.put(found))
            return redirect(exercise.get_absolute_url() + "#questions")
        except NotAllowedNow as refused:
            form.add_error(None, str(refused))
    context = {"form": form, "title": title, "exercise": exercise}
    return render(request, "plans/consultations/make.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@for_consulting
def remove(request: HttpRequest, exercise: ConsultationExercise, number: int) -> HttpResponse:
    return _rearranged(request, exercise, number, making.remove_question)


@require_POST
@for_consulting
def move_up(request: HttpRequest, exercise: ConsultationExercise, number: int) -> HttpResponse:
    return _rearranged(request, exercise, number, making.move_question_up)


def _rearranged(request: HttpRequest, exercise: ConsultationExercise, number: int, act) -> HttpResponse:
    try:
        act(question=get_object_or_404(exercise.questions, number=number))
    except NotAllowedNow as refused:
        messages.error(request, str(refused))
    return redirect(exercise.get_absolute_url() + "#questions")
