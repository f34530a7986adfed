"""What a member of the Panel writes to themselves about a draft, and what they have read of it."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from plans.models import Instrument, Membership, PrivateNote, SectionRead, Wording
from plans.services.comments import CommentRefused, hung_on, tidied


@transaction.atomic
def write_note(
    *,
    membership: Membership,
    instrument: Instrument,
    wording: Wording,
    section_id: str,
    text: str,
    quote: str = "",
    before: str = "",
    after: str = "",
    client_id: UUID | None = None,
) -> PrivateNote:
    """
    Keep a member's own note on words of a section, or without a quote on the section as a whole.

    What was sent before under the same ``client_id`` is returned as it was made. A note can be written on a draft that
    is closed too: it is nobody else's.

    :raises CommentRefused: if nothing is said, or the words cannot be found.
    """
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if client_id is not None:
        sent = PrivateNote.objects.filter(membership=membership, client_id=client_id).first()
        if sent is not None:
            return sent
    anchor = hung_on(wording.outline, section_id, text, quote, before, after)
    return PrivateNote.objects.create(
        membership=membership,
        instrument=instrument,
        wording=wording,
        section_id=section_id,
        quote=anchor.quote,
        before=anchor.before,
        after=anchor.after,
        at=anchor.at,
        text=tidied(text),
        client_id=client_id,
    )


@transaction.atomic
def edit_note(*, note: PrivateNote, text: str) -> PrivateNote:
    """
    Put other words in a note; the earlier ones are gone.

    :raises CommentRefused: if nothing is said.
    """
    hung_on(note.wording.outline, note.section_id, text, "", "", "")
    note.text, note.edited_at = tidied(text), timezone.now()
    note.save(update_fields=["text", "edited_at"])
    return note


@transaction.atomic
def delete_note(*, note: PrivateNote) -> None:
    """Delete a note for good."""
    note.delete()


@transaction.atomic
def mark_read(
    *, membership: Membership, instrument: Instrument, wording: Wording, section_id: str, is_read: bool = True
) -> None:
    """
    Keep that a member has read a section as it stands in a wording, or that they have not. Doing it twice does it once.

    :raises CommentRefused: if the text has no such section.
    """
    if wording.outline.section(section_id) is None:
        raise CommentRefused("This section is not in the draft that you read.")
    about = {"membership": membership, "instrument": instrument, "section_id": section_id}
    if is_read:
        SectionRead.objects.update_or_create(**about, defaults={"wording": wording, "read_at": timezone.now()})
    else:
        SectionRead.objects.filter(**about).delete()
