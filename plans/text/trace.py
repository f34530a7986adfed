"""Where each stretch of an old text stands in a new one: the redline's own pairing, taken down to the words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from plans.text.content import TableBlock
from plans.text.diff.align import Pairing
from plans.text.diff.blocks import flow_diff
from plans.text.diff.moves import DocumentBlocks, Place, paired_blocks
from plans.text.diff.operations import Kind
from plans.text.diff.rowtexts import of_block
from plans.text.diff.tables import table_diff
from plans.text.diff.units import (
    ALIKE,
    WEAKLY_ALIKE,
    Unit,
    equal_pairs,
    move_equal,
    move_nearly_equal,
    pair_items,
)
from plans.text.diff.words import Vocabulary, text_pieces
from plans.text.inline import escape
from plans.text.markup import blocks
from plans.text.outline import Outline, Section
from plans.text.parts import Leaf, Part, leaves, section_parts
from plans.text.reader import read


@dataclass(frozen=True, slots=True)
class Region:
    """
    A stretch of an old section's plain text and what stands for it in a new section's: the same words, or others.

    ``moved`` says that its block stands elsewhere than it did.
    """

    same: bool
    start: int
    end: int
    section_id: str
    new_start: int
    new_end: int
    moved: bool = False

    def touches(self, stretch: tuple[int, int]) -> bool:
        """Answer whether it shares a character with a stretch of the old text, or was put inside it."""
        if self.start == self.end:
            return stretch[0] < self.start < stretch[1]
        return self.start < stretch[1] and stretch[0] < self.end

    def within(self, stretch: tuple[int, int]) -> "Region":
        """Return the part of it, if its words are the same, that is within a stretch of the old text."""
        start, end = max(self.start, stretch[0]), min(self.end, stretch[1])
        new_start = self.new_start + start - self.start
        return replace(self, start=start, end=end, new_start=new_start, new_end=new_start + end - start)

    def adjoins(self, other: "Region") -> bool:
        """Answer whether one of the two begins in the old text where the other ends."""
        return self.end == other.start or other.end == self.start


@dataclass(frozen=True, slots=True)
class Claim:
    """A stretch of a new section's plain text that stands for a stretch of the old text, word for word."""

    start: int
    end: int
    section_id: str
    old_start: int


@dataclass(slots=True)
class Trace:
    """The regions of each section that differs by its id, and what of each new section is claimed by older words."""

    regions: dict[str, list[Region]] = field(default_factory=dict)
    claims: dict[str, list[Claim]] = field(default_factory=dict)


Parts = dict[str, tuple[Part, ...]]
PartPlace = tuple[str, int]
Partner = tuple[PartPlace, bool]


def traced(old: Outline, new: Outline) -> Trace:
    """Return where the words of each section that differs between two texts stand in the new one."""
    ids = [key for key in dict.fromkeys(s.id for s in (*old.sections, *new.sections)) if _differs(key, old, new)]
    before = {key: section for key in ids if (section := old.section(key)) is not None}
    after = {key: section for key in ids if (section := new.section(key)) is not None}
    partners = _Partners(before, after)
    trace = Trace({key: [] for key in before}, {key: [] for key in after})
    for (section_id, place), ((new_id, new_place), moved) in partners.found.items():
        part, other = partners.before[section_id][place], partners.after[new_id][new_place]
        for region in _regions(part, other, new_id, moved=moved):
            trace.regions[section_id].append(region)
            if region.same:
                trace.claims[new_id].append(Claim(region.new_start, region.new_end, section_id, region.start))
    for regions in trace.regions.values():
        regions.sort(key=lambda region: region.start)
    return trace


def span(regions: Sequence[Region]) -> tuple[int, int]:
    """Return the stretch of the new text from the first to the last of some regions of one section."""
    return min(region.new_start for region in regions), max(region.new_end for region in regions)


def _differs(section_id: str, old: Outline, new: Outline) -> bool:
    return old.section(section_id) != new.section(section_id)


def _regions(part: Part, other: Part, section_id: str, *, moved: bool) -> Iterator[Region]:
    """Yield what became of a part's words; what was put in place of others is one region with them."""
    a, c = part.start, other.start
    pieces = text_pieces(part.text, other.text)
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if piece.kind not in (Kind.ADDED, Kind.REMOVED):
            size = len(piece.text)
            yield Region(True, a, a + size, section_id, c, c + size, moved)
            a, c, at = a + size, c + size, at + 1
            continue
        b, d = a, c
        while at < len(pieces) and pieces[at].kind in (Kind.ADDED, Kind.REMOVED):
            if pieces[at].kind is Kind.REMOVED:
                b += len(pieces[at].text)
            else:
                d += len(pieces[at].text)
            at += 1
        yield Region(False, a, b, section_id, c, d, moved)
        a, c = b, d


class _Partners:
    """Which part of the new text stands for each part of the old one, and whether it moved to get there."""

    def __init__(self, before: dict[str, Section], after: dict[str, Section]) -> None:
        self.before: Parts = {key: section_parts(section) for key, section in before.items()}
        self.after: Parts = {key: section_parts(section) for key, section in after.items()}
        self.vocabulary = Vocabulary()
        self.found: dict[PartPlace, Partner] = {}
        self._pair_blocks(before, after)
        self._pair_by_key()
        self._pair_outcomes()

    def _pair_blocks(self, before: dict[str, Section], after: dict[str, Section]) -> None:
        olds = {key: blocks(section.html) for key, section in before.items()}
        news = {key: blocks(section.html) for key, section in after.items()}
        document = paired_blocks(olds, news, self.vocabulary)
        for start, end, moved in _paired_places(document):
            pairs = self._leaf_pairs(olds[start[0]][start[1]], news[end[0]][end[1]])
            first, other = _first_part(self.before[start[0]], start[1]), _first_part(self.after[end[0]], end[1])
            for i, j in pairs:
                self.found[start[0], first + i] = ((end[0], other + j), moved)

    def _leaf_pairs(self, old_html: str, new_html: str) -> Iterable[tuple[int, int]]:
        olds, news = list(leaves(read(old_html))), list(leaves(read(new_html)))
        if [leaf.text for leaf in olds] == [leaf.text for leaf in news]:
            return [(place, place) for place in range(len(olds))]
        before, after = read(old_html), read(new_html)
        if len(before) == len(after) == 1:
            table, other = before[0], after[0]
            if isinstance(table, TableBlock) and isinstance(other, TableBlock):
                return self._cell_pairs(table, other)
        return self._alike(olds, news)

    def _cell_pairs(self, old: TableBlock, new: TableBlock) -> Iterator[tuple[int, int]]:
        table, _, _ = table_diff(of_block(old), of_block(new), flow_diff, self.vocabulary)
        olds, news = list(leaves((old,))), list(leaves((new,)))
        if old.caption and new.caption:
            yield 0, 0
        for cell in (cell for row in table.rows for cell in row.cells):
            if cell.old is not None and cell.new is not None:
                mine = [place for place, leaf in enumerate(olds) if leaf.cell is cell.old]
                theirs = [place for place, leaf in enumerate(news) if leaf.cell is cell.new]
                for i, j in self._alike([olds[place] for place in mine], [news[place] for place in theirs]):
                    yield mine[i], theirs[j]

    def _alike(self, olds: Sequence[Leaf], news: Sequence[Leaf]) -> list[tuple[int, int]]:
        """Pair stretches of text as the redline pairs the items of a list: equal, moved, alike."""
        if len(olds) == len(news) == 1:
            return [(0, 0)]
        before, after = ([Unit(escape(leaf.text), self.vocabulary, ()) for leaf in side] for side in (olds, news))
        pairing = equal_pairs(before, after)
        moved = move_equal(pairing, before, after)
        pair_items(pairing, before, after, ALIKE)
        moved += move_nearly_equal(pairing, before, after)
        pair_items(pairing, before, after, WEAKLY_ALIKE)
        return [*pairing.pairs.items(), *moved]

    def _pair_by_key(self) -> None:
        """Pair headings by their section, and objectives and priority actions by their codes wherever they stand."""
        known: dict[tuple[str, ...], PartPlace] = {}
        for section_id, parts in self.after.items():
            for place, part in enumerate(parts):
                if part.key[0] not in ("block", "outcome"):
                    known[(section_id, *part.key)] = (section_id, place)
                    if len(part.key) > 1:
                        known.setdefault(part.key, (section_id, place))
        for section_id, parts in self.before.items():
            for place, part in enumerate(parts):
                if part.key[0] not in ("block", "outcome"):
                    end = known.get((section_id, *part.key)) or known.get(part.key)
                    if end is not None:
                        self.found[section_id, place] = (end, end[0] != section_id)

    def _pair_outcomes(self) -> None:
        """Pair the shared outcomes of an objective: equal ones, then what is left in its order."""
        for (section_id, place), ((new_id, new_place), moved) in list(self.found.items()):
            part = self.before[section_id][place]
            if part.key[0] != "aim":
                continue
            mine = _outcomes(self.before[section_id], part.key[1])
            theirs = _outcomes(self.after[new_id], self.after[new_id][new_place].key[1])
            olds, news = (
                [parts[n].text for n in places]
                for parts, places in ((self.before[section_id], mine), (self.after[new_id], theirs))
            )
            pairing = Pairing(len(olds), len(news))
            pairing.pair_equal(olds, news)
            if len(pairing.free_old) == len(pairing.free_new):
                pairing.pair_alike(lambda i, j, _: 1.0, 1.0)
            for i, j in pairing.pairs.items():
                self.found[section_id, mine[i]] = ((new_id, theirs[j]), moved)


def _paired_places(document: DocumentBlocks) -> Iterator[tuple[Place, Place, bool]]:
    for section_id, section in document.sections.items():
        for i, j in section.pairing.pairs.items():
            yield (section_id, i), (section_id, j), False
    for start, end in document.went_to.items():
        yield start, end, True


def _first_part(parts: tuple[Part, ...], block: int) -> int:
    return next((place for place, part in enumerate(parts) if part.block == block), 0)


def _outcomes(parts: tuple[Part, ...], code: str) -> list[int]:
    return [place for place, part in enumerate(parts) if part.key == ("outcome", code)]
