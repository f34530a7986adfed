"""Bringing a draft variation up to date after another was issued first: the plan as it now stands, s.5(4)."""

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from plans.models import DraftConflict, DraftMeeting, DraftSection, Edition, Instrument
from plans.queries.drafting import latest_edition
from plans.queries.texts import draft_outline
from plans.services.drafts import editable, put_text
from plans.services.objectives import put_objectives
from plans.text.changeset import Merged, merge, settled
from plans.text.markup import clean, plain_text
from plans.text.outline import Outline, Section, canonical_json, digest, to_data


class NotSettled(Exception):
    """Something must be settled or looked at again first; the message says what."""


@dataclass(frozen=True, slots=True)
class Rebase:
    """
    How a draft would meet the edition issued since it was begun.

    ``seen`` names both texts, so that the act is bound to what was shown.
    """

    latest: Edition
    merged: Merged
    seen: str


def rebase_of(instrument: Instrument) -> Rebase | None:
    """Return how a variation meets the plan's latest edition, or None if it is up to date. Four or five queries."""
    latest = latest_edition(instrument.plan)
    if latest is None or instrument.base is None or latest.pk == instrument.base.pk:
        return None
    ours = draft_outline(instrument)
    merged = merge(instrument.base.wording.outline, ours, latest.wording.outline)
    return Rebase(latest, merged, f"{latest.number}-{digest(ours)}")


@transaction.atomic
def bring_up_to_date(
    *, instrument: Instrument, by: AbstractBaseUser | None = None, seen: str | None = None
) -> DraftMeeting | None:
    """
    Put the draft on the plan's latest edition by operations, and return the meeting; None if it stands on it already.

    What does not conflict stands at once. Each conflict is kept with the draft, which has its own text there, until
    somebody settles it; until then the draft is neither frozen nor sent to the Panel (P3). ``seen`` is ``Rebase.seen``
    of the page on which it was shown.

    :raises plans.services.drafts.NotEditable: if the text is closed.
    :raises NotSettled: if conflicts with an earlier edition are open, or either text has moved on since it was shown.
    :raises plans.text.outline.OutlineError: if both sides gave the same code to different priority actions.
    """
    instrument = editable(instrument)
    rebase = rebase_of(instrument)
    if rebase is None:
        return None
    if instrument.conflicts.filter(settled_as="").exists():
        raise NotSettled("Settle the conflicts with the edition before first. They are shown below.")
    if seen is not None and seen != rebase.seen:
        raise NotSettled("The draft or the plan has changed since this page was shown. Look at both again.")
    meeting = DraftMeeting.objects.create(
        instrument=instrument,
        stood_on=instrument.base,
        edition=rebase.latest,
        draft=canonical_json(to_data(rebase.merged.ours)),
        made_by=by,
    )
    for position, conflict in enumerate(rebase.merged.conflicts, start=1):
        DraftConflict.objects.create(
            meeting=meeting,
            instrument=instrument,
            key=conflict.key,
            position=position,
            section_id=conflict.section_id,
            place=conflict.place[:400],
            base=conflict.base,
            ours=conflict.ours,
            theirs=conflict.theirs,
        )
    _put(instrument, rebase.merged.ours, rebase.merged.outline)
    instrument.base = rebase.latest
    instrument.save()
    return meeting


@transaction.atomic
def settle(
    *, conflict: DraftConflict, choice: str, text: str = "", by: AbstractBaseUser | None = None, seen: str | None = None
) -> DraftConflict:
    """
    Settle one conflict: as the draft has it ("ours"), as the edition has it ("theirs"), or with a third text ("text").

    Only the words in question change; whatever else was written in the draft meanwhile stays. ``seen`` is the digest
    of the draft that was on the screen.

    :raises plans.services.drafts.NotEditable: if the draft is closed.
    :raises NotSettled: if it is settled already, nothing was chosen, or the draft has moved on since it was shown.
    :raises plans.text.markup.MarkupError: if the third text cannot be read as text.
    """
    instrument = editable(conflict.instrument)
    rows = DraftConflict.objects.select_for_update(of=("self",)).select_related("meeting__edition__wording")
    conflict = rows.select_related("meeting__stood_on__wording").get(pk=conflict.pk)
    draft = draft_outline(instrument)
    written = clean(text) if choice == "text" else ""
    if conflict.settled_as:
        raise NotSettled("Somebody has settled this already. What was decided is shown below.")
    if choice not in ("ours", "theirs", "text"):
        raise NotSettled(f"Choose which text stands for: {conflict.place}.")
    if choice == "text" and not plain_text(written).strip():
        raise NotSettled("Write the text that is to stand, or choose one of the two.")
    if seen is not None and seen != digest(draft):
        raise NotSettled("The draft has changed since this page was shown. Look at both texts and choose again.")
    if choice != "ours":
        _put(instrument, draft, _with(conflict, written or choice, draft))
    conflict.settled_as, conflict.text = choice, written
    conflict.settled_by, conflict.settled_at = by, timezone.now()
    conflict.save()
    return conflict


def _with(conflict: DraftConflict, choice: str, draft: Outline) -> Outline:
    """Return the draft as it stands, with one conflict settled; what was chosen wins over what was written there."""
    meeting = conflict.meeting
    merged = merge(meeting.stood_on.wording.outline, meeting.outline, meeting.edition.wording.outline)
    if conflict.key not in {one.key for one in merged.conflicts}:
        raise NotSettled("This place can no longer be found. Edit the section itself, and keep the draft’s text here.")
    others = {one.key: one.choice for one in meeting.conflicts.exclude(settled_as="").exclude(pk=conflict.pk)}
    step = merge(settled(merged, others), draft, settled(merged, {**others, conflict.key: choice}))
    return settled(step, {met.key: "theirs" for met in step.conflicts})


def _put(instrument: Instrument, before: Outline, after: Outline) -> None:
    """Write a draft section by section where its sections stay, so that untouched ones keep their revision."""
    if [section.id for section in before.sections] != [section.id for section in after.sections]:
        put_text(instrument=instrument, outline=after)
        return
    changed = {new.id: new for old, new in zip(before.sections, after.sections, strict=True) if old != new}
    rows = {row.section_id: row for row in instrument.draft_sections.filter(section_id__in=changed)}
    for section_id, section in changed.items():
        _write(rows[section_id], section)
    for section_id, section in changed.items():
        if section.objectives != (before.section(section_id) or section).objectives:
            put_objectives(section=rows[section_id], objectives=section.objectives)


def _write(row: DraftSection, section: Section) -> None:
    row.kind, row.heading, row.html = section.kind.value, section.heading, section.html
    row.limbs = sorted(section.limbs)
    row.revision += 1
    row.save()
