"""Asking the organisations of a consultation: invitations, reminders, and links that went another way."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from plans.models import ConsultationExercise
from plans.services.exercises import inviting
from plans.services.exercises.making import NotAllowedNow
from plans.views.consultations.access import for_consulting
from plans.views.office.words import counted


@require_POST
@for_consulting
def send(request: HttpRequest, exercise: ConsultationExercise) -> HttpResponse:
    return _sent(request, exercise, inviting.send_invitations, ("invitation was sent", "invitations were sent"))


@require_POST
@for_consulting
def remind(request: HttpRequest, exercise: ConsultationExercise) -> HttpResponse:
    return _sent(request, exercise, inviting.send_reminders, ("reminder was sent", "reminders were sent"))


def _sent(request: HttpRequest, exercise: ConsultationExercise, act, words: tuple[str, str]) -> HttpResponse:
    base = request.build_absolute_uri("/").rstrip("/")
    try:
        count = act(exercise=exercise, link_base=base, on=timezone.localdate())
        messages.success(request, f"{counted(count, *words)}." if count else "There was nobody left to write to.")
    except NotAllowedNow as refused:
        messages.error(request, str(refused))
    except OSError:
        messages.error(request, "Not every letter could be sent. The table says which went; press the button again.")
    return redirect(exercise.get_absolute_url() + "#asked")


@require_POST
@for_consulting
def sent(request: HttpRequest, exercise: ConsultationExercise, pk: int) -> HttpResponse:
    inviting.mark_sent(invitation=get_object_or_404(exercise.invitations, pk=pk))
    return redirect(exercise.get_absolute_url() + "#asked")
