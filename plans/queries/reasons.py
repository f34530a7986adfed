"""The reasons for the changes of a draft: as they belong to its changes now, and as they stood when it was frozen."""

from collections.abc import Mapping
from dataclasses import dataclass

from plans.models import FrozenReason, Instrument, StepTaken, Wording
from plans.text.diff.document import Redline
from plans.text.outline import Outline
from plans.text.redline import compare
from plans.text.subjects import Subject, carried, subjects_of

NOT_CONFIRMED = "(Given for earlier words of this change, and not confirmed for these.)"


@dataclass(frozen=True, slots=True)
class Given:
    """A reason as it belongs to a change of now; ``for_earlier`` is what it was given for, where the words differ."""

    reason: str
    for_earlier: Subject | None = None


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A reason whose change is gone, and what it was given for."""

    key: str
    reason: str
    subject: Subject


@dataclass(frozen=True, slots=True)
class Reasons:
    """The reasons of a draft: by the key of a present change, and those whose change is gone."""

    given: Mapping[str, Given]
    left_over: tuple[LeftOver, ...]

    def missing(self, redline: Redline) -> int:
        """Return how many changes have no reason."""
        return sum(change.key not in self.given for change in redline.changes)

    @property
    def to_check(self) -> int:
        """How many changes have a reason that was given for earlier words."""
        return sum(given.for_earlier is not None for given in self.given.values())


def reasons_of(instrument: Instrument, redline: Redline) -> Reasons:
    """
    Return the reasons of a draft as they belong to its changes; ``redline`` is the edition varied against it.

    A reason whose change was edited further stays with that change, marked. One query.
    """
    rows = {row.change_key: row for row in instrument.change_reasons.order_by("pk")}
    now = subjects_of(redline)
    earlier = {key: Subject.from_data(row.given_for) for key, row in rows.items()}
    places = carried(earlier, now)
    given = {
        key: Given(rows[key].reason) if key in places.stand else Given(rows[was].reason, earlier[was])
        for key in now
        if (was := key if key in places.stand else places.to_check.get(key, ""))
    }
    return Reasons(given, tuple(LeftOver(key, rows[key].reason, earlier[key]) for key in places.gone))


def reasons_to_freeze(instrument: Instrument, draft: Outline) -> dict[str, str]:
    """
    Return the reasons that are frozen with a draft, each under the key of the change that it belongs to now.

    One that was given for earlier words and never confirmed says so: it reaches its readers, and nobody takes it for
    more. A reason whose change is gone is not about this text and stays out. One query, and two for what is varied.
    """
    if instrument.base is None:
        return dict(instrument.change_reasons.order_by("pk").values_list("change_key", "reason"))
    found = reasons_of(instrument, compare(instrument.base.wording.outline, draft))
    return {
        key: f"{given.reason} {NOT_CONFIRMED}" if given.for_earlier else given.reason
        for key, given in found.given.items()
    }


def reasons_against(
    instrument: Instrument, wording: Wording, before: Wording, *, upto: int | None = None
) -> dict[str, str]:
    """
    Return the reasons frozen with a wording, by the changes that it makes in another text than it may vary.

    Reasons are given for what the draft changes in the edition varied. Against an earlier draft one is found at the
    same change, and where the same words came to stand. ``upto`` is as ``reasons_frozen_with`` says.
    """
    kept = reasons_frozen_with(instrument, wording.pk, upto=upto)
    base = instrument.base
    if not kept or base is None or before.pk == base.wording_id:
        return kept
    given = subjects_of(compare(base.wording.outline, wording.outline))
    came = {place: kept[key] for key, subject in given.items() if key in kept and (place := _came_to_stand(subject))}
    here = subjects_of(compare(before.outline, wording.outline))
    found = {key: kept.get(key) or came.get(_came_to_stand(subject) or ()) for key, subject in here.items()}
    return {key: reason for key, reason in found.items() if reason}


def _came_to_stand(subject: Subject) -> tuple[str, ...] | None:
    """Return where which words came to stand by a change; None if none did, or they only moved."""
    if not subject.new or subject.kind.startswith("moved") or subject.unit in ("section", "heading"):
        return None
    return subject.section_id, subject.unit, subject.new


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
