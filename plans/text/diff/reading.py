"""A redline as it is read: every reference in it with its computed words, the old side's numbers on the old side."""

from collections.abc import Iterable
from dataclasses import replace

from plans.text.diff.document import PlacedBlock, Redline, SectionDiff
from plans.text.diff.operations import BlockDiff, CellDiff, ItemDiff, Kind, Piece, Pieces, RowDiff, TableDiff
from plans.text.numbering import ENGLISH, Labels, targets
from plans.text.outline import Outline
from plans.text.references import Targets, addresses_in, runs_with_words, with_words, without_links


def as_read(
    redline: Redline, old: Outline | None, new: Outline, *, elsewhere: str = "", labels: Labels = ENGLISH
) -> Redline:
    """
    Return the redline of two texts as it is to be drawn. What it compares and rebuilds is untouched: see ``compare``.

    What stays or was added has the words and links of the new text, what was removed the words of the old without a
    link. Links to sections in which nothing changed lead to ``elsewhere`` ("?view=clean"), where they stand.
    ``labels`` are what the parts of the texts are called, where they are not in English.
    """
    texts = [section.html for outline in (old, new) if outline for section in outline.sections]
    if not any(True for html in texts for _ in addresses_in(html)):
        return redline
    before = without_links(targets(old, labels)) if old else {}
    here = {section.section_id for section in redline.changed_sections} if elsewhere else set()
    after = _leading(new, here, elsewhere, labels)
    reader = _Reader(before, after)
    return replace(redline, sections=tuple(reader.section(section) for section in redline.sections))


def _leading(new: Outline, here: set[str], elsewhere: str, labels: Labels) -> Targets:
    known = targets(new, labels)
    if not elsewhere:
        return known
    for section in new.sections:
        if section.id not in here:
            actions = (f"action-{action.code}" for objective in section.objectives for action in objective.actions)
            themes = (f"objective-{objective.code}" for objective in section.objectives)
            for address in (f"section-{section.id}", *themes, *actions):
                known[address] = replace(known[address], url=f"{elsewhere}{known[address].url}")
    return known


class _Reader:
    """Puts the words of references into the parts of a redline, each on its side."""

    def __init__(self, before: Targets, after: Targets) -> None:
        self.before, self.after = before, after

    def section(self, section: SectionDiff) -> SectionDiff:
        return replace(section, blocks=tuple(self.placed(block) for block in section.blocks))

    def placed(self, block: PlacedBlock) -> PlacedBlock:
        return replace(block, diff=self.block(block.diff))

    def blocks(self, blocks: Iterable[BlockDiff]) -> tuple[BlockDiff, ...]:
        return tuple(self.block(block) for block in blocks)

    def block(self, block: BlockDiff) -> BlockDiff:
        return replace(
            block,
            old_html=with_words(block.old_html, self.before),
            new_html=with_words(block.new_html, self.after),
            pieces=self.pieces(block.pieces),
            items=tuple(self.item(item) for item in block.items),
            blocks=self.blocks(block.blocks),
            table=self.table(block.table) if block.table else None,
        )

    def pieces(self, pieces: Pieces) -> Pieces:
        return tuple(self.piece(piece) for piece in pieces)

    def piece(self, piece: Piece) -> Piece:
        side = self.before if piece.kind is Kind.REMOVED else self.after
        return replace(
            piece, runs=runs_with_words(piece.runs, side), old_runs=runs_with_words(piece.old_runs, self.before)
        )

    def item(self, item: ItemDiff) -> ItemDiff:
        return replace(
            item,
            old_html=with_words(item.old_html, self.before),
            new_html=with_words(item.new_html, self.after),
            blocks=self.blocks(item.blocks),
        )

    def table(self, table: TableDiff) -> TableDiff:
        return replace(table, caption=self.pieces(table.caption), rows=tuple(self.row(row) for row in table.rows))

    def row(self, row: RowDiff) -> RowDiff:
        return replace(row, cells=tuple(self.cell(cell) for cell in row.cells))

    def cell(self, cell: CellDiff) -> CellDiff:
        return replace(
            cell,
            old_html=with_words(cell.old_html, self.before),
            new_html=with_words(cell.new_html, self.after),
            blocks=self.blocks(cell.blocks),
        )
