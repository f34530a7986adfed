"""Erasing the answers on their day: what people wrote and who they were. What stays are counts and outcomes."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from plans.models import Answer, Attachment, ConsultationExercise, Disposition, Letter, Submission
from plans.queries.exercises.tallies import tally_of
from plans.services import letters
from plans.services.exercises.making import NotAllowedNow, locked

State = Submission.State
UNSENT_KEPT_FOR = timedelta(days=7)


@transaction.atomic
def erase(*, exercise: ConsultationExercise, on: date) -> None:
    """
    Erase the answers of a consultation, with the names, references, codes, addresses and documents, and the addresses
    in its letters.

    What stays: how many answered and how, small counts held back; which outcomes the comments had and which changes
    they led to; the organisations asked and whether they answered; the published summary.

    :raises NotAllowedNow: if the consultation is still open.
    """
    exercise = locked(exercise)
    if exercise.erased_at is not None:
        return
    if not exercise.is_closed(on):
        raise NotAllowedNow("The answers can be erased once the consultation is closed.")
    exercise.counts = tally_of(exercise).as_data()
    replies = exercise.submissions.all()
    replies.filter(state__in=(State.BEGUN, State.HELD, State.LEFT_OUT)).delete()
    _leave_outcomes(exercise)
    Attachment.objects.filter(submission__exercise=exercise).delete()
    Answer.objects.filter(submission__exercise=exercise).delete()
    replies.update(state=State.ERASED, key_digest=None, reference="", suspicions=[], looked_at_by=None)
    exercise.invitations.update(email="")
    letters.erase(Letter.objects.filter(invitation__exercise=exercise))
    exercise.erased_at = timezone.now()
    exercise.save(update_fields=["counts", "erased_at"])


def _leave_outcomes(exercise: ConsultationExercise) -> None:
    """Cut each disposition off from its answer and empty its words; what was left out leaves nothing."""
    rows = Disposition.objects.filter(question__exercise=exercise)
    rows.filter(answer=None).delete()
    rows.update(answer=None, reason="", released_words="", released_by=None)


def erase_what_is_due(*, on: date) -> int:
    """
    Erase the answers of every consultation whose day has come, and what was begun and never sent a week after the
    close. Return how many consultations were erased.
    """
    due = ConsultationExercise.objects.filter(
        retention_until__lte=on, erased_at=None, state=ConsultationExercise.State.LAUNCHED
    )
    count = 0
    for exercise in due:
        erase(exercise=exercise, on=on)
        count += 1
    Submission.objects.filter(state=State.BEGUN, exercise__closes_on__lt=on - UNSENT_KEPT_FOR).delete()
    return count
