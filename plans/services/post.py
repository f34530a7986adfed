"""The post: every letter is a row before it is sent, and a job sends it. What becomes of it is in letters.py."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from plans.models import (
    Body,
    Evidence,
    Instrument,
    Invitation,
    Job,
    Letter,
    LetterEvent,
    LinePaper,
    PublishedForm,
    RedlinePack,
    StepTaken,
)
from plans.models.letters import new_message_id
from plans.services import jobs, letters, mailing, published_files
from plans.services.mailing import Deferred, Refused, Unknown
from plans.statute.terms import Actor

POST = "post"
# How long a letter waits after each attempt that a mail server put off: eight attempts in a little over a day.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
MOST_ATTEMPTS = len(PAUSES) + 1
State, What = Letter.State, LetterEvent.What


@transaction.atomic
def write_letter(
    *,
    body: Body,
    kind: str,
    to_name: str,
    to_email: str,
    subject: str,
    text: str,
    instrument: Instrument | None = None,
    attachments: Sequence[Mapping[str, object]] = (),
    key: str | None = None,
    about: StepTaken | None = None,
    recipient: str = "",
    invitation: Invitation | None = None,
    links: Sequence[Mapping[str, str]] = (),
    message_id: str = "",
    by: Actor | None = None,
    from_name: str = "",
    from_email: str = "",
    reply_to: str = "",
) -> Letter:
    """
    Write a letter, in the caller's transaction; it is sent by a job after that commits.

    Without ``to_email`` it is a letter on paper, which waits until it is marked as posted. Each of ``attachments`` is
    ``name``, ``media_type`` and ``sha256`` of a file that is kept here. With a ``key`` the letter is written once: the
    one that is there already is returned.
    """
    now = timezone.now()
    values = {
        "body": body,
        "instrument": instrument,
        "about": about,
        "kind": kind,
        "recipient": recipient,
        "invitation": invitation,
        "to_name": " ".join(to_name.split()),
        "to_email": to_email,
        "from_name": from_name or body.name,
        "from_email": from_email or body.contact_email or return_path(),
        "reply_to": reply_to,
        "subject": " ".join(subject.split())[:300],
        "text": text,
        "links": [dict(link) for link in links],
        "attachments": [dict(item) for item in attachments],
        "message_id": message_id or a_message_id(),
        "by_office": by.office.value if by else "",
        "by_name": by.name if by else "",
        "state_at": now,
        "created_at": now,
    }
    if key is None:
        letter, is_new = Letter.objects.create(**values), True
    else:
        letter, is_new = Letter.objects.get_or_create(key=key, defaults=values)
    if is_new and to_email:
        jobs.enqueue(kind=POST, subject=str(letter.pk))
    return letter


def return_path() -> str:
    """Return the address to which mail servers send back what they cannot deliver."""
    return parseaddr(settings.MAIL_RETURN_PATH)[1]


def a_message_id() -> str:
    """Return a new Message-ID in the domain to which mail comes back."""
    return new_message_id(return_path().rpartition("@")[2] or "localhost")


def post_letter(held: jobs.Claim) -> None:
    """
    Send a letter that waits, and keep what the mail server said of it.

    That an attempt begins is written down first. So where a worker died while it was sending, the next one does not
    send it a second time: it says that nobody knows whether the letter left.

    :raises LeaseLost: if another worker has the job now.
    """
    letter = _begin(held)
    if letter is None:
        return
    try:
        mailing.send(letter, [_with_content(item) for item in letter.attachments], return_path())
    except Deferred as put_off:
        _put_off(held, letter, str(put_off))
    except Refused as refused:
        _end(held, letter, State.REFUSED, What.REFUSED, str(refused))
    except Unknown as unknown:
        _end(held, letter, State.UNKNOWN, What.UNKNOWN, str(unknown))
    else:
        _end(held, letter, State.SENT, What.SENT, "")


@transaction.atomic
def _begin(held: jobs.Claim) -> Letter | None:
    """Write down that an attempt begins; None where there is nothing to send, or an attempt ended nobody knows how."""
    letter = letters.locked(Letter(pk=int(held.subject)))
    if letter.state == State.WAITING and letter.to_email:
        letter.attempts += 1
        letters.turn(letter, State.SENDING, What.ATTEMPT, f"Attempt {letter.attempts}, to {letter.to_email}.")
        return letter
    jobs.finish(held)
    if letter.state == State.SENDING:
        _leave_unknown(letter)
    return None


def _leave_unknown(letter: Letter) -> None:
    words = (
        "The program stopped while it was sending this letter. Look in the mail server’s log before you send it again."
    )
    letters.turn(letter, State.UNKNOWN, What.UNKNOWN, words)


@transaction.atomic
def _end(held: jobs.Claim, letter: Letter, state: str, what: str, words: str) -> None:
    jobs.finish(held)
    letter = letters.locked(letter)
    if state == State.SENT:
        letter.sent_at = timezone.now()
    letters.turn(letter, state, what, words)
    if state == State.SENT:
        letters.when_sent(letter)


@transaction.atomic
def _put_off(held: jobs.Claim, letter: Letter, words: str) -> None:
    if letter.attempts >= MOST_ATTEMPTS:
        _end(held, letter, State.REFUSED, What.REFUSED, f"{words} It was tried {MOST_ATTEMPTS} times.")
        return
    jobs.wait(held, words, PAUSES[letter.attempts - 1])
    letters.turn(letters.locked(letter), State.WAITING, What.DEFERRED, words)


def _with_content(item: Mapping[str, str]) -> tuple[str, bytes, str]:
    content = bytes_of(item["sha256"])
    if content is None:
        raise Refused(f"“{item['name']}”, which was to go with it, is not there as it was kept. Have it made again.")
    return item["name"], content, item["media_type"]


def bytes_of(sha256: str) -> bytes | None:
    """Return the bytes of a published form, pack, paper or document by their digest; None if they are not here."""
    for table, folder in (
        (PublishedForm, Path(settings.PUBLISHED_DIR)),
        (RedlinePack, published_files.private_folder()),
        (LinePaper, published_files.private_folder()),
    ):
        path = table.objects.filter(sha256=sha256).values_list("path", flat=True).first()
        if path and (folder / path).is_file():
            content = (folder / path).read_bytes()
            return content if hashlib.sha256(content).hexdigest() == sha256 else None
    kept = Evidence.objects.filter(pk=sha256).values_list("content", flat=True).first()
    return bytes(kept) if kept is not None else None


def sweep() -> None:
    """Take up the letters that no job is about: what waits is sent, what was being sent is said to be unknown."""
    moving = list(Letter.objects.filter(state__in=(State.WAITING, State.SENDING)).exclude(to_email="").order_by("pk"))
    if not moving:
        return
    alive = Job.objects.filter(kind=POST, state__in=(Job.State.QUEUED, Job.State.RUNNING))
    asked = set(alive.values_list("subject", flat=True))
    for letter in moving:
        if str(letter.pk) not in asked:
            _take_up(letter)


@transaction.atomic
def _take_up(letter: Letter) -> None:
    letter = letters.locked(letter)
    alive = Job.objects.filter(kind=POST, subject=str(letter.pk), state__in=(Job.State.QUEUED, Job.State.RUNNING))
    if alive.exists():
        return
    if letter.state == State.SENDING:
        _leave_unknown(letter)
    elif letter.state == State.WAITING:
        jobs.enqueue(kind=POST, subject=str(letter.pk))
