"""What is compared: a block, item or row with its HTML, its content and its words as one string of characters."""

from collections.abc import Sequence

from rapidfuzz.distance import Indel

from plans.text.content import Block, Flow, ListBlock, QuoteBlock, Row, TableBlock, TextBlock, write_flow, write_row
from plans.text.diff.align import Pairing
from plans.text.diff.words import TOKEN, Vocabulary
from plans.text.markup import plain_text
from plans.text.reader import read

ALIKE = 0.5
WEAKLY_ALIKE = 0.3
NEARLY_EQUAL = 0.75
FEWEST_WORDS_MOVED = 4
_FORMS: dict[type, str] = {TextBlock: "text", ListBlock: "list", QuoteBlock: "quote", TableBlock: "table"}


class Unit:
    """A block (or a flow of blocks, or a row) under comparison; read and put into words only when it must be."""

    __slots__ = ("_code", "_content", "_vocabulary", "html")

    def __init__(self, html: str, vocabulary: Vocabulary, content: Flow | Row | None = None) -> None:
        self.html = html
        self._vocabulary = vocabulary
        self._content = content
        self._code: str | None = None

    @property
    def block(self) -> Block | None:
        """The content, if the HTML is that of one canonical block."""
        if self._content is None:
            content = read(self.html)
            self._content = content if write_flow(content) == self.html else ()
        content_or_row = self._content
        return content_or_row[0] if isinstance(content_or_row, tuple) and len(content_or_row) == 1 else None

    @property
    def form(self) -> str:
        """The form of the block: "text", "list", "quote", "table", or "whole" if it is not canonical."""
        block = self.block
        return "whole" if block is None else _FORMS[type(block)]

    @property
    def code(self) -> str:
        """The words, a character each."""
        if self._code is None:
            self._code = self._vocabulary.encode(TOKEN.findall(plain_text(self.html)))
        return self._code

    def likeness(self, other: "Unit", at_least: float) -> float:
        """Return how alike the words are, from 0 to 1 (0 where below the bound)."""
        return Indel.normalized_similarity(self.code, other.code, score_cutoff=at_least)


def flow_units(flow: Flow, vocabulary: Vocabulary) -> list[Unit]:
    """Return a unit for each block of a flow."""
    return [Unit(write_flow((block,)), vocabulary, (block,)) for block in flow]


def row_units(rows: Sequence[Row], vocabulary: Vocabulary) -> list[Unit]:
    """Return a unit for each row of a table."""
    return [Unit(f"{row.part}{write_row(row)}", vocabulary, row) for row in rows]


def equal_pairs(olds: Sequence[Unit], news: Sequence[Unit]) -> Pairing:
    """Return the pairing of units whose HTML is the same."""
    pairing = Pairing(len(olds), len(news))
    pairing.pair_equal([unit.html for unit in olds], [unit.html for unit in news])
    return pairing


def pair_alike_blocks(pairing: Pairing, olds: Sequence[Unit], news: Sequence[Unit], threshold: float) -> None:
    """Pair blocks of one form that are alike; lists and tables need be less so, as their parts are compared."""

    def similarity(i: int, j: int, at_least: float) -> float:
        old, new = olds[i], news[j]
        if old.form != new.form:
            return 0.0
        if old.form in ("list", "table", "quote"):
            return min(1.0, old.likeness(new, max(0.0, at_least - 0.2)) + 0.2)
        return old.likeness(new, at_least)

    pairing.pair_alike(similarity, threshold)


def pair_items(pairing: Pairing, olds: Sequence[Unit], news: Sequence[Unit], threshold: float) -> None:
    """Pair list items or rows that are alike."""
    pairing.pair_alike(lambda i, j, at_least: olds[i].likeness(news[j], at_least), threshold)


def move_equal(pairing: Pairing, olds: Sequence[Unit], news: Sequence[Unit]) -> list[tuple[int, int]]:
    """Take units whose same HTML stands once on each side, out of order, as moved; return from where to where."""
    wanted: dict[str, list[int]] = {}
    for j in pairing.free_new:
        wanted.setdefault(news[j].html, []).append(j)
    moved = []
    for i in pairing.free_old:
        places = wanted.get(olds[i].html)
        if places:
            pairing.move(i, places[0])
            moved.append((i, places.pop(0)))
    return moved


def move_nearly_equal(pairing: Pairing, olds: Sequence[Unit], news: Sequence[Unit]) -> list[tuple[int, int]]:
    """Take units that stand nearly the same elsewhere, out of order, as moved; return from where to where."""
    moved = []
    for i in pairing.free_old:
        if len(olds[i].code) >= FEWEST_WORDS_MOVED:
            scores = [(olds[i].likeness(news[j], NEARLY_EQUAL), -j) for j in pairing.free_new]
            best, minus_j = max(scores, default=(0.0, 0))
            if best >= NEARLY_EQUAL:
                pairing.move(i, -minus_j)
                moved.append((i, -minus_j))
    return moved
