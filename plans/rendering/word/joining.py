"""
Settles which paragraph marks come and go, so that what is left after accepting or rejecting is set as it should be.

A mark that goes joins its paragraph to the one after it, which keeps its own setting. A table is no paragraph, so
before one no mark may go: that of the paragraph before goes instead, as when somebody selects from the end of one
paragraph to the end of a table. And LibreOffice resolves the last change first, and keeps the setting of the paragraph
that a change begins in unless it begins at its very start, and keeps the end of one that moved and was edited at its
end: where that matters, a paragraph that moved and was edited on the way is told as removed and added. Nor does it tell
words added at the end of a paragraph from a paragraph added behind it: see ``ended``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest

from plans.rendering.word.content import Became, Item, Items, Paragraph, Shape, Style, Table
from plans.rendering.word.telling import told_plainly, words_of

_STAYS: frozenset[Became] = frozenset()
_COMES = frozenset((Became.ADDED, Became.MOVED_HERE))
_GOES = frozenset((Became.REMOVED, Became.MOVED_AWAY))


@dataclass(frozen=True, slots=True)
class _Part:
    """Paragraphs that come (or go) one after the other, and the table that they end with, if they do."""

    comes: bool
    paragraphs: tuple[Paragraph, ...]
    table: Table | None = None

    @property
    def items(self) -> Items:
        """What stands in it."""
        return (*self.paragraphs, self.table) if self.table else self.paragraphs

    @property
    def is_mixed(self) -> bool:
        """Whether any paragraph of it is more than one change."""
        return any(_is_mixed(paragraph) for paragraph in self.paragraphs)


def joined(items: Items) -> Items:
    """Return the items with their marks settled; of what comes and goes at one place the order may change."""
    settled: list[Item] = []
    places = [(stays, tuple(group)) for stays, group in groupby(items, key=lambda item: _way(item) is _STAYS)]
    for (stays, group), (_, after) in zip_longest(places, places[1:], fillvalue=(True, ())):
        if stays:
            settled.extend(group)
        else:
            _settle(group, after[0] if after else None, settled)
    return ended(settled)


def ended(items: Iterable[Item]) -> Items:
    """
    Return the items with what is added behind words added at the end of a paragraph begun there, as somebody types it.

    LibreOffice takes both for one change, and the end of the paragraph with it, which stays.
    """
    out: list[Item] = []
    for is_added, group in groupby(items, key=_is_added_whole):
        behind = list(group)
        before, last = out[-1] if out else None, behind[-1]
        if is_added and _ends_added(before) and isinstance(before, Paragraph) and isinstance(last, Paragraph):
            out[-1] = replace(before, mark=Became.ADDED)
            behind[-1] = _staying(last, before, comes=True)
        out.extend(behind)
    return tuple(out)


def _is_added_whole(item: Item) -> bool:
    if not isinstance(item, Paragraph) or item.mark:
        return False
    return {item.became, *(stretch.became for stretch in item.stretches)} == {Became.ADDED}


def _ends_added(item: Item | None) -> bool:
    if not isinstance(item, Paragraph) or item.became is not Became.SAME or item.mark or not item.stretches:
        return False
    return item.stretches[-1].became is Became.ADDED


def _settle(group: Items, after: Item | None, settled: list[Item]) -> None:
    """Put what comes and goes at one place behind what is ``settled``; ``after`` is what stays behind it."""
    going, coming = list(_parts(group, _GOES)), list(_parts(group, _COMES))
    if not any(part.table or part.is_mixed for part in (*going, *coming)):
        settled.extend(group)
        return
    pieces = _beside(going, coming)
    for at, piece in enumerate(pieces):
        following = next((i for each in pieces[at + 1 :] for i in _items(each)), after)
        settled.extend(_marks_settled(piece, following, settled) if isinstance(piece, _Part) else piece)


def _items(piece: _Part | Items) -> Items:
    return piece.items if isinstance(piece, _Part) else piece


def _way(item: Item) -> frozenset[Became]:
    became = {row.became for row in item.rows} if isinstance(item, Table) else {item.became}
    return next((way for way in (_COMES, _GOES) if became <= way), _STAYS)


def _parts(group: Items, way: frozenset[Became]) -> Iterator[_Part]:
    waiting: list[Paragraph] = []
    for item in group:
        if _way(item) is not way:
            continue
        if isinstance(item, Table):
            yield _Part(way is _COMES, tuple(waiting), item)
            waiting = []
        else:
            waiting.append(item)
    if waiting:
        yield _Part(way is _COMES, tuple(waiting))


def _beside(going: list[_Part], coming: list[_Part]) -> list[_Part | Items]:
    """
    Return the parts in an order in which marks can be settled.

    The last tables that go and those that come stand in one, under one caption, which stays; one that is left over
    stands first, where a paragraph that stays may be before it.
    """
    olds, news = [part for part in going if part.table], [part for part in coming if part.table]
    pairs = min(len(olds), len(news))
    ordered: list[_Part | Items] = [*olds[: len(olds) - pairs], *news[: len(news) - pairs]]
    for old, new in zip(olds[len(olds) - pairs :], news[len(news) - pairs :], strict=True):
        ordered.append(_as_one(old, new))
    ends = [part for part in (*going, *coming) if not part.table]
    return [*ordered, *sorted(ends, key=lambda part: not part.is_mixed)]


def _as_one(old: _Part, new: _Part) -> Items:
    """Return a table that goes and one that comes as one, all its old rows removed and all its new rows added."""
    assert old.table  # noqa: S101 -- only such are put beside each other
    assert new.table  # noqa: S101 -- so is this
    *before, was = old.paragraphs
    *between, now = new.paragraphs
    was, now = told_plainly(was), told_plainly(now)
    again = words_of(was) == words_of(now)
    caption = replace(
        now,
        became=Became.SAME,
        stretches=tuple(replace(s, became=Became.SAME) for s in now.stretches)
        if again
        else (*was.stretches, *now.stretches),
        old_shape=was.shape if was.shape != now.shape else None,
        comments=tuple(dict.fromkeys((*was.comments, *now.comments))),
    )
    rows = (*(replace(row, widths=row.widths or old.table.widths) for row in old.table.rows), *new.table.rows)
    return (*map(told_plainly, (*before, *between)), caption, replace(new.table, rows=rows))


def _marks_settled(part: _Part, following: Item | None, settled: list[Item]) -> Items:
    """Return a part with its marks settled, that of the paragraph before it gone in place of one before a table."""
    if not part.table:
        return _each_one_change(part) if part.is_mixed and _joins_otherwise(part, following) else part.items
    plain = _each_one_change(part)
    before = settled[-1] if settled else None
    if isinstance(before, Paragraph) and before.became is Became.SAME and before.mark is None:
        settled[-1] = replace(before, mark=Became.ADDED if part.comes else Became.REMOVED)
        return (*plain[:-1], _staying(plain[-1], before, part.comes), part.table)
    return (*plain[:-1], _without_number(plain[-1], part.comes), part.table)


def _each_one_change(part: _Part) -> tuple[Paragraph, ...]:
    return tuple(told_plainly(each) if _is_mixed(each) else each for each in part.paragraphs)


def _staying(last: Paragraph, before: Paragraph, comes: bool) -> Paragraph:
    stood = before.old_shape or before.shape if comes else before.shape
    shape, old = (last.shape, stood) if comes else (stood, last.shape)
    return replace(last, mark=Became.SAME, shape=shape, old_shape=None if _is_set_alike(shape, old) else old)


def _without_number(caption: Paragraph, comes: bool) -> Paragraph:
    """Return a caption that goes as one without a number: LibreOffice leaves it behind empty, and would count it."""
    if caption.shape.style is not Style.CAPTION:
        return caption
    bare = Shape(Style.BODY)
    return replace(caption, old_shape=bare) if comes else replace(caption, shape=bare, old_shape=caption.shape)


def _is_mixed(paragraph: Paragraph) -> bool:
    return len({paragraph.became, *(stretch.became for stretch in paragraph.stretches)}) > 1


def _joins_otherwise(part: _Part, following: Item | None) -> bool:
    ends_edited = any(each.stretches[-1].became is not each.became for each in part.paragraphs if each.stretches)
    if ends_edited or not isinstance(following, Paragraph):
        return True
    shape = following.old_shape if part.comes and following.old_shape else following.shape
    return not all(_is_set_alike(each.shape, shape) for each in part.paragraphs)


def _is_set_alike(one: Shape, other: Shape) -> bool:
    number, other_number = (shape.mark.list if shape.mark else 0 for shape in (one, other))
    return one == other and number == other_number
