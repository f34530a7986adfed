"""The difference of two blocks, and of two flows of blocks: paragraphs, headings, lists and quotations."""

from collections.abc import Sequence
from dataclasses import replace

from plans.text.content import Block, Flow, ImageBlock, ListBlock, QuoteBlock, TextBlock, write_flow
from plans.text.diff.characters import oddities_in
from plans.text.diff.operations import BlockDiff, Edits, ImageDiff, ItemDiff, Kind, total
from plans.text.diff.regroup import Group, depths, grouped, regrouped
from plans.text.diff.rowtexts import TableText
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
    pair_blocks_in_step,
    pair_items,
)
from plans.text.diff.words import Vocabulary, edits_in, is_token, pieces_between, text_pieces, whole_pieces
from plans.text.inline import Run, escape
from plans.text.markup import plain_text, word_count

_TAG_NAMES = {"p": "paragraph", "h3": "heading", "h4": "subheading", "": "plain text", "ul": "bullets", "ol": "numbers"}


def same(html: str) -> BlockDiff:
    """Return a block that did not change."""
    return BlockDiff(Kind.SAME, "whole", html, html)


def lone(kind: Kind, html: str) -> BlockDiff:
    """Return a block that stands in one of the texts only."""
    words = 0 if kind in (Kind.MOVED_AWAY, Kind.MOVED_HERE) else word_count(html)
    if kind.in_new:
        note = "" if html.isascii() else oddities_in(plain_text(html))
        return BlockDiff(kind, "whole", new_html=html, edits=Edits(added=words), note=note)
    return BlockDiff(kind, "whole", old_html=html, edits=Edits(removed=words))


def block_diff(old: Unit, new: Unit, vocabulary: Vocabulary, *, moved: bool = False) -> BlockDiff:
    """Return what became of a block; of a moved one, with the edits that were made to it on the way."""
    if old.html == new.html:
        return BlockDiff(Kind.MOVED_HERE, "whole", new_html=new.html) if moved else same(new.html)
    tables = old.table, new.table
    if tables[0] is not None and tables[1] is not None:
        diff = _table_diff(old.html, new.html, (tables[0], tables[1]), vocabulary)
        return replace(diff, kind=Kind.MOVED_HERE, old_html="") if moved else diff
    before, after = old.block, new.block
    whole = type(before) is not type(after) or before is None
    diff = _replaced(old.html, new.html) if whole else BlockDiff(Kind.REPLACED, "whole", old.html, new.html)
    if isinstance(before, TextBlock) and isinstance(after, TextBlock):
        codes = (old.code, new.code) if moved or old.likeness(new, ALIKE) >= ALIKE else None
        diff = _text_diff(before, after, diff, codes)
    elif isinstance(before, ListBlock) and isinstance(after, ListBlock):
        diff = _list_diff(before, after, diff, vocabulary)
    elif isinstance(before, QuoteBlock) and isinstance(after, QuoteBlock):
        blocks = flow_diff(before.blocks, after.blocks, vocabulary)
        diff = replace(diff, kind=_kind_of(blocks), form="quote", blocks=blocks, edits=total([b.edits for b in blocks]))
    elif isinstance(before, ImageBlock) and isinstance(after, ImageBlock):
        diff = _image_diff(before, after, diff)
    if moved:
        return replace(diff, kind=Kind.MOVED_HERE, old_html="")
    return diff


def _table_diff(old_html: str, new_html: str, tables: tuple[TableText, TableText], vocabulary: Vocabulary) -> BlockDiff:
    table, edits, formatted = table_diff(*tables, flow_diff, vocabulary)
    kind = Kind.FORMATTED if formatted else Kind.CHANGED
    return BlockDiff(kind, "table", old_html, new_html, table=table, edits=edits)


def _replaced(old_html: str, new_html: str) -> BlockDiff:
    edits = Edits(word_count(new_html), word_count(old_html))
    return BlockDiff(Kind.REPLACED, "whole", old_html, new_html, edits=edits)


def _text_diff(old: TextBlock, new: TextBlock, whole: BlockDiff, codes: tuple[str, str] | None) -> BlockDiff:
    alike = codes is not None
    pieces = pieces_between(old.runs, new.runs, codes) if codes else whole_pieces(old.runs, new.runs)
    edits = edits_in(pieces)
    has_edits = any(piece.kind in (Kind.ADDED, Kind.REMOVED) for piece in pieces)
    notes = [piece.note for piece in pieces if piece.note]
    if old.tag != new.tag and {old.tag, new.tag} != {"", "p"}:
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


def _image_diff(old: ImageBlock, new: ImageBlock, whole: BlockDiff) -> BlockDiff:
    alt = text_pieces(old.alt, new.alt)
    image = ImageDiff(old, new, alt, pieces_between(old.caption, new.caption))
    swapped = ["another picture under the same description" if old.alt == new.alt else "another picture"]
    notes = swapped if image.is_swapped else []
    notes += [piece.note for piece in (*alt, *image.caption) if piece.note]
    kinds = {piece.kind for piece in (*alt, *image.caption)}
    formatted = not image.is_swapped and kinds <= {Kind.SAME, Kind.FORMATTED}
    return replace(
        whole,
        kind=Kind.FORMATTED if formatted else Kind.REPLACED,
        form="image",
        image=image,
        note=", ".join(dict.fromkeys(notes)),
        edits=edits_in((*alt, *image.caption)),
    )


def _list_diff(old: ListBlock, new: ListBlock, whole: BlockDiff, vocabulary: Vocabulary) -> BlockDiff:
    items = _item_diffs(old.items, new.items, vocabulary)
    in_order = _nested_otherwise(old, new, total([item.edits for item in items]))
    if in_order is not None:
        return in_order
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


def _nested_otherwise(old: ListBlock, new: ListBlock, edits: Edits) -> BlockDiff | None:
    """Return the list in its new nesting where its words stood in another one, if that marks fewer words."""
    if edits.added + edits.removed == 0 or {*depths(old), *depths(new)} == {1}:
        return None
    diff = regrouped((old,), (new,))
    if diff is None or diff.edits.added + diff.edits.removed >= edits.added + edits.removed:
        return None
    return diff


def _kind_of(parts: Sequence[BlockDiff | ItemDiff]) -> Kind:
    return Kind.FORMATTED if {part.kind for part in parts} <= {Kind.SAME, Kind.FORMATTED} else Kind.CHANGED


def flow_diff(old: Flow, new: Flow, vocabulary: Vocabulary) -> tuple[BlockDiff, ...]:
    """Return what became of each block of a list item, table cell or quotation."""
    if len(old) == len(new) == 1 and type(old[0]) is type(new[0]):
        if (exchanged := _word_for_word(old[0], new[0])) is not None:
            return (exchanged,)
        return (block_diff(flow_units(old, vocabulary)[0], flow_units(new, vocabulary)[0], vocabulary),)
    olds, news = flow_units(old, vocabulary), flow_units(new, vocabulary)
    pairing = equal_pairs(olds, news)
    pair_blocks_in_step(pairing, olds, news)
    groups = grouped(pairing, olds, news)
    pair_alike_blocks(pairing, olds, news, ALIKE)
    pair_alike_blocks(pairing, olds, news, WEAKLY_ALIKE)
    diffs = []
    for i, j in pairing.in_order():
        if i in groups:
            diffs.append(group_diff(olds, news, groups[i]))
        elif i not in pairing.gone_old and j not in pairing.gone_new:
            diffs.append(_placed(i, j, olds, news, vocabulary))
    return tuple(diffs)


def _word_for_word(old: Block, new: Block) -> BlockDiff | None:
    """Return the difference of one bare word or figure and another, as most edits of a table are; else None."""
    words = _lone_word(old), _lone_word(new)
    if words[0] is None or words[1] is None or words[0].text == words[1].text:
        return None
    pieces = whole_pieces((words[0],), (words[1],))
    html = escape(words[0].text), escape(words[1].text)
    note = ", ".join(dict.fromkeys(piece.note for piece in pieces if piece.note))
    return BlockDiff(Kind.REPLACED, "text", *html, pieces=pieces, note=note, edits=edits_in(pieces))


def _lone_word(block: Block) -> Run | None:
    if not isinstance(block, TextBlock) or block.tag or len(block.runs) != 1:
        return None
    run = block.runs[0]
    return run if not run.marks and not run.href and is_token(run.text) else None


def group_diff(olds: Sequence[Unit], news: Sequence[Unit], group: Group) -> BlockDiff:
    """Return what became of blocks whose words stand in other blocks now."""
    before = tuple(block for i in group.olds if (block := olds[i].block))
    after = tuple(block for j in group.news if (block := news[j].block))
    whole = _replaced("".join(olds[i].html for i in group.olds), "".join(news[j].html for j in group.news))
    return regrouped(before, after) or whole


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
