"""Asking organisations: the signed link, the invitation by e-mail, and the reminder."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from plans.models import ConsultationExercise, Invitation
from plans.services.exercises.making import NotAllowedNow
from plans.statute.dates import said

SALT = "plans.consultations.invitation"


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


def send_letter(*, exercise: ConsultationExercise, to: str, subject: str, body: str) -> None:
    """Send one letter by e-mail. The one place where consultations send anything."""
    EmailMessage(
        subject=subject,
        body=body,
        from_email=exercise.body.contact_email or settings.DEFAULT_FROM_EMAIL,
        to=[to],
    ).send()


def send_invitations(*, exercise: ConsultationExercise, link_base: str, on: date) -> int:
    """
    Send the link to each organisation that has an address and was not written to yet; return to how many.

    :raises NotAllowedNow: if the consultation is not open.
    """
    return _send(exercise, exercise.invitations.filter(sent_at=None), on, link_base, _invite, "sent_at")


def send_reminders(*, exercise: ConsultationExercise, link_base: str, on: date) -> int:
    """
    Remind each organisation that was written to and has not answered, once a day at most; return how many.

    :raises NotAllowedNow: if the consultation is not open.
    """
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    silent = exercise.invitations.filter(sent_at__lt=midnight, answered_at=None).exclude(reminded_at__gte=midnight)
    return _send(exercise, silent, on, link_base, _remind, "reminded_at")


def _send(
    exercise: ConsultationExercise,
    rows: Iterable[Invitation],
    on: date,
    link_base: str,
    write: Callable[[ConsultationExercise, str, str], tuple[str, str]],
    mark: str,
) -> int:
    if not exercise.is_open(on):
        raise NotAllowedNow("Letters are sent while the consultation is open.")
    count = 0
    for invitation in rows.exclude(email="").values_list("pk", flat=True):
        with transaction.atomic():  # a letter that cannot be sent leaves its own row unsent, and no other
            row = Invitation.objects.select_for_update().get(pk=invitation)
            before = getattr(row, mark)
            if mark == "sent_at" and before is not None:
                continue
            subject, body = write(exercise, row.name, link_base + link_of(row))
            setattr(row, mark, timezone.now())
            row.save(update_fields=[mark])
            send_letter(exercise=exercise, to=row.email, subject=subject, body=body)
            count += 1
    return count


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
