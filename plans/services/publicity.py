"""Putting an instrument before the public while it is still on its course."""

from datetime import date

from django.db import transaction

from plans.models import Instrument
from plans.services.course import lock


class NotYetPublic(Exception):
    """The instrument cannot be shown to the public yet; the message says why."""


@transaction.atomic
def make_public(*, instrument: Instrument, on: date) -> None:
    """Show the instrument's page to the public from a day, if it is not shown already."""
    instrument = lock(instrument)
    if instrument.public_from is None or instrument.public_from > on:
        instrument.public_from = on
        instrument.save(update_fields=["public_from"])


@transaction.atomic
def show_draft(*, instrument: Instrument, on: date) -> None:
    """
    Show the public the draft that was sent to the Panel, before the Panel has reported.

    :raises NotYetPublic: if nothing has been sent to the Panel by that day.
    """
    if not lock(instrument).lines.filter(step="send_to_panel", taken_on__lte=on).exists():
        raise NotYetPublic("Nothing has been sent to the Panel yet. Send the draft to the Panel first.")
    make_public(instrument=instrument, on=on)
