"""Why a draft makes each of its changes: reasons given, confirmed for later words, and taken away."""

from collections.abc import Sequence

from django.db import transaction

from plans.models import ChangeReason, Instrument
from plans.queries.reasons import reasons_of
from plans.services.course import lock
from plans.services.drafts import NotEditable
from plans.text.diff.document import Redline
from plans.text.subjects import Subject, carried, subjects_of


@transaction.atomic
def give_reason(
    *, instrument: Instrument, change_keys: Sequence[str], reason: str, redline: Redline | None = None
) -> None:
    """
    Give the reason for some changes, or another reason than before; the editing history keeps the earlier words.

    With ``redline``, the edition varied against the draft, each reason is kept with what it is given for, and takes
    the place of one that was given for the earlier words of the same change.

    :raises NotEditable: if the text is closed, or the draft no longer makes one of the changes.
    """
    instrument = _open(instrument)
    rows = {row.change_key: row for row in instrument.change_reasons.order_by("pk")}
    now = subjects_of(redline) if redline else {}
    if redline and not set(change_keys) <= now.keys():
        raise NotEditable("The draft no longer makes one of these changes. Look at the list as it stands now.")
    replaced = carried({key: Subject.from_data(row.given_for) for key, row in rows.items()}, now).to_check
    for key in change_keys:
        row = rows.get(key) or rows.get(replaced.get(key, "")) or ChangeReason(instrument=instrument)
        row.change_key, row.reason = key, reason
        row.given_for = now[key].to_data() if redline else row.given_for
        row.save()


@transaction.atomic
def confirm_reason(*, instrument: Instrument, change_key: str, redline: Redline) -> None:
    """
    Confirm that a reason given for the earlier words of a change holds for its words of now.

    :raises NotEditable: if the text is closed, or there is no such reason to confirm.
    """
    given = reasons_of(instrument, redline).given.get(change_key)
    if given is None:
        raise NotEditable("This change has no reason to confirm. Look at the list as it stands now.")
    give_reason(instrument=instrument, change_keys=[change_key], reason=given.reason, redline=redline)


@transaction.atomic
def drop_reason(*, instrument: Instrument, change_key: str) -> None:
    """
    Take away a reason; the editing history keeps it.

    :raises NotEditable: if the text is closed.
    """
    for row in _open(instrument).change_reasons.filter(change_key=change_key):
        row.delete()


def _open(instrument: Instrument) -> Instrument:
    instrument = lock(instrument)
    if not instrument.is_open:
        raise NotEditable(f"This {instrument.kind_words} is {instrument.stage_words} and its text is closed.")
    return instrument
