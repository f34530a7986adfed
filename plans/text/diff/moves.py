"""Finds what became of every block of a whole document, moves from one section to another included."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from plans.text.diff.align import Pairing
from plans.text.diff.regroup import Group, grouped
from plans.text.diff.units import (
    ALIKE,
    FEWEST_WORDS_MOVED,
    NEARLY_EQUAL,
    WEAKLY_ALIKE,
    Unit,
    equal_pairs,
    pair_alike_blocks,
    pair_blocks_in_step,
)
from plans.text.diff.words import Vocabulary
from plans.text.markup import word_count

Place = tuple[str, int]


@dataclass(slots=True)
class SectionBlocks:
    """The blocks of a section in the old text and in the new, how they pair, and which were regrouped."""

    olds: Sequence[Unit]
    news: Sequence[Unit]
    pairing: Pairing = field(init=False)
    groups: dict[int, Group] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pairing = equal_pairs(self.olds, self.news)


@dataclass(slots=True)
class DocumentBlocks:
    """All sections' blocks by section id, and where the moved ones came from and went."""

    sections: dict[str, SectionBlocks]
    came_from: dict[Place, Place]
    went_to: dict[Place, Place]


def paired_blocks(
    old: Mapping[str, Sequence[str]], new: Mapping[str, Sequence[str]], vocabulary: Vocabulary
) -> DocumentBlocks:
    """
    Return how the blocks (HTML) of the sections of two texts pair, and which moved.

    Sections with the same blocks need not be given.
    """
    sections = {
        section_id: SectionBlocks(
            [Unit(html, vocabulary) for html in old.get(section_id, ())],
            [Unit(html, vocabulary) for html in new.get(section_id, ())],
        )
        for section_id in dict.fromkeys([*new, *old])
    }
    document = DocumentBlocks(sections, {}, {})
    _move_equal(document)
    for section in sections.values():
        pair_blocks_in_step(section.pairing, section.olds, section.news)
        section.groups = grouped(section.pairing, section.olds, section.news)
        pair_alike_blocks(section.pairing, section.olds, section.news, ALIKE)
    _move_nearly_equal(document)
    for section in sections.values():
        pair_alike_blocks(section.pairing, section.olds, section.news, WEAKLY_ALIKE)
    return document


def _free(document: DocumentBlocks, *, old: bool) -> list[tuple[Place, Unit]]:
    return [
        ((section_id, place), (section.olds if old else section.news)[place])
        for section_id, section in document.sections.items()
        for place in (section.pairing.free_old if old else section.pairing.free_new)
    ]


def _move(document: DocumentBlocks, start: Place, end: Place) -> None:
    document.sections[start[0]].pairing.gone_old.add(start[1])
    document.sections[end[0]].pairing.gone_new.add(end[1])
    document.came_from[end] = start
    document.went_to[start] = end


def _move_equal(document: DocumentBlocks) -> None:
    wanted: dict[str, list[Place]] = {}
    for place, unit in _free(document, old=False):
        wanted.setdefault(unit.html, []).append(place)
    for place, unit in _free(document, old=True):
        places = wanted.get(unit.html)
        if places and (unit.html.startswith("<figure>") or word_count(unit.html) >= FEWEST_WORDS_MOVED):
            _move(document, place, places.pop(0))


def _move_nearly_equal(document: DocumentBlocks) -> None:
    """Move each block to the place where it stands most alike; only blocks that share a rare phrase are weighed."""
    news = [(place, unit) for place, unit in _free(document, old=False) if len(unit.code) >= FEWEST_WORDS_MOVED]
    olds = [(place, unit) for place, unit in _free(document, old=True) if len(unit.code) >= FEWEST_WORDS_MOVED]
    holders: dict[str, list[int]] = {}
    for at, (_, unit) in enumerate(news):
        for phrase in _phrases(unit):
            holders.setdefault(phrase, []).append(at)
    taken: set[int] = set()
    for place, unit in olds:
        shared = (phrase for phrase in _phrases(unit) if phrase in holders)
        rarest = sorted(shared, key=lambda phrase: (len(holders[phrase]), phrase))[:6]
        candidates = {at for phrase in rarest for at in holders[phrase][:20]} - taken
        scores = [(unit.likeness(news[at][1], NEARLY_EQUAL), -at) for at in candidates if news[at][1].form == unit.form]
        best, minus_at = max(scores, default=(0.0, 0))
        if best >= NEARLY_EQUAL:
            taken.add(-minus_at)
            _move(document, place, news[-minus_at][0])


def _phrases(unit: Unit) -> set[str]:
    return {unit.code[at : at + 3] for at in range(len(unit.code) - 2)}
