"""The reasons for changes as they stood when a draft was frozen."""

from plans.models import FrozenReason, Instrument, StepTaken


def reasons_frozen_with(instrument: Instrument, wording: str, *, upto: int | None = None) -> dict[str, str]:
    """
    Return the reasons kept when a wording was frozen, by the key of the change. One query.

    ``upto`` is the number of the line of the record at which somebody was shown the wording: a text frozen again later
    with other reasons does not count.
    """
    lines = StepTaken.objects.filter(instrument=instrument, step="prepare_draft", wording=wording)
    if upto is not None:
        lines = lines.filter(seq__lte=upto)
    last = lines.order_by("-seq").values("pk")[:1]
    return dict(FrozenReason.objects.filter(line=last).order_by("pk").values_list("change_key", "reason"))
