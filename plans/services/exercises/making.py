"""Making a consultation: begun with a question set, changed while it is prepared, and launched."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils.text import slugify

from plans.models import Body, ConsultationExercise, Instrument, Invitation, PublishedSummary, Question
from plans.services.exercises.question_sets import add_question_set

Audience, State = ConsultationExercise.Audience, ConsultationExercise.State
LONGEST_KEPT_YEARS = 6


class NotAllowedNow(Exception):
    """The consultation stands where this cannot be done; the message says why, in the reader's words."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the office decides of a consultation before it is launched."""

    title: str
    introduction: str
    opens_on: date
    closes_on: date
    retention_until: date
    takes_attachments: bool = False
    instrument: Instrument | None = None


def wrong_dates(opens_on: date, closes_on: date, retention_until: date) -> dict[str, str]:
    """Return what is wrong with the three days of a consultation, by the name of the field; nothing if all is well."""
    wrong = {}
    if closes_on < opens_on:
        wrong["closes_on"] = "The consultation cannot close before it opens."
    if retention_until <= closes_on:
        wrong["retention_until"] = "Answers are needed until after the close. Choose a later day."
    elif retention_until.year - closes_on.year > LONGEST_KEPT_YEARS:
        wrong["retention_until"] = f"Answers are kept for {LONGEST_KEPT_YEARS} years at most. Choose an earlier day."
    return wrong


@transaction.atomic
def make_exercise(*, body: Body, audience: str, said: Particulars) -> ConsultationExercise:
    """Begin a consultation with the question set of its audience; nobody sees it until it is launched."""
    exercise = ConsultationExercise(body=body, audience=audience, ref=_free_ref(said))
    _put(exercise, said)
    exercise.save()
    add_question_set(exercise)
    return exercise


def _put(exercise: ConsultationExercise, said: Particulars) -> None:
    for name in Particulars.__dataclass_fields__:
        setattr(exercise, name, getattr(said, name))
    exercise.plan = said.instrument.plan if said.instrument else None


def _free_ref(said: Particulars) -> str:
    start = f"{said.opens_on.year}-{slugify(said.title)[:60]}".strip("-")
    taken = set(ConsultationExercise.objects.filter(ref__startswith=start).values_list("ref", flat=True))
    numbered = (f"{start}-{n}" for n in range(2, len(taken) + 3))
    return start if start not in taken else next(ref for ref in numbered if ref not in taken)


def locked(exercise: ConsultationExercise) -> ConsultationExercise:
    """Lock a consultation until the transaction ends, and return it as it now stands."""
    rows = ConsultationExercise.objects.select_for_update(of=("self",)).select_related("body", "instrument")
    return rows.get(pk=exercise.pk)


@transaction.atomic
def change_exercise(*, exercise: ConsultationExercise, said: Particulars, on: date) -> ConsultationExercise:
    """
    Change what the office decided of a consultation. Once it is launched only the two later days may change.

    :raises NotAllowedNow: if it has been launched and is closed, or another thing than those days is changed.
    """
    exercise = locked(exercise)
    if not exercise.is_launched:
        _put(exercise, said)
    else:
        if exercise.is_closed(on) or exercise.erased_at:
            raise NotAllowedNow("This consultation is closed. Its days cannot be changed any more.")
        if said.closes_on < on:
            raise NotAllowedNow("The closing day cannot be put into the past. Choose today or a later day.")
        exercise.closes_on, exercise.retention_until = said.closes_on, said.retention_until
    exercise.save()
    return exercise


def _changeable(exercise: ConsultationExercise) -> ConsultationExercise:
    exercise = locked(exercise)
    if exercise.is_launched:
        raise NotAllowedNow("The questions stay as they are once the consultation is launched.")
    return exercise


@transaction.atomic
def save_question(*, exercise: ConsultationExercise, question: Question) -> Question:
    """
    Keep a question, new or changed; a new one comes last.

    :raises NotAllowedNow: if the consultation has been launched.
    """
    question.exercise = _changeable(exercise)
    if question.number is None:
        question.number = (question.exercise.questions.aggregate(last=Max("number"))["last"] or 0) + 1
    question.save()
    return question


@transaction.atomic
def remove_question(*, question: Question) -> None:
    """
    Take a question out of its set; those after it move up.

    :raises NotAllowedNow: if the consultation has been launched.
    """
    exercise = _changeable(question.exercise)
    number = question.number
    question.delete()
    for later in exercise.questions.filter(number__gt=number).order_by("number"):
        Question.objects.filter(pk=later.pk).update(number=F("number") - 1)


@transaction.atomic
def move_question_up(*, question: Question) -> None:
    """
    Let a question change places with the one before it.

    :raises NotAllowedNow: if the consultation has been launched.
    """
    exercise = _changeable(question.exercise)
    before = exercise.questions.filter(number=question.number - 1).first()
    if before is None:
        return
    here, aside = question.number, 30_000
    for pk, number in ((question.pk, aside), (before.pk, here), (question.pk, here - 1)):
        Question.objects.filter(pk=pk).update(number=number)


@transaction.atomic
def launch(*, exercise: ConsultationExercise, on: date) -> ConsultationExercise:
    """
    Launch a consultation: the questions stay as they are, and whoever stands on the register on its first day is asked.

    :raises NotAllowedNow: if it was launched, has no question, would open in the past, or there is nobody to ask.
    """
    exercise = locked(exercise)
    if exercise.is_launched:
        raise NotAllowedNow("This consultation is launched already.")
    if exercise.opens_on < on:
        raise NotAllowedNow("The opening day has passed. Choose today or a later day, and launch it then.")
    if not exercise.questions.exists():
        raise NotAllowedNow("There is no question yet. Add one before you launch the consultation.")
    if exercise.asks_organisations:
        asked = list(register_on(exercise, exercise.opens_on).items())
        if not asked:
            raise NotAllowedNow(
                "Nobody stands on the register on the opening day. An administrator keeps the register."
            )
        Invitation.objects.bulk_create(
            Invitation(exercise=exercise, ref=ref, name=name, email=email) for ref, (name, email) in asked
        )
    exercise.state = State.LAUNCHED
    exercise.save(update_fields=["state"])
    return exercise


def register_on(exercise: ConsultationExercise, on: date) -> dict[str, tuple[str, str]]:
    """
    Return the organisations to ask, each once, by reference: its name and its address. One query.

    The Chief Constable, who is a responsible authority too, is consulted under s.5(6)(b) and not here.
    """
    stands = Q(from_on__lte=on) & (Q(to_on__isnull=True) | Q(to_on__gte=on))
    if exercise.audience == Audience.AUTHORITIES:
        rows = exercise.body.authorities.filter(stands, is_chief_constable=False)
    else:
        rows = exercise.body.criminal_justice_bodies.filter(stands)
    return {row.ref: (row.name, row.email) for row in rows.order_by("name", "from_on")}


def refuse_late(exercise: ConsultationExercise) -> None:
    """
    Pass if answers may still be taken in: launched, not summed up and not erased.

    :raises NotAllowedNow: if they may not.
    """
    if not exercise.is_launched:
        raise NotAllowedNow("This consultation has not been launched yet.")
    if exercise.erased_at:
        raise NotAllowedNow("The answers of this consultation have been erased.")
    if PublishedSummary.objects.filter(exercise=exercise).exists():
        raise NotAllowedNow("The summary is published, so no answers are taken in any more.")
