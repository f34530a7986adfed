"""What may be kept from the public at a meeting, and for which enumerated reasons (STATUTE N4)."""

from collections.abc import Sequence
from dataclasses import dataclass

# Local Government Act 1972, Schedule 12A, Part 1, in short words of our own; confidence S~/G+.
EXEMPT = {
    1: "about an individual",
    2: "likely to reveal who an individual is",
    3: "about the financial or business affairs of a person",
    4: "about consultations or negotiations on labour relations",
    5: "for which legal professional privilege could be maintained",
    6: "revealing a notice, order or direction that an authority proposes to give or make",
    7: "about the prevention, investigation or prosecution of crime",
}
PUBLIC, CLOSED_BY_RESOLUTION, CONFIDENTIAL = "public", "exempt", "confidential"


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with how something is closed, in words, and the field in which it was typed."""

    message: str
    field: str


def wrong_with(access: str, paragraphs: Sequence[int], reason: str) -> Wrong | None:
    """
    Return what is wrong with how an item or paper is closed, or None.

    What is exempt names paragraphs 1 to 7 of Schedule 12A and says why the public interest is in keeping it closed
    (LGA 1972 s.100A(4), Sch.12A); what is confidential says what bars it (s.100A(2), (3)).
    """
    if access == PUBLIC:
        return None
    if access == CLOSED_BY_RESOLUTION and (not paragraphs or not set(paragraphs) <= EXEMPT.keys()):
        return Wrong("Choose the paragraphs of Schedule 12A under which it is exempt.", "exempt_paragraphs")
    if not reason.strip():
        asked = (
            "why the public interest in keeping it closed is greater than in opening it"
            if access == CLOSED_BY_RESOLUTION
            else "which department gave it on terms, or which enactment or court bars it"
        )
        return Wrong(f"Write {asked}.", "access_reason")
    return None


def closed_in_words(access: str, paragraphs: Sequence[int]) -> str:
    """Return how closed something is, in words for an agenda; "" for what is open."""
    if access == PUBLIC:
        return ""
    if access == CONFIDENTIAL:
        return "Confidential: the public are excluded (Local Government Act 1972, s.100A(2))."
    which = (
        " and ".join([", ".join(str(n) for n in sorted(paragraphs)[:-1]), str(max(paragraphs))])
        if len(paragraphs) > 1
        else str(paragraphs[0])
    )
    noun = "paragraphs" if len(paragraphs) > 1 else "paragraph"
    return f"Exempt under {noun} {which} of Schedule 12A to the Local Government Act 1972: the public may be excluded."
