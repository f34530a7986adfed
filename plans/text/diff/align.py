"""Pairs two sequences in order: what is equal first, then what is alike in the gaps; what is left may have moved."""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Sequence

from rapidfuzz.distance import Indel

Similarity = Callable[[int, int, float], float]
_MOST_COMPARISONS = 2_500
_WINDOW = 12
_CLEARLY_ALIKE = 0.6


def longest_rising(values: Sequence[int]) -> set[int]:
    """Return the places of a longest strictly rising subsequence: what stayed when the rest is said to have moved."""
    tails: list[int] = []
    tail_places: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        at = bisect_left(tails, value)
        before.append(tail_places[at - 1] if at else -1)
        tails[at : at + 1] = [value]
        tail_places[at : at + 1] = [place]
    kept: set[int] = set()
    place = tail_places[-1] if tail_places else -1
    while place >= 0:
        kept.add(place)
        place = before[place]
    return kept


class Pairing:
    """The pairs found so far between an old and a new sequence; pairs never cross."""

    def __init__(self, old_size: int, new_size: int) -> None:
        self.sizes = (old_size, new_size)
        self.pairs: dict[int, int] = {}
        self.gone_old: set[int] = set()
        self.gone_new: set[int] = set()

    @property
    def free_old(self) -> list[int]:
        """The places in the old sequence that are neither paired nor moved."""
        return [i for i in range(self.sizes[0]) if i not in self.pairs and i not in self.gone_old]

    @property
    def free_new(self) -> list[int]:
        """The places in the new sequence that are neither paired nor moved."""
        paired = set(self.pairs.values())
        return [j for j in range(self.sizes[1]) if j not in paired and j not in self.gone_new]

    def move(self, i: int, j: int) -> None:
        """Take two places out of the order, as moved from one to the other."""
        self.gone_old.add(i)
        self.gone_new.add(j)

    def pair_equal(self, old: Sequence[Hashable], new: Sequence[Hashable]) -> None:
        """Pair as many equal keys as can stand in order."""
        for step in Indel.opcodes(old, new):
            if step.tag == "equal":
                for i, j in zip(
                    range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True
                ):
                    if old[i] == new[j]:
                        self.pairs[i] = j

    def pair_in_step(self, similarity: Similarity) -> None:
        """Pair all of a gap, first with first, where as many went as came and each is clearly alike."""
        for olds, news in self.gaps():
            if len(olds) == len(news) and all(
                similarity(i, j, _CLEARLY_ALIKE) >= _CLEARLY_ALIKE for i, j in zip(olds, news, strict=True)
            ):
                self.pairs.update(zip(olds, news, strict=True))

    def pair_alike(self, similarity: Similarity, threshold: float) -> None:
        """Pair what is alike, at or above the threshold, inside each gap between pairs."""
        for olds, news in self.gaps():
            self.pairs.update(_pairs_in_gap(olds, news, similarity, threshold))

    def gaps(self) -> list[tuple[list[int], list[int]]]:
        """Return the free places of both sequences between the pairs, where there are some of both."""
        free_old, free_new = self.free_old, self.free_new
        gaps = []
        for i, j in [*sorted(self.pairs.items()), self.sizes]:
            cut_old, cut_new = bisect_left(free_old, i), bisect_left(free_new, j)
            if cut_old and cut_new:
                gaps.append((free_old[:cut_old], free_new[:cut_new]))
            free_old, free_new = free_old[cut_old:], free_new[cut_new:]
        return gaps

    def in_order(self) -> list[tuple[int | None, int | None]]:
        """Return every place once, in an order true to both sequences; between pairs the old come first."""
        order: list[tuple[int | None, int | None]] = []
        at_old = at_new = 0
        for i, j in [*sorted(self.pairs.items()), self.sizes]:
            if at_old < i:
                order.extend((place, None) for place in range(at_old, i))
            if at_new < j:
                order.extend((None, place) for place in range(at_new, j))
            if (i, j) != self.sizes:
                order.append((i, j))
            at_old, at_new = i + 1, j + 1
        return order


def _pairs_in_gap(olds: list[int], news: list[int], similarity: Similarity, threshold: float) -> dict[int, int]:
    pairs: dict[int, int] = {}
    if len(olds) * len(news) > _MOST_COMPARISONS:
        # Too many to weigh each against each: take what is clearly alike from both ends, then look a little ahead.
        clearly = max(threshold, _CLEARLY_ALIKE)
        while olds and news and similarity(olds[0], news[0], clearly) >= clearly:
            pairs[olds[0]] = news[0]
            olds, news = olds[1:], news[1:]
        while olds and news and similarity(olds[-1], news[-1], clearly) >= clearly:
            pairs[olds[-1]] = news[-1]
            olds, news = olds[:-1], news[:-1]
        if len(olds) * len(news) > _MOST_COMPARISONS:
            return pairs | _nearest_ahead(olds, news, similarity, threshold)
    return pairs | _best_pairs(olds, news, similarity, threshold)


def _nearest_ahead(olds: list[int], news: list[int], similarity: Similarity, threshold: float) -> dict[int, int]:
    pairs: dict[int, int] = {}
    at = 0
    for i in olds:
        scores = [(similarity(i, j, threshold), -j) for j in news[at : at + _WINDOW]]
        best, minus_j = max(scores, default=(0.0, 0))
        if best >= threshold:
            pairs[i] = -minus_j
            at = news.index(-minus_j) + 1
    return pairs


def _best_pairs(olds: list[int], news: list[int], similarity: Similarity, threshold: float) -> dict[int, int]:
    """Return the pairs, in order, whose likeness adds up to the most."""
    rows, columns = len(olds), len(news)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    score = [[0.0] * columns for _ in range(rows)]
    for x in range(rows - 1, -1, -1):
        for y in range(columns - 1, -1, -1):
            alike = similarity(olds[x], news[y], threshold)
            score[x][y] = alike if alike >= threshold else 0.0
            paired = score[x][y] + best[x + 1][y + 1] if score[x][y] else 0.0
            best[x][y] = max(best[x + 1][y], best[x][y + 1], paired)
    pairs: dict[int, int] = {}
    x = y = 0
    while x < rows and y < columns:
        if score[x][y] and best[x][y] == score[x][y] + best[x + 1][y + 1]:
            pairs[olds[x]] = news[y]
            x, y = x + 1, y + 1
        elif best[x][y] == best[x + 1][y]:
            x += 1
        else:
            y += 1
    return pairs
