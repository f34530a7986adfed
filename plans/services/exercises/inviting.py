"""Asking organisations: the signed link, and the letters that take it out and remind of it."""

from datetime import date
from typing import Any

from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from plans.models import ConsultationExercise, Invitation, Letter
from plans.services import letters, post
from plans.services.exercises.making import NotAllowedNow, register_on
from plans.statute.dates import said

SALT = "plans.consultations.invitation"
INVITATION, REMINDER = "invitation", "invitation_reminder"


class UnknownLink(Exception):
    """The link names no invitation; the message says what to do."""


def token_for(invitation: Invitation) -> str:
    """Return the signed token of an invitation, bound to the organisation that it was made for."""
    return signing.dumps({"i": invitation.pk, "r": invitation.ref}, salt=SALT)


def link_of(invitation: Invitation) -> str:
    """Return the address, on this site, where the invited organisation answers."""
    return reverse("reply_consultation", args=[token_for(invitation)])


def invitation_for(token: str) -> Invitation:
    """
    Return the invitation of a signed token.

    :raises UnknownLink: if the token was not signed here.
    """
    try:
        named: dict[str, Any] = signing.loads(token, salt=SALT)
        return Invitation.objects.select_related("exercise__body", "exercise__instrument").get(
            pk=named["i"], ref=named["r"]
        )
    except (signing.BadSignature, Invitation.DoesNotExist, KeyError, TypeError) as wrong:
        raise UnknownLink(
            "This link is not complete. Copy the whole of it from the letter, or ask for it again."
        ) from wrong


def mark_opened(*, invitation: Invitation) -> None:
    """Note the first time that the link was opened."""
    if invitation.opened_at is None:
        Invitation.objects.filter(pk=invitation.pk, opened_at=None).update(opened_at=timezone.now())


def mark_sent(*, invitation: Invitation) -> None:
    """Note that the link went to the organisation another way: by letter, or handed over."""
    Invitation.objects.filter(pk=invitation.pk, sent_at=None).update(sent_at=timezone.now())


def send_invitations(*, exercise: ConsultationExercise, link_base: str, on: date) -> int:
    """
    Write to each organisation with an address that was not reached yet and has no letter on its way; return how many.

    One whose letter came back is written to again once another address stands on the register.

    :raises NotAllowedNow: if the consultation is not open.
    """
    addresses = {ref: email for ref, (_, email) in register_on(exercise, on).items() if email}
    count = 0
    for pk in _open(exercise, on).filter(sent_at=None).values_list("pk", flat=True):
        with transaction.atomic():
            count += _invite_one(exercise, pk, addresses, link_base)
    return count


def _invite_one(exercise: ConsultationExercise, pk: int, addresses: dict[str, str], link_base: str) -> bool:
    row = Invitation.objects.select_for_update().get(pk=pk)
    before = list(row.letters.filter(kind=INVITATION))
    email = addresses.get(row.ref, row.email)
    tried = {letter.to_email for letter in before}
    if not email or row.sent_at or email in tried or any(letter.is_under_way for letter in before):
        return False
    row.email = email
    row.save(update_fields=["email"])
    _write(
        exercise, row, INVITATION, f"{row.pk}:{len(before) + 1}", _invite(exercise, row.name, link_base + link_of(row))
    )
    return True


def send_reminders(*, exercise: ConsultationExercise, link_base: str, on: date) -> int:
    """
    Remind each organisation that was reached before today and has not answered, once a day at most; return how many.

    :raises NotAllowedNow: if the consultation is not open.
    """
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    silent = _open(exercise, on).filter(sent_at__lt=midnight, answered_at=None).exclude(email="")
    count = 0
    for pk in silent.exclude(letters__kind=REMINDER, letters__created_at__gte=midnight).values_list("pk", flat=True):
        with transaction.atomic():
            row = Invitation.objects.select_for_update().get(pk=pk)
            words = _remind(exercise, row.name, link_base + link_of(row))
            count += _write(exercise, row, REMINDER, f"{row.pk}:{on:%Y-%m-%d}", words)
    return count


def _open(exercise: ConsultationExercise, on: date) -> QuerySet[Invitation]:
    if not exercise.is_open(on):
        raise NotAllowedNow("Letters are sent while the consultation is open.")
    return exercise.invitations.all()


def _write(exercise: ConsultationExercise, row: Invitation, kind: str, which: str, words: tuple[str, str]) -> bool:
    key = f"{kind}:{which}"
    if Letter.objects.filter(key=key).exists():
        return False
    post.write_letter(
        body=exercise.body,
        instrument=exercise.instrument,
        invitation=row,
        kind=kind,
        key=key,
        recipient=row.ref,
        to_name=row.name,
        to_email=row.email,
        subject=words[0],
        text=words[1],
    )
    return True


def follow_invitations() -> None:
    """Have the invitations follow what becomes of their letters: reached once one has left and not come back."""
    letters.follow(INVITATION, sent=_reached, bounced=_not_reached)
    letters.follow(REMINDER, sent=_reminded, bounced=_not_reminded)


def _reached(letter: Letter) -> None:
    Invitation.objects.filter(pk=letter.invitation_id, sent_at=None).update(sent_at=letter.sent_at)


def _not_reached(letter: Letter) -> None:
    Invitation.objects.filter(pk=letter.invitation_id, sent_at=letter.sent_at).update(sent_at=None)


def _reminded(letter: Letter) -> None:
    Invitation.objects.filter(pk=letter.invitation_id).update(reminded_at=letter.sent_at)


def _not_reminded(letter: Letter) -> None:
    Invitation.objects.filter(pk=letter.invitation_id, reminded_at=letter.sent_at).update(reminded_at=None)


def _invite(exercise: ConsultationExercise, name: str, link: str) -> tuple[str, str]:
    return (
        f"Consultation: {exercise.title}",
        f"To {name}\n\n{exercise.body.name} asks for your views: “{exercise.title}”.\n\n{exercise.introduction}\n\n"
        f"Please answer by {said(exercise.closes_on)}. No account is needed:\n{link}\n\n"
        "The link is for your organisation alone. You can begin, stop and go on from the same link.",
    )


def _remind(exercise: ConsultationExercise, name: str, link: str) -> tuple[str, str]:
    return (
        f"Reminder: {exercise.title}",
        f"To {name}\n\nWe have not had your answer to “{exercise.title}” yet. "
        f"The consultation closes on {said(exercise.closes_on)}.\n\nAnswer here. No account is needed:\n{link}\n",
    )
