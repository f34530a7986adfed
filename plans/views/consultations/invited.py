"""What an invited organisation sees behind its signed link: what is asked, the questions, its answers once sent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from plans.models import Invitation, Submission
from plans.services.exercises.answering import Closed, begin_invited
from plans.services.exercises.inviting import UnknownLink, invitation_for, mark_opened
from plans.statute.dates import said
from plans.views.consultations.answering import Desk, check_page, question_page
from plans.views.context import office_of

READ_AND_SAVE = ["GET", "HEAD", "POST"]


def _frame(invitation: Invitation) -> dict:
    office = office_of(invitation.exercise.body)
    return {"page_template": "base_reply.html", "office": office, "replying_as": invitation.name, "nav": []}


def _unknown(request: HttpRequest, why: UnknownLink) -> HttpResponse:
    return render(request, "plans/reply/unknown.html", {"why": str(why)}, status=404)


@never_cache
@require_http_methods(READ_AND_SAVE)
def invited(request: HttpRequest, token: str) -> HttpResponse:
    try:
        invitation = invitation_for(token)
    except UnknownLink as why:
        return _unknown(request, why)
    mark_opened(invitation=invitation)
    exercise = invitation.exercise
    begun = Submission.objects.filter(invitation=invitation).first()
    if begun is not None and begun.state != Submission.State.BEGUN:
        return redirect("reply_consultation_check", token)
    if request.method == "POST":
        try:
            begin_invited(invitation=invitation)
            return redirect("reply_consultation_question", token, 1)
        except Closed:
            begun = None
    today = timezone.localdate()
    is_open = exercise.is_open(today)
    context = _frame(invitation) | {
        "exercise": exercise,
        "questions": exercise.questions.count(),
        "closes": said(exercise.closes_on),
        "opens": said(exercise.opens_on),
        "erased": said(exercise.retention_until),
        "is_open": is_open,
        "is_ahead": today < exercise.opens_on,
        "begun": begun,
        "draft": exercise.public_draft(today),
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "plans/consultations/answering/invited.html", context, status=status)


def _desk(request: HttpRequest, token: str) -> Desk | HttpResponse:
    """Return the desk of an invited organisation that has begun; otherwise the answer that leads there."""
    try:
        invitation = invitation_for(token)
    except UnknownLink as why:
        return _unknown(request, why)
    submission = Submission.objects.filter(invitation=invitation).first()
    if submission is None:
        return redirect("reply_consultation", token)
    submission.exercise = invitation.exercise
    return Desk(
        submission,
        invitation.exercise,
        lambda number: reverse("reply_consultation_question", args=[token, number]),
        reverse("reply_consultation_check", args=[token]),
        reverse("reply_consultation", args=[token]),
        _frame(invitation),
    )


@never_cache
@require_http_methods(READ_AND_SAVE)
def invited_question(request: HttpRequest, token: str, number: int) -> HttpResponse:
    desk = _desk(request, token)
    return question_page(request, desk, number) if isinstance(desk, Desk) else desk


@never_cache
@require_http_methods(READ_AND_SAVE)
def invited_check(request: HttpRequest, token: str) -> HttpResponse:
    desk = _desk(request, token)
    # Whoever holds a link is known, so nothing of theirs is held apart.
    return check_page(request, desk, list) if isinstance(desk, Desk) else desk
