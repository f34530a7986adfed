"""What a page shows of the comments on its text: threads beside their sections, and the form of a new one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.urls import reverse

from plans.forms.comments import NewCommentForm, ReplyForm
from plans.models import CommentThread, Instrument, Wording
from plans.queries.comments import PlacedThread, placed_threads, threads_of
from plans.rendering.comments import Mark, with_marks
from plans.text.anchors import Found, State
from plans.text.diff.naming import in_sentence
from plans.text.diff.operations import Pieces
from plans.text.numbering import NumberedOutline, reference_words, section_numbers
from plans.text.outline import Outline
from plans.text.parts import section_parts, section_text
from plans.text.quotes import around, as_read


@dataclass(frozen=True, slots=True)
class ShownThread:
    """
    A thread as it stands beside a text.

    ``number`` is its number on the page, 0 where it has none; ``said_at`` the address of its words in the text;
    ``hint`` the words just before and after them, by which the editor finds them. ``words`` are the computed words of
    the references in its section, by those that are kept for them.
    """

    thread: CommentThread
    found: Found
    number: int
    said_at: str
    hint: tuple[str, str]
    reply: ReplyForm | None
    words: Mapping[str, str]

    @property
    def quote(self) -> str:
        """The words that the thread was opened on, as they are read."""
        return self._read(self.thread.quote)

    @property
    def quote_now(self) -> str:
        """The words that stand there now, as they are read."""
        return self._read(self.found.quote_now)

    @property
    def difference(self) -> Pieces:
        """What lies between the two, as it is read."""
        return tuple(
            replace(piece, runs=tuple(replace(run, text=self._read(run.text)) for run in piece.runs))
            for piece in self.found.difference
        )

    def _read(self, text: str) -> str:
        return as_read(text, self.words)[0] if self.words else text

    @property
    def state_words(self) -> str:
        """What became of its words, as a tag says it."""
        if self.found.state is State.MOVED:
            return f"Moved to {in_sentence(self.found.place)}"
        return {State.STANDS: "Stands", State.CHANGED: "Changed", State.GONE: "Gone"}[self.found.state]

    @property
    def is_open(self) -> bool:
        """Whether it waits for somebody."""
        return self.thread.resolved_at is None


@dataclass(frozen=True, slots=True)
class Side:
    """The threads at one section of a text."""

    section_id: str
    label: str
    heading: str
    open: tuple[ShownThread, ...]
    resolved: tuple[ShownThread, ...]

    @property
    def title(self) -> str:
        """How many comments are open there."""
        return counted(len(self.open))


def counted(number: int) -> str:
    """Return a number of comments in words."""
    return "No comments" if not number else "1 comment" if number == 1 else f"{number} comments"


def shown_threads(placed: Sequence[PlacedThread], text: Outline, *, said: str = "") -> list[ShownThread]:
    """Return placed threads as they are shown; ``said`` is the address of the page that draws their words marked."""
    shown = []
    number = 0
    for one in placed:
        is_open = one.thread.resolved_at is None
        number += is_open
        marked = said and is_open and one.found.start < one.found.end
        shown.append(
            ShownThread(
                thread=one.thread,
                found=one.found,
                number=number if is_open else 0,
                said_at=f"{said}#said-{one.thread.pk}" if marked else "",
                hint=_hint(one.found, text),
                reply=ReplyForm(thread_id=one.thread.pk, resolved=not is_open),
                words=_reference_words(text, one.found.section_id),
            )
        )
    return shown


def shown_notes(placed: Sequence[PlacedThread], text: Outline) -> list[ShownThread]:
    """Return somebody's own notes as they are shown beside a text: without numbers, and nobody replies to them."""
    return [
        ShownThread(one.thread, one.found, 0, "", ("", ""), None, _reference_words(text, one.found.section_id))
        for one in placed
    ]


def of_this_text(placed: Sequence[PlacedThread], wording: Wording) -> list[PlacedThread]:
    """Return what belongs beside a frozen text: what was said of it and before it, or later on the same words."""
    return [one for one in placed if _of_before(one, wording) or _same_words(one.found)]


def _reference_words(text: Outline, section_id: str) -> Mapping[str, str]:
    section = text.section(section_id)
    return reference_words(text, section) if section and '<a href="#' in section.html else {}


def _hint(found: Found, text: Outline) -> tuple[str, str]:
    section = text.section(found.section_id)
    if section is None or found.start >= found.end:
        return "", ""
    in_blocks = any(part.block is not None and part.start <= found.start <= part.end for part in section_parts(section))
    return around(section_text(section), found.start, found.end) if in_blocks else ("", "")


def sides_of(shown: Sequence[ShownThread], text: Outline) -> list[Side]:
    """Return the threads by section, each section of the text in its order, then those of sections that are gone."""
    labels = section_numbers(text)
    ids = [section.id for section in text.sections]
    gone = dict.fromkeys(one.found.section_id for one in shown if one.found.section_id not in ids)
    sides = []
    for section_id in [*ids, *gone]:
        here = [one for one in shown if one.found.section_id == section_id]
        section = text.section(section_id)
        sides.append(
            Side(
                section_id=section_id,
                label=labels[section_id][1] if section else "",
                heading=section.heading if section else "A section that this text does not have",
                open=tuple(one for one in here if one.is_open),
                resolved=tuple(one for one in here if not one.is_open),
            )
        )
    return sides


def new_comment_form(
    text: Outline, data=None, *, wording: Wording | None = None, only: str = "", back: str = "", section: str = ""
) -> NewCommentForm:
    """Return the form of a new comment on a text, or on one section ``only``; ``section`` is chosen beforehand."""
    labels = section_numbers(text)
    sections = [(one.id, f"{labels[one.id][1]}, {one.heading}") for one in text.sections]
    initial = {"wording": wording.pk if wording else "", "back": back, "section": section}
    return NewCommentForm(data, sections=sections, only=only, initial=initial)


def comments_on(
    request: HttpRequest,
    instrument: Instrument,
    text: Outline,
    *,
    wording: Wording | None = None,
    only: str = "",
    said: str = "",
) -> dict:
    """
    Return what a page of a text shows of its comments, for the template's ``comments``; of one section if ``only``.

    A frozen wording shows what was said of it and of earlier texts, and of later ones where it has the same words;
    the draft shows all.
    """
    placed = placed_threads(threads_of(instrument), text)
    if wording:
        placed = of_this_text(placed, wording)
    if only:
        placed = [p for p in placed if p.found.section_id == only]
    shown = shown_threads(placed, text, said=said)
    back = request.get_full_path()
    total = sum(one.is_open for one in shown)
    return {
        "sides": [side for side in sides_of(shown, text) if not only or side.section_id == only],
        "total": total,
        "title": counted(total),
        "marks": [mark_of(one) for one in shown if one.is_open and one.found.start < one.found.end],
        "form": new_comment_form(text, wording=wording, only=only, back=back) if instrument.is_open else None,
        "instrument": instrument,
        "back": back,
        "user": request.user,
        "all_url": reverse("office:comments", args=[instrument.ref]),
    }


def _of_before(one: PlacedThread, wording: Wording) -> bool:
    return one.thread.wording.made_at <= wording.made_at


def _same_words(found: Found) -> bool:
    return found.state is not State.GONE and not found.difference


def mark_of(one: ShownThread) -> Mark:
    """Return the words of a thread as they are marked in a text."""
    return Mark(one.found.section_id, one.found.start, one.found.end, one.number, one.thread.pk)


def marked_text(text: NumberedOutline, comments: dict) -> NumberedOutline:
    """Return a numbered text with the words of the open threads marked."""
    return with_marks(text, comments["marks"])
