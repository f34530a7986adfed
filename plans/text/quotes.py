"""Finds quoted words in the plain text of a section, however their blanks were copied."""

import re
from collections.abc import Mapping

from plans.text.diff.words import TOKEN
from plans.text.outline import Section
from plans.text.parts import section_text

Stretch = tuple[int, int]
_CONTEXT = 60


def whole_words(text: str, start: int, end: int) -> Stretch:
    """Return the stretch without blanks at its edges, widened to the words and figures that it begins or ends in."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    for word in TOKEN.finditer(text):
        if word.start() < start < word.end():
            start = word.start()
        if word.start() < end < word.end():
            end = word.end()
            break
    return start, end


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the words just before a stretch of text and just after it."""
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    if start > _CONTEXT:
        before = before.partition(" ")[2]
    if end + _CONTEXT < len(text):
        after = after.rpartition(" ")[0]
    return before, after


def neighbours(text: str, stretch: Stretch) -> tuple[str, str]:
    """Return the word or sign before a stretch and the one after it; empty at the edge of a part."""
    before = text[max(0, stretch[0] - 100) : stretch[0]].rpartition("\n")[2]
    after = text[stretch[1] : stretch[1] + 100].partition("\n")[0]
    words, following = TOKEN.findall(before), TOKEN.findall(after)
    return words[-1] if words else "", following[0] if following else ""


def occurrences(text: str, quote: str) -> list[Stretch]:
    """Return where words stand in text; any blanks between them count as the same."""
    words = quote.split()
    if not words:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    found: list[Stretch] = []
    at = 0
    while (match := pattern.search(text, at)) is not None:
        found.append(match.span())
        at = match.start() + 1
    return found


def places_of_quote(
    section: Section, quote: str, before: str = "", after: str = "", words: Mapping[str, str] | None = None
) -> list[Stretch]:
    """
    Return where quoted words may stand in a section: one place if they, and the words around them, leave no doubt.

    The words around them are only weighed where the quote stands more than once; they may be cut anywhere. With
    ``words``, what is read in place of each kept word of a reference, the quote is taken as it is read on a page.
    """
    kept = section_text(section)
    text, places = as_read(kept, words) if words else (kept, range(len(kept) + 1))
    found = occurrences(text, quote)
    if len(found) > 1:
        scores = [_alike_back(text[:s], before) + _alike_on(text[e:], after) for s, e in found]
        best = max(scores)
        found = [place for place, score in zip(found, scores, strict=True) if score == best]
    return [(places[start], places[end - 1] + 1) for start, end in found]


def as_read(text: str, words: Mapping[str, str]) -> tuple[str, list[int]]:
    """Return a text with the computed words of its references, and for each character its place in the text kept."""
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})\b")
    said, places, at = "", list[int](), 0
    for found in pattern.finditer(text):
        put = words[found[0]]
        said += text[at : found.start()] + put
        places += [*range(at, found.start()), *[found.start()] * (len(put) - 1), found.end() - 1]
        at = found.end()
    return said + text[at:], [*places, *range(at, len(text) + 1)]


def _alike_on(text: str, words: str) -> int:
    """Return how many characters two texts share from their start on, blanks left out."""
    mine, theirs = "".join(text.split()), "".join(words.split())
    shared = 0
    while shared < min(len(mine), len(theirs)) and mine[shared] == theirs[shared]:
        shared += 1
    return shared


def _alike_back(text: str, words: str) -> int:
    return _alike_on(text[-4 * _CONTEXT :][::-1], words[::-1])
