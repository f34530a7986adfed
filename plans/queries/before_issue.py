"""What other apps want seen before a plan or a variation is issued: warnings in words, which stop nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from plans.queries.standing import Standing


@dataclass(frozen=True, slots=True)
class Warned:
    """Something to be seen before issue: its heading, a sentence, what it is about line by line, and where to act."""

    heading: str
    words: str
    items: tuple[str, ...]
    section: str
    url: str
    link: str


Source = Callable[[Standing], Warned | None]
SOURCES: list[Source] = []
"""Filled by the ``ready()`` of the apps that know something; ``plans`` imports none of them."""


def to_be_seen_before_issue(standing: Standing) -> list[Warned]:
    """Return what is to be seen before an open instrument is issued, for its pages. The sources say what they query."""
    if not standing.instrument.is_open:
        return []
    return [warned for warned in (source(standing) for source in SOURCES) if warned is not None]
