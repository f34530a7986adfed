"""What is compared: a block, item or row with its HTML, its content and its words as one string of characters."""

import re
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz.distance import Indel

from plans.text.content import (
    Block,
    Flow,
    ImageBlock,
    ListBlock,
    QuoteBlock,
    TableBlock,
    TextBlock,
    write_flow,
)
from plans.text.diff.align import Pairing, Similarity
from plans.text.diff.rowtexts import RowText, TableText, of_block, of_html
from plans.text.diff.words import TOKEN, Vocabulary
from plans.text.inline import Run, escape, text_of, unescape
from plans.text.markup import plain_text
from plans.text.reader import read

_UNTIDY = re.compile(r"^ | $|  |[\t\n\r\f]")
_PLAIN_LIST = re.compile(r"<([uo]l)>(?:<li>[^<>]+</li>)+</\1>\Z")
_UNTIDY_ITEM = re.compile(r"> | <|  |[\t\n\r\f]|&(?!(?:amp|lt|gt);)")
ALIKE = 0.5
WEAKLY_ALIKE = 0.3
NEARLY_EQUAL = 0.75
FEWEST_WORDS_MOVED = 4
_FORMS: dict[type, str] = {
    TextBlock: "text",
    ListBlock: "list",
    QuoteBlock: "quote",
    TableBlock: "table",
    ImageBlock: "image",
}


def _plain_paragraph(html: str) -> Flow:
    """Return a canonical paragraph that has no marks: most are, and need no reader."""
    inner = html[3:-4]
    if not html.startswith("<p>") or not html.endswith("</p>") or "<" in inner or _UNTIDY.search(inner):
        return ()
    text = unescape(inner)
    return (TextBlock("p", (Run(text),)),) if text and escape(text) == inner else ()


def _plain_list(html: str) -> Flow:
    """Return a canonical list whose items have neither marks nor paragraphs nor lists inside them."""
    if not _PLAIN_LIST.match(html) or _UNTIDY_ITEM.search(html):
        return ()
    items = tuple((TextBlock("", (Run(unescape(item)),)),) for item in html[8:-10].split("</li><li>"))
    return (ListBlock(html[1:3], items),)


def _canonical(html: str) -> Flow:
    content = read(html)
    return content if write_flow(content) == html else ()


class Unit:
    """A block (or a flow of blocks, or a row) under comparison; read and put into words only when it must be."""

    __slots__ = ("_code", "_content", "_form", "_table", "_vocabulary", "html")

    def __init__(self, html: str, vocabulary: Vocabulary, content: Flow | None = None) -> None:
        self.html = html
        self._vocabulary = vocabulary
        self._content = content
        self._code: str | None = None
        self._form = ""
        self._table: TableText | None = None

    @property
    def block(self) -> Block | None:
        """The content, if the HTML is that of one canonical block."""
        if self._content is None:
            self._content = _plain_paragraph(self.html) or _plain_list(self.html) or _canonical(self.html)
        return self._content[0] if len(self._content) == 1 else None

    @property
    def table(self) -> TableText | None:
        """The rows, if the block is a table: from its text where that will do."""
        if self._table is None and self.html.startswith("<table>"):
            self._table = of_html(self.html)
            if self._table is None and isinstance(self.block, TableBlock):
                self._table = of_block(self.block)
        return self._table

    @property
    def form(self) -> str:
        """The form of the block: "text", "list", "quote", "table", "image", or "whole" if it is not canonical."""
        if not self._form:
            if self.table is not None:
                return "table"
            block = self.block
            self._form = "whole" if block is None else _FORMS[type(block)]
        return self._form

    @property
    def code(self) -> str:
        """The words, a character each."""
        if self._code is None:
            known = self._content or ()
            only = known[0] if len(known) == 1 else None
            text = text_of(only.runs) if isinstance(only, TextBlock) else plain_text(self.html)
            self._code = self._vocabulary.encode(TOKEN.findall(text))
        return self._code

    def likeness(self, other: "Unit", at_least: float) -> float:
        """Return how alike the words are, from 0 to 1 (0 where below the bound)."""
        return Indel.normalized_similarity(self.code, other.code, score_cutoff=at_least)


Units = Sequence[Unit] | Mapping[int, Unit]


def flow_units(flow: Flow, vocabulary: Vocabulary) -> list[Unit]:
    """Return a unit for each block of a flow."""
    return [Unit(write_flow((block,)), vocabulary, (block,)) for block in flow]


def row_units(rows: Sequence[RowText], places: Iterable[int], vocabulary: Vocabulary) -> dict[int, Unit]:
    """Return a unit for each of the rows of a table that stand at some places."""
    return {place: Unit(f"{rows[place].part}{rows[place].html}", vocabulary, ()) for place in places}


def equal_pairs(olds: Sequence[Unit], news: Sequence[Unit]) -> Pairing:
    """Return the pairing of units whose HTML is the same."""
    pairing = Pairing(len(olds), len(news))
    pairing.pair_equal([unit.html for unit in olds], [unit.html for unit in news])
    return pairing


def pair_blocks_in_step(pairing: Pairing, olds: Sequence[Unit], news: Sequence[Unit]) -> None:
    """Pair blocks where as many went as came and each is clearly like the one in its place."""
    similarity = block_similarity(olds, news)

    def clearly_alike(i: int, j: int, at_least: float) -> float:
        tables = olds[i].table, news[j].table
        if tables[0] is not None and tables[1] is not None and _share_most_rows(tables[0], tables[1]):
            return 1.0
        return similarity(i, j, at_least)

    pairing.pair_in_step(clearly_alike)


def _share_most_rows(old: TableText, new: TableText) -> bool:
    shared = {row.html for row in old.rows} & {row.html for row in new.rows}
    return 2 * len(shared) >= max(len(old.rows), len(new.rows))


def pair_alike_blocks(pairing: Pairing, olds: Sequence[Unit], news: Sequence[Unit], threshold: float) -> None:
    """Pair blocks of one form that are alike."""
    pairing.pair_alike(block_similarity(olds, news), threshold)


def block_similarity(olds: Sequence[Unit], news: Sequence[Unit]) -> Similarity:
    """Return how alike two blocks are; lists and tables need be less so than text, as their parts are compared."""

    def similarity(i: int, j: int, at_least: float) -> float:
        old, new = olds[i], news[j]
        if old.form != new.form:
            return 0.0
        if old.form == "image":
            return _pictures_alike(old, new)
        if old.form in ("list", "table", "quote"):
            return min(1.0, old.likeness(new, max(0.0, at_least - 0.2)) + 0.2)
        return old.likeness(new, at_least)

    return similarity


def _pictures_alike(old: Unit, new: Unit) -> float:
    one, other = old.block, new.block
    if not isinstance(one, ImageBlock) or not isinstance(other, ImageBlock):
        return 0.0
    return 1.0 if one.src == other.src or one.alt == other.alt else WEAKLY_ALIKE


def pair_items(pairing: Pairing, olds: Units, news: Units, threshold: float) -> None:
    """Pair list items or rows that are alike."""
    pairing.pair_alike(lambda i, j, at_least: olds[i].likeness(news[j], at_least), threshold)


def move_equal(pairing: Pairing, olds: Units, news: Units) -> list[tuple[int, int]]:
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
