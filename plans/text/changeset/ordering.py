"""The order of what both sides of a merge put in at one place: that of a text that holds both, or else ours first."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

from plans.text.changeset.fates import identity
from plans.text.changeset.forms import Things, read_block, take_apart
from plans.text.changeset.steps import Thing
from plans.text.content import ListBlock, QuoteBlock, TableBlock, TextBlock
from plans.text.outline import Outline

_FORM_OF_PART = {
    "sections": "section",
    "objectives": "objective",
    "actions": "action",
    "outcomes": "outcome",
    "items": "item",
    "rows": "row",
    "cells": "cell",
}
_FORM_OF_BLOCK = {TextBlock: "text", ListBlock: "list", QuoteBlock: "quote", TableBlock: "table"}
Keys = tuple[Hashable, ...]
Where = tuple[str, str]  # the name of a part, and the id of the section it is in


class Order:
    """The order in which things stand in one text; without a text there is none."""

    def __init__(self, text: Outline | None) -> None:
        self.text = text
        self._sequences: dict[str, list[tuple[str, Keys]]] | None = None

    def of_all(self, where: Where, made: Things, ours: Things, theirs: Things) -> Things:
        """
        Return a sequence that came of a merge as it stands in the text, where that has the same things in it.

        Not if a side has them in another order. Things that are equal make this needful: it cannot be told which of
        two equal paragraphs a side took out, and so before or after which of them the other put something in.
        """
        if self.text is None or len(made) < 2:
            return made
        keys = list(map(_key, made))
        times = Counter(keys)
        for sequence in self._of(where):
            if len(sequence) == len(keys) and Counter(sequence) == times:
                agree = all(_follows([k for k in map(_key, side) if k in times], sequence) for side in (ours, theirs))
                return _arranged(made, keys, sequence) if agree else made
        return made

    def of_both(self, where: Where, ours: Things, theirs: Things, beside: tuple[Things, Things]) -> Things:
        """
        Return what both sides put in at one place, each side's things in their order.

        Where all of it stands together in the text, it comes as it stands there (beside the same neighbours, if it
        stands together twice: ``beside`` are the things before it and after it). Otherwise what stands earlier in
        the text comes first wherever both are in it, and ours before theirs.
        """
        if self.text is None or not ours or not theirs:
            return ours + theirs
        mine, other = ([_key(thing) for thing in things] for things in (ours, theirs))
        before, after = (tuple(_key(thing) for thing in things) for things in beside)
        best: tuple[int, list[bool]] | None = None
        size = len(mine) + len(other)
        for sequence in self._of(where):
            for start in range(len(sequence) - size + 1):
                turns = _turns(sequence[start : start + size], mine, other)
                if turns is not None:
                    fit = (sequence[start - 1 : start] == before if start else not before) + (
                        sequence[start + size : start + size + 1] == after
                    )
                    best = (fit, turns) if best is None or fit > best[0] else best
        turns = best[1] if best else self._by_rank(where, mine, other)
        sides = iter(ours), iter(theirs)
        return tuple(next(sides[0] if is_ours else sides[1]) for is_ours in turns)

    def _by_rank(self, where: Where, mine: Sequence[Hashable], other: Sequence[Hashable]) -> list[bool]:
        known = {*mine, *other}
        sequence = max(self._of(where), key=lambda things: len(known.intersection(things)), default=())
        rank = {thing: place for place, thing in reversed(list(enumerate(sequence)))}
        turns: list[bool] = []
        at = [0, 0]
        while at[0] < len(mine) and at[1] < len(other):
            first, second = rank.get(mine[at[0]]), rank.get(other[at[1]])
            is_ours = first is None or second is None or first <= second
            turns.append(is_ours)
            at[0 if is_ours else 1] += 1
        return [*turns, *[True] * (len(mine) - at[0]), *[False] * (len(other) - at[1])]

    def _of(self, where: Where) -> list[Keys]:
        """Return the sequences of a part, those of the same section first."""
        part, section_id = where
        if self._sequences is None:
            self._sequences = {}
            for name, home, things in _sequences("outline", self.text, ""):
                self._sequences.setdefault(name, []).append((home, tuple(map(_key, things))))
        found = self._sequences.get(part, [])
        return [keys for _, keys in sorted(found, key=lambda one: one[0] != section_id)]


def _key(thing: Thing) -> Hashable:
    return identity(thing) or thing


def _turns(window: Sequence[Hashable], mine: Sequence[Hashable], other: Sequence[Hashable]) -> list[bool] | None:
    """Return whose turn it is at each thing of a stretch that both make up, or None where they do not."""
    reached: list[dict[int, list[bool]]] = [{0: []}]
    for count, thing in enumerate(window):
        following: dict[int, list[bool]] = {}
        for taken, turns in reached[-1].items():
            if taken < len(mine) and mine[taken] == thing:
                following.setdefault(taken + 1, [*turns, True])
            if count - taken < len(other) and other[count - taken] == thing:
                following.setdefault(taken, [*turns, False])
        if not following:
            return None
        reached.append(following)
    return reached[-1].get(len(mine))


def _follows(keys: Sequence[Hashable], sequence: Keys) -> bool:
    """Answer whether things stand in a sequence in their order."""
    rest = iter(sequence)
    return all(key in rest for key in keys)


def _arranged(made: Things, keys: Sequence[Hashable], sequence: Keys) -> Things:
    waiting: dict[Hashable, list[Thing]] = {}
    for key, thing in zip(keys, made, strict=True):
        waiting.setdefault(key, []).append(thing)
    return tuple(waiting[key].pop(0) for key in sequence)


def _sequences(form: str, thing: Thing, section_id: str) -> Iterator[tuple[str, str, Things]]:
    """Yield every sequence of things within a thing, and within those, with the part and the section it is in."""
    values, parts = take_apart(form, thing)
    section_id = values["id"] if form == "section" else section_id
    for name, things in parts.items():
        if name not in _FORM_OF_PART and name != "blocks":
            continue
        yield name, section_id, things
        for inner in things:
            inner_form = _FORM_OF_PART.get(name) or _FORM_OF_BLOCK.get(type(read_block(inner)))
            if inner_form and inner_form not in ("text", "outcome", "action"):
                yield from _sequences(inner_form, inner, section_id)
