"""What is odd about the numbers, headings and pages of a paper, said so that a drafter can act on it."""

from collections import Counter
from collections.abc import Iterator, Sequence

from plans.text.papers import patterns
from plans.text.papers.paper import Oddity, OddityKind
from plans.text.papers.pieces import Piece
from plans.text.papers.structure import Part, is_numbered

REPEATED_TITLES = ("recommendation", "recommendations")  # a paper ends by saying its recommendation again


def places_of(front: Sequence[Piece], parts: Sequence[Part]) -> dict[int, str]:
    """Name the place of each piece, by its identity: its paragraph, its section, or its line at the front."""
    places = {id(piece): f"line {piece.line}" for piece in front}
    for part in parts:
        where = part.name
        if part.heading is not None:
            places[id(part.heading)] = where
        for piece in part.pieces:
            if is_numbered(piece):
                where = f"paragraph {patterns.plain_number(piece.number)}"
            places[id(piece)] = where
    return places


def number_oddities(parts: Sequence[Part]) -> Iterator[Oddity]:
    """Yield what is odd about the numbers of paragraphs: twice, missing, backwards, or of another section."""
    for part in parts:
        numbered = [piece for piece in part.pieces if is_numbered(piece)]
        seen: list[tuple[int, ...]] = []
        known: set[tuple[int, ...]] = set()
        for piece in numbered:
            printed = patterns.plain_number(piece.number)
            number = tuple(int(step) for step in printed.split("."))
            where = f"paragraph {printed}"
            if number in known:
                yield Oddity(OddityKind.NUMBER_TWICE, where, f"Two paragraphs are numbered {printed}.", piece.line)
            if seen and number < seen[-1]:
                last = ".".join(map(str, seen[-1]))
                said = f"The numbers go backwards here: {printed} follows {last}."
                yield Oddity(OddityKind.NUMBER_BACKWARDS, where, said, piece.line)
            if part.number and printed.split(".")[0] != part.number:
                said = f"Paragraph {printed} stands in {part.name}."
                yield Oddity(OddityKind.NUMBER_ELSEWHERE, where, said, piece.line)
            seen.append(number)
            known.add(number)
        yield from _missing_numbers(numbered, seen)


def _missing_numbers(numbered: list[Piece], seen: list[tuple[int, ...]]) -> Iterator[Oddity]:
    by_parent: dict[tuple[int, ...], dict[int, int]] = {}
    for number, piece in zip(seen, numbered, strict=True):
        by_parent.setdefault(number[:-1], {}).setdefault(number[-1], piece.line)
    for parent, lines in by_parent.items():
        for step in range(1, max(lines)):
            if step not in lines:
                missing = ".".join(map(str, (*parent, step)))
                line = lines[min(later for later in lines if later > step)]
                said = f"There is no paragraph {missing}. Check that nothing was lost."
                yield Oddity(OddityKind.NUMBER_MISSING, f"paragraph {missing}", said, line)


def section_oddities(parts: Sequence[Part]) -> Iterator[Oddity]:
    """Yield what is odd about the sections: their numbers, dots and titles."""
    headed = [(part, part.heading) for part in parts if part.heading is not None]
    numbers = [(int(part.number), heading) for part, heading in headed if part.number.isdigit()]
    before: set[int] = set()
    for number, heading in numbers:
        if number in before:
            said = f"Two sections are numbered {number}."
            yield Oddity(OddityKind.SECTION_NUMBER_TWICE, f"section {number}", said, heading.line)
        for missing in range(max(before, default=0) + 1, number):
            said = f"There is no section {missing}. Check that nothing was lost."
            yield Oddity(OddityKind.SECTION_NUMBER_MISSING, f"section {missing}", said, heading.line)
        before.add(number)
    yield from _heading_oddities(headed)
    titles: Counter[str] = Counter()
    for part, heading in headed:
        title = heading.text.casefold().rstrip(" .")
        titles[title] += 1
        if titles[title] > 1 and title not in REPEATED_TITLES:
            said = f"Two sections are called “{heading.text}”."
            yield Oddity(OddityKind.SECTION_TITLE_TWICE, part.name, said, heading.line)


def _heading_oddities(headed: Sequence[tuple[Part, Piece]]) -> Iterator[Oddity]:
    numbered = [heading for _, heading in headed if heading.number]
    dotted = sum(heading.number.endswith(".") for heading in numbered)
    for part, heading in headed:
        back_matter = patterns.BACK_MATTER.match(heading.text) or patterns.APPENDIX.match(heading.text)
        if not heading.number and numbered and not back_matter:
            guess = f" Its paragraphs are numbered as of section {part.number}." if part.number else ""
            said = f"The heading “{heading.text}” has no number.{guess}"
            yield Oddity(OddityKind.HEADING_WITHOUT_NUMBER, part.name, said, heading.line)
        if heading.number and not heading.number.endswith(".") and dotted * 2 > len(numbered):
            said = f"The heading “{heading.number} {heading.text}” has no dot after its number, as the others have."
            yield Oddity(OddityKind.HEADING_WITHOUT_DOT, part.name, said, heading.line)


def detached_oddities(matched: list[list[Piece]], unmatched: list[list[Piece]]) -> Iterator[Oddity]:
    """Yield the runs of numbers that stood apart from their paragraphs."""
    for run in matched:
        said = "The numbers stood apart from their text and were given back in order. Check each against the paper."
        yield Oddity(OddityKind.DETACHED_NUMBERS, _names(run), said, run[0].line)
    for run in unmatched:
        said = (
            "These numbers stand apart, and their count does not match the paragraphs that follow. Place them by hand."
        )
        yield Oddity(OddityKind.NUMBERS_UNMATCHED, _names(run), said, run[0].line)


def _names(run: list[Piece]) -> str:
    return several([f"paragraph {patterns.plain_number(piece.number)}" for piece in run])


def several(places: Sequence[str]) -> str:
    """Name several places in one phrase: "paragraphs 1.1, 2.1", each place once."""
    once = list(dict.fromkeys(places))
    numbers = [place.removeprefix("paragraph ") for place in once if place.startswith("paragraph ")]
    others = [place for place in once if not place.startswith("paragraph ")]
    named = [("paragraph " if len(numbers) == 1 else "paragraphs ") + ", ".join(numbers)] if numbers else []
    return ", ".join(named + others)
