"""How differences between wordings are told apart and said: consulted on again, asked about, or standing in the way."""

from collections.abc import Iterable, Sequence

from plans.statute.guards.drafting import CONSULTATIONS, has_replied
from plans.statute.terms import Act, Difference, Record

# What changes how a text looks or where it stands, and none of its words.
IMMATERIAL = ("moved", "formatted")
MOST_PLACES = 3
LONGEST = 60


def first_consulted(record: Record) -> Act | None:
    """Return the consultation on the draft prepared under s.5(6): the first on the record; None if there is none."""
    return next(iter(record.taken(*CONSULTATIONS)), None)


def further_consultations(record: Record, difference: Difference) -> tuple[Act, ...]:
    """Return the consultations, after the first, on wordings in which that very difference already stood."""
    return tuple(act for act in record.taken(*CONSULTATIONS)[1:] if act.wording in difference.stood_in)


def consulted_again(record: Record, difference: Difference) -> Act | None:
    """Return the first further consultation on a difference that the chief constable replied to, or None."""
    return next((act for act in further_consultations(record, difference) if has_replied(record, act)), None)


def in_the_way(record: Record) -> tuple[Difference, ...]:
    """Return the differences on which nobody has consulted the chief constable; those that wait for a reply are not."""
    found = record.differences.differences if record.differences else ()
    return tuple(difference for difference in found if not further_consultations(record, difference))


def unanswered_differences(record: Record) -> tuple[Difference, ...]:
    """Return the differences that the chief constable was asked about and has not replied on."""
    found = record.differences.differences if record.differences else ()
    return tuple(d for d in found if further_consultations(record, d) and consulted_again(record, d) is None)


def by_section(differences: Iterable[Difference]) -> dict[str, list[Difference]]:
    """Return differences by the heading of their section, in their order."""
    found: dict[str, list[Difference]] = {}
    for difference in differences:
        found.setdefault(difference.heading, []).append(difference)
    return found


def in_words(differences: Sequence[Difference]) -> str:
    """Return in a few words what differs: "in paragraph 1.1 “known” became “asked for”; table 2 was added; 4 more"."""
    said = [_phrase(difference) for difference in differences[:MOST_PLACES]]
    more = len(differences) - len(said)
    return "; ".join([*said, f"and {more} more"] if more else said)


def _phrase(difference: Difference) -> str:
    place = difference.place.removeprefix(f"{difference.heading}, ")
    place = place[:1].lower() + place[1:]
    if difference.place == difference.heading:
        place = "the section"
    before, after = clipped(difference.before), clipped(difference.after)
    if difference.kind in ("added", "removed"):
        return f"{place} was {difference.kind}"
    if difference.kind == "moved":
        return f"{place} was moved"
    if difference.kind == "formatted":
        return f"{place} was set in another way"
    if before and after:
        return f"in {place} “{before}” became “{after}”"
    if before or after:
        return f"in {place} “{before or after}” was {'removed' if before else 'added'}"
    return f"{place} was changed"


def clipped(words: str) -> str:
    """Return words on one line without the stop at their end, cut short at a word where they are long."""
    line = " ".join(words.split()).rstrip(".,;: ")
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rsplit(' ', 1)[0]} …"
