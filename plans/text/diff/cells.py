"""What became of one cell of a table, with the difference of figures and what is said beside it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from plans.text.content import Cell, Flow
from plans.text.diff.characters import oddities_in
from plans.text.diff.figures import counted, delta, is_figure
from plans.text.diff.operations import BlockDiff, CellDiff, Edits, Kind, total
from plans.text.diff.rowtexts import cell_html, cell_text
from plans.text.diff.words import Vocabulary
from plans.text.markup import words_in

FlowDiffer = Callable[[Flow, Flow, Vocabulary], tuple[BlockDiff, ...]]


def cell_diff(old: Cell, new: Cell, flow_diff: FlowDiffer, vocabulary: Vocabulary) -> CellDiff:
    """Return what became of a cell that stands in both texts."""
    if old is new or old == new:
        return same_cell(old, new)
    before, after = cell_text(old), cell_text(new)
    blocks = () if old.blocks == new.blocks else flow_diff(old.blocks, new.blocks, vocabulary)
    return CellDiff(
        kind=Kind.FORMATTED if before == after else Kind.CHANGED,
        old=old,
        new=new,
        old_html=cell_html(old),
        new_html=cell_html(new),
        blocks=blocks,
        delta=delta(before, after) if new.tag == "td" else "",
        note=_cell_note(old, new),
        is_figure=is_figure(after),
        edits=total([block.edits for block in blocks]),
    )


def same_cell(old: Cell, new: Cell) -> CellDiff:
    """Return the difference of a cell that did not change."""
    html = cell_html(new)
    return CellDiff(Kind.SAME, old, new, html, html, is_figure=is_figure(cell_text(new)))


def lone_cell(kind: Kind, cell: Cell) -> CellDiff:
    """Return a cell that stands in one of the texts only, or at one end of the move of its row."""
    html = cell_html(cell)
    text = cell_text(cell)
    words = words_in(text)
    if kind.in_new:
        edits = Edits(added=words if kind is Kind.ADDED else 0)
        change = delta("", text) if cell.tag == "td" else ""
        return CellDiff(kind, None, cell, "", html, (), change, oddities_in(text), is_figure(text), edits)
    edits = Edits(removed=words if kind is Kind.REMOVED else 0)
    change = delta(text, "") if kind is Kind.REMOVED and cell.tag == "td" else ""
    return CellDiff(kind, old=cell, old_html=html, delta=change, is_figure=is_figure(text), edits=edits)


def exchanged(changed: Mapping[int, tuple[str, str]]) -> dict[int, str]:
    """
    Return what is said of the only two cells of a row that changed, by their place, if they changed places.

    ``changed`` is the old and the new HTML inside each cell of the row whose words changed.
    """
    if len(changed) != 2:
        return {}
    (first, one), (second, other) = changed.items()
    beside = second == first + 1
    if one[0] != other[1]:
        if other[0] != one[1] or one[0] or other[1]:
            return {}
        return {first: "moved from the next cell" if beside else "moved from another cell"}
    if one[1] == other[0] and one[1]:
        return dict.fromkeys((first, second), "these two cells changed places")
    if not one[1] and not other[0]:
        return {second: "moved from the cell before" if beside else "moved from another cell"}
    return {}


def with_note(cell: CellDiff, note: str) -> CellDiff:
    """Return a cell with something more said of it."""
    return replace(cell, note="; ".join(filter(None, (cell.note, note))))


def _cell_note(old: Cell, new: Cell) -> str:
    notes = []
    if old.tag != new.tag:
        notes.append("made a heading cell" if new.tag == "th" else "no longer a heading cell")
    for what, before, after in (("column", old.colspan, new.colspan), ("row", old.rowspan, new.rowspan)):
        if before != after:
            notes.append(f"now over {counted(after, what)}, was {counted(before, what)}")
    if not notes and old.scope != new.scope:
        notes.append(f"heads its {'column' if new.scope == 'col' else 'row'}")
    return ", ".join(notes)
