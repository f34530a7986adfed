"""The editing history of a draft: a burst of automatic saves is one line of it, which holds the last of them."""

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model
from django.utils import timezone

from plans.models import DraftAction, DraftObjective, DraftSection

AUTOMATIC = "Saved automatically"
BY_HAND = "Saved automatically, then by hand"
BURST = timedelta(minutes=10)


def keep(row: Model, *, by: AbstractBaseUser | None = None, automatic: bool = False) -> None:
    """
    Save a row with its line of history, made by ``by`` (or by whoever sent the request).

    An automatic save takes over the line of the same person's automatic save of up to ten minutes ago: the line is
    dated by the first of the burst, and says what the last left.
    """
    if by is not None:
        row._history_user = by
    row._change_reason = AUTOMATIC if automatic else None
    line = _line_of_the_burst(row, by) if automatic and row.pk else None
    if line is None:
        row.save()
        return
    row.skip_history_when_saving = True
    try:
        row.save()
    finally:
        del row.skip_history_when_saving
    kept = {field.attname: getattr(row, field.attname) for field in row.history.model.tracked_fields}
    row.history.filter(history_id=line).update(**kept)


def _line_of_the_burst(row: Model, by: AbstractBaseUser | None) -> int | None:
    lines = row.history.order_by("-history_id")
    last = lines.values_list("history_id", "history_change_reason", "history_user", "history_date").first()
    if last is None:
        return None
    line, reason, user, begun = last
    same = reason == AUTOMATIC and user == (by.pk if by else None) and timezone.now() - begun < BURST
    return line if same else None


def end_burst(section: DraftSection) -> None:
    """Let what automatic saves left of a section stand in the history for good: it was saved by hand. Three queries."""
    for model, rows in (
        (DraftSection, DraftSection.objects.filter(pk=section.pk)),
        (DraftObjective, section.objectives.all()),
        (DraftAction, DraftAction.objects.filter(objective__section=section)),
    ):
        _close(model.history, rows.values("pk"))


def _close(history, ids: Iterable) -> None:
    since = timezone.now() - BURST
    lines = history.filter(id__in=ids, history_change_reason=AUTOMATIC, history_date__gt=since)
    lines.update(history_change_reason=BY_HAND)
