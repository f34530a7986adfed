"""Why a draft makes each of its changes: a reason kept under the key that the redline gives the change."""

from django.db import transaction

from plans.models import ChangeReason, Instrument
from plans.services.course import lock
from plans.services.drafts import NotEditable


def reasons_of(instrument: Instrument) -> dict[str, str]:
    """Return the reasons given for the changes of an instrument, by the key of the change. One query."""
    return dict(ChangeReason.objects.filter(instrument=instrument).values_list("change_key", "reason"))


@transaction.atomic
def give_reason(*, instrument: Instrument, change_key: str, reason: str) -> ChangeReason:
    """
    Give the reason for one change, or another reason than before; the editing history keeps the earlier words.

    :raises NotEditable: if the text is closed.
    """
    instrument = lock(instrument)
    if not instrument.is_open:
        raise NotEditable(f"This {instrument.kind_words} is {instrument.get_stage_display()} and its text is closed.")
    row = ChangeReason.objects.filter(instrument=instrument, change_key=change_key).first()
    row = row or ChangeReason(instrument=instrument, change_key=change_key)
    row.reason = reason
    row.save()
    return row
