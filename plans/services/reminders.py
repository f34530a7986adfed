"""Reminding people by e-mail of what is due: a letter for each thing on each of its days, written once."""

import logging
import secrets
from datetime import date

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from plans.models import Body, Letter, Membership, Reminder, ReminderChoice
from plans.queries.due import OF_THE_PANEL, all_due, roles_reminded
from plans.services import post
from plans.statute.dates import weekday
from plans.statute.due import Due
from plans.statute.rules import RULES

logger = logging.getLogger(__name__)
BEFORE = (14, 7, 2)
MISSED = -1
REMINDER = "reminder"
SALT = "plans.calendar"


class NoSuchCalendar(Exception):
    """The address opens no calendar: it was never one, or a newer one took its place."""


def threshold_on(due: Due, on: date) -> int | None:
    """
    Return for which of its days a thing is reminded of on a day: 14, 7 or 2 before, -1 once it is missed, or None.

    A look that was left out is made up for: on the day after, the thing still has that reminder to come.
    """
    left = (due.on - on).days
    if left < 0:
        return None if due.passes else MISSED
    if due.state == "owed":
        return None  # not on the very day from which it is owed
    return next((days for days in reversed(BEFORE) if left <= days), None)


def remind(*, on: date) -> int:
    """Write what is to be sent on a day, in every office, and return how many letters were written."""
    return sum(_remind_office(body, on) for body in Body.objects.order_by("id"))


def _remind_office(body: Body, on: date) -> int:
    try:
        dues = [(due, days) for due in all_due(body, on) if (days := threshold_on(due, on)) is not None]
    except Exception:  # one office's trouble is no other's
        logger.exception("What is due in the office of %s could not be worked out", body.ref)
        return 0
    people = list(
        Membership.objects.filter(body=body, user__is_active=True)
        .exclude(user__email="")
        .exclude(user__reminder_choice__by_mail=False)
        .select_related("user")
        .order_by("id")
    )
    return sum(
        _remind_person(body, person, due, days)
        for due, days in dues
        for person in people
        if person.role in roles_reminded(due)
    )


def _remind_person(body: Body, person: Membership, due: Due, days: int) -> bool:
    """Write one reminder to one person, unless it was written before; tell whether it was now."""
    try:
        return _written(body, person, due, days)
    except Exception:  # whatever it is, the others are still reminded, and this one is tried again at the next look
        logger.exception("The reminder of %s to %s could not be written", due.key, person.user_id)
        return False


@transaction.atomic
def _written(body: Body, person: Membership, due: Due, days: int) -> bool:
    user = person.user
    row, is_new = Reminder.objects.get_or_create(user_id=user.pk, key=due.key, due_on=due.on, threshold=days)
    if not is_new:
        return False
    row.letter = post.write_letter(
        body=body,
        kind=REMINDER,
        key=f"{REMINDER}:{row.pk}",
        to_name=user.get_full_name() or user.get_username(),
        to_email=user.email,
        subject=_subject(due, days),
        text=_words(due, days, person.role),
    )
    row.save(update_fields=["letter"])
    return True


def reminded_of(user: AbstractBaseUser) -> QuerySet[Letter]:
    """Return the letters that reminded a person, latest first."""
    return Letter.objects.filter(reminder__user_id=user.pk).order_by("-pk")


def _subject(due: Due, days: int) -> str:
    what = " ".join(due.what.split())
    if due.state == "owed":
        return f"Outstanding since {weekday(due.on)}: {what}"
    return f"Missed: {what}" if days == MISSED else f"By {weekday(due.on)}: {what}"


def link_for(role: str, due: Due) -> str:
    """Return the address, on this site, where somebody of a role sees what is due: the Panel in its own room."""
    if role not in OF_THE_PANEL:
        return due.url
    return _address("panel:dates")


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:  # the Panel's room belongs to an app above
        return ""


def _words(due: Due, days: int, role: str) -> str:
    about = f" ({due.about})" if due.about else ""
    when = "has been outstanding since" if due.state == "owed" else "was due by" if days == MISSED else "is due by"
    rule = RULES.get(due.rule)
    choices = "panel:reminders" if role in OF_THE_PANEL else "office:reminders"
    lines = [
        f"“{due.what}”{about} {when} {weekday(due.on)}.",
        *([f"The rule: {rule.says} {rule.cited}, rule {rule.id}."] if rule else []),
        *([f"It is held by {due.holder.value}."] if due.holder else []),
        *([due.why] if due.why else []),
        f"Open it here: {settings.SITE_URL}{link}" if (link := link_for(role, due)) else "",
        f"To have no more reminders: {settings.SITE_URL}{_address(choices)}",
    ]
    return "\n\n".join(line for line in lines if line)


def choice_of(user: AbstractBaseUser) -> ReminderChoice:
    """Return what a person has chosen; not yet kept where they have chosen nothing."""
    return ReminderChoice.objects.filter(user_id=user.pk).first() or ReminderChoice(user_id=user.pk)


def choose(*, user: AbstractBaseUser, by_mail: bool) -> ReminderChoice:
    """Keep whether a person is reminded by e-mail."""
    return ReminderChoice.objects.update_or_create(user_id=user.pk, defaults={"by_mail": by_mail})[0]


def renew_calendar(*, user: AbstractBaseUser) -> ReminderChoice:
    """Give a person's calendar a new address; the old one is dead from then on."""
    key = secrets.token_urlsafe(16)
    return ReminderChoice.objects.update_or_create(user_id=user.pk, defaults={"calendar_key": key})[0]


def calendar_token(choice: ReminderChoice) -> str:
    """Return the signed token in the address of a person's calendar: the same until a new one is taken."""
    return signing.Signer(salt=SALT).sign_object({"u": choice.user_id, "k": choice.calendar_key})


def member_of_calendar(token: str) -> Membership:
    """
    Return as whom a calendar's address is read: the person's membership, as it stands today. Two queries.

    :raises NoSuchCalendar: if the token was not signed here, was renewed since, or the person has no role any more.
    """
    try:
        said = signing.Signer(salt=SALT).unsign_object(token)
        person, key = said["u"], said["k"]
    except (signing.BadSignature, KeyError, TypeError) as wrong:
        raise NoSuchCalendar from wrong
    kept = ReminderChoice.objects.filter(user_id=person).values_list("calendar_key", flat=True).first()
    rows = Membership.objects.filter(user_id=person, user__is_active=True).select_related("body").order_by("id")
    if (kept or "") != key or (membership := rows.first()) is None:
        raise NoSuchCalendar
    return membership
