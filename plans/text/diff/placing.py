"""Objectives and priority actions in their places: with labels, the changes noted, and where they came from."""

from collections.abc import Iterator, Mapping

from plans.text.diff.document import Change, PlacedAction, PlacedObjective
from plans.text.diff.naming import KIND_OF_CHANGE, ChangeList, in_sentence, notes_in
from plans.text.diff.objectives import ActionDiff, ObjectiveDiff
from plans.text.diff.operations import NO_EDITS, Kind
from plans.text.diff.words import edits_in
from plans.text.numbering import NumberedSection


class ObjectivePlacer:
    """Places the objectives of two texts, whose sections are given by id, and notes their changes."""

    def __init__(
        self, before: Mapping[str, NumberedSection], after: Mapping[str, NumberedSection], noted: ChangeList
    ) -> None:
        self.before, self.after, self.noted = before, after, noted

    def place(self, key: str, diff: ObjectiveDiff, *, listed: bool) -> PlacedObjective:
        """Place an objective of a section; ``listed`` is false where its whole section is one change."""
        side = self.after if diff.kind.in_new else self.before
        found = next(o for o in side[key].objectives if o.code == diff.code)
        at = found.anchor if diff.kind.in_new else ""
        other = self._section_label(diff.elsewhere, there=diff.kind is Kind.MOVED_AWAY)
        moved = diff.kind is Kind.MOVED_HERE
        changes: tuple[Change, ...] = ()
        if diff.kind is not Kind.SAME and (listed or moved):
            changes = tuple(self._changes(key, diff, found.label, other, at))
        each = (listed and diff.kind is Kind.CHANGED) or moved
        actions = tuple(self._action(key, diff, action, at, listed=each) for action in diff.actions)
        return PlacedObjective(diff, found.label, found.anchor, actions, changes, other)

    def _action(self, key: str, objective: ObjectiveDiff, diff: ActionDiff, at: str, *, listed: bool) -> PlacedAction:
        other = self._label(diff.elsewhere, there=diff.kind is Kind.MOVED_AWAY) if diff.elsewhere else ""
        noted: tuple[Change, ...] = ()
        if diff.kind in KIND_OF_CHANGE and (listed or (diff.kind is Kind.MOVED_HERE and diff.elsewhere)):
            texts = (diff.code, *(piece.text for piece in diff.text), *(piece.text for piece in diff.lead))
            place = f"Priority action {diff.code}"
            if other:
                here = self._label(objective.code, there=True)
                place += f", was under {in_sentence(other)}, now under {in_sentence(here)}"
            say = notes_in(diff.text + diff.lead)
            noted = (self.noted.note(KIND_OF_CHANGE[diff.kind], key, place, texts, diff.edits, at, say),)
        return PlacedAction(diff, noted, other)

    def _label(self, code: str, *, there: bool) -> str:
        side = self.after if there else self.before
        return next((o.label for s in side.values() for o in s.objectives if o.code == code), "")

    def _section_label(self, section_id: str, *, there: bool) -> str:
        section = (self.after if there else self.before).get(section_id)
        return f"{section.label}, {section.heading}" if section else ""

    def _changes(self, key: str, diff: ObjectiveDiff, label: str, other: str, at: str) -> Iterator[Change]:
        if diff.kind is not Kind.CHANGED and diff.kind in KIND_OF_CHANGE:
            moved = diff.kind is Kind.MOVED_HERE
            where = f"{label}, was in {in_sentence(other)}" if moved and other else label
            texts = (diff.code, *((other,) if other else ()))
            edits = NO_EDITS if moved else diff.edits_here
            yield self.noted.note(KIND_OF_CHANGE[diff.kind], key, where, texts, edits, at)
        if diff.kind not in (Kind.CHANGED, Kind.MOVED_HERE):
            return
        for name, pieces in (("title", diff.title), ("aim", diff.aim)):
            if any(piece.kind is not Kind.SAME for piece in pieces):
                texts = (diff.code, name, *(piece.text for piece in pieces))
                yield self.noted.note("changed", key, f"{label}, {name}", texts, edits_in(pieces), at, notes_in(pieces))
        if any(outcome.kind is not Kind.SAME for outcome in diff.outcomes):
            pieces = tuple(piece for outcome in diff.outcomes for piece in outcome.text)
            texts = (diff.code, "outcomes", *(piece.text for piece in pieces))
            say = notes_in(pieces)
            yield self.noted.note("changed", key, f"{label}, shared outcomes", texts, edits_in(pieces), at, say)
