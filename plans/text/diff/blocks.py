"""The difference of two blocks, and of two flows of blocks: paragraphs, headings, lists and quotations."""

from collections.abc import Sequence
from dataclasses import replace

from plans.text.content import Flow, ListBlock, QuoteBlock, TableBlock, TextBlock, write_flow
from plans.text.diff.operations import BlockDiff, Edits, ItemDiff, Kind, total
from plans.text.diff.tables import table_diff
from plans.text.diff.units import (
    ALIKE,
    WEAKLY_ALIKE,
    Unit,
    equal_pairs,
    flow_units,
    move_equal,
    move_nearly_equal,
    pair_alike_blocks,
    pair_items,
)
from plans.text.diff.words import Vocabulary, edits_in, pieces_between, whole_pieces
from plans.text.markup import word_count

_TAG_NAMES = {"p": "paragraph", "h3": "heading", "h4": "subheading", "": "plain text", "ul": "bullets", "ol": "numbers"}


def same(html: str) -> BlockDiff:
    """Return a block that did not change."""
    return BlockDiff(Kind.SAME, "whole", html, html)


def lone(kind: Kind, html: str) -> BlockDiff:
    """Return a block that stands in one of the texts only."""
    words = 0 if kind in (Kind.MOVED_AWAY, Kind.MOVED_HERE) else word_count(html)
    if kind.in_new:
        return BlockDiff(kind, "whole", new_html=html, edits=Edits(added=words))
    return BlockDiff(kind, "whole", old_html=html, edits=Edits(removed=words))


def block_diff(old: Unit, new: Unit, vocabulary: Vocabulary, *, moved: bool = False) -> BlockDiff:
    """Return what became of a block; of a moved one, with the edits that were made to it on the way."""
    if old.html == new.html:
        return BlockDiff(Kind.MOVED_HERE, "whole", new_html=new.html) if moved else same(new.html)
    diff = _replaced(old, new)
    before, after = old.block, new.block
    if isinstance(before, TextBlock) and isinstance(after, TextBlock):
        diff = _text_diff(before, after, diff, alike=moved or old.likeness(new, ALIKE) >= ALIKE)
    elif isinstance(before, ListBlock) and isinstance(after, ListBlock):
        diff = _list_diff(before, after, diff, vocabulary)
    elif isinstance(before, QuoteBlock) and isinstance(after, QuoteBlock):
        blocks = flow_diff(before.blocks, after.blocks, vocabulary)
        diff = replace(diff, kind=_kind_of(blocks), form="quote", blocks=blocks, edits=total([b.edits for b in blocks]))
    elif isinstance(before, TableBlock) and isinstance(after, TableBlock):
        table, edits, formatted = table_diff(before, after, flow_diff, vocabulary)
        kind = Kind.FORMATTED if formatted else Kind.CHANGED
        diff = replace(diff, kind=kind, form="table", table=table, edits=edits)
    if moved:
        return replace(diff, kind=Kind.MOVED_HERE, old_html="")
    return diff


def _replaced(old: Unit, new: Unit) -> BlockDiff:
    edits = Edits(word_count(new.html), word_count(old.html))
    return BlockDiff(Kind.REPLACED, "whole", old.html, new.html, edits=edits)


def _text_diff(old: TextBlock, new: TextBlock, whole: BlockDiff, *, alike: bool) -> BlockDiff:
    pieces = pieces_between(old.runs, new.runs) if alike else whole_pieces(old.runs, new.runs)
    edits = edits_in(pieces)
    has_edits = any(piece.kind in (Kind.ADDED, Kind.REMOVED) for piece in pieces)
    notes = [piece.note for piece in pieces if piece.note]
    if old.tag != new.tag:
        notes.insert(0, f"{_TAG_NAMES[old.tag]} made {_TAG_NAMES[new.tag]}")
    return replace(
        whole,
        kind=(Kind.CHANGED if alike else Kind.REPLACED) if has_edits else Kind.FORMATTED,
        form="text",
        old_tag=old.tag,
        new_tag=new.tag,
        pieces=pieces,
        note=", ".join(dict.fromkeys(notes)),
        edits=edits,
    )


def _list_diff(old: ListBlock, new: ListBlock, whole: BlockDiff, vocabulary: Vocabulary) -> BlockDiff:
    items = _item_diffs(old.items, new.items, vocabulary)
    return replace(
        whole,
        kind=_kind_of(items),
        form="list",
        old_tag=old.tag,
        new_tag=new.tag,
        items=items,
        note=f"{_TAG_NAMES[old.tag]} made {_TAG_NAMES[new.tag]}" if old.tag != new.tag else "",
        edits=total([item.edits for item in items]),
    )


def _kind_of(parts: Sequence[BlockDiff | ItemDiff]) -> Kind:
    return Kind.FORMATTED if {part.kind for part in parts} <= {Kind.SAME, Kind.FORMATTED} else Kind.CHANGED


def flow_diff(old: Flow, new: Flow, vocabulary: Vocabulary) -> tuple[BlockDiff, ...]:
    """Return what became of each block of a list item, table cell or quotation."""
    if len(old) == len(new) == 1 and type(old[0]) is type(new[0]):
        return (block_diff(flow_units(old, vocabulary)[0], flow_units(new, vocabulary)[0], vocabulary),)
    olds, news = flow_units(old, vocabulary), flow_units(new, vocabulary)
    pairing = equal_pairs(olds, news)
    pair_alike_blocks(pairing, olds, news, ALIKE)
    pair_alike_blocks(pairing, olds, news, WEAKLY_ALIKE)
    return tuple(_placed(i, j, olds, news, vocabulary) for i, j in pairing.in_order())


def _placed(
    i: int | None, j: int | None, olds: Sequence[Unit], news: Sequence[Unit], vocabulary: Vocabulary
) -> BlockDiff:
    if i is not None and j is not None:
        return block_diff(olds[i], news[j], vocabulary)
    return lone(Kind.REMOVED, olds[i].html) if i is not None else lone(Kind.ADDED, news[j or 0].html)


def _item_diffs(old: Sequence[Flow], new: Sequence[Flow], vocabulary: Vocabulary) -> tuple[ItemDiff, ...]:
    olds = [Unit(write_flow(item), vocabulary, item) for item in old]
    news = [Unit(write_flow(item), vocabulary, item) for item in new]
    pairing = equal_pairs(olds, news)
    came_from = {j: i for i, j in move_equal(pairing, olds, news)}
    pair_items(pairing, olds, news, ALIKE)
    came_from |= {j: i for i, j in move_nearly_equal(pairing, olds, news)}
    pair_items(pairing, olds, news, WEAKLY_ALIKE)
    items = []
    for i, j in pairing.in_order():
        if j is None and i is not None:
            items.append(_lone_item(Kind.MOVED_AWAY if i in pairing.gone_old else Kind.REMOVED, olds[i].html))
        elif i is None and j is not None and j not in came_from:
            items.append(_lone_item(Kind.ADDED, news[j].html))
        elif j is not None:
            start = came_from[j] if i is None else i
            items.append(_item_diff(olds[start], news[j], old[start], new[j], vocabulary, moved=i is None))
    return tuple(items)


def _item_diff(
    old: Unit, new: Unit, old_flow: Flow, new_flow: Flow, vocabulary: Vocabulary, *, moved: bool
) -> ItemDiff:
    if old.html == new.html:
        return _lone_item(Kind.MOVED_HERE, new.html) if moved else ItemDiff(Kind.SAME, old.html, new.html)
    blocks = flow_diff(old_flow, new_flow, vocabulary)
    kind = Kind.MOVED_HERE if moved else _kind_of(blocks)
    return ItemDiff(kind, "" if moved else old.html, new.html, blocks, total(block.edits for block in blocks))


def _lone_item(kind: Kind, html: str) -> ItemDiff:
    block = lone(kind, html)
    return ItemDiff(kind, block.old_html, block.new_html, edits=block.edits)
