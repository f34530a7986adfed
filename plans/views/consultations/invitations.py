"""Asking the organisations of a consultation: invitations, reminders, links that went another way, lost letters."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from plans.models import ConsultationExercise, Letter
from plans.services.exercises import inviting
from plans.services.exercises.making import NotAllowedNow
from plans.services.letters import LetterChanged, settle
from plans.statute.terms import Actor, Office
from plans.views.consultations.access import for_consulting
from plans.views.office.words import counted


@require_POST
@for_consulting
def send(request: HttpRequest, exercise: ConsultationExercise) -> HttpResponse:
    return _sent(
        request, exercise, inviting.send_invitations, ("invitation is on its way", "invitations are on their way")
    )


@require_POST
@for_consulting
def remind(request: HttpRequest, exercise: ConsultationExercise) -> HttpResponse:
    return _sent(request, exercise, inviting.send_reminders, ("reminder is on its way", "reminders are on their way"))


def _sent(request: HttpRequest, exercise: ConsultationExercise, act, words: tuple[str, str]) -> HttpResponse:
    base = request.build_absolute_uri("/").rstrip("/")
    try:
        count = act(exercise=exercise, link_base=base, on=timezone.localdate())
        said = f"{counted(count, *words)}. The list below says what becomes of each."
        messages.success(request, said if count else "There was nobody left to write to.")
    except NotAllowedNow as refused:
        messages.error(request, str(refused))
    return redirect(exercise.get_absolute_url() + "#asked")


@require_POST
@for_consulting
def sent(request: HttpRequest, exercise: ConsultationExercise, pk: int) -> HttpResponse:
    inviting.mark_sent(invitation=get_object_or_404(exercise.invitations, pk=pk))
    return redirect(exercise.get_absolute_url() + "#asked")


def _found_by(request: HttpRequest) -> Actor:
    return Actor(Office.STAFF, request.user.get_full_name() or request.user.get_username())


@require_POST
@for_consulting
def settled(request: HttpRequest, exercise: ConsultationExercise, pk: int) -> HttpResponse:
    """Take what the mail server's log shows of a letter of which nobody knew whether it left."""
    letter = get_object_or_404(Letter, pk=pk, invitation__exercise=exercise)
    left = request.POST.get("left")
    try:
        if left not in ("yes", "no"):
            messages.error(request, "Say whether the letter left.")
        else:
            settle(letter=letter, left=left == "yes", by=_found_by(request))
            messages.success(request, "What became of the letter is recorded.")
    except LetterChanged as changed:
        messages.error(request, str(changed))
    return redirect(exercise.get_absolute_url() + "#asked")
