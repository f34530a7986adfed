"""What is odd about the words of a paper: pages inside sentences, spaces, bullets, quotation marks, repeats."""

import re
from collections.abc import Callable, Iterator, Sequence

from plans.text.papers import patterns
from plans.text.papers.oddities import several
from plans.text.papers.paper import Oddity, OddityKind
from plans.text.papers.pieces import Piece

Place = Callable[[Piece], str]

MET = {
    OddityKind.PAGE_HEADER: "The head or foot of a page, “{0}”, stands inside the text. It is kept as a note.",
    OddityKind.PAGE_BREAK: "A page ended inside this sentence. Its two parts were joined.",
    OddityKind.BLANK_LINE: "An empty line stood inside this sentence. Its two parts were joined.",
    OddityKind.DETACHED_NUMBERS: "The number stood apart from its heading and was given back. Check it.",
    OddityKind.BULLET_RUN_ON: "This bullet has lost the empty line before it. Check where it begins: “{0}”.",
    OddityKind.BULLET_IN_SENTENCE: "A bullet, “{0}”, stood inside this sentence. It is kept as a note.",
}
PAGE_BREAK_AFTER_SENTENCE = (
    "A page ended here after a full sentence. It is kept as one paragraph: part it if a new one begins."
)
GROUPED = {
    OddityKind.BULLET_BEFORE_NUMBER: "A bullet stands before the number.",
    OddityKind.BULLET_STRIPPED: "The bullets have lost their marks. Only the space before the words is left.",
    OddityKind.DOUBLE_SPACE: "There is more than one space between two words.",
    OddityKind.SPACING_AFTER_NUMBER: "The space after the number is irregular.",
}
UNEVEN_SPACE = re.compile(r"(?<![.!?:;\s])\s{2,}|\s{3,}")
MISSING_SPACE = re.compile(r"(?:(?<=\s)|^)(?!www\.|https?:)\S*?(\w,[^\W\d_]|[a-z]{2}[.;][A-Z][a-z])\S*")
STRAIGHT, CURLY = re.compile("[\"']"), re.compile("[“”‘’]")


def met_oddities(pieces: Sequence[Piece], place: Place) -> Iterator[Oddity]:
    """Yield the oddities met while the lines were gathered, the typographic ones together."""
    for piece in pieces:
        lines_parted = [met for met in piece.odd if met[0] is OddityKind.BLANK_LINE]
        for kind, detail, line in piece.odd:
            if kind in MET and (kind, detail, line) not in lines_parted[1:]:
                finished = kind is OddityKind.PAGE_BREAK and detail
                said = PAGE_BREAK_AFTER_SENTENCE if finished else MET[kind].format(shortened(detail))
                yield Oddity(kind, place(piece), said, line)
    for kind in (OddityKind.BULLET_BEFORE_NUMBER, OddityKind.BULLET_STRIPPED):
        yield from _grouped(kind, [piece for piece in pieces if any(met is kind for met, _, _ in piece.odd)], place)


def _grouped(kind: OddityKind, pieces: Sequence[Piece], place: Place) -> Iterator[Oddity]:
    if pieces:
        yield Oddity(kind, several([place(piece) for piece in pieces]), GROUPED[kind], pieces[0].line)


def front_oddities(pieces: Sequence[Piece], place: Place) -> Iterator[Oddity]:
    """Yield protective markings in the text and placeholders nobody filled in."""
    for piece in pieces:
        marking = patterns.MARKING_LINE.match(piece.text) if piece.kind == "note" and not piece.apart else None
        if marking:
            said = f"The marking “{marking[1]}” is printed in the text. It is kept as a note."
            yield Oddity(OddityKind.MARKING, place(piece), said, piece.line)
        for text in (piece.text, *(cell for row in piece.rows for cell in row)):
            for placeholder in patterns.PLACEHOLDER.finditer(text):
                said = f"“{shortened(placeholder[0])}” is a placeholder. Fill it in or take it out."
                yield Oddity(OddityKind.PLACEHOLDER, place(piece), said, piece.line)


def spacing_oddities(pieces: Sequence[Piece], place: Place) -> Iterator[Oddity]:
    """Yield uneven and missing spaces, and words that a line's end may have parted."""
    after_number = [piece for piece in pieces if piece.space not in ("", " ", "\t")]
    yield from _grouped(OddityKind.SPACING_AFTER_NUMBER, after_number, place)
    uneven = [piece for piece in pieces if UNEVEN_SPACE.search(piece.text)]
    yield from _grouped(OddityKind.DOUBLE_SPACE, uneven, place)
    for piece in pieces:
        for missing in MISSING_SPACE.finditer(piece.text):
            said = f"A space is missing in “{shortened(missing[0])}”."
            yield Oddity(OddityKind.MISSING_SPACE, place(piece), said, piece.line)
        for parted in re.finditer(r"(\S{1,40}[-/])\n(\S{1,40})", piece.text):
            said = f"“{parted[1]}” and “{parted[2]}” were parted by the end of a line. Check that they belong together."
            yield Oddity(OddityKind.LINE_END_HYPHEN, place(piece), said, piece.line)


def quotation_oddities(pieces: Sequence[Piece], place: Place) -> Iterator[Oddity]:
    """Yield the places of the rarer style of quotation marks, where straight and curly ones are mixed."""

    def places(style: re.Pattern[str]) -> list[Piece]:
        return [p for p in pieces if style.search(p.text) or any(style.search(cell) for row in p.rows for cell in row)]

    straight, curly = places(STRAIGHT), places(CURLY)
    if straight and curly:
        rarer, name = (curly, "curly") if len(curly) < len(straight) else (straight, "straight")
        said = f"The paper mixes straight and curly quotation marks. They are {name} here."
        where = several([place(piece) for piece in rarer])
        yield Oddity(OddityKind.QUOTATION_MARKS, where, said, rarer[0].line)


def repeat_oddities(pieces: Sequence[Piece], place: Place) -> Iterator[Oddity]:
    """Yield paragraphs that repeat an earlier one but for stops, spaces, capitals or quotation marks."""
    earlier: dict[str, Piece] = {}
    for piece in pieces:
        plain = tuple(re.findall(r"\w+", piece.text.casefold()))
        if piece.kind != "paragraph" or len(plain) < 8:
            continue
        first = earlier.setdefault(" ".join(plain), piece)
        if " ".join(first.text.split()) != " ".join(piece.text.split()):
            said = f"This repeats {place(first)} {_difference(first.text, piece.text)}."
            yield Oddity(OddityKind.REPEATED_WITH_DIFFERENCE, place(piece), said, piece.line)


def _difference(first: str, second: str) -> str:
    if first.rstrip(" .") == second.rstrip(" ."):
        with_stop = first.rstrip().endswith(".")
        return "without its full stop" if with_stop else "with a full stop added"
    return "with other stops, capitals or quotation marks"


def shortened(text: str) -> str:
    """Return the text cut to a length that a list of oddities can bear."""
    return text if len(text) <= 60 else text[:57].rstrip() + "…"
