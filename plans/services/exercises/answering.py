"""Answering a consultation: begun, saved question by question, gone on with by a code, sent once."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from plans.models import Answer, ConsultationExercise, Invitation, Question, Submission
from plans.services.exercises.making import locked, refuse_late

Channel, State = Submission.Channel, Submission.State
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that looks like another
CODE_LENGTH = 12
SALT = "plans.consultations.code"


class Closed(Exception):
    """The consultation takes no answers on that day."""


class SentAlready(Exception):
    """These answers were sent before, and stay as they are."""


def _refuse_closed(exercise: ConsultationExercise, on: date) -> None:
    if not exercise.is_open(on):
        raise Closed("This consultation is closed. No answers are taken any more.")


def _digest(code: str) -> str:
    plain = "".join(letter for letter in code.upper() if letter in LETTERS)
    return salted_hmac(SALT, plain, algorithm="sha256").hexdigest()


def _new_code() -> str:
    letters = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
    return "-".join(letters[at : at + 4] for at in range(0, CODE_LENGTH, 4))


def begin(*, exercise: ConsultationExercise, suspicions: Sequence[str] = ()) -> tuple[Submission, str]:
    """
    Begin answers on the public form; return them with the code by which whoever began may go on.

    :raises Closed: if the consultation is not open today.
    """
    _refuse_closed(exercise, timezone.localdate())
    code = _new_code()
    row = Submission(exercise=exercise, channel=Channel.FORM, key_digest=_digest(code), suspicions=list(suspicions))
    row.save()
    return row, code


def begin_invited(*, invitation: Invitation) -> Submission:
    """
    Return the answers of an invited organisation, begun now if they were not before.

    :raises Closed: if the consultation is not open today.
    """
    _refuse_closed(invitation.exercise, timezone.localdate())
    defaults = {"exercise": invitation.exercise, "channel": Channel.LINK}
    row, _ = Submission.objects.get_or_create(invitation=invitation, defaults=defaults)
    return row


def submission_of_code(exercise: ConsultationExercise, code: str) -> Submission | None:
    """Return the answers that a code opens, however it is typed, or None."""
    rows = Submission.objects.filter(exercise=exercise, channel=Channel.FORM)
    return rows.filter(key_digest=_digest(code)).first()


@transaction.atomic
def save_answer(*, submission: Submission, question: Question, text: str = "", chosen: Iterable[int] = ()) -> None:
    """
    Save the answer to one question while the answers are not sent; saved again, the last one counts.

    :raises Closed: if the consultation is not open today.
    :raises SentAlready: if the answers were sent.
    """
    row = _open(submission)
    put_answer(row, question, text, chosen)


def put_answer(submission: Submission, question: Question, text: str, chosen: Iterable[int]) -> None:
    """Write the answer to one question; an empty one leaves no row."""
    said = {"text": text.strip(), "chosen": sorted(set(chosen))}
    if any(said.values()):
        Answer.objects.update_or_create(submission=submission, question=question, defaults=said)
    else:
        Answer.objects.filter(submission=submission, question=question).delete()


def _open(submission: Submission) -> Submission:
    """Lock answers that are not sent yet, and return them as they now stand."""
    row = Submission.objects.select_for_update(of=("self",)).select_related("exercise").get(pk=submission.pk)
    if row.state != State.BEGUN:
        raise SentAlready("These answers have been sent. They stay as you sent them.")
    _refuse_closed(row.exercise, timezone.localdate())
    return row


def unanswered(submission: Submission) -> list[Question]:
    """Return the questions that need an answer and have none. One query."""
    missing = Question.objects.filter(exercise=submission.exercise_id, required=True)
    return list(missing.exclude(answers__submission=submission).order_by("number"))


@transaction.atomic
def send(*, submission: Submission, suspicions: Sequence[str] = ()) -> Submission:
    """
    Send the answers, once. With a suspicion they are held apart for an officer to look at: nothing is thrown away.

    :raises Closed: if the consultation is not open today.
    :raises SentAlready: if the answers were sent before.
    """
    row = _open(submission)
    row.suspicions = [*dict.fromkeys([*row.suspicions, *suspicions])]
    row.state = State.HELD if row.suspicions else State.SUBMITTED
    row.submitted_at = timezone.now()
    row.received_on = timezone.localdate()
    row.save(update_fields=["suspicions", "state", "submitted_at", "received_on"])
    if row.invitation_id:
        Invitation.objects.filter(pk=row.invitation_id).update(answered_at=row.submitted_at)
    return row


@transaction.atomic
def settle_held(*, exercise: ConsultationExercise, count_them: bool, upto: int, by, only: int | None = None) -> int:
    """
    Count answers that were held apart, or leave them out; either can be turned round later. Return how many.

    ``upto`` is the last that the officer saw, so that what came meanwhile stays to be looked at.

    :raises NotAllowedNow: if the summary is published.
    """
    refuse_late(locked(exercise))
    rows = exercise.submissions.filter(state__in=(State.HELD, State.LEFT_OUT), pk__lte=upto)
    rows = rows.filter(pk=only) if only else rows.filter(state=State.HELD)
    return rows.update(state=State.SUBMITTED if count_them else State.LEFT_OUT, looked_at_by=by)
