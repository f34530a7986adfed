"""Serving the copies of s.5(10)(a): a letter to each recipient, and a line of the record for each that left."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from plans.models import Edition, Instrument, Letter, LetterEvent
from plans.queries.copies import COPY, Copy, Recipient, copies_of
from plans.queries.course import standing_now
from plans.services import letters, post
from plans.services.course import Taking, lock, take_step
from plans.services.renderings import AS_VARIED, Rendering, ask_for, renderings_of
from plans.statute.dates import said
from plans.statute.terms import Actor, NotPermitted, Office

SALT = "plans.copy"
BY_MAIL = "e-mail"
INCOMING = Actor(Office.STAFF, "The office’s incoming mail")
STATUS = re.compile(r"\b[45]\.\d{1,3}\.\d{1,3}\b")


class CopyRefused(Exception):
    """The copy cannot be sent now; the message says why and what to do."""


def edition_of(instrument: Instrument) -> Edition:
    """
    Return the edition that an instrument made.

    :raises CopyRefused: if it is not issued.
    """
    rows = Edition.objects.select_related("plan__body", "instrument__base__wording", "wording")
    edition = rows.filter(instrument=instrument).first()
    if edition is None:
        raise CopyRefused(f"Copies are sent once the {instrument.kind_words} is issued.")
    return edition


def serve_all(*, instrument: Instrument, form: str, by: Actor, link_base: str) -> list[Letter]:
    """
    Write to everybody who is owed a copy, has an address that was not refused, and has no letter on its way.

    :raises CopyRefused: if it is not issued, or the document is not made yet.
    """
    edition = edition_of(instrument)
    rendering = _ready(edition, form)
    with transaction.atomic():
        owed = [copy for copy in _copies_now(instrument) if copy.goes_by_itself]
        return [_write(edition, copy, copy.recipient, rendering, by, link_base) for copy in owed]


def serve_one(*, instrument: Instrument, recipient: str, email: str, form: str, by: Actor, link_base: str) -> Letter:
    """
    Write to one recipient, at the address that is given.

    :raises CopyRefused: if nobody of that reference is owed one, one is on its way, or the document is not made yet.
    """
    edition = edition_of(instrument)
    rendering = _ready(edition, form)
    with transaction.atomic():
        copy = free_to_write(_copies_now(instrument), recipient)
        to = replace(copy.recipient, email=email)
        return _write(edition, copy, to, rendering, by, link_base)


def serve_by_hand(*, instrument: Instrument, recipient: str, form: str, channel: str, on: date, by: Actor) -> Letter:
    """
    Record that a letter on paper, with the copy, was posted or handed over on a day, and write the line of the record.

    :raises CopyRefused: if nobody of that reference is owed one, or one is on its way by e-mail.
    :raises NotPermitted: if the record does not allow it on that day.
    """
    edition = edition_of(instrument)
    rendering = _ready(edition, form)
    with transaction.atomic():
        copy = free_to_write(_copies_now(instrument), recipient)
        letter = _write(edition, copy, replace(copy.recipient, email=""), rendering, by, "")
        letter = letters.mark_posted(letter=letter, channel=channel, on=on, by=by)
        _take_line(letter, on, channel)
    return letter


def _copies_now(instrument: Instrument) -> tuple[Copy, ...]:
    """Return where the copies stand, with the record locked until the transaction ends."""
    return copies_of(standing_now(lock(instrument), timezone.localdate()))


def free_to_write(copies: Sequence[Copy], recipient: str) -> Copy:
    """
    Return the copy to one recipient, to whom another letter may be written.

    :raises CopyRefused: if nobody of that reference is owed one, or a letter is on its way.
    """
    copy = next((copy for copy in copies if copy.recipient.ref == recipient), None)
    if copy is None:
        raise CopyRefused("Nobody of that name is owed a copy.")
    if copy.is_under_way and copy.letter:
        raise CopyRefused(f"A letter to {copy.recipient.name} is {copy.letter.get_state_display()}. Settle that first.")
    return copy


def _ready(edition: Edition, form: str) -> Rendering:
    rendering = next((one for one in renderings_of(edition) if one.key == form), None)
    if rendering is None:
        raise CopyRefused("Choose what is sent.")
    if rendering.attachment is None:
        ask_for(rendering, edition)
        raise CopyRefused(f"The PDF of {rendering.words} is still being made. Send the copies when it is there.")
    return rendering


def _write(edition: Edition, copy: Copy, to: Recipient, rendering: Rendering, by: Actor, link_base: str) -> Letter:
    instrument = edition.instrument
    issue = instrument.lines.get(step="issue")
    message_id = post.a_message_id()
    acknowledged_at = reverse("copy", args=[token_of(message_id)])
    return post.write_letter(
        body=edition.plan.body,
        instrument=instrument,
        about=issue,
        kind=COPY,
        key=f"{COPY}:{issue.pk}:{to.ref}:{len(copy.letters) + 1}",
        recipient=to.ref,
        to_name=to.addressee,
        to_email=to.email,
        subject=subject_of(edition),
        text=text_of(edition, to, rendering, f"{link_base}{acknowledged_at}" if to.email else "", link_base),
        links=[{"label": f"Read {rendering.words} as a page", "path": rendering.page}],
        attachments=[rendering.attachment or {}],
        message_id=message_id,
        by=by,
    )


def subject_of(edition: Edition) -> str:
    """Return what a copy's letter is about."""
    return f"Copy of the {_kind(edition)} “{edition.instrument.title}”, issued on {said(edition.issued_on)}"


def _kind(edition: Edition) -> str:
    return "variation" if edition.instrument.is_variation else "police and crime plan"


def text_of(edition: Edition, to: Recipient, rendering: Rendering, acknowledge_at: str, link_base: str) -> str:
    """Return the words of the letter that goes with a copy: by e-mail with its links, on paper without."""
    body, digest = edition.plan.body, (rendering.attachment or {}).get("sha256", "")
    made = f"It makes edition {edition.number} of the {edition.plan.name}. " if edition.instrument.is_variation else ""
    sent = f"What you are sent is {rendering.words} (section 5(11)). " if rendering.key == AS_VARIED else ""
    paragraphs = [
        f"To {to.addressee}",
        f"The {body.name} issued the {_kind(edition)} “{edition.instrument.title}” on {said(edition.issued_on)}. "
        f"{made}This copy is sent to you under section 5(10)(a) of the Police Reform and Social Responsibility Act "
        f"2011. {sent}",
    ]
    if acknowledge_at:
        paragraphs += [
            f"Read it as a web page:\n{link_base}{rendering.page}",
            "It is attached as a PDF too.",
            f"Please tell us that you have it. It takes one button, and no account:\n{acknowledge_at}",
        ]
    else:
        paragraphs += ["It is enclosed."]
    if digest:
        paragraphs += [f"The document has this SHA-256 digest:\n{digest}"]
    paragraphs += [body.name]
    return "\n\n".join(paragraph.strip() for paragraph in paragraphs)


def token_of(message_id: str) -> str:
    """Return the signed token with which the addressee of a letter sees what was served, and says that it came."""
    return signing.dumps({"m": message_id}, salt=SALT, compress=False)


def letter_for(token: str) -> Letter:
    """
    Return the letter of a signed token.

    :raises CopyRefused: if the token was not signed here, or its letter was never written.
    """
    try:
        message_id = signing.loads(token, salt=SALT)["m"]
        rows = Letter.objects.select_related("body", "instrument__plan__body", "about")
        return rows.get(message_id=message_id)
    except (signing.BadSignature, Letter.DoesNotExist, KeyError, TypeError) as wrong:
        raise CopyRefused(
            "This link is not complete. Copy the whole of it from the letter, or ask for it again."
        ) from wrong


def copy_left(letter: Letter) -> None:
    """Write the line of the record for a copy that a mail server took, on the day on which it did."""
    _take_line(letter, timezone.localdate(letter.sent_at), BY_MAIL, even_if_refused=True)


def _take_line(letter: Letter, on: date, channel: str, *, even_if_refused: bool = False) -> None:
    particulars: dict[str, Any] = {
        "to": [letter.recipient],
        "channel": channel,
        "form": letter.attachments[0].get("what", "") if letter.attachments else "",
        "digest": letter.digest,
        "message_id": letter.message_id,
    }
    by = Actor(Office(letter.by_office), letter.by_name)
    taking = Taking(key="send_copy", on=on, by=by, wording=letter.about.wording_id, particulars=particulars)
    _taken(letter, taking, even_if_refused)


def copy_came_back(letter: Letter) -> None:
    """Write on the record that a copy came back, if it stands there as sent; the address stays off the record."""
    sent = letter.instrument.lines.filter(step="send_copy", particulars__message_id=letter.message_id)
    if not sent.exists():
        return
    status = STATUS.search(letter.detail)
    why = f"A mail server sent it back{f' (status {status[0]})' if status else ''}."
    particulars = {"to": [letter.recipient], "why": why, "message_id": letter.message_id}
    taking = Taking(
        key="copy_came_back",
        on=timezone.localdate(letter.state_at),
        by=INCOMING,
        wording=letter.about.wording_id,
        particulars=particulars,
    )
    _taken(letter, taking, True)


def _taken(letter: Letter, taking: Taking, even_if_refused: bool) -> None:
    try:
        take_step(instrument=letter.instrument, taking=taking)
    except NotPermitted as refused:
        if not even_if_refused:
            raise
        why = " ".join(refusal.reason for refusal in refused.refusals)
        letters.note(letter=letter, what=LetterEvent.What.NOTED, words=f"No line of the record could be written: {why}")


def follow_copies() -> None:
    """Have the record follow what becomes of the copies' letters."""
    letters.follow(COPY, sent=copy_left, bounced=copy_came_back)
