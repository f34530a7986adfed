"""Draws a redline as what a Word file holds: the words of both texts, each with what became of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from plans.rendering.word import lists, objectives, tables
from plans.rendering.word.content import Became, Item, Items, Paragraph, Shape, Style
from plans.rendering.word.joining import joined
from plans.rendering.word.layout import Setting, laid_out
from plans.rendering.word.pieces import BECAME, stretches_of, stretches_of_text
from plans.rendering.word.telling import arrived, left, set_otherwise, side, told_plainly, whole
from plans.text.diff.document import Change, PlacedBlock, Redline, SectionDiff
from plans.text.diff.operations import BlockDiff, Kind
from plans.text.diff.rebuild import new_html, old_html
from plans.text.markup import blocks
from plans.text.outline import Section, SectionKind


@dataclass(frozen=True, slots=True)
class Drawn:
    """A text drawn for Word: its title and its body."""

    title: Paragraph
    body: Items


def drawn(redline: Redline, read: Redline, reasons: Mapping[str, str], bookmarks: Mapping[str, str]) -> Drawn:
    """
    Return a redline drawn for Word, with the words of its references as in ``read``, the same redline as it is read.

    ``reasons`` are by the key of the change, ``bookmarks`` by the id of the section.

    Accepting every change gives the new text and rejecting it the old, whatever kinds of change the redline has: a
    section whose drawing does not give both is drawn as its old words removed and its new words added.
    """
    title = Paragraph(Shape(Style.TITLE), stretches_of(redline.title))
    placed: list[tuple[str, Items]] = []
    moved: dict[str, Items] = {}
    for section, as_read in zip(redline.sections, read.sections, strict=True):
        items = _section(section, as_read, reasons, bookmarks)
        if section.moved:
            moved[section.section_id] = left(items, f"section {section.section_id}")
            items = arrived(items, f"section {section.section_id}")
        placed.append((section.section_id, items))
    for section_id in moved:
        placed.insert(_place_left(section_id, redline.old_order, moved, placed), ("", moved[section_id]))
    body = _without_lone_moves(tuple(item for _, items in placed for item in items))
    return Drawn(title, _without_lone_moves(joined(body)))


def _place_left(
    section_id: str, order: tuple[str, ...], moved: Mapping[str, Items], placed: list[tuple[str, Items]]
) -> int:
    """Return where in the drawing a section stood before it moved: after what stood before it and stayed."""
    stayed = [key for key in order[: order.index(section_id)] if key not in moved]
    at = next((i for i, (key, _) in enumerate(placed) if stayed and key == stayed[-1]), -1) + 1
    before = [key for key in order[: order.index(section_id)] if key in moved]
    after_stayed = before[len([k for k in before if stayed and order.index(k) < order.index(stayed[-1])]) :]
    drawn_already = [items for key, items in placed if not key]
    return at + sum(any(items is moved[key] for items in drawn_already) for key in after_stayed)


def _without_lone_moves(items: Items) -> Items:
    """Return the items with moves of which only one end was drawn told as added or removed."""
    ends: dict[str, set[Became]] = {}
    for item in items:
        if isinstance(item, Paragraph) and item.move:
            ends.setdefault(item.move, set()).add(item.became)
    lone = {move for move, became in ends.items() if len(became) == 1}
    return tuple(told_plainly(item) if isinstance(item, Paragraph) and item.move in lone else item for item in items)


def _section(diff: SectionDiff, read: SectionDiff, reasons: Mapping[str, str], bookmarks: Mapping[str, str]) -> Items:
    """Return a section at its place in the new text, drawn by its changes or, where they do not tell it all, whole."""
    bookmark = bookmarks.get(diff.section_id, "")
    if _is_told_by_its_changes(diff):
        return _named(set_otherwise(_by_its_changes(read, reasons)), bookmark)
    old, new = diff.old, diff.new
    removed = whole(plain_section(replace(old, html=old_html(read))), Became.REMOVED) if old else ()
    added = whole(plain_section(replace(new, html=new_html(read))), Became.ADDED) if new else ()
    return _named(_remarked((*removed, *added), _remarks(diff.all_changes, reasons)), bookmark)


def _is_told_by_its_changes(diff: SectionDiff) -> bool:
    """Whether the changes of a section, drawn for Word, give its old text and its new."""
    old, new = diff.old, diff.new
    if old and new and _is_appendix(old) != _is_appendix(new):
        return False
    items = set_otherwise(_by_its_changes(diff, {}))
    return all(
        side(items, new=section is new) == side(plain_section(section), new=True) for section in (old, new) if section
    )


def _named(items: Items, bookmark: str) -> Items:
    """Return the items with the bookmark on the heading of the section, the new one if there are two."""
    headings = [at for at, i in enumerate(items) if isinstance(i, Paragraph) and i.shape.style in _SECTION_STYLES]
    return tuple(
        replace(item, bookmark=bookmark) if headings and at == headings[-1] and isinstance(item, Paragraph) else item
        for at, item in enumerate(items)
    )


_SECTION_STYLES = (Style.SECTION, Style.APPENDIX)


def _is_appendix(section: Section) -> bool:
    return section.kind is SectionKind.APPENDIX


def _styles(section: Section) -> tuple[Style, Style]:
    if _is_appendix(section):
        return Style.APPENDIX, Style.APPENDIX_PARAGRAPH
    return Style.SECTION, Style.PARAGRAPH


def plain_section(section: Section) -> Items:
    """Return a section as it reads, without any change."""
    heading, paragraph = _styles(section)
    return (
        Paragraph(Shape(heading), stretches_of_text(section.heading)),
        *(item for html in blocks(section.html) for item in laid_out(html, Setting(paragraph))),
        *objectives.plain(section.objectives),
    )


def _by_its_changes(diff: SectionDiff, reasons: Mapping[str, str]) -> Iterator[Item]:
    heading, paragraph = _styles(diff.section)
    became = BECAME.get(diff.kind, Became.SAME)
    stretches = stretches_of(diff.heading)
    yield Paragraph(Shape(heading), stretches, became, comments=_remarks(diff.changes, reasons))
    for block in diff.blocks:
        yield from _remarked(
            _placed_block(block, Setting(paragraph), diff.section_id), _remarks(block.changes, reasons)
        )
    for objective in diff.objectives:
        yield from objectives.drawn(objective, lambda changes: _remarks(changes, reasons))


def _remarks(changes: Iterable[Change], reasons: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reasons[change.key] for change in changes if reasons.get(change.key)))


def _remarked(items: Items, remarks: tuple[str, ...]) -> Items:
    """Return the items with remarks on the first paragraph that differs."""
    if not remarks:
        return items
    paragraphs = [at for at, item in enumerate(items) if isinstance(item, Paragraph)]
    differing = [at for at in paragraphs if _differs(items[at])]
    at = (differing or paragraphs or [-1])[0]
    return tuple(
        replace(item, comments=(*item.comments, *remarks)) if place == at and isinstance(item, Paragraph) else item
        for place, item in enumerate(items)
    )


def _differs(item: Item) -> bool:
    return isinstance(item, Paragraph) and (
        item.became is not Became.SAME
        or item.old_shape is not None
        or any(stretch.became is not Became.SAME or stretch.old_runs for stretch in item.stretches)
    )


def _placed_block(block: PlacedBlock, setting: Setting, section_id: str) -> Items:
    diff = block.diff
    if diff.kind in BECAME and diff.html.startswith("<table"):  # Word moves words, and no rows
        return whole(laid_out(diff.html, setting), Became.ADDED if diff.kind.in_new else Became.REMOVED)
    if diff.kind is Kind.MOVED_AWAY:
        return whole(laid_out(diff.old_html, setting), Became.MOVED_AWAY, f"block {block.other_anchor}")
    if diff.kind is Kind.MOVED_HERE:
        move = f"block {block.anchor}"
        if not diff.is_edited:
            return whole(laid_out(diff.new_html, setting), Became.MOVED_HERE, move)
        return arrived(block_of(replace(diff, kind=Kind.CHANGED), setting), move)
    return block_of(diff, setting)


def block_of(diff: BlockDiff, setting: Setting) -> Items:
    """Return a block drawn by what became of it; a kind that is not known here as its old words and its new words."""
    if diff.kind is Kind.SAME:
        return laid_out(diff.new_html, setting)
    if diff.form == "text" and diff.pieces:
        return (_text(diff, setting),)
    if diff.form == "list" and diff.items:
        return lists.changed(diff, setting, blocks_of)
    if diff.form == "quote" and diff.blocks:
        return blocks_of(diff.blocks, setting.inside_quote())
    if diff.table is not None and (drawn_table := tables.changed(diff, blocks_of)):
        return drawn_table
    removed = whole(laid_out(diff.old_html, setting), Became.REMOVED) if diff.kind.in_old else ()
    added = whole(laid_out(diff.new_html, setting), Became.ADDED) if diff.kind.in_new else ()
    return (*removed, *added)


def blocks_of(diffs: Iterable[BlockDiff], setting: Setting) -> Items:
    """Return blocks one after the other, each drawn by what became of it."""
    return tuple(item for diff in diffs for item in block_of(diff, setting))


def _text(diff: BlockDiff, setting: Setting) -> Paragraph:
    shape, old = setting.shape(diff.new_tag), setting.shape(diff.old_tag)
    return Paragraph(shape, stretches_of(diff.pieces), old_shape=None if old == shape else old)
