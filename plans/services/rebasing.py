"""Bringing a draft variation up to date after another was issued first: the plan as it now stands, s.5(4)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from plans.models import Edition, Instrument
from plans.queries.drafting import latest_edition
from plans.queries.texts import draft_outline
from plans.services.course import lock
from plans.services.drafts import NotEditable, put_text
from plans.text.outline import digest
from plans.text.threeway import Meeting, Side, brought_together, meetings


class NotChosen(Exception):
    """Sections changed on both sides have not been chosen, or the texts moved on; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Rebase:
    """
    How a draft meets the edition issued since it was begun.

    ``seen`` names both texts, so that a choice is bound to them.
    """

    latest: Edition
    meetings: tuple[Meeting, ...]
    seen: str

    @property
    def to_choose(self) -> tuple[Meeting, ...]:
        """The sections that both changed, in different ways."""
        return tuple(meeting for meeting in self.meetings if meeting.side is None)


def rebase_of(instrument: Instrument) -> Rebase | None:
    """Return how a variation meets the plan's latest edition, or None if it is up to date. Four or five queries."""
    latest = latest_edition(instrument.plan)
    if latest is None or instrument.base is None or latest.pk == instrument.base.pk:
        return None
    ours = draft_outline(instrument)
    found = meetings(instrument.base.wording.outline, ours, latest.wording.outline)
    return Rebase(latest, found, f"{latest.number}-{digest(ours)}")


@transaction.atomic
def bring_up_to_date(*, instrument: Instrument, choices: Mapping[str, str], seen: str | None = None) -> Edition | None:
    """
    Put the draft on the plan's latest edition, section by section, and return that edition; None if it is on it.

    What one side alone changed stands as that side has it; what both changed stands as ``choices`` says, by section
    id "ours" or "theirs". ``seen`` is ``Rebase.seen`` of the page on which they were chosen. The draft must be frozen
    again before it goes on, because its wording and what it changes are no longer what was frozen.

    :raises NotEditable: if the text is closed.
    :raises NotChosen: if a section that both changed is not chosen, or either text has moved on since it was shown.
    :raises plans.text.outline.OutlineError: if both sides gave the same code to different priority actions.
    """
    instrument = lock(instrument)
    if not instrument.is_open:
        raise NotEditable(f"This {instrument.kind_words} is {instrument.get_stage_display()} and its text is closed.")
    rebase = rebase_of(instrument)
    if rebase is None:
        return None
    if seen is not None and seen != rebase.seen:
        raise NotChosen(
            "The draft or the plan has changed since this page was shown. Look at both texts and choose again."
        )
    missing = [meeting.heading for meeting in rebase.to_choose if choices.get(meeting.section_id) not in set(Side)]
    if missing:
        raise NotChosen(f"Choose whose text stands for: {'; '.join(missing)}.")
    chosen = {meeting.section_id: Side(choices[meeting.section_id]) for meeting in rebase.to_choose}
    put_text(instrument=instrument, outline=brought_together(rebase.meetings, chosen, instrument.plan.title))
    instrument.base = rebase.latest
    instrument.save()
    return rebase.latest
