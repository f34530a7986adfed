"""A Word file in which some of its tracked changes are accepted, so that only the others are left."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from plans.text.returned.document import Atom, Paragraph, Remark, Table, TableRow, WordDocument


def accepted(document: WordDocument, numbers: frozenset[int]) -> WordDocument:
    """Return the file with the revisions of these numbers accepted; the numbers of the others stay."""
    accepting = _Accepting(numbers)
    body = tuple(accepting.body(document.body))
    return replace(document, body=body, remarks=tuple(accepting.remark(remark) for remark in document.remarks))


class _Accepting:
    def __init__(self, numbers: frozenset[int]) -> None:
        self.numbers = numbers
        self.places: dict[int, tuple[Paragraph, int]] = {}

    def left(self, number: int | None) -> int | None:
        return None if number in self.numbers else number

    def body(self, parts: Sequence[Paragraph | Table]) -> Iterator[Paragraph | Table]:
        running: list[Paragraph] = []
        for part in parts:
            if isinstance(part, Table):
                if running:
                    yield self.joined(running)
                running = []
                table = Table([self.row(row) for row in part.rows if row.deleted not in self.numbers])
                if table.rows:
                    yield table
                continue
            running.append(part)
            if part.end_deleted is None or part.end_deleted not in self.numbers:
                yield self.joined(running)
                running = []
        if running:
            yield self.joined(running)

    def row(self, row: TableRow) -> TableRow:
        cells = [[each for each in self.body(cell) if isinstance(each, Paragraph)] for cell in row.cells]
        return TableRow(cells, self.left(row.inserted), row.deleted)

    def joined(self, paragraphs: list[Paragraph]) -> Paragraph:
        """Return paragraphs that became one; it is set as the last of them is."""
        last = paragraphs[-1]
        one = replace(last, atoms=[], end_inserted=self.left(last.end_inserted), end_deleted=last.end_deleted)
        one.bookmarks = [name for paragraph in paragraphs for name in paragraph.bookmarks]
        at = 0
        for paragraph in paragraphs:
            self.places[id(paragraph)] = (one, at)
            kept = [atom for atom in paragraph.atoms if self.is_kept(atom)]
            at += sum(len(atom.run.text) for atom in kept)
            one.atoms += [self.plain(atom) for atom in kept]
        return one

    def is_kept(self, atom: Atom) -> bool:
        return atom.deleted is None or atom.deleted not in self.numbers

    def plain(self, atom: Atom) -> Atom:
        reformatted = self.left(atom.reformatted)
        return replace(atom, inserted=self.left(atom.inserted), reformatted=reformatted)

    def remark(self, remark: Remark) -> Remark:
        if remark.paragraph is None or id(remark.paragraph) not in self.places:
            return replace(remark, paragraph=None, start=0, end=0)
        one, base = self.places[id(remark.paragraph)]
        start, end = (base + self.kept_before(remark.paragraph, at) for at in (remark.start, remark.end))
        return replace(remark, paragraph=one, start=start, end=end)

    def kept_before(self, paragraph: Paragraph, place: int) -> int:
        """Return how many of the first characters of a paragraph are kept."""
        at = kept = 0
        for atom in paragraph.atoms:
            here = min(len(atom.run.text), place - at)
            if here <= 0:
                break
            at += len(atom.run.text)
            kept += here if self.is_kept(atom) else 0
        return kept
