"""What becomes of a letter: each change of its state is kept, in order, with the words of whoever caused it."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from plans.models import Letter, LetterEvent
from plans.statute.terms import Actor

State, What = Letter.State, LetterEvent.What
Hook = Callable[[Letter], None]
_when_sent: dict[str, Hook] = {}
_when_bounced: dict[str, Hook] = {}


class LetterChanged(Exception):
    """What was asked of a letter can no longer be done; the message says why."""


def follow(kind: str, *, sent: Hook, bounced: Hook) -> None:
    """Have something done, in the same transaction, when a letter of a kind was taken by a mail server or came back."""
    _when_sent[kind], _when_bounced[kind] = sent, bounced


def when_sent(letter: Letter) -> None:
    """Do what follows when a letter has left, if somebody follows its kind."""
    _when_sent.get(letter.kind, _nothing)(letter)


def when_bounced(letter: Letter) -> None:
    """Do what follows when a letter has come back, if somebody follows its kind."""
    _when_bounced.get(letter.kind, _nothing)(letter)


def _nothing(letter: Letter) -> None:
    """Do nothing more about a letter of a kind that nobody follows."""


def locked(letter: Letter) -> Letter:
    """Return a letter as it now stands, locked until the transaction ends."""
    rows = Letter.objects.select_for_update(of=("self",)).select_related("body", "instrument", "about")
    return rows.get(pk=letter.pk)


def turn(letter: Letter, state: str, what: str, words: str) -> None:
    """Give a letter its new state, with the words of whoever caused it, and keep that with what happened to it."""
    letter.state, letter.state_at, letter.detail = state, timezone.now(), _said(letter, words)
    letter.save()
    _keep(letter, what, words, "")


@transaction.atomic
def settle(*, letter: Letter, left: bool, by: Actor) -> Letter:
    """
    Say of a letter of which nobody knew whether it left that it did, or did not, as the mail server's log shows.

    :raises LetterChanged: if that is known by now.
    """
    letter = locked(letter)
    if letter.state != State.UNKNOWN:
        raise LetterChanged(f"This letter is {letter.get_state_display()} by now. Look at where it stands.")
    if left:
        letter.sent_at = letter.state_at
        turn(letter, State.SENT, What.SETTLED, f"{by.name} found that it had left.")
        when_sent(letter)
    else:
        turn(letter, State.REFUSED, What.SETTLED, f"{by.name} found that it had not left.")
    return letter


@transaction.atomic
def mark_posted(*, letter: Letter, on: date, by: Actor, channel: str = "post") -> Letter:
    """
    Say of a letter on paper on which day it went, by whom, and whether by "post" or by "hand".

    :raises LetterChanged: if it was posted before, or goes by e-mail.
    """
    letter = locked(letter)
    if letter.to_email or letter.state != State.WAITING:
        raise LetterChanged(f"This letter is {letter.get_state_display()} already.")
    letter.posted_on, letter.by_office, letter.by_name = on, by.office.value, by.name
    turn(letter, State.POSTED, What.POSTED, f"{'Handed over' if channel == 'hand' else 'Posted'} by {by.name}.")
    return letter


@transaction.atomic
def acknowledge(*, letter: Letter, words: str, incoming: str = "") -> Letter:
    """Note that the addressee has the letter, once; a letter that had come back from one address may still arrive."""
    letter = locked(letter)
    if letter.state == State.ACKNOWLEDGED or not _is_news(letter, incoming):
        return letter
    stood = letter.stands
    if letter.sent_at is None and letter.posted_on is None:
        letter.sent_at = timezone.now()  # whoever has its link has the letter
    letter.state, letter.state_at, letter.detail = State.ACKNOWLEDGED, timezone.now(), _said(letter, words)
    letter.save()
    _keep(letter, What.ACKNOWLEDGED, words, incoming)
    if not stood:
        when_sent(letter)
    return letter


@transaction.atomic
def bounce(*, letter: Letter, words: str, incoming: str = "") -> Letter:
    """Note that a letter came back, once; one that its addressee acknowledged stays acknowledged."""
    letter = locked(letter)
    if not _is_news(letter, incoming):
        return letter
    if letter.state in (State.ACKNOWLEDGED, State.BOUNCED, State.POSTED):
        _keep(letter, What.NOTED, words, incoming)
        return letter
    letter.sent_at = letter.sent_at or timezone.now()
    letter.state, letter.state_at, letter.detail = State.BOUNCED, timezone.now(), _said(letter, words)
    letter.save()
    _keep(letter, What.BOUNCED, words, incoming)
    when_bounced(letter)
    return letter


@transaction.atomic
def note(*, letter: Letter, what: str, words: str, incoming: str = "") -> Letter:
    """Keep something else that came about a letter, once: an answer, an automatic answer, a delay."""
    letter = locked(letter)
    if not _is_news(letter, incoming):
        return letter
    if what == What.REPLIED:
        letter.replied_at = letter.replied_at or timezone.now()
        letter.save(update_fields=["replied_at"])
    _keep(letter, what, words, incoming)
    return letter


def mark_opened(*, letter: Letter) -> None:
    """Note the first time that the page of a letter's link was opened."""
    if not letter.events.filter(what=What.OPENED).exists():
        _keep(letter, What.OPENED, "", "")


def _is_news(letter: Letter, incoming: str) -> bool:
    return not incoming or not letter.events.filter(incoming=incoming[:300]).exists()


def _keep(letter: Letter, what: str, words: str, incoming: str) -> None:
    words, incoming = _said(letter, words), _said(letter, incoming[:300])
    LetterEvent.objects.create(letter=letter, at=timezone.now(), what=what, detail=words, incoming=incoming)


def _said(letter: Letter, words: str) -> str:
    """Return what may be kept of words about a letter: of one whose addresses were erased nothing that may name one."""
    return "" if letter.erased_at else words


@transaction.atomic
def erase(letters: QuerySet[Letter]) -> None:
    """
    Erase the addresses of letters, and the words about them, which may name an address; what still waits never leaves.

    That a letter was written, when, and what became of it stays; what comes about it later adds no words.
    """
    found, now = list(letters.select_for_update().values_list("pk", flat=True)), timezone.now()
    rows = Letter.objects.filter(pk__in=found)
    rows.filter(state=State.WAITING).update(state=State.REFUSED, state_at=now)
    LetterEvent.objects.filter(letter__in=found).update(detail="", incoming="")
    rows.update(to_email="", detail="", erased_at=now)
