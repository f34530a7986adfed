"""Hangs a comment on words of a section, and finds those words again in a later text, or says what became of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from plans.text.diff.naming import places_of
from plans.text.diff.operations import Pieces
from plans.text.diff.words import count_words, text_pieces, words_of
from plans.text.numbering import NumberedOutline, numbered, reference_words
from plans.text.outline import Outline
from plans.text.parts import Part, section_parts, section_text
from plans.text.quotes import Stretch, around, neighbours, occurrences, places_of_quote, whole_words
from plans.text.trace import Region, Trace, span, traced

_LONG_ENOUGH = 3  # words of which one neighbour is enough to know them by


class AnchorError(ValueError):
    """Words cannot be found in a text, or not without doubt; the message says so and what to do."""


class State(StrEnum):
    """What became of the words that a comment hangs on."""

    STANDS = "stands"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Anchor:
    """
    Words in a section: the quote, the words just before and after it, and where it starts in the plain text.

    The plain text is that of ``plans.text.parts``. Without a quote it is the section as a whole.
    """

    section_id: str
    quote: str = ""
    before: str = ""
    after: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """
    What became of an anchor in another text.

    It stands (the same words where they were, whatever was put around them), moved (they stand elsewhere, edited if
    there is a ``difference``), changed (other words stand there) or gone. ``start`` and ``end`` are the place in the
    plain text of the section; ``place`` is the same in words ("Paragraph 3.2"), empty if the words are gone.
    """

    state: State
    section_id: str
    start: int = 0
    end: int = 0
    quote_now: str = ""
    difference: Pieces = ()
    place: str = ""


def anchor_of(outline: Outline, section_id: str, start: int = 0, end: int = 0) -> Anchor:
    """
    Return the anchor of a stretch of a section's plain text; of the section as a whole, if the stretch is empty.

    It is widened to whole words and figures: nobody comments on half a sum.

    :raises AnchorError: if the text has no such section.
    """
    section = outline.section(section_id)
    if section is None:
        raise AnchorError("This section is not in the text any more.")
    text = section_text(section)
    start, end = whole_words(text, max(0, start), min(end, len(text)))
    if start >= end:
        return Anchor(section_id)
    return Anchor(section_id, text[start:end], *around(text, start, end), start)


def anchor_of_quote(outline: Outline, section_id: str, quote: str, before: str = "", after: str = "") -> Anchor:
    """
    Return the anchor of words that somebody selected, copied or typed; of the section as a whole without any.

    :raises AnchorError: if the section has not got the words, or has them several times and nothing tells which.
    """
    section = outline.section(section_id)
    if section is None or not quote.strip():
        return anchor_of(outline, section_id)
    found = places_of_quote(section, quote, before, after)
    if not found and (words := reference_words(outline, section)):
        found = places_of_quote(section, quote, before, after, words)
    if not found:
        raise AnchorError(
            f"The saved text of “{section.heading}” does not have these words. Copy them from the text as it is saved, "
            f"or leave the box empty to comment on the whole section."
        )
    if len(found) > 1:
        raise AnchorError(
            f"These words stand {len(found)} times in “{section.heading}”. Give a few more of the words around them, "
            f"so that it is clear which are meant."
        )
    return anchor_of(outline, section_id, *found[0])


def found(anchor: Anchor, old: Outline, new: Outline) -> Found:
    """Return what became in a new text of words in an old one. For many anchors of one text make a ``Following``."""
    return Following(old, new).found(anchor)


class Following:
    """Two texts between which anchors are followed; what lies between them is worked out once, when it is needed."""

    def __init__(self, old: Outline, new: Outline) -> None:
        self.old, self.new = old, new

    @cached_property
    def trace(self) -> Trace:
        """Where the words of each section that differs stand in the new text."""
        return traced(self.old, self.new)

    @cached_property
    def numbers(self) -> NumberedOutline:
        """The new text with its numbers."""
        return numbered(self.new)

    def found(self, anchor: Anchor) -> Found:
        """Return what became of an anchor. Words that nothing tells from others are gone, never guessed."""
        section, now = self.old.section(anchor.section_id), self.new.section(anchor.section_id)
        if not anchor.quote and now is not None:
            return Found(State.STANDS, anchor.section_id, place=self._section_place(anchor.section_id))
        place = self._place_in_old(anchor)
        if section is None or place is None:
            return Found(State.GONE, anchor.section_id)
        if section == now:
            return self._answer(State.STANDS, anchor, anchor.section_id, place)
        return self._traced(anchor, place)

    def _place_in_old(self, anchor: Anchor) -> Stretch | None:
        section = self.old.section(anchor.section_id)
        if section is None or not anchor.quote:
            return None
        end = anchor.at + len(anchor.quote)
        if section_text(section)[anchor.at : end] == anchor.quote:
            return anchor.at, end
        places = places_of_quote(section, anchor.quote, anchor.before, anchor.after)
        return places[0] if len(places) == 1 else None

    def _traced(self, anchor: Anchor, place: Stretch) -> Found:
        regions = [r for r in self.trace.regions[anchor.section_id] if r.touches(place)]
        kept = [region.within(place) for region in regions if region.same]
        if any(words_of(self._text(r)) for r in kept):
            group = self._together(kept, regions)
            answer = self._answer(_state(group), anchor, group[0].section_id, span(group))
            if answer.state is not State.CHANGED or (exact := self._elsewhere(anchor, place)) is None:
                return answer
            return exact
        exact = self._elsewhere(anchor, place)
        if exact is not None:
            return exact
        inside = [r for r in regions if not r.same and place[0] <= r.start and r.end <= place[1]]
        if any(words_of(self._text(r)) for r in inside):
            group = self._together(inside, inside)
            return self._answer(State.CHANGED, anchor, group[0].section_id, span(group))
        return Found(State.GONE, anchor.section_id)

    def _together(self, kept: list[Region], regions: list[Region]) -> list[Region]:
        """Return the kept words that stand together, the most of them, with what was put between and beside them."""
        groups: list[list[Region]] = []
        for region in sorted(kept, key=lambda r: (r.section_id, r.new_start)):
            last = groups[-1][-1] if groups else None
            if last is not None and self._adjoin(last, region):
                groups[-1].append(region)
            else:
                groups.append([region])
        best = max(groups, key=lambda group: sum(r.new_end - r.new_start for r in group))
        put = (r for r in regions if not r.same and r.start < r.end and r.new_start < r.new_end)
        beside = [r for r in put if r.section_id == best[0].section_id and any(r.adjoins(one) for one in best)]
        return sorted({*best, *beside}, key=lambda r: r.new_start)

    def _adjoin(self, one: Region, other: Region) -> bool:
        """Answer whether two stretches stand in one part of the new text, or in two that follow each other."""
        if one.section_id != other.section_id:
            return False
        parts = [
            n
            for n, part in enumerate(self._parts(one.section_id))
            if part.start <= one.new_start <= part.end or part.start <= other.new_start <= part.end
        ]
        return max(parts) - min(parts) <= 1

    def _elsewhere(self, anchor: Anchor, place: Stretch) -> Found | None:
        """Return where the very same words stand, if no older words account for them and their neighbours tell."""
        candidates = []
        for section_id in self.trace.claims:
            for stretch in self._occurrences(section_id, anchor.quote):
                if not self._claimed_by_others(anchor, place, section_id, stretch):
                    known = self._known_by(anchor, place, section_id, stretch)
                    near = section_id == anchor.section_id
                    candidates.append((known, near, section_id, stretch))
        best = [one for one in candidates if one[:2] == max(other[:2] for other in candidates)]
        if len(best) != 1 or not best[0][0]:
            return None
        _, near, section_id, stretch = best[0]
        return self._answer(State.STANDS if near else State.MOVED, anchor, section_id, stretch)

    def _occurrences(self, section_id: str, quote: str) -> Iterator[Stretch]:
        section = self.new.section(section_id)
        text = section_text(section) if section else ""
        for start, end in occurrences(text, quote):
            if text[start:end] == quote and whole_words(text, start, end) == (start, end):
                yield start, end

    def _claimed_by_others(self, anchor: Anchor, place: Stretch, section_id: str, stretch: Stretch) -> bool:
        """Answer whether every word of a stretch of the new text is an older word outside the quote."""
        taken = 0
        for claim in self.trace.claims[section_id]:
            low, high = max(claim.start, stretch[0]), min(claim.end, stretch[1])
            if low < high:
                began = claim.old_start + low - claim.start
                own = claim.section_id == anchor.section_id and began < place[1] and place[0] < began + high - low
                taken += 0 if own else high - low
        return taken >= stretch[1] - stretch[0]

    def _known_by(self, anchor: Anchor, place: Stretch, section_id: str, stretch: Stretch) -> int:
        """Return by how much words are known for the same: both neighbours, being the only ones, or one neighbour."""
        old, new = self.old.section(anchor.section_id), self.new.section(section_id)
        if old is None or new is None:
            return 0
        mine, theirs = neighbours(section_text(old), place), neighbours(section_text(new), stretch)
        alike = sum(one == other for one, other in zip(mine, theirs, strict=True))
        if alike == 2:
            return 3
        if self._count(self.old, anchor.quote) == self._count(self.new, anchor.quote) == 1:
            return 2
        return 1 if alike and count_words(anchor.quote) >= _LONG_ENOUGH else 0

    @staticmethod
    def _count(outline: Outline, quote: str) -> int:
        return sum(len(occurrences(section_text(section), quote)) for section in outline.sections)

    def _answer(self, state: State, anchor: Anchor, section_id: str, stretch: Stretch) -> Found:
        section = self.new.section(section_id)
        now = (section_text(section) if section else "")[slice(*stretch)]
        difference = () if now == anchor.quote else text_pieces(anchor.quote, now)
        if difference and state is State.STANDS:
            state = State.CHANGED
        return Found(state, section_id, *stretch, now, difference, self._place(section_id, stretch[0]))

    def _text(self, region: Region) -> str:
        section = self.new.section(region.section_id)
        return section_text(section)[region.new_start : region.new_end] if section else ""

    def _parts(self, section_id: str) -> tuple[Part, ...]:
        section = self.new.section(section_id)
        return section_parts(section) if section else ()

    def _section_place(self, section_id: str) -> str:
        section = self.numbers.section(section_id)
        return f"{section.label}, {section.heading}" if section else ""

    def _place(self, section_id: str, start: int) -> str:
        section = self.numbers.section(section_id)
        part = next((part for part in self._parts(section_id) if part.start <= start <= part.end), None)
        if section is None or part is None:
            return ""
        if part.block is not None:
            return places_of(section)[part.block]
        if part.key[0] in ("action", "lead"):
            return f"Priority action {part.key[1]}"
        labels = (o.label for o in section.objectives if len(part.key) > 1 and o.code == part.key[1])
        return next(labels, f"{section.label}, heading")


def _state(group: list[Region]) -> State:
    return State.MOVED if any(region.moved for region in group) else State.STANDS
