"""The difference of two stretches of inline text, word by word: numbers are whole, and the pieces rebuild both."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

from rapidfuzz.distance import Indel

from plans.text.diff.characters import exchange_note, oddities_in
from plans.text.diff.operations import Edits, Kind, Piece, Pieces
from plans.text.inline import Run, Runs, merged, text_of

# A figure with its £, %, commas and points is one token; so is a word with its hyphens and apostrophes.
_WORD = re.compile(r"[£$€]?\d+(?:[.,:/]\d+)*(?:%|\w+)?|\w+(?:['’\-]\w+)*")
TOKEN = re.compile(rf"{_WORD.pattern}|\S")
_MARK_NAMES = {"strong": "bold", "em": "italic", "s": "strike-through", "sub": "subscript", "sup": "superscript"}
Region = tuple[bool, int, int, int, int]


class Vocabulary(dict[str, str]):
    """Gives each word a character of its own, so that word sequences are compared as fast as strings."""

    def __missing__(self, word: str) -> str:
        place = len(self) + 1
        character = self[word] = chr(place if place < 0xD800 else place + 0x800)
        return character

    def encode(self, words: Iterable[str]) -> str:
        """Return the words as a string of one character each."""
        return "".join(map(self.__getitem__, words))


def words_of(text: str) -> list[str]:
    """Return the tokens of text that are words or figures."""
    return _WORD.findall(text)


def count_words(text: str) -> int:
    """Return how many words and figures text has."""
    return len(_WORD.findall(text))


def is_token(text: str) -> bool:
    """Say whether text is one word, figure or sign and nothing else."""
    found = TOKEN.match(text)
    return found is not None and found.end() == len(text)


def words_of_token(token: str) -> int:
    """Return how many words a token is: none if it is only a sign."""
    return 1 if _WORD.match(token) else 0


def pieces_between(old: Runs, new: Runs, codes: tuple[str, str] | None = None) -> Pieces:
    """
    Return the pieces that lead from one stretch of inline text to another.

    The same and removed pieces joined are the old text, the same and added ones the new; a piece of which only the
    marks or the link changed is formatted. ``codes`` are the tokens of both texts in one vocabulary, where known.
    """
    old_text, new_text = text_of(old), text_of(new)
    old_slice, new_slice = _Slicer(old), _Slicer(new)
    pieces: list[Piece] = []
    for same, a, b, c, d in _regions(old_text, new_text, codes):
        if same:
            pieces.extend(_same_words(old_slice, new_slice, a, b, c))
            continue
        note = exchange_note(old_text[a:b], new_text[c:d])
        if a < b:
            pieces.append(Piece(Kind.REMOVED, old_slice.between(a, b), note="" if c < d else note))
        if c < d:
            pieces.append(Piece(Kind.ADDED, new_slice.between(c, d), note=note))
    return tuple(pieces)


def text_pieces(old: str, new: str) -> Pieces:
    """Return the pieces that lead from one plain text to another."""
    return pieces_between((Run(old),) if old else (), (Run(new),) if new else ())


def whole_pieces(old: Runs, new: Runs) -> Pieces:
    """Return all of the old text as removed and all of the new as added."""
    removed = (Piece(Kind.REMOVED, old),) if old else ()
    return (*removed, Piece(Kind.ADDED, new, note=oddities_in(text_of(new)))) if new else removed


def edits_in(pieces: Iterable[Piece]) -> Edits:
    """Return how many words the pieces add and remove."""
    added = removed = 0
    for piece in pieces:
        if piece.kind is Kind.ADDED:
            added += count_words(piece.text)
        elif piece.kind is Kind.REMOVED:
            removed += count_words(piece.text)
    return Edits(added, removed)


class _Slicer:
    """Cuts runs by the places of their characters."""

    def __init__(self, runs: Runs) -> None:
        self.runs = runs
        self.starts = [0, *accumulate(len(run.text) for run in runs)]
        self.look = (runs[0].marks, runs[0].href) if len(runs) == 1 else None

    def between(self, start: int, end: int) -> Runs:
        if self.look and start < end:
            only = self.runs[0]
            return (Run(only.text[start:end], only.marks, only.href),)
        out = []
        place = bisect_right(self.starts, start) - 1
        while start < end:
            run, began = self.runs[place], self.starts[place]
            stop = min(end, self.starts[place + 1])
            out.append(Run(run.text[start - began : stop - began], run.marks, run.href))
            start, place = stop, place + 1
        return tuple(out)

    def edges(self, start: int, end: int) -> set[int]:
        return {edge - start for edge in self.starts if start < edge < end}


def _same_words(old: _Slicer, new: _Slicer, a: int, b: int, c: int) -> Iterable[Piece]:
    runs = new.between(c, c + b - a)
    if (new.look and new.look == old.look) or runs == old.between(a, b):
        return [Piece(Kind.SAME, runs)] if runs else []
    edges = [0, *sorted(old.edges(a, b) | new.edges(c, c + b - a)), b - a]
    parts = [(old.between(a + x, a + y), new.between(c + x, c + y)) for x, y in pairwise(edges)]
    pieces: list[Piece] = []
    for before, after in parts:
        note = format_note(before, after)
        last = pieces[-1] if pieces else None
        if last is not None and last.note == note:
            pieces[-1] = Piece(
                last.kind, merged(last.runs + after), merged(last.old_runs + before) if note else (), note
            )
        else:
            pieces.append(Piece(Kind.FORMATTED, after, before, note) if note else Piece(Kind.SAME, after))
    return pieces


def format_note(before: Runs, after: Runs) -> str:
    """Return in words what changed in the marks and link of text whose characters stayed, or ``""``."""
    marks_before, marks_after = ({mark for run in runs for mark in run.marks} for runs in (before, after))
    notes = [f"{name} added" for mark, name in _MARK_NAMES.items() if mark in marks_after - marks_before]
    notes += [f"{name} removed" for mark, name in _MARK_NAMES.items() if mark in marks_before - marks_after]
    link_before, link_after = before[0].href, after[0].href
    if link_before != link_after:
        what = "changed to" if link_before and link_after else "added to" if link_after else "removed from"
        notes.append(f"link {what} {link_after or link_before}")
    return ", ".join(notes)


def _regions(old: str, new: str, codes: tuple[str, str] | None) -> list[Region]:
    """Return the regions (same or not, start and end in the old text and in the new) that cover both texts."""
    if old == new:
        return [(True, 0, len(old), 0, len(new))]
    regions: list[Region] = []
    at_old = at_new = 0
    for a, b, c, d in [*_matches(old, new, codes), (len(old), len(old), len(new), len(new))]:
        before, after = _shared_blanks(old[at_old:a], new[at_new:c])
        if before:
            _grow(regions, at_old, at_old + before, at_new, at_new + before)
        if a - after > at_old + before or c - after > at_new + before:
            regions.append((False, at_old + before, a - after, at_new + before, c - after))
        if b - (a - after):
            _grow(regions, a - after, b, c - after, d)
        at_old, at_new = b, d
    return _without_islands(regions, old)


def _grow(regions: list[Region], a: int, b: int, c: int, d: int) -> None:
    if regions and regions[-1][0] and regions[-1][2] == a and regions[-1][4] == c:
        regions[-1] = (True, regions[-1][1], b, regions[-1][3], d)
    else:
        regions.append((True, a, b, c, d))


def _matches(old: str, new: str, codes: tuple[str, str] | None) -> list[tuple[int, int, int, int]]:
    """Return the stretches of equal words with equal blanks between them, in order."""
    old_spans, new_spans = ([word.span() for word in TOKEN.finditer(text)] for text in (old, new))
    if codes is None:
        vocabulary = Vocabulary()
        codes = vocabulary.encode(TOKEN.findall(old)), vocabulary.encode(TOKEN.findall(new))
    matches: list[tuple[int, int, int, int]] = []
    for step in Indel.opcodes(codes[0], codes[1]):
        if step.tag != "equal":
            continue
        a, b = old_spans[step.src_start][0], old_spans[step.src_end - 1][1]
        c, d = new_spans[step.dest_start][0], new_spans[step.dest_end - 1][1]
        if old[a:b] == new[c:d]:
            matches.append((a, b, c, d))
            continue
        adjoining = False
        for i, j in zip(range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True):
            a, b = old_spans[i]
            c, d = new_spans[j]
            if adjoining and old[matches[-1][1] : a] == new[matches[-1][3] : c]:
                matches[-1] = (matches[-1][0], b, matches[-1][2], d)
            else:
                matches.append((a, b, c, d))
            adjoining = True
    return matches


def _shared_blanks(old: str, new: str) -> tuple[int, int]:
    """Return how many blanks at the start, and how many at the end, two stretches share."""
    shortest = min(len(old), len(new))
    before = 0
    while before < shortest and old[before] == new[before] and old[before].isspace():
        before += 1
    after = 0
    while after < shortest - before and old[-1 - after] == new[-1 - after] and old[-1 - after].isspace():
        after += 1
    return before, after


def _without_islands(regions: Sequence[Region], old: str) -> list[Region]:
    """Return the regions without a word or two left standing inside a rewritten passage, which nobody can read."""
    out: list[Region] = []
    for place, region in enumerate(regions):
        last = out[-1] if out else None
        if last is not None and not last[0] and not region[0]:
            out[-1] = (False, last[1], region[2], last[3], region[4])
        elif region[0] and last is not None and not last[0] and place + 1 < len(regions):
            following = regions[place + 1]
            kept = count_words(old[region[1] : region[2]])
            around = min(_extent(last), _extent(following))
            is_island = (
                around > 20 * kept if kept in (1, 2) else not kept and _is_exchange(last) and _is_exchange(following)
            )
            out.append((not is_island, *region[1:]))
            if is_island:
                out[-2:] = [(False, last[1], region[2], last[3], region[4])]
        else:
            out.append(region)
    return out


def _extent(region: Region) -> int:
    return max(region[2] - region[1], region[4] - region[3])


def _is_exchange(region: Region) -> bool:
    return region[1] < region[2] and region[3] < region[4]
