"""Draws a list that changed: its items and what became of each."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from plans.rendering.word.content import Became, Item, Items, Paragraph
from plans.rendering.word.layout import LISTS, Setting, item_items
from plans.rendering.word.pieces import stretches_of
from plans.rendering.word.telling import arrived, whole
from plans.text.diff.operations import BlockDiff, ItemDiff, Kind
from plans.text.diff.rebuild import html_of_blocks
from plans.text.reader import bare_lead, read

FlowDrawer = Callable[[tuple[BlockDiff, ...], Setting], Items]


def changed(diff: BlockDiff, setting: Setting, draw: FlowDrawer) -> Items:
    """Return a list drawn item by item; ``draw`` draws the blocks inside an item."""
    return tuple(_List(diff, setting, draw).items())


@dataclass(slots=True)
class _List:
    diff: BlockDiff
    setting: Setting
    draw: FlowDrawer

    def items(self) -> Iterator[Item]:
        number = next(LISTS)
        self_moves = _Moves(number)
        for item in self.diff.items:
            if item.kind is Kind.MOVED_AWAY:
                yield from whole(self._old(item.old_html, number), Became.MOVED_AWAY, self_moves.left(item.old_html))
            elif item.kind is Kind.MOVED_HERE:
                was = html_of_blocks(item.blocks, new=False) if item.blocks else item.new_html
                drawn = self._edited(replace(item, kind=Kind.CHANGED), number)
                yield from arrived(drawn, self_moves.arrived(was))
            else:
                yield from self._edited(item, number)

    def _edited(self, item: ItemDiff, number: int) -> Items:
        lead = item.blocks[0] if item.blocks else None
        if lead is not None and lead.form == "text" and lead.pieces:
            shape, old = (self.setting.item_shape(tag, number) for tag in (self.diff.new_tag, self.diff.old_tag))
            first = Paragraph(shape, stretches_of(lead.pieces), old_shape=None if old == shape else old)
            return (first, *self.draw(item.blocks[1:], self.setting.inside_item()))
        if lead is not None and lead.kind is Kind.SAME and item.kind is not Kind.SAME:
            first_items = self._old(lead.old_html, number)
            if len(first_items) == 1:
                return (*self._same(first_items), *self.draw(item.blocks[1:], self.setting.inside_item()))
        if item.kind is Kind.SAME or (not item.blocks and item.kind is Kind.CHANGED):
            return self._same(self._items(item.new_html, self.diff.new_tag, number))
        removed = whole(self._old(item.old_html, number), Became.REMOVED) if item.kind.in_old else ()
        added = self._items(item.new_html, self.diff.new_tag, number) if item.kind.in_new else ()
        return (*removed, *whole(added, Became.ADDED))

    def _old(self, html: str, number: int) -> Items:
        return self._items(html, self.diff.old_tag, number)

    def _items(self, html: str, tag: str, number: int) -> Items:
        return tuple(item_items(bare_lead(read(html)), tag, number, self.setting))

    def _same(self, items: Items) -> Items:
        if self.diff.old_tag == self.diff.new_tag:
            return items
        first = items[0]
        assert isinstance(first, Paragraph)  # noqa: S101 -- so is the first of every item
        assert first.shape.mark  # noqa: S101 -- so has the first of every item
        shape, old = (self.setting.item_shape(t, first.shape.mark.list) for t in (self.diff.new_tag, self.diff.old_tag))
        return (replace(first, shape=shape, old_shape=old), *items[1:])


class _Moves:
    """Names the moves of items within a list: the same name where an item left and where it arrived."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._left: Counter[str] = Counter()
        self._arrived: Counter[str] = Counter()

    def left(self, html: str) -> str:
        return self._name(html, self._left)

    def arrived(self, html: str) -> str:
        return self._name(html, self._arrived)

    def _name(self, html: str, seen: Counter[str]) -> str:
        seen[html] += 1
        return f"item {self._number} {html} {seen[html]}"
