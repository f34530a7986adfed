"""Recording that something was done which no step of the record is: by whoever holds it, on which day, and how."""

from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from plans.models import Body, DoneRecord
from plans.services.calendar import CannotBeKept


@transaction.atomic
def record_done(
    *,
    body: Body,
    key: str,
    what: str,
    on: date,
    note: str,
    by_name: str,
    done: bool = True,
    since: date | None = None,
    recorded_by: AbstractBaseUser | None = None,
) -> DoneRecord:
    """
    Write somebody's word that what was due under a key was done, or that this was recorded by mistake.

    ``since`` is the first day on which it could be done. What was said before stays; the last word stands.

    :raises CannotBeKept: if the day is ahead, or before it could be done.
    """
    if on > timezone.localdate():
        raise CannotBeKept("The day is in the future. Record it once it is done.", "on")
    if since is not None and on < since:
        raise CannotBeKept("The day is before that on which it was first owed.", "on")
    return DoneRecord.objects.create(
        body=body,
        key=key,
        what=what,
        done=done,
        on=on,
        note=note,
        by_name=by_name,
        recorded_at=timezone.now(),
        recorded_by=recorded_by,
    )
