"""Words that are likely misspelt, by a published word list; the few flagged are for the drafter to judge."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from spellchecker import SpellChecker

from plans.text.papers.paper import Oddity, OddityKind
from plans.text.papers.pieces import Piece

WORD = re.compile(r"(?<![\w'’.@/-])[a-z]{6,}(?![\w'’@/-])")
# The word list is American. A word that differs from it only so is British and right.
BRITISH = (
    ("is", "iz"),
    ("ys", "yz"),
    ("our", "or"),
    ("ll", "l"),
    ("re", "er"),
    ("ae", "e"),
    ("ogue", "og"),
    ("c", "s"),
)


@lru_cache(maxsize=1)
def _words() -> SpellChecker:
    return SpellChecker(language="en", distance=1)


@lru_cache(maxsize=4096)
def meant(word: str) -> str:
    """
    Return the one word that was likely meant, or nothing.

    A word is only doubted if the list lacks it, holds exactly one word that differs by a single slip, and the two
    are not the British and the American spelling of one word.
    """
    words = _words()
    if word in words:
        return ""
    near = words.candidates(word) or set()
    british = any(word.replace(ours, theirs) in words for ours, theirs in BRITISH if ours in word)
    return str(next(iter(near))) if len(near) == 1 and not british else ""


def spelling_oddities(pieces: Sequence[Piece], place: Callable[[Piece], str]) -> Iterator[Oddity]:
    """Yield the words that may be misspelt. Names, acronyms and hyphenated words are left alone."""
    for piece in pieces:
        for word in dict.fromkeys(WORD.findall(piece.text)):
            likely = meant(word)
            if likely:
                said = f"“{word}” may be a slip for “{likely}”."
                yield Oddity(OddityKind.SPELLING, place(piece), said, piece.line)
