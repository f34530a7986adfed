"""Comments on a text, and where the words that they hang on stand in another."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from plans.models import Comment, CommentThread, Instrument, Room, Wording
from plans.queries.texts import draft_outline
from plans.text.anchors import Following, Found
from plans.text.outline import Outline


@dataclass(frozen=True, slots=True)
class PlacedThread:
    """A thread with what became of its words in the text that is read."""

    thread: CommentThread
    found: Found


def threads_of(instrument: Instrument, room: Room = Room.OFFICE) -> list[CommentThread]:
    """Return the threads of a room on an instrument, with their comments. Two queries."""
    comments = Prefetch("comments", Comment.objects.order_by("id"))
    threads = (
        instrument.comment_threads.filter(room=room).select_related("resolved_by", "wording").prefetch_related(comments)
    )
    return list(threads.defer("wording__content", "wording__facts").order_by("id"))


def placed_threads(threads: Iterable[CommentThread], text: Outline) -> list[PlacedThread]:
    """
    Return threads with the places of their words in a text, in the order of it. One query.

    A thread whose words are gone stands at the section that had them, after the others; without that section, last.
    """
    threads = list(threads)
    wordings = Wording.objects.in_bulk({thread.wording_id for thread in threads})
    followings = {key: Following(wording.outline, text) for key, wording in wordings.items()}
    placed = [PlacedThread(t, followings[t.wording_id].found(t.anchor)) for t in threads]
    order = {section.id: place for place, section in enumerate(text.sections)}
    last = len(order)

    def reading_order(one: PlacedThread) -> tuple[int, bool, int, int]:
        found = one.found
        return order.get(found.section_id, last), not found.place, found.start, one.thread.pk

    return sorted(placed, key=reading_order)


def open_counts(instrument: Instrument, room: Room = Room.OFFICE, *, draft: Outline | None = None) -> dict[str, int]:
    """
    Return how many open threads stand at each section of the working draft, by its id.

    Words that moved to another section count there; words of a section that is gone count under its old id. Three
    queries more than the draft, which is read if it is not given.
    """
    threads = [thread for thread in threads_of(instrument, room) if thread.resolved_at is None]
    if not threads:
        return {}
    placed = placed_threads(threads, draft or draft_outline(instrument))
    return dict(Counter(one.found.section_id for one in placed))


def open_total(instrument: Instrument, room: Room = Room.OFFICE) -> int:
    """Return how many threads of a room are open on an instrument. One query."""
    return instrument.comment_threads.filter(room=room, resolved_at=None).count()
