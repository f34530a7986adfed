"""Names each change by its place in words, numbers it, and gives it a key that lasts."""

from collections import Counter
from collections.abc import Iterator

from plans.text.diff.document import Change
from plans.text.diff.operations import NO_EDITS, BlockDiff, Edits, Kind, TableDiff, total
from plans.text.diff.words import edits_in
from plans.text.markup import plain_text
from plans.text.numbering import HEADING, LIST, PARAGRAPH, QUOTE, NumberedSection
from plans.text.outline import digest_of

# fmt: off
KIND_OF_CHANGE = {
    Kind.ADDED:      "added",
    Kind.REMOVED:    "removed",
    Kind.CHANGED:    "changed",
    Kind.REPLACED:   "changed",
    Kind.FORMATTED:  "formatted",
    Kind.MOVED_HERE: "moved",
}
# fmt: on
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_KEY_LENGTH = 16
Part = tuple[str, str, Edits]


class ChangeList:
    """Numbers the changes in the order in which they are noted."""

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self._keys: Counter[str] = Counter()

    def note(
        self, kind: str, section_id: str, place: str, texts: tuple[str, ...], edits: Edits = NO_EDITS, at: str = ""
    ) -> Change:
        """Note a change; ``texts`` are what makes it this change and no other, ``at`` is its place in the new text."""
        number = len(self.changes) + 1
        digest = digest_of([section_id, kind, *texts])[:_KEY_LENGTH]
        self._keys[digest] += 1
        key = digest if self._keys[digest] == 1 else f"{digest}-{self._keys[digest]}"
        change = Change(number, kind, section_id, place, f"c{number}", at, key, edits)
        self.changes.append(change)
        return change


def places_of(section: NumberedSection) -> list[str]:
    """Return the place of each block of a section in words: "Paragraph 3.2", "List after paragraph 3.2", "Table 3"."""
    places = []
    last_paragraph = ""
    for block in section.blocks:
        if block.kind == PARAGRAPH:
            last_paragraph = block.number
        if block.number:
            places.append(f"Paragraph {block.number}" if block.kind == PARAGRAPH else block.number)
        elif block.kind == HEADING:
            places.append(f"{section.label}, subheading “{plain_text(block.html)}”")
        else:
            what = {LIST: "List", QUOTE: "Quotation"}[block.kind]
            after = (
                f"after paragraph {last_paragraph}"
                if last_paragraph
                else f"at the start of {in_sentence(section.label)}"
            )
            places.append(f"{what} {after}")
    return places


def in_sentence(place: str) -> str:
    """Return a place as it is written inside a sentence."""
    return place[:1].lower() + place[1:]


def counted(number: int, thing: str) -> str:
    """Return a number of things in words: "one figure", "three rows"."""
    amount = _COUNTS[number] if number < len(_COUNTS) else f"{number:,}"
    return f"{amount} {thing}" if number == 1 else f"{amount} {thing}s"


def table_parts(diff: BlockDiff) -> Iterator[Part]:
    """Yield the changes within a table, each with its kind, its place in words and its words."""
    table = diff.table
    if table is None:
        return
    found = [*_cell_parts(table), *_row_parts(table)]
    caption = edits_in(table.caption)
    if caption != NO_EDITS:
        found.insert(0, ("changed", "caption", caption))
    yield from found or [("formatted" if diff.kind is Kind.FORMATTED else "changed", "formatting", diff.edits)]


def _cell_parts(table: TableDiff) -> Iterator[Part]:
    rows = [row for row in table.rows if row.kind in (Kind.CHANGED, Kind.MOVED_HERE)]
    cells = [cell for row in rows for cell in row.cells if cell.kind is Kind.CHANGED]
    if cells:
        thing = "figure" if all(cell.is_figure for cell in cells) else "cell"
        yield "changed", counted(len(cells), thing), total(cell.edits for cell in cells)
    for kind, name, columns in (
        (Kind.ADDED, "added", table.columns_added),
        (Kind.REMOVED, "removed", table.columns_removed),
    ):
        loose = [cell.edits for row in rows for cell in row.cells if cell.kind is kind]
        if columns or loose:
            yield name, counted(len(columns), "column") if columns else counted(len(loose), "cell"), total(loose)


def _row_parts(table: TableDiff) -> Iterator[Part]:
    for kind in (Kind.ADDED, Kind.REMOVED, Kind.MOVED_HERE):
        rows = [row for row in table.rows if row.kind is kind]
        if rows:
            edits = NO_EDITS if kind is Kind.MOVED_HERE else total(row.edits for row in rows)
            yield KIND_OF_CHANGE[kind], counted(len(rows), "row"), edits
