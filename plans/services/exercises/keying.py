"""Answers that came by e-mail or on paper, keyed in by an officer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from plans.models import Attachment, ConsultationExercise, Invitation, Submission
from plans.services.exercises.answering import put_answer
from plans.services.exercises.attachments import attach
from plans.services.exercises.making import NotAllowedNow, locked, refuse_late

State = Submission.State


@dataclass(frozen=True, slots=True)
class Keyed:
    """What an officer keys in: the answers by the number of the question, as (words, places of what was chosen)."""

    channel: str
    received_on: date
    answers: Mapping[int, tuple[str, tuple[int, ...]]]
    reference: str = ""
    invitation: Invitation | None = None
    document: tuple[str, bytes] | None = None
    by: Any = field(default=None)


@transaction.atomic
def key_in(*, exercise: ConsultationExercise, keyed: Keyed) -> Submission:
    """
    Take in one reply that came by e-mail or on paper, with its document if there is one.

    :raises NotAllowedNow: if answers are not taken in any more, or the organisation has answered already.
    :raises AttachmentRefused: if the document cannot be kept.
    """
    exercise = locked(exercise)
    refuse_late(exercise)
    if keyed.reference and exercise.submissions.filter(reference=keyed.reference).exists():
        raise NotAllowedNow(f"The reference “{keyed.reference}” has been used already in this consultation.")
    row = _row_for(exercise, keyed)
    for question in exercise.questions.all():
        if question.number in keyed.answers:
            put_answer(row, question, *keyed.answers[question.number])
    if keyed.document:
        attach(submission=row, name=keyed.document[0], content=keyed.document[1])
    return row


def _row_for(exercise: ConsultationExercise, keyed: Keyed) -> Submission:
    if keyed.invitation:
        before = Submission.objects.filter(invitation=keyed.invitation).first()
        if before and before.state != State.BEGUN:
            raise NotAllowedNow(f"{keyed.invitation.name} has answered already.")
        if before:
            Attachment.objects.filter(submission=before).delete()
            before.delete()
        Invitation.objects.filter(pk=keyed.invitation.pk).update(answered_at=timezone.now())
    return Submission.objects.create(
        exercise=exercise,
        invitation=keyed.invitation,
        channel=keyed.channel,
        state=State.SUBMITTED,
        submitted_at=timezone.now(),
        received_on=keyed.received_on,
        reference=keyed.reference,
        entered_by=keyed.by,
    )
