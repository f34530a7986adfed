"""A member's own notes and what they have read: always asked for one membership, and never otherwise."""

from plans.models import Instrument, Membership, PrivateNote, SectionRead, Wording
from plans.text.outline import Outline


def notes_of(membership: Membership, instrument: Instrument) -> list[PrivateNote]:
    """Return what a member wrote to themselves about an instrument, first written first. One query."""
    notes = PrivateNote.objects.filter(membership=membership, instrument=instrument).select_related("wording")
    return list(notes.defer("wording__content", "wording__facts").order_by("pk"))


def note_of(membership: Membership, instrument: Instrument, pk: int) -> PrivateNote | None:
    """Return one note of a member's own, or None. One query."""
    return PrivateNote.objects.filter(membership=membership, instrument=instrument, pk=pk).first()


def sections_read(membership: Membership, instrument: Instrument, text: Outline) -> dict[str, bool]:
    """
    Return the sections of a text that a member has read, by id: True if it still reads so, False if it changed since.

    Two queries.
    """
    rows = list(SectionRead.objects.filter(membership=membership, instrument=instrument))
    read = Wording.objects.in_bulk({row.wording_id for row in rows})
    return {row.section_id: _same(read[row.wording_id].outline, text, row.section_id) for row in rows}


def _same(one: Outline, other: Outline, section_id: str) -> bool:
    return one.section(section_id) == other.section(section_id)
