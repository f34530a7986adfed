"""Puts the marks of a Word file together into changes as a person made them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from plans.text.returned.document import Paragraph, Revision, Table, WordDocument


@dataclass(slots=True)
class Group:
    """One change by one author: the numbers of its revisions, and of those by others that it was made upon."""

    author: str
    date: str
    revisions: list[int] = field(default_factory=list)
    needs: set[int] = field(default_factory=set)


def groups_of(document: WordDocument) -> list[Group]:
    """Return the changes of a file in the order in which they stand; the two ends of a move are one change."""
    gatherer = _Gatherer(document.revisions)
    for part in document.body:
        if isinstance(part, Table):
            gatherer.table(part)
        else:
            gatherer.paragraph(part)
    return _with_moves_joined(gatherer.groups, document.revisions)


class _Gatherer:
    def __init__(self, revisions: tuple[Revision, ...]) -> None:
        self.revisions = revisions
        self.groups: list[Group] = []
        self.open: dict[str, Group] = {}

    def take(self, number: int, needs: int | None = None) -> Group:
        revision = self.revisions[number]
        group = self.open.get(revision.author)
        if group is None:
            group = self.open[revision.author] = Group(revision.author, revision.date)
            self.groups.append(group)
        if number not in group.revisions:
            group.revisions.append(number)
        if needs is not None and needs not in group.revisions:
            group.needs.add(needs)
        return group

    def only(self, authors: set[str]) -> None:
        self.open = {author: group for author, group in self.open.items() if author in authors}

    def paragraph(self, paragraph: Paragraph) -> None:
        for atom in paragraph.atoms:
            numbers = [n for n in (atom.inserted, atom.deleted, atom.reformatted) if n is not None]
            if atom.run.text.strip() or numbers:
                self.only({self.revisions[n].author for n in numbers})
            for number in numbers:
                self.take(number, atom.inserted if number != atom.inserted else None)
        ends = [n for n in (paragraph.end_inserted, paragraph.end_deleted) if n is not None]
        self.only({self.revisions[n].author for n in ends})
        for number in ends:
            self.take(number, paragraph.end_inserted if number != paragraph.end_inserted else None)

    def table(self, table: Table) -> None:
        for row in table.rows:
            self.open.clear()
            marks = [n for n in (row.inserted, row.deleted) if n is not None]
            for number in marks:
                self.take(number)
            whole = dict(self.open)
            for cell in row.cells:
                for paragraph in cell:
                    self.open = dict(whole)
                    self.paragraph(paragraph)
        self.open.clear()


def _with_moves_joined(groups: list[Group], revisions: tuple[Revision, ...]) -> list[Group]:
    first: dict[tuple[str, str], Group] = {}
    kept: list[Group] = []
    for group in groups:
        names = {(group.author, revisions[n].move) for n in group.revisions if revisions[n].move}
        other = next((first[name] for name in sorted(names) if name in first), None)
        if other is None:
            kept.append(group)
        else:
            other.revisions += group.revisions
            other.needs |= group.needs
        first.update(dict.fromkeys(names, other or group))
    return kept


def numbers_by(document: WordDocument, author: str, date: str) -> Iterator[int]:
    """Yield the numbers of the revisions that carry an author's name and a date to the minute."""
    for number, revision in enumerate(document.revisions):
        if revision.author == author and revision.date[:16] == date[:16]:
            yield number
