"""What comes back by mail: reports of mail servers, receipts and answers, each kept with the letter it is about."""

import imaplib
import logging
import mailbox
import re
import ssl
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.db import DatabaseError

from plans.models import Letter, LetterEvent
from plans.services import letters

LARGEST = 25 * 1024 * 1024
MESSAGE_ID = re.compile(r"<[^<>\s]+>")
What = LetterEvent.What

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Received:
    """What a message was, in words, and the letter that it is about, if it is about one of ours."""

    words: str
    letter: Letter | None = None


class NotReadable(Exception):
    """The mailbox cannot be read; the message says why."""


def receive(content: bytes) -> Received:
    """
    Keep what one message (RFC 5322) says with the letter that it is about. The same message twice is kept once.

    A report of non-delivery (RFC 3464) marks the letter as having come back, a receipt (RFC 8098) as acknowledged; an
    answer is noted. What names no letter of ours changes nothing.
    """
    try:
        return _kept(message_from_bytes(content[:LARGEST], policy=policy.default))
    except DatabaseError:
        raise
    except Exception:  # what anybody may send must not keep the rest of the mailbox from being read
        log.exception("A message could not be read.")
        return Received("It could not be read.")


def _kept(message: EmailMessage) -> Received:
    kind, report = message.get_content_type(), str(message.get_param("report-type") or "").lower()
    if kind == "multipart/report" and report == "delivery-status":
        return _delivery_report(message)
    if kind == "multipart/report" and report == "disposition-notification":
        return _receipt(message)
    return _answer(message)


def _delivery_report(message: EmailMessage) -> Received:
    letter = _letter_among([*_ids_of_returned(message), *_ids_answered(message)])
    if letter is None:
        return Received("A report about a message that is none of ours.")
    action, words = _outcome(message)
    incoming = _id_of(message)
    if action == "failed":
        return Received("It came back.", letters.bounce(letter=letter, words=words, incoming=incoming))
    what = What.DELAYED if action == "delayed" else What.NOTED
    return Received(f"A report: {action}.", letters.note(letter=letter, what=what, words=words, incoming=incoming))


def _outcome(message: EmailMessage) -> tuple[str, str]:
    """Return what became of the message ("failed", "delayed" ...), and the mail server's reason in words."""
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in _blocks(part):
            if action := _field(block, "Action").lower():
                status, why = _field(block, "Status"), _field(block, "Diagnostic-Code")
                why = why.partition(";")[2].strip() or why
                return action, " ".join(
                    f"{_field(block, 'Final-Recipient').rpartition(';')[2].strip()}: {status} {why}".split()
                )
    return "failed", "A mail server sent it back and did not say why."


def _blocks(part: EmailMessage) -> list[EmailMessage]:
    payload = part.get_payload()
    return [block for block in payload if isinstance(block, EmailMessage)] if isinstance(payload, list) else []


def _field(block: EmailMessage, name: str) -> str:
    with suppress(Exception):  # what a foreign server wrote need not be a header that the library can read
        return "".join(c for c in " ".join(str(block.get(name, "")).split()) if c.isprintable())
    return ""


def _ids_of_returned(message: EmailMessage) -> Iterator[str]:
    """Yield the Message-ID of each message, or head of a message, that is returned inside a report."""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            yield from (_id_of(block) for block in _blocks(part))
        elif kind == "text/rfc822-headers":
            found = re.search(r"(?im)^message-id:\s*(<[^<>\s]+>)", _text(part))
            yield from [found[1]] if found else []


def _text(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    return payload.decode(errors="replace") if isinstance(payload, bytes) else str(part.get_payload())


def _receipt(message: EmailMessage) -> Received:
    ids, disposition = [*_ids_answered(message)], ""
    for part in message.walk():
        if part.get_content_type() == "message/disposition-notification":
            fields = message_from_bytes(_text(part).encode(), policy=policy.default)
            fields = next(iter(_blocks(part)), fields)
            ids = [*MESSAGE_ID.findall(_field(fields, "Original-Message-ID")), *ids]
            disposition = _field(fields, "Disposition").lower()
    letter = _letter_among(ids)
    if letter is None:
        return Received("A receipt for a message that is none of ours.")
    incoming = _id_of(message)
    if "displayed" in disposition:
        words = "Its reader’s program says that it was shown."
        return Received("A receipt.", letters.acknowledge(letter=letter, words=words, incoming=incoming))
    words = f"Its reader’s program says: {disposition or 'nothing that can be read'}."
    return Received("A receipt.", letters.note(letter=letter, what=What.NOTED, words=words, incoming=incoming))


def _answer(message: EmailMessage) -> Received:
    letter = _letter_among([*_ids_answered(message)])
    if letter is None:
        return Received("It answers no letter of ours.")
    by_itself = _field(message, "Auto-Submitted").lower() not in ("", "no") or bool(_field(message, "X-Autoreply"))
    words = f"From {_field(message, 'From') or 'somebody'}: {_field(message, 'Subject')}"[:500]
    what = What.AUTOMATIC if by_itself else What.REPLIED
    said = "An automatic answer." if by_itself else "An answer."
    return Received(said, letters.note(letter=letter, what=what, words=words, incoming=_id_of(message)))


def _ids_answered(message: EmailMessage) -> Iterator[str]:
    for name in ("In-Reply-To", "References"):
        yield from MESSAGE_ID.findall(_field(message, name))


def _id_of(message: EmailMessage) -> str:
    found = MESSAGE_ID.search(_field(message, "Message-ID"))
    return found[0] if found else ""


def _letter_among(ids: list[str]) -> Letter | None:
    """Return the letter that the first of these Message-IDs which is ours belongs to, or None."""
    found = Letter.objects.in_bulk([one for one in ids if one], field_name="message_id")
    return next((found[one] for one in ids if one in found), None)


def receive_from_maildir(folder: Path) -> Iterator[Received]:
    """
    Read what is new in a Maildir; what was kept is moved to the messages that are read.

    :raises NotReadable: if there is no Maildir.
    """
    if not (folder / "new").is_dir():
        raise NotReadable(f"{folder} is not a Maildir: it has no folder “new”.")
    box = mailbox.Maildir(folder, factory=None, create=False)
    for key in sorted(box.keys()):
        message = box.get_message(key)
        if message.get_subdir() != "new":
            continue
        yield receive(box.get_bytes(key))
        message.set_subdir("cur")
        message.add_flag("S")
        box[key] = message


def receive_from_inbox(url: str) -> Iterator[Received]:
    """
    Read what nobody has read in a mailbox over IMAP with TLS; what was kept is marked as read, and stays there.

    ``url`` is imaps://user:password@host/INBOX.

    :raises NotReadable: if the server cannot be reached, or refuses.
    """
    at = urlsplit(url)
    if at.scheme != "imaps" or not at.hostname:
        raise NotReadable("The address of the mailbox must read imaps://user:password@host/INBOX.")
    trusting = ssl.create_default_context()  # the library alone would take any certificate
    try:
        with imaplib.IMAP4_SSL(at.hostname, at.port or 993, ssl_context=trusting, timeout=30) as server:
            server.login(unquote(at.username or ""), unquote(at.password or ""))
            _checked(server.select(f'"{unquote(at.path.strip("/")) or "INBOX"}"'))
            unread = _checked(server.uid("SEARCH", None, "UNSEEN"))
            for uid in unread[0].split() if unread and unread[0] else []:
                content = _checked(server.uid("FETCH", uid, "(BODY.PEEK[])"))
                body = next((item[1] for item in content if isinstance(item, tuple)), b"")
                yield receive(body)
                server.uid("STORE", uid, "+FLAGS", r"(\Seen)")
    except (OSError, imaplib.IMAP4.error) as wrong:
        raise NotReadable(f"The mailbox at {at.hostname} could not be read: {wrong}.") from wrong


def _checked(answer: tuple[str, list]) -> list:
    if answer[0] != "OK":
        raise imaplib.IMAP4.error(f"the server answered {answer[0]}")
    return answer[1]
