"""Comments on a text: a thread opened on some of its words, replies, and how a thread or a comment ends."""

from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from plans.models import Comment, CommentThread, Instrument, Room, Wording
from plans.queries.texts import draft_outline
from plans.services.course import lock
from plans.services.wordings import freeze
from plans.text.anchors import Anchor, AnchorError, anchor_of_quote
from plans.text.outline import Outline

LONGEST = 5_000
LONGEST_QUOTE = 1_500


class CommentRefused(Exception):
    """A comment cannot be kept as it is; ``reasons`` say why and what to do, each in a sentence."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(*reasons)
        self.reasons = reasons

    def __str__(self) -> str:
        return " ".join(self.reasons)


@transaction.atomic
def open_thread(
    *,
    instrument: Instrument,
    section_id: str,
    text: str,
    by: User | None,
    name: str = "",
    quote: str = "",
    before: str = "",
    after: str = "",
    wording: Wording | None = None,
    room: Room = Room.OFFICE,
    client_id: UUID | None = None,
) -> CommentThread:
    """
    Open a thread on quoted words of a section, or without a quote on the section as a whole.

    Without a wording it is about the draft as it stands, which is kept as a wording. ``name`` is who speaks, where that
    is nobody with an account. What was sent before under the same ``client_id`` is returned as it was made.

    :raises CommentRefused: if nothing is said, the words cannot be found, or the instrument is closed.
    """
    if (sent := _sent_before(instrument, by, client_id)) is not None:
        return sent.thread
    instrument = _open(instrument)
    outline = wording.outline if wording else draft_outline(instrument)
    anchor = hung_on(outline, section_id, text, quote, before, after)
    thread = CommentThread.objects.create(
        instrument=instrument,
        wording=wording or freeze(outline),
        room=room,
        section_id=section_id,
        quote=anchor.quote,
        before=anchor.before,
        after=anchor.after,
        at=anchor.at,
    )
    _say(thread, text, by, name, client_id)
    return thread


def hung_on(outline: Outline, section_id: str, text: str, quote: str, before: str, after: str) -> Anchor:
    """
    Return the anchor of what is said about a text.

    :raises CommentRefused: if nothing is said, or the words that it is about cannot be found.
    """
    wrong = _wrong_with(text)
    anchor = Anchor(section_id)
    if len(quote) > LONGEST_QUOTE:
        wrong.append(f"Choose fewer words to comment on: at most {LONGEST_QUOTE:,} characters.")
    else:
        try:
            anchor = anchor_of_quote(outline, section_id, quote, before, after)
        except AnchorError as lost:
            wrong.append(str(lost))
    if wrong:
        raise CommentRefused(*wrong)
    return anchor


@transaction.atomic
def reply(
    *,
    thread: CommentThread,
    text: str,
    by: User | None,
    name: str = "",
    reopening: bool = False,
    client_id: UUID | None = None,
) -> Comment:
    """
    Add a comment to a thread. A thread that was resolved stays so, unless the writer reopens it.

    What was sent before under the same ``client_id`` is returned as it was made.

    :raises CommentRefused: if nothing is said, or the instrument is closed.
    """
    if (sent := _sent_before(thread.instrument, by, client_id)) is not None:
        return sent
    thread = _locked(thread)
    if wrong := _wrong_with(text):
        raise CommentRefused(*wrong)
    if reopening and thread.resolved_at is not None:
        _set_resolved(thread, None)
    return _say(thread, text, by, name, client_id)


@transaction.atomic
def resolve(*, thread: CommentThread, by: User) -> CommentThread:
    """
    Mark a thread as dealt with; who did it first stands.

    :raises CommentRefused: if the instrument is closed.
    """
    thread = _locked(thread)
    if thread.resolved_at is None:
        _set_resolved(thread, by)
    return thread


@transaction.atomic
def reopen(*, thread: CommentThread) -> CommentThread:
    """
    Bring a resolved thread back among the open ones.

    :raises CommentRefused: if the instrument is closed, or everything said in the thread was withdrawn.
    """
    thread = _locked(thread)
    if not thread.comments.filter(withdrawn_at=None).exists():
        raise CommentRefused("Everything said here was withdrawn. Reply to bring it up again, and reopen it with that.")
    if thread.resolved_at is not None:
        _set_resolved(thread, None)
    return thread


@transaction.atomic
def edit_comment(*, comment: Comment, text: str) -> Comment:
    """
    Put other words in a comment; the editing history keeps the earlier ones.

    :raises CommentRefused: if nothing is said, it was withdrawn meanwhile, or the instrument is closed.
    """
    comment = _standing(comment)
    if wrong := _wrong_with(text):
        raise CommentRefused(*wrong)
    if tidied(text) != comment.text:
        comment.text, comment.edited_at = tidied(text), timezone.now()
        comment.save()
    return comment


@transaction.atomic
def withdraw_comment(*, comment: Comment, by: User) -> Comment:
    """
    Withdraw a comment: that it was made stays, its words are no longer shown. A thread left without words is resolved.

    :raises CommentRefused: if it was withdrawn already, or the instrument is closed.
    """
    comment = _standing(comment)
    comment.withdrawn_at = timezone.now()
    comment.save()
    thread = comment.thread
    if thread.resolved_at is None and not thread.comments.filter(withdrawn_at=None).exists():
        _set_resolved(thread, by)
    return comment


def _open(instrument: Instrument) -> Instrument:
    instrument = lock(instrument)
    if not instrument.is_open:
        raise CommentRefused(
            f"This {instrument.kind_words} is {instrument.stage_words}. Its comments can be read, but not added to."
        )
    return instrument


def _locked(thread: CommentThread) -> CommentThread:
    _open(thread.instrument)
    return CommentThread.objects.select_for_update().get(pk=thread.pk)


def _standing(comment: Comment) -> Comment:
    thread = _locked(comment.thread)
    current = Comment.objects.get(pk=comment.pk)
    current.thread = thread
    if current.withdrawn_at is not None:
        raise CommentRefused("This comment was withdrawn already. Reply in the thread to say something else.")
    return current


def _set_resolved(thread: CommentThread, by: User | None) -> None:
    thread.resolved_by, thread.resolved_at = by, timezone.now() if by else None
    thread.save()


def tidied(text: str) -> str:
    """Return what somebody said without spaces at the ends of lines."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))


def _wrong_with(text: str) -> list[str]:
    if not text.strip():
        return ["Write what you want to say."]
    if len(text) > LONGEST:
        return [f"Write at most {LONGEST:,} characters in one comment. You have written {len(text):,}."]
    return []


def _sent_before(instrument: Instrument, by: User | None, client_id: UUID | None) -> Comment | None:
    """Return what this person sent under an id before; the lock on the instrument lets nobody in between."""
    if client_id is None or by is None:
        return None
    lock(instrument)
    rows = Comment.objects.filter(author=by, client_id=client_id, thread__instrument=instrument)
    return rows.select_related("thread__instrument").first()


def _say(thread: CommentThread, text: str, by: User | None, name: str, client_id: UUID | None) -> Comment:
    said_by = name or (by.get_full_name() or by.get_username() if by else "")
    return Comment.objects.create(thread=thread, author=by, name=said_by, text=tidied(text), client_id=client_id)
