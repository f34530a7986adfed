"""Showing the Panel a draft informally, which is no act of the course (STATUTE V15)."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from plans.models import InformalLook, Instrument, StepTaken
from plans.services.course import lock


class LookRefused(Exception):
    """A draft cannot be shown informally; the message says why and what to do."""


@transaction.atomic
def show_informally(*, instrument: Instrument, line: StepTaken, on: date, occasion: str, by_name: str) -> InformalLook:
    """
    Let the Panel's members read a draft as it was frozen at a line of the record, marked as not the statutory review.

    :raises LookRefused: if the instrument is closed, or the line froze no draft of it.
    """
    instrument = lock(instrument)
    if not instrument.is_open:
        raise LookRefused(
            f"This {instrument.kind_words} is {instrument.stage_words}, so nobody is shown it informally."
        )
    if line.instrument_id != instrument.pk or line.step != "prepare_draft" or line.wording_id is None:
        raise LookRefused("Choose a draft that was frozen.")
    return InformalLook.objects.create(
        instrument=instrument, frozen_line=line, shown_on=on, occasion=occasion.strip(), by_name=by_name
    )


@transaction.atomic
def end_look(*, look: InformalLook) -> InformalLook:
    """Take an informal look back: the draft leaves the Panel's room, and what members noted on it stays theirs."""
    look = InformalLook.objects.select_for_update().get(pk=look.pk)
    if look.ended_at is None:
        look.ended_at = timezone.now()
        look.save()
    return look
