"""Derives operations from a redline, so that what is done is what is shown and listed."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from plans.text.changeset.forms import cell_values, characters, inner_blocks
from plans.text.changeset.linking import Moves
from plans.text.changeset.steps import Arrive, Edit, Keep, Leave, Patch, Script, Step, Swap, Value, patch_of, tidy
from plans.text.content import Row
from plans.text.diff.document import Change, PlacedObjective, Redline, SectionDiff
from plans.text.diff.naming import DUTIES, KIND_OF_SECTION
from plans.text.diff.objectives import ActionDiff
from plans.text.diff.operations import BlockDiff, CellDiff, ItemDiff, Kind, Pieces, RowDiff
from plans.text.diff.rebuild import html_of_blocks
from plans.text.diff.words import text_pieces
from plans.text.markup import blocks
from plans.text.outline import PriorityAction, Section

Split = Callable[[str], Sequence[str]]


def words_script(pieces: Pieces, key: str) -> Script:
    """Return the steps that pieces of words stand for."""
    steps: list[Step] = []
    for piece in pieces:
        new = characters(piece.runs)
        if piece.kind is Kind.SAME:
            steps.append(Keep(len(new)))
        elif piece.kind is Kind.FORMATTED:
            steps.append(Swap(characters(piece.old_runs), new, key))
        else:
            steps.append(Swap((), new, key) if piece.kind is Kind.ADDED else Swap(new, (), key))
    return tidy(steps)


def patch_from(redline: Redline) -> Patch:
    """Return what a redline does, as a patch of the outline."""
    return _Deriving(redline).outline()


class Keys:
    """The keys of the changes listed of one thing, found by their kind and the end of their place."""

    def __init__(self, changes: Iterable[Change], otherwise: str) -> None:
        self.changes = tuple(changes)
        self.otherwise = self.changes[0].key if self.changes else otherwise

    def of(self, kinds: str, *endings: str) -> str:
        """Return the key of the change of one of the kinds whose place ends so, or that of the first change."""
        fitting = (c for c in self.changes if c.kind in kinds.split() and c.place.endswith(endings or ("",)))
        return next((change.key for change in fitting), self.otherwise)


class _Deriving:
    def __init__(self, redline: Redline) -> None:
        self.redline = redline
        self.moves = Moves(redline)

    def outline(self) -> Patch:
        key = next((change.key for change in self.redline.changes if not change.section_id), "title")
        title = words_script(self.redline.title, key)
        return patch_of("outline", (), (("title", title), ("sections", tidy(self._sections()))))

    def _sections(self) -> Iterator[Step]:
        by_id = {diff.section_id: diff for diff in self.redline.sections}
        waiting = list(self.redline.old_order)
        for diff in self.redline.sections:
            if diff.old is not None and not diff.moved:
                while waiting[0] != diff.section_id:
                    yield self._leaving(by_id[waiting.pop(0)])
                waiting.pop(0)
            yield self._section(diff)
        for section_id in waiting:
            yield self._leaving(by_id[section_id])

    def _leaving(self, diff: SectionDiff) -> Step:
        return Leave(f"section-{diff.section_id}", diff.old, Keys(diff.changes, diff.section_id).of("moved"))

    def _section(self, diff: SectionDiff) -> Step:
        old, new = diff.old, diff.new
        keys = Keys(diff.changes, diff.section_id)
        if old is None or new is None:
            return Swap((old,) if old else (), (new,) if new else (), keys.otherwise)
        patch = self._section_patch(diff, old, new)
        if diff.moved:
            move = f"section-{diff.section_id}"
            return Arrive(move, old, None if patch.is_empty else patch, keys.of("moved"))
        return Edit(patch)

    def _section_patch(self, diff: SectionDiff, old: Section, new: Section) -> Patch:
        keys = Keys(diff.changes, diff.section_id)
        heading = words_script(diff.heading, keys.of("retitled"))
        values = (
            Value("kind", old.kind, new.kind, keys.of("changed", KIND_OF_SECTION)),
            Value("limbs", old.limbs, new.limbs, keys.of("changed", DUTIES)),
        )
        body: Script = ()
        if old.html != new.html:
            body = tidy(step for at, _ in enumerate(diff.blocks) for step in self._placed_block(diff, at))
        objectives: Script = ()
        if old.objectives != new.objectives:
            objectives = tidy(self._objectives(diff, old, new))
        return patch_of("section", values, (("heading", heading), ("blocks", body), ("objectives", objectives)))

    def _placed_block(self, section: SectionDiff, at: int) -> Iterator[Step]:
        placed = section.blocks[at]
        keys = Keys(placed.changes, section.section_id)
        diff, move = placed.diff, self.moves.block(section.section_id, at)
        if move is None:
            yield from self.block(diff, keys, blocks)
        elif not move.name:
            yield Swap((diff.old_html,), (), move.key) if diff.kind is Kind.MOVED_AWAY else _came(diff, move.key)
        elif diff.kind is Kind.MOVED_AWAY:
            yield Leave(move.name, diff.old_html, move.key)
        else:
            patch = self.block_patch(diff, Keys((), move.key)) if diff.is_edited else None
            yield Arrive(move.name, move.thing, patch, move.key)

    def block(self, diff: BlockDiff, keys: Keys, split: Split) -> Iterator[Step]:
        """Yield the steps of a block that stays, comes, goes or is changed."""
        if diff.kind is Kind.SAME:
            yield Keep(len(split(diff.old_html)))
        elif diff.is_edited and diff.kind.in_old and diff.kind.in_new and diff.form in _PARTS:
            patch = self.block_patch(diff, keys)
            if patch.is_empty:
                yield Swap((_old(diff),), (_new(diff),), keys.otherwise)
            else:
                yield Edit(patch)
        else:
            yield Swap(tuple(split(_old(diff))), tuple(split(_new(diff))), keys.otherwise)

    def block_patch(self, diff: BlockDiff, keys: Keys) -> Patch:
        """Return what changed inside a block."""
        key = keys.otherwise
        tag = Value("tag", diff.old_tag, diff.new_tag, key)
        if diff.form == "text":
            return patch_of("text", (tag,), (("words", words_script(diff.pieces, key)),))
        if diff.form == "list":
            return patch_of("list", (tag,), (("items", tidy(self._items(diff.items, key))),))
        if diff.form == "quote":
            return patch_of("quote", (), (("blocks", self._flow(diff.blocks, key)),))
        table = diff.table
        assert table is not None  # noqa: S101 -- the form says so
        caption = words_script(table.caption, keys.of("changed formatted", "caption"))
        return patch_of("table", (), (("caption", caption), ("rows", tidy(self._rows(table.rows, keys)))))

    def _flow(self, diffs: Iterable[BlockDiff], key: str) -> Script:
        return tidy(step for diff in diffs for step in self.block(diff, Keys((), key), inner_blocks))

    def _items(self, diffs: Sequence[ItemDiff], key: str) -> Iterator[Step]:
        stood = [_old_item(diff) for diff in diffs]
        names = self.moves.within([diff.kind for diff in diffs], stood)
        for diff, old, name in zip(diffs, stood, names, strict=True):
            patch = Patch("item", (), (("blocks", self._flow(diff.blocks, key)),)) if diff.blocks else None
            if diff.kind is Kind.SAME:
                yield Keep(1)
            elif name and diff.kind is Kind.MOVED_AWAY:
                yield Leave(name, old, key)
            elif name:
                yield Arrive(name, old, patch, key)
            elif patch is not None and diff.kind.in_old:
                yield Edit(patch)
            else:
                yield Swap((old,) if diff.kind.in_old else (), (diff.new_html,) if diff.kind.in_new else (), key)

    def _rows(self, diffs: Sequence[RowDiff], keys: Keys) -> Iterator[Step]:
        stood = [Row(diff.old_part, tuple(cell.old for cell in diff.cells if cell.old)) for diff in diffs]
        names = self.moves.within([diff.kind for diff in diffs], stood)
        for diff, old, name in zip(diffs, stood, names, strict=True):
            patch = self._row(diff, keys) if diff.kind not in _LONE else None
            if name:
                key = keys.of("moved", "row", "rows")
                yield Leave(name, old, key) if diff.kind is Kind.MOVED_AWAY else Arrive(name, old, patch, key)
            elif patch is not None and diff.kind.in_old:
                yield Edit(patch)
            else:
                new = Row(diff.part, tuple(cell.new for cell in diff.cells if cell.new))
                key = keys.of("added moved" if diff.kind.in_new else "removed moved", "row", "rows")
                yield Swap((old,) if diff.kind.in_old else (), (new,) if diff.kind.in_new else (), key)

    def _row(self, diff: RowDiff, keys: Keys) -> Patch:
        part = Value("part", diff.old_part, diff.part, keys.of("changed formatted moved"))
        return patch_of("row", (part,), (("cells", tidy(self._cell(cell, keys) for cell in diff.cells)),))

    def _cell(self, diff: CellDiff, keys: Keys) -> Step:
        old, new = diff.old, diff.new
        if old is None or new is None:
            key = keys.of("added" if new else "removed", "column", "columns", "cell", "cells")
            return Swap((old,) if old else (), (new,) if new else (), key)
        if old == new:
            return Keep(1)
        key = keys.of("changed formatted", "figure", "figures", "cell", "cells", "formatting")
        before, after = cell_values(old), cell_values(new)
        body: Script = self._flow(diff.blocks, key)
        if not diff.blocks and old.blocks != new.blocks:
            body = (Swap(inner_blocks(diff.old_html), inner_blocks(diff.new_html), key),)
        values = (Value(name, before[name], after[name], key) for name in before)
        return Edit(patch_of("cell", values, (("blocks", body),)))

    def _objectives(self, section: SectionDiff, old: Section, new: Section) -> Iterator[Step]:
        olds, news = iter(old.objectives), iter(new.objectives)
        for placed in section.objectives:
            diff = placed.diff
            keys = Keys(placed.changes, section.section_id)
            before = next(olds) if diff.kind.in_old else None
            after = next(news) if diff.kind.in_new else None
            move = self.moves.objective(placed)
            if diff.kind is Kind.SAME:
                yield Keep(1)
            elif move is not None and not move.name:
                yield Swap((before,) if before else (), (after,) if after else (), move.key)
            elif move is not None and before:
                yield Leave(move.name, before, move.key)
            elif move is not None:
                patch = self._objective(placed, keys)
                yield Arrive(move.name, move.thing, None if patch.is_empty else patch, move.key)
            elif before and after:
                yield Edit(self._objective(placed, keys))
            else:
                yield Swap((before,) if before else (), (after,) if after else (), keys.otherwise)

    def _objective(self, placed: PlacedObjective, keys: Keys) -> Patch:
        diff = placed.diff
        parts = (
            ("title", words_script(diff.title, keys.of("changed", ", title"))),
            ("aim", words_script(diff.aim, keys.of("changed", ", aim"))),
            ("outcomes", tidy(_outcomes(placed, keys.of("changed", ", shared outcomes")))),
            ("actions", tidy(self._actions(placed, keys))),
        )
        return patch_of("objective", (), parts)

    def _actions(self, placed: PlacedObjective, keys: Keys) -> Iterator[Step]:
        for action in placed.actions:
            diff = action.diff
            key = Keys(action.changes, keys.otherwise).otherwise
            move = self.moves.action(action)
            old, new = _action(diff, new=False), _action(diff, new=True)
            if move is not None and move.name:
                if diff.kind.in_old:
                    yield Leave(move.name, old, move.key)
                else:
                    patch = _action_patch(move.thing, new, move.key)
                    yield Arrive(move.name, move.thing, None if patch.is_empty else patch, move.key)
            elif diff.kind.in_old and diff.kind.in_new:
                yield Edit(_action_patch(old, new, key))
            else:
                yield Swap((old,) if diff.kind.in_old else (), (new,) if diff.kind.in_new else (), key)


_PARTS = frozenset({"text", "list", "quote", "table"})
_LONE = frozenset({Kind.ADDED, Kind.REMOVED, Kind.MOVED_AWAY})


def _old(diff: BlockDiff) -> str:
    return html_of_blocks([diff], new=False)


def _new(diff: BlockDiff) -> str:
    return html_of_blocks([diff], new=True)


def _came(diff: BlockDiff, key: str) -> Swap:
    return Swap((), (_new(diff),), key)


def _old_item(diff: ItemDiff) -> str:
    if diff.blocks:
        return html_of_blocks(diff.blocks, new=False)
    return diff.new_html if diff.kind is Kind.MOVED_HERE else diff.old_html


def _action(diff: ActionDiff, *, new: bool) -> PriorityAction:
    other = Kind.REMOVED if new else Kind.ADDED
    text, lead = ("".join(p.text for p in pieces if p.kind is not other) for pieces in (diff.text, diff.lead))
    return PriorityAction(diff.code, text, lead)


def _action_patch(old: PriorityAction, new: PriorityAction, key: str) -> Patch:
    text, lead = text_pieces(old.text, new.text), text_pieces(old.lead, new.lead)
    return patch_of("action", (), (("text", words_script(text, key)), ("lead", words_script(lead, key))))


def _outcomes(placed: PlacedObjective, key: str) -> Iterator[Step]:
    for outcome in placed.diff.outcomes:
        text = "".join(piece.text for piece in outcome.text)
        if outcome.kind is Kind.ADDED:
            yield Swap((), (text,), key)
        elif outcome.kind is Kind.REMOVED:
            yield Swap((text,), (), key)
        else:
            yield Edit(patch_of("outcome", (), (("words", words_script(outcome.text, key)),)))
