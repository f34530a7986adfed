"""How the lines and tables of a Word file stand when some of its revisions are accepted and the others are not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from plans.text.content import Cell, Flow, Row, TableBlock, TextBlock
from plans.text.inline import Run, Runs, merged, text_of, tidied
from plans.text.returned.document import Paragraph, TableRow
from plans.text.returned.leaves import Answer, New, Path, changed_flow, made
from plans.text.returned.matching import NOTHING, MatchedTable, Strand, strands_of_cell, words_in_line
from plans.text.returned.rows import row_of_text

_CODE = re.compile(r"[A-Z]+[0-9]+")


@dataclass(slots=True)
class _Line:
    """A paragraph as it stands in a text: of which strands, in how many characters of each, and its style."""

    parts: list[tuple[Strand, Paragraph]]

    def strands(self, taken: frozenset[int]) -> list[Strand]:
        """Return the strands of which words stood before and still stand here."""
        return [
            strand
            for strand, paragraph in self.parts
            if any(a.inserted is None and a.stands(taken) and a.run.text.strip() for a in paragraph.atoms)
        ]


class Lines:
    """Gathers paragraphs in order, and says what became of each leaf."""

    def __init__(self, taken: frozenset[int], furniture: frozenset[str] = frozenset()) -> None:
        self.taken = taken
        self.furniture = furniture
        self.lines: list[_Line | Path] = []
        self.seen: list[Strand] = []
        self.running: list[tuple[Strand, Paragraph]] = []

    def add(self, strand: Strand) -> None:
        self.seen.append(strand)
        if strand.within and not strand.within.stands(self.taken):
            self.end()
            return
        for paragraph in strand.paragraphs:
            self.running.append((strand, paragraph))
            if not paragraph.runs_on(self.taken):
                self.end()

    def stand_after(self, path: Path) -> None:
        """Let what follows stand after a table, which is no line."""
        self.end()
        self.lines.append(path)

    def end(self) -> None:
        """End the line that is being gathered."""
        if self.running:
            self.lines.append(_Line(self.running))
        self.running = []

    def answers(self) -> dict[Path, Answer]:
        """Return what became of each leaf, and the new lines after it."""
        self.end()
        answered: dict[int, Runs] = {}
        after: dict[Path, list[New]] = {}
        last: Path = ()
        for line in self.lines:
            if not isinstance(line, _Line):
                last = line
                continue
            mine = self._strand_of(line, answered)
            runs = self.runs_of(line)
            if mine is not None and mine.leaf:
                answered[id(mine)] = runs
                last = mine.leaf.path
            elif last and text_of(runs).strip():
                row = line.parts[-1][0].row if last[1] == "objective" else None
                if self.is_furniture(runs, row):
                    continue
                _add(after.setdefault(last, []), row, _new(line.parts[-1][1], runs))
        found = {path: Answer(None, tuple(new)) for path, new in after.items()}
        for strand in self.seen:
            if strand.leaf:
                now = answered.get(id(strand))
                kept = now if now is not None and text_of(now).strip() else None
                found[strand.leaf.path] = Answer(kept, tuple(after.get(strand.leaf.path, ())))
        return found

    def is_furniture(self, runs: Runs, row: tuple[int, str] | None) -> bool:
        """Whether a line was printed beside the text; a code written into a new row is none, though one stands so."""
        words = words_in_line(text_of(runs))
        return words in self.furniture and not (row and row[1] == "code" and _CODE.fullmatch(words))

    def news(self) -> tuple[New, ...]:
        """Return every line as a new one."""
        self.end()
        lines = [line for line in self.lines if isinstance(line, _Line)]
        return tuple(_new(line.parts[-1][1], self.runs_of(line)) for line in lines)

    def _strand_of(self, line: _Line, answered: dict[int, Runs]) -> Strand | None:
        """Return the strand that a line carries on: whose words it holds, or else whose end it is."""
        for strand in line.strands(self.taken):
            if id(strand) not in answered:
                return strand
        if line.strands(self.taken):
            return None
        strand, paragraph = line.parts[-1]
        is_own_end = paragraph is strand.paragraphs[-1] and paragraph.end_inserted is None
        alone = not any(
            a.inserted is None and a.stands(self.taken) and a.run.text.strip()
            for other in strand.paragraphs
            for a in other.atoms
        )
        return strand if is_own_end and alone and id(strand) not in answered else None

    def runs_of(self, line: _Line) -> Runs:
        """Return the words of a line as they stand."""
        return tidied(run for strand, paragraph in line.parts for run in _runs_of(strand, paragraph, self.taken))


def _runs_of(strand: Strand, paragraph: Paragraph, taken: frozenset[int]) -> Iterator[Run]:
    """Yield the characters of a paragraph as they stand; those that were sent out are set as they were sent."""
    at = 0
    for other in strand.paragraphs:
        if other is paragraph:
            break
        at += sum(len(atom.run.text) for atom in other.atoms if atom.stands(NOTHING))
    for atom in paragraph.atoms:
        length = len(atom.run.text) if atom.stands(NOTHING) else 0
        cut = max(0, min(strand.label - at, length)) if length else 0
        if atom.stands(taken):
            run = atom.set_as(taken)
            if length and strand.exact and strand.leaf and (atom.reformatted is None or atom.reformatted not in taken):
                yield from _cut(strand.leaf.runs, at + cut - strand.label, at + length - strand.label)
            else:
                yield Run(run.text[cut:], run.marks, run.href)
        at += length


def _cut(runs: Runs, start: int, end: int) -> Iterator[Run]:
    at = 0
    for run in runs:
        left, right = max(start, at), min(end, at + len(run.text))
        if left < right:
            yield Run(run.text[left - at : right - at], run.marks, run.href)
        at += len(run.text)


def _add(found: list[New], row: tuple[int, str] | None, new: New) -> None:
    """Add a new line to those found so far: by itself, or to the row of priority actions in which it stands."""
    if row is None:
        found.append(new)
        return
    place, name = row
    at = next((n for n, each in enumerate(found) if each.place == place), len(found))
    found[at:] = found[at:] or [New((), place=place)]
    words = " ".join(text_of(new.runs).split())
    if name == "text":
        found[at] = replace(found[at], runs=(*found[at].runs, Run(" "), *new.runs) if found[at].runs else new.runs)
    elif name == "code":
        found[at] = replace(found[at], code=f"{found[at].code} {words}".strip())
    else:
        found[at] = replace(found[at], lead=f"{found[at].lead} {words}".strip())


def _new(paragraph: Paragraph, runs: Runs) -> New:
    digits = [int(character) for character in paragraph.style if character.isdigit()]
    is_heading = paragraph.style.startswith(("heading", "title"))
    return New(merged(runs), paragraph.in_list, (digits or [1])[0] if is_heading else 0)


def table_in(matched_table: MatchedTable, taken: frozenset[int]) -> TableBlock | None:
    sent = matched_table.leaf.table
    rows: list[Row] = []
    for n, row in enumerate(matched_table.table.rows):
        if not row.stands(taken):
            continue
        was = matched_table.rows.get(n)
        if was is None:
            rows.append(_new_row(row, taken, sent))
        else:
            rows.append(_row(row, sent.rows[was], taken))
    return replace(sent, rows=tuple(rows)) if rows else None


def _new_row(row: TableRow, taken: frozenset[int], sent: TableBlock) -> Row:
    cells = [_flow(paragraphs, (), taken) for paragraphs in row.cells]
    like = next((each for each in reversed(sent.rows) if each.part == "tbody" and len(each.cells) == len(cells)), None)
    return row_of_text(cells, like)


def _row(row: TableRow, was: Row, taken: frozenset[int]) -> Row:
    if len(row.cells) != len(was.cells):
        return was
    cells = []
    for paragraphs, cell in zip(row.cells, was.cells, strict=True):
        cells.append(_cell(paragraphs, cell, taken))
    return replace(was, cells=tuple(cells))


def _cell(paragraphs: list[Paragraph], was: Cell, taken: frozenset[int]) -> Cell:
    flow = _flow(paragraphs, was.blocks, taken)
    return was if flow == was.blocks else replace(was, blocks=flow)


def _flow(paragraphs: list[Paragraph], was: Flow, taken: frozenset[int]) -> Flow:
    lines = Lines(taken)
    strands = strands_of_cell(paragraphs, was)
    for strand in strands:
        lines.add(strand)
    if was and all(strand.leaf for strand in strands):
        answers = lines.answers()
        return changed_flow(was, (), answers, {})
    return _bare(tuple(made(lines.news())))


def _bare(flow: Flow) -> Flow:
    first = flow[0] if len(flow) == 1 else None
    return (TextBlock("", first.runs),) if isinstance(first, TextBlock) and first.tag == "p" else flow
