"""Rebuilds the old and the new HTML from the operations between them: the proof that none is missing."""

from collections.abc import Iterable
from dataclasses import replace

from plans.text.content import write_cell_around
from plans.text.diff.document import Redline, SectionDiff
from plans.text.diff.operations import BlockDiff, CellDiff, ItemDiff, Kind, Piece, RowDiff, TableDiff
from plans.text.inline import Runs, merged, runs_to_html, text_of
from plans.text.outline import Objective, Outline, PriorityAction


def runs_of(pieces: Iterable[Piece], *, new: bool) -> Runs:
    """Return the inline text on one side of its pieces."""
    other = Kind.REMOVED if new else Kind.ADDED
    kept = (piece for piece in pieces if piece.kind is not other)
    return merged(
        run for piece in kept for run in (piece.old_runs if piece.kind is Kind.FORMATTED and not new else piece.runs)
    )


def text_of_pieces(pieces: Iterable[Piece], *, new: bool) -> str:
    """Return the plain text on one side of its pieces."""
    return text_of(runs_of(pieces, new=new))


def html_of_blocks(blocks: Iterable[BlockDiff], *, new: bool) -> str:
    """Return the HTML on one side of the blocks' operations."""
    return "".join(_block(block, new=new) for block in blocks if (block.kind.in_new if new else block.kind.in_old))


def _block(block: BlockDiff, *, new: bool) -> str:
    if not block.is_edited:
        return block.new_html if new else block.old_html
    tag = block.new_tag if new else block.old_tag
    if block.form == "text":
        inside = runs_to_html(runs_of(block.pieces, new=new))
        return f"<{tag}>{inside}</{tag}>" if tag else inside
    if block.form == "list":
        kept = (item for item in block.items if (item.kind.in_new if new else item.kind.in_old))
        return f"<{tag}>{''.join(f'<li>{_item(item, new=new)}</li>' for item in kept)}</{tag}>"
    if block.table is not None:
        return _table(block.table, new=new)
    return f"<blockquote>{html_of_blocks(block.blocks, new=new)}</blockquote>"


def _item(item: ItemDiff, *, new: bool) -> str:
    return html_of_blocks(item.blocks, new=new) if item.blocks else item.new_html if new else item.old_html


def _table(table: TableDiff, *, new: bool) -> str:
    caption = runs_to_html(runs_of(table.caption, new=new))
    parts = [f"<caption>{caption}</caption>"] if caption else []
    rows = [row for row in table.rows if (row.kind.in_new if new else row.kind.in_old)]
    for part in ("thead", "tbody", "tfoot"):
        inside = "".join(_row(row, new=new) for row in rows if (row.part if new else row.old_part) == part)
        if inside:
            parts.append(f"<{part}>{inside}</{part}>")
    return f"<table>{''.join(parts)}</table>"


def _row(row: RowDiff, *, new: bool) -> str:
    return f"<tr>{''.join(_cell(cell, new=new) for cell in row.cells)}</tr>"


def _cell(diff: CellDiff, *, new: bool) -> str:
    cell = diff.new if new else diff.old
    if cell is None:
        return ""
    inside = diff.new_html if new else diff.old_html
    return write_cell_around(cell, html_of_blocks(diff.blocks, new=new) if diff.blocks else inside)


def old_html(section: SectionDiff) -> str:
    """Return the old HTML of a section's body, rebuilt from its operations."""
    return html_of_blocks((block.diff for block in section.blocks), new=False)


def new_html(section: SectionDiff) -> str:
    """Return the new HTML of a section's body, rebuilt from its operations."""
    return html_of_blocks((block.diff for block in section.blocks), new=True)


def accepted(redline: Redline) -> Outline:
    """Return the new text, rebuilt from the operations: every change accepted."""
    return _outline(redline, new=True)


def rejected(redline: Redline) -> Outline:
    """Return the old text, rebuilt from the operations: every change rejected."""
    return _outline(redline, new=False)


def _outline(redline: Redline, *, new: bool) -> Outline:
    sections = {}
    for diff in redline.sections:
        section = diff.new if new else diff.old
        if section is not None:
            sections[section.id] = replace(
                section,
                heading=text_of_pieces(diff.heading, new=new),
                html=new_html(diff) if new else old_html(diff),
                objectives=tuple(_objectives(diff, new=new)),
            )
    order = tuple(sections) if new else redline.old_order
    return Outline(text_of_pieces(redline.title, new=new), tuple(sections[key] for key in order))


def _objectives(section: SectionDiff, *, new: bool) -> Iterable[Objective]:
    for diff in (placed.diff for placed in section.objectives):
        if diff.kind.in_new if new else diff.kind.in_old:
            outcomes = (o for o in diff.outcomes if (o.kind.in_new if new else o.kind.in_old))
            actions = (a for a in diff.actions if (a.kind.in_new if new else a.kind.in_old))
            yield Objective(
                diff.code,
                text_of_pieces(diff.title, new=new),
                text_of_pieces(diff.aim, new=new),
                tuple(text_of_pieces(outcome.text, new=new) for outcome in outcomes),
                tuple(
                    PriorityAction(a.code, text_of_pieces(a.text, new=new), text_of_pieces(a.lead, new=new))
                    for a in actions
                ),
            )
