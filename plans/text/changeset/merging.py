"""Brings two changed texts of one older text together, down to the word."""

from collections.abc import Mapping

from plans.text.changeset.applying import followed, patched
from plans.text.changeset.conflicts import OURS, THEIRS, Ledger, shown, typed_words, with_inside, written
from plans.text.changeset.fates import MoveEnds, Path, fates, move_ends
from plans.text.changeset.forms import WORDS, Things, put_together, take_apart
from plans.text.changeset.ordering import Order
from plans.text.changeset.passing import Landed, Several
from plans.text.changeset.places import Places
from plans.text.changeset.sequences import Sequence
from plans.text.changeset.spans import unforced
from plans.text.changeset.steps import Patch, Script, Thing
from plans.text.changeset.wordmerge import merged_words
from plans.text.inline import merged, runs_to_html
from plans.text.markup import clean
from plans.text.outline import Outline

_MOST_PASSES = 8
_UNITS = frozenset({"text", "outcome", "action"})


class Merging:
    """One merge of two patches over the text that both were made from."""

    def __init__(
        self, base: Outline, ours: Patch, theirs: Patch, choices: Mapping[str, str], places: Places, order: Order
    ) -> None:
        self.base, self.patches, self.choices = base, (ours, theirs), choices
        self.places, self.order = places, order
        self.ends: dict[str, MoveEnds] = {OURS: move_ends(ours), THEIRS: move_ends(theirs)}
        self.moves = {(side, move) for side, ends in self.ends.items() for move in ends.patches}
        self.landed = Landed()
        self.ledger = Ledger(choices)

    def outline(self) -> Outline:
        """Return what comes of it; the conflicts are in the ledger."""
        made = self._pass()
        for _ in range(_MOST_PASSES if self.moves else 0):
            carried, cancelled = dict(self.landed.carried), set(self.landed.cancelled)
            self.landed.cancelled |= {
                move for move, things in carried.items() if things and move not in self.landed.emitted
            }
            again = self._pass()
            settled = again == made and self.landed.carried == carried and self.landed.cancelled == cancelled
            made = again
            if settled:
                break
        return made

    def _pass(self) -> Outline:
        self.ledger = Ledger(self.choices)
        self.landed.emitted = set()
        for move in self.moves - self.landed.carried.keys():
            ends = self.ends[move[0]]
            self.landed.carried[move] = (patched(ends.things[move[1]], ends.patches[move[1]]),)
        made: Outline = self.thing("outline", self.base, *self.patches, (), "")
        return made

    def thing(
        self, form: str, base: Thing, ours: Patch | None, theirs: Patch | None, path: Path, section_id: str
    ) -> Thing:
        """Return what comes of one thing that both sides keep."""
        if form in _UNITS:
            return self._unit(form, base, ours, theirs, path, section_id)
        if form == "table" and ours and theirs:
            ours, theirs = unforced(base, ours), unforced(base, theirs)
        values, parts = take_apart(form, base)
        section_id = values["id"] if form == "section" else section_id
        for name, things in parts.items():
            scripts = [patch.script(name) if patch else () for patch in (ours, theirs)]
            if name in WORDS:
                parts[name] = self._field(things, scripts, (*path, name), section_id)
            elif any(scripts):
                parts[name] = self.sequence(name, things, scripts[0], scripts[1], (*path, name), section_id)
        made = self._with_values(form, values, parts, (ours, theirs), path, section_id)
        return clean(made) if form == "table" and ours and theirs and parts["rows"] else made

    def _field(self, words: Things, scripts: list[Script], path: Path, section_id: str) -> Things:
        found = merged_words(words, scripts[0], scripts[1])
        if not found.is_conflict:
            return found.ours
        texts = (_words_html(words), _words_html(found.ours), _words_html(found.theirs))
        choice = self.ledger.choice(section_id, path, self.places.of(path), texts)
        return found.ours if choice == OURS else found.theirs if choice == THEIRS else typed_words(choice)

    def _unit(
        self, form: str, base: Thing, ours: Patch | None, theirs: Patch | None, path: Path, section_id: str
    ) -> Thing:
        """Return what comes of a paragraph, an outcome or an action: a conflict is of the whole of it."""
        values, parts = take_apart(form, base)
        sides = [dict(values), dict(values)]
        words = [dict(parts), dict(parts)]
        for name, (mine, other) in _values(values, ours, theirs).items():
            sides[0][name], sides[1][name] = mine, other
        for name, things in parts.items():
            found = merged_words(things, ours.script(name) if ours else (), theirs.script(name) if theirs else ())
            words[0][name], words[1][name] = found.ours, found.theirs
        made = [put_together(form, sides[at], words[at]) for at in (0, 1)]
        if made[0] == made[1]:
            return made[0]
        part = {"text": "blocks", "outcome": "outcomes", "action": "actions"}[form]
        texts = (shown(part, (base,)), shown(part, (made[0],)), shown(part, (made[1],)))
        choice = self.ledger.choice(section_id, path, self.places.of(path), texts)
        if choice in (OURS, THEIRS):
            return made[0] if choice == OURS else made[1]
        return Several(written(part, choice, (made[0],)))

    def _with_values(
        self,
        form: str,
        values: dict[str, object],
        parts: dict[str, Things],
        patches: tuple[Patch | None, Patch | None],
        path: Path,
        section_id: str,
    ) -> Thing:
        sides = _values(values, *patches)
        mine, other = ({**values, **{name: pair[at] for name, pair in sides.items()}} for at in (0, 1))
        if mine == other:
            return put_together(form, mine, parts)
        part = {"section": "kinds", "cell": "cells", "row": "rows", "list": "blocks"}.get(form, "blocks")
        made = [put_together(form, side, parts) for side in (values, mine, other)]
        texts = tuple(str(thing.kind) if part == "kinds" else shown(part, (thing,)) for thing in made)
        if part == "cells":
            texts = tuple(_cell_shape(thing) for thing in made)
        place = f"{self.places.of(path)}, {'kind' if form == 'section' else 'shape'}"
        choice = self.ledger.choice(section_id, (*path, "values"), place, (texts[0], texts[1], texts[2]))
        if form == "cell" and choice not in (OURS, THEIRS):
            return with_inside(made[1], clean(choice))
        return made[2] if choice == THEIRS else made[1]

    def sequence(self, part: str, base: Things, ours: Script, theirs: Script, path: Path, section_id: str) -> Things:
        """Return what comes of a sequence of things."""
        found = {
            side: fates(script, len(base), self.ends[side].patches) for side, script in ((OURS, ours), (THEIRS, theirs))
        }
        made = Sequence(self, part, base, found, path, section_id).things()
        sides = (followed(base, script, part) if script else base for script in (ours, theirs))
        return self.order.of_all((part, section_id), made, *sides)


def _values(values: Mapping[str, object], ours: Patch | None, theirs: Patch | None) -> dict[str, tuple[object, object]]:
    """Return each changed property as it comes out, twice: with ours and with theirs where they differ."""
    sides: dict[str, tuple[object, object]] = {}
    for name, old in values.items():
        mine, other = (patch.value(name) if patch else None for patch in (ours, theirs))
        if isinstance(old, frozenset):
            limbs = frozenset(old)
            for change in (mine, other):
                limbs = (limbs | (change.new - change.old)) - (change.old - change.new) if change else limbs
            sides[name] = (limbs, limbs)
        elif mine and other:
            sides[name] = (mine.new, other.new)
        elif mine or other:
            new = mine.new if mine else other.new if other else old
            sides[name] = (new, new)
    return sides


def _words_html(words: Things) -> str:
    return runs_to_html(merged(words))


def _cell_shape(cell: object) -> str:
    return shown("cells", (cell,))
