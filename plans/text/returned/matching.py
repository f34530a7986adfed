"""Finds each paragraph and table of a returned Word file in the text that was sent out."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

from plans.text.content import Flow
from plans.text.diff.align import Pairing
from plans.text.diff.words import Vocabulary, words_of
from plans.text.outline import Outline
from plans.text.returned.document import Atom, Paragraph, Table, TableRow, WordDocument
from plans.text.returned.leaves import Leaf, TableLeaf, leaves_of, leaves_of_flow
from plans.text.returned.rows import table_text

NOTHING: frozenset[int] = frozenset()
ALIKE = 0.5
_BLANKS = re.compile(r"[\s\u00a0]+")
_AFTER_LABEL = re.compile(r"[\s.:)\u2013\u2014-]*")


@dataclass(slots=True)
class Strand:
    """
    The paragraphs of a file that were one before anything was tracked, and the leaf that they are.

    ``label`` is how many characters at the start are its computed number; ``exact`` says that the rest is the leaf's
    words, character by character. ``row`` says where a line stands that is new in a table of priority actions: which
    row of such tables it is, and "code", "text" or "lead"; ``within`` is its row, new or not.
    """

    paragraphs: list[Paragraph]
    leaf: Leaf | None = None
    label: int = 0
    exact: bool = False
    row: tuple[int, str] | None = None
    within: TableRow | None = None

    @property
    def text(self) -> str:
        """The words as they stood before anything was tracked."""
        return "".join(atom.run.text for atom in self.atoms)

    @property
    def atoms(self) -> Iterator[Atom]:
        """The characters as they stood before anything was tracked."""
        return (atom for paragraph in self.paragraphs for atom in paragraph.atoms if atom.stands(NOTHING))

    def bind(self, leaf: Leaf) -> None:
        """Take the strand for a leaf."""
        self.leaf = leaf
        self.label = label_length(self.text, leaf)
        self.exact = self.text[self.label :].replace("\u00a0", " ") == leaf.text.replace("\u00a0", " ")


Cells = list[list[Strand]]


@dataclass(slots=True)
class MatchedTable:
    """A table of a file, the table of the text that it is, and for each row of the file the row that it was."""

    table: Table
    leaf: TableLeaf
    rows: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Matched:
    """A file with the leaves of the text that its parts are; what has no leaf was never part of the text."""

    body: list[Strand | MatchedTable]
    absent: frozenset[str]
    missing: tuple[Leaf | TableLeaf, ...]


def matched(document: WordDocument, sent: Outline) -> Matched:
    """
    Return a file with its paragraphs and tables matched to the text it was sent out with.

    ``absent`` are the ids of sections of which nothing is in the file; ``missing`` are leaves of other sections that
    the file has lost without a trace.
    """
    leaves = list(leaves_of(sent))
    tables = _matched_tables(document, [leaf for leaf in leaves if isinstance(leaf, TableLeaf)])
    body: list[Strand | MatchedTable] = []
    rows: list[list[Cells]] = []  # of the tables that are none of the text: the priority actions stand in such
    for part in _joined(document.body):
        if isinstance(part, Strand):
            body.append(part)
        elif id(part) in tables:
            body.append(tables[id(part)])
        else:
            rows.append([_strands_of_row(row) for row in part.rows])
            body.extend(strand for cells in rows[-1] for cell in cells for strand in cell)
    words = [leaf for leaf in leaves if isinstance(leaf, Leaf)]
    strands = [part for part in body if isinstance(part, Strand)]
    _bind(strands, words)
    _mark_new_rows(rows, words)
    found = {strand.leaf.path for strand in strands if strand.leaf} | {t.leaf.path for t in tables.values()}
    present = {path[0] for path in found}
    absent = frozenset(str(leaf.path[0]) for leaf in leaves if leaf.path[0] not in present)
    missing = [leaf for leaf in leaves if leaf.path[0] in present and leaf.path not in found]
    return Matched(body, absent, tuple(missing))


def _joined(body: Sequence[Paragraph | Table]) -> Iterator[Strand | Table]:
    """Yield paragraphs with those that they ran on into before anything was tracked, and tables."""
    running: list[Paragraph] = []
    for part in body:
        if isinstance(part, Table):
            if running:
                yield Strand(running)
            running = []
            yield part
            continue
        running.append(part)
        if not part.runs_on(NOTHING):
            yield Strand(running)
            running = []
    if running:
        yield Strand(running)


def _strands_of_row(row: TableRow) -> Cells:
    cells = [[strand for strand in _joined(cell) if isinstance(strand, Strand)] for cell in row.cells]
    for strand in (strand for cell in cells for strand in cell):
        strand.within = row
    return cells


def _mark_new_rows(tables: list[list[Cells]], leaves: list[Leaf]) -> None:
    """Tell which lines stand in rows that are new among priority actions; a row is an action's that has its code."""
    actions = {str(leaf.path[-1]): leaf for leaf in leaves if leaf.path[-2] == "action"}
    place = 0
    for rows in tables:
        width, at = next((found for cells in rows if (found := _column_of_words(cells, actions.keys()))), (0, 0))
        lines = [strand for cells in rows for cell in cells for strand in cell if strand.leaf]
        bound = {str(strand.leaf.path[-1]) for strand in lines if strand.leaf and strand.leaf.path[-2] == "action"}
        for cells in rows if width else ():
            if len(cells) != width:
                continue
            code = words_in_line(" ".join(strand.text for strand in cells[0])) if at else ""
            if code in actions and code not in bound and cells[at]:
                cells[at][0].bind(actions[code])
            if any(strand.leaf for cell in cells for strand in cell):
                continue
            place += 1
            for column, cell in enumerate(cells):
                name = "text" if column == at else "code" if column < at else "lead"
                for strand in cell:
                    strand.row = (place, name)


def _column_of_words(cells: Cells, codes: Collection[str]) -> tuple[int, int] | None:
    """Return how many cells a row has and which of them holds the words of a priority action; None if none does."""
    if len(cells) > 1 and words_in_line(" ".join(strand.text for strand in cells[0])) in codes:
        return len(cells), 1
    for at, cell in enumerate(cells):
        if any(strand.leaf and strand.leaf.path[-2] == "action" for strand in cell):
            return len(cells), at
    return None


def words_in_line(text: str) -> str:
    """Return a line with single plain spaces between its words."""
    return _BLANKS.sub(" ", text).strip()


def label_length(text: str, leaf: Leaf) -> int:
    """Return how many characters of a line are the computed number of a leaf, with what parts it from the words."""
    for label in sorted(leaf.labels, key=len, reverse=True):
        if label and text.startswith(label):
            blanks = _AFTER_LABEL.match(text, len(label))
            end = blanks.end() if blanks else len(label)
            if end > len(label) or end == len(text):
                return end
    return 0


def _bind(strands: list[Strand], leaves: list[Leaf]) -> None:
    """Pair the lines of the file with the leaves in order: equal words first, then alike ones in the gaps."""
    labels = {label for leaf in leaves for label in leaf.labels if label}
    known = {words_in_line(leaf.text) for leaf in leaves}
    keys = [_key(strand.text, labels, known) for strand in strands]
    pairing = Pairing(len(leaves), len(strands))
    wanted = [words_in_line(leaf.text) for leaf in leaves]
    vocabulary = Vocabulary()
    pairing.pair_equal([*vocabulary.encode(wanted)], [*vocabulary.encode(keys)])
    _pair_alike(pairing, wanted, keys)
    for i, j in pairing.pairs.items():
        if strands[j].text or not leaves[i].text:
            strands[j].bind(leaves[i])


def _key(text: str, labels: set[str], known: set[str]) -> str:
    """Return the words of a line, without the number before them unless the text has the words with it."""
    whole = words_in_line(text)
    return whole if whole in known else words_in_line(text[_longest_label(text, labels) :])


def _longest_label(text: str, labels: set[str]) -> int:
    for end in range(min(len(text), 40), 0, -1):
        if text[:end] in labels:
            blanks = _AFTER_LABEL.match(text, end)
            return blanks.end() if blanks and blanks.end() > end else 0
    return 0


def _matched_tables(document: WordDocument, leaves: list[TableLeaf]) -> dict[int, MatchedTable]:
    tables = [part for part in document.body if isinstance(part, Table)]
    rows_sent = [[words_in_line(row) for row in table_text(leaf.table)] for leaf in leaves]
    rows_here = [[_row_text(row) for row in table.rows if row.stands(NOTHING)] for table in tables]
    pairing = Pairing(len(leaves), len(tables))
    pairing.pair_equal(["\n".join(rows) for rows in rows_sent], ["\n".join(rows) for rows in rows_here])
    _pair_alike(pairing, *(["\n".join(rows) for rows in side] for side in (rows_sent, rows_here)))
    found = {}
    for i, j in pairing.pairs.items():
        standing = [n for n, row in enumerate(tables[j].rows) if row.stands(NOTHING)]
        rows = _paired_rows(rows_sent[i], rows_here[j])
        found[id(tables[j])] = MatchedTable(tables[j], leaves[i], {standing[n]: at for at, n in rows.items()})
    return found


def _paired_rows(sent: list[str], here: list[str]) -> dict[int, int]:
    if len(sent) == len(here):
        return {n: n for n in range(len(sent))}
    pairing = Pairing(len(sent), len(here))
    pairing.pair_equal(sent, here)
    _pair_alike(pairing, sent, here)
    return pairing.pairs


def _pair_alike(pairing: Pairing, sent: Sequence[str], here: Sequence[str]) -> None:
    vocabulary = Vocabulary()
    codes = [[vocabulary.encode(words_of(text)) for text in side] for side in (sent, here)]

    def likeness(i: int, j: int, least: float) -> float:
        return Indel.normalized_similarity(codes[0][i], codes[1][j], score_cutoff=least)

    pairing.pair_alike(likeness, ALIKE)


def _row_text(row: TableRow) -> str:
    return words_in_line("\t".join(Strand(paragraphs).text for paragraphs in row.cells))


def strands_of_cell(paragraphs: list[Paragraph], flow: Flow) -> list[Strand]:
    """Return the lines of a table cell, each bound to its leaf where the cell has as many lines as it was sent with."""
    strands = [part for part in _joined(paragraphs) if isinstance(part, Strand)]
    leaves = [leaf for leaf in leaves_of_flow(flow, ()) if isinstance(leaf, Leaf)]
    if len(strands) == len(leaves):
        for strand, leaf in zip(strands, leaves, strict=True):
            strand.bind(leaf)
    return strands
