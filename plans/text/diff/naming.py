"""Names each change by its place in words, numbers it, and gives it a key that lasts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from plans.text.diff.document import Change
from plans.text.diff.figures import counted
from plans.text.diff.lazycells import apart
from plans.text.diff.operations import NO_EDITS, BlockDiff, Edits, Kind, Piece, TableDiff, total
from plans.text.diff.words import edits_in
from plans.text.markup import plain_text
from plans.text.numbering import HEADING, LIST, PARAGRAPH, QUOTE, NumberedSection
from plans.text.outline import Section, digest_of

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
_KEY_LENGTH = 16
KIND_OF_SECTION = "what kind of section it is"
DUTIES = "which contents duties it answers (s.7)"
Part = tuple[str, str, Edits]


class ChangeList:
    """Numbers the changes in the order in which they are noted."""

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self._keys: Counter[str] = Counter()

    def note(
        self,
        kind: str,
        section_id: str,
        place: str,
        texts: tuple[str, ...],
        edits: Edits = NO_EDITS,
        at: str = "",
        say: str = "",
    ) -> Change:
        """
        Note a change.

        ``texts`` are what makes it this change and no other, ``at`` is its place in the new text, ``say`` what is to be
        said of it beyond the words marked.
        """
        number = len(self.changes) + 1
        digest = digest_of([section_id, kind, *texts])[:_KEY_LENGTH]
        self._keys[digest] += 1
        key = digest if self._keys[digest] == 1 else f"{digest}-{self._keys[digest]}"
        change = Change(number, kind, section_id, place, f"c{number}", at, key, edits, say)
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


def joined_places(places: Sequence[str]) -> str:
    """Return some places beside each other in words: "Paragraphs 3.2 and 3.3"."""
    if len(places) == 1:
        return places[0]
    if all(place.startswith("Paragraph ") for place in places):
        numbers = [place.removeprefix("Paragraph ") for place in places]
        return f"Paragraphs {', '.join(numbers[:-1])} and {numbers[-1]}"
    return f"{', '.join([places[0], *map(in_sentence, places[1:-1])])} and {in_sentence(places[-1])}"


def notes_in(pieces: Iterable[Piece]) -> str:
    """Return what is said of some pieces beyond their words."""
    return ", ".join(dict.fromkeys(piece.note for piece in pieces if piece.note))


def about_section(old: Section, new: Section) -> Iterator[tuple[str, str]]:
    """Yield what changed about a section beyond its text, and how: what kind it is, which duties it answers."""
    if old.kind is not new.kind:
        was, now = (kind.value.replace("_", " ") for kind in (old.kind, new.kind))
        yield KIND_OF_SECTION, f"{was} made {now}"
    if old.limbs != new.limbs:
        changes = [
            f"{', '.join(sorted(limbs))} {what}"
            for limbs, what in ((new.limbs - old.limbs, "added"), (old.limbs - new.limbs, "removed"))
            if limbs
        ]
        yield DUTIES, "; ".join(changes)


def in_sentence(place: str) -> str:
    """Return a place as it is written inside a sentence."""
    return place[:1].lower() + place[1:]


def table_parts(diff: BlockDiff) -> Iterator[Part]:
    """Yield the changes within a table, each with its kind, its place in words and its words."""
    table = diff.table
    if table is None:
        return
    found = [*_cell_parts(table), *_row_parts(table)]
    if any(piece.kind in (Kind.ADDED, Kind.REMOVED) for piece in table.caption):
        found.insert(0, ("changed", "caption", edits_in(table.caption)))
    if not found or _is_formatted(table):
        found.append(("formatted", "formatting", NO_EDITS))
    yield from found


def _is_formatted(table: TableDiff) -> bool:
    rows = (row for row in table.rows if row.kind in (Kind.CHANGED, Kind.FORMATTED, Kind.MOVED_HERE))
    return (
        any(piece.kind is Kind.FORMATTED for piece in table.caption)
        or any(Kind.FORMATTED in apart(row.cells).kinds for row in rows)
        or any(row.kind is Kind.FORMATTED and row.note for row in table.rows)
    )


def image_parts(diff: BlockDiff) -> Iterator[Part]:
    """Yield the changes of a picture: another picture, its description, its caption."""
    image = diff.image
    if image is None:
        return
    if image.is_swapped:
        yield "changed", "another picture", NO_EDITS
    for what, pieces in (("description", image.alt), ("caption", image.caption)):
        kinds = {piece.kind for piece in pieces} - {Kind.SAME}
        if kinds:
            yield "formatted" if kinds == {Kind.FORMATTED} else "changed", what, edits_in(pieces)


def _cell_parts(table: TableDiff) -> Iterator[Part]:
    rows = [row.cells for row in table.rows if row.kind in (Kind.CHANGED, Kind.MOVED_HERE)]
    counts = [apart(cells) for cells in rows]
    if changed := sum(found.changed for found in counts):
        thing = "figure" if all(found.are_figures for found in counts) else "cell"
        yield "changed", counted(changed, thing), total(found.edits for found in counts)
    for kind, name, columns in (
        (Kind.ADDED, "added", table.columns_added),
        (Kind.REMOVED, "removed", table.columns_removed),
    ):
        loose = [
            cell.edits
            for cells, found in zip(rows, counts, strict=True)
            if kind in found.kinds
            for cell in cells
            if cell.kind is kind
        ]
        if columns or loose:
            yield name, counted(len(columns), "column") if columns else counted(len(loose), "cell"), total(loose)


def _row_parts(table: TableDiff) -> Iterator[Part]:
    for kind in (Kind.ADDED, Kind.REMOVED, Kind.MOVED_HERE):
        rows = [row for row in table.rows if row.kind is kind]
        if rows:
            edits = NO_EDITS if kind is Kind.MOVED_HERE else total(row.edits for row in rows)
            yield KIND_OF_CHANGE[kind], counted(len(rows), "row"), edits
