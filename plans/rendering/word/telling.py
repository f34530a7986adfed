"""Items of a Word file told otherwise: as one side of the changes, as come, gone or moved whole, or set otherwise."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from plans.rendering.word.content import Became, Item, Items, Paragraph, Stretch, Table, TableRow
from plans.text.inline import Runs, merged


def side(items: Iterable[Item], *, new: bool) -> Items:
    """Return what stands in the new text (or the old) when every change is accepted (or rejected)."""
    kept = []
    for item in items:
        if isinstance(item, Paragraph):
            kept.extend(_side_of_paragraph(item, new))
            continue
        rows = [_side_of_row(row, new) for row in item.rows if (row.became.in_new if new else row.became.in_old)]
        if rows:
            kept.append(replace(item, rows=tuple(rows), widths=()))
    return tuple(kept)


def _side_of_paragraph(paragraph: Paragraph, new: bool) -> Iterator[Paragraph]:
    if paragraph.became.in_new if new else paragraph.became.in_old:
        stretches = [s for s in paragraph.stretches if (s.became.in_new if new else s.became.in_old)]
        runs = merged(
            run for stretch in stretches for run in (stretch.old_runs if stretch.old_runs and not new else stretch.runs)
        )
        shape = paragraph.old_shape if paragraph.old_shape and not new else paragraph.shape
        yield Paragraph(shape, (Stretch(runs),) if runs else ())


def _side_of_row(row: TableRow, new: bool) -> TableRow:
    cells = tuple(
        replace(
            cell,
            paragraphs=tuple(p for each in cell.paragraphs for p in _side_of_paragraph(each, new)),
            became=Became.SAME,
        )
        for cell in row.cells
        if (cell.became.in_new if new else cell.became.in_old)
    )
    return replace(row, cells=cells, became=Became.SAME)


def arrived(items: Iterable[Item], move: str) -> Items:
    """Return what was drawn at its new place, where it moved to, with the edits that were made on the way."""
    return _carried(items, Became.MOVED_HERE, Became.ADDED, move)


def left(items: Iterable[Item], move: str) -> Items:
    """Return what was drawn at its new place as it stood before, at the place that it left."""
    return _carried(items, Became.MOVED_AWAY, Became.REMOVED, move)


def _carried(items: Iterable[Item], moved: Became, row: Became, move: str) -> Items:
    new = moved is Became.MOVED_HERE
    carried: list[Item] = []
    for item in items:
        if isinstance(item, Table):
            rows = [r for r in item.rows if (r.became.in_new if new else r.became.in_old)]
            if rows:
                carried.append(replace(item, rows=tuple(_whole_row(r, row, new) for r in rows)))
        elif item.became in (Became.MOVED_HERE, Became.MOVED_AWAY):  # it has a way of its own
            if item.became is moved:
                carried.append(item)
        elif item.became.in_new if new else item.became.in_old:
            became = moved if item.became is Became.SAME else item.became
            stretches = _carried_stretches(item.stretches, moved)
            shape = item.old_shape if item.old_shape and not new else item.shape
            bookmark = item.bookmark if new else ""
            comments = item.comments if new or item.became is Became.REMOVED else ()
            name = move if became is moved else ""
            carried.append(Paragraph(shape, stretches, became, None, name, bookmark, comments))
    return tuple(carried)


def _carried_stretches(stretches: Iterable[Stretch], moved: Became) -> tuple[Stretch, ...]:
    new = moved is Became.MOVED_HERE
    carried = []
    for stretch in stretches:
        if stretch.became is Became.SAME:
            runs = stretch.old_runs if stretch.old_runs and not new else stretch.runs
            carried.append(replace(stretch, runs=runs, became=moved, old_runs=()))
        elif stretch.became is (Became.ADDED if new else Became.REMOVED):
            carried.append(stretch)
    return tuple(carried)


def _whole_row(row: TableRow, became: Became, new: bool) -> TableRow:
    kept = _side_of_row(row, new)
    return whole_row(kept, became)


def whole_row(row: TableRow, became: Became) -> TableRow:
    """Return a row with everything in it added or removed."""
    cells = tuple(replace(cell, paragraphs=whole(cell.paragraphs, became)) for cell in row.cells)
    return replace(row, cells=cells, became=became)


def whole(items: Iterable[Item], became: Became, move: str = "") -> tuple:
    """Return items with everything in them added, removed or moved; rows of tables cannot move, but come and go."""
    rows = {Became.MOVED_HERE: Became.ADDED, Became.MOVED_AWAY: Became.REMOVED}.get(became, became)
    return tuple(
        replace(item, rows=tuple(whole_row(row, rows) for row in item.rows))
        if isinstance(item, Table)
        else replace(item, became=became, move=move, stretches=tuple(replace(s, became=became) for s in item.stretches))
        for item in items
    )


def set_otherwise(items: Iterable[Item]) -> Items:
    """
    Return the items with removed paragraphs that come again, word for word, as added ones told as set otherwise.

    So a paragraph that became an item of a list keeps its words unmarked; and LibreOffice, which takes the same words
    removed and added for a move of its own, does not lose how the paragraph after them is set.
    """
    settled: list[Item] = []
    for came, group in groupby(items, key=lambda item: item.became if isinstance(item, Paragraph) else None):
        added = list(group)
        removed = settled[-len(added) :]
        if came is Became.ADDED and len(removed) == len(added) and all(map(_is_again, removed, added)):
            settled[-len(added) :] = [_set_as(old, new) for old, new in zip(removed, added, strict=True)]
        else:
            settled.extend(added)
    return tuple(settled)


def _is_again(old: Item, new: Item) -> bool:
    if not isinstance(old, Paragraph) or not isinstance(new, Paragraph) or old.became is not Became.REMOVED:
        return False
    return bool(words_of(new)) and words_of(old) == words_of(new) and not old.bookmark


def words_of(paragraph: Paragraph) -> Runs:
    """Return the words of a paragraph, of both texts."""
    return merged(run for stretch in paragraph.stretches for run in stretch.runs)


def _set_as(old: Item, new: Item) -> Item:
    if not isinstance(old, Paragraph) or not isinstance(new, Paragraph):
        return new
    was = old.shape if old.shape != new.shape else None
    comments = tuple(dict.fromkeys((*old.comments, *new.comments)))
    stretches = tuple(replace(stretch, became=Became.SAME) for stretch in new.stretches)
    return replace(new, became=Became.SAME, stretches=stretches, old_shape=was, comments=comments)


def told_plainly(paragraph: Paragraph) -> Paragraph:
    """Return a paragraph that moved as one that was added or removed."""
    plain = {Became.MOVED_HERE: Became.ADDED, Became.MOVED_AWAY: Became.REMOVED}
    stretches = tuple(replace(s, became=plain.get(s.became, s.became)) for s in paragraph.stretches)
    return replace(paragraph, became=plain.get(paragraph.became, paragraph.became), stretches=stretches, move="")
