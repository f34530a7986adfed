"""What a returned Word file proposes: each change by its author, as the text before it and the text with it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from plans.text.content import TableBlock
from plans.text.numbering import targets
from plans.text.outline import Outline, Section
from plans.text.references import Targets, unprinted
from plans.text.references import printed as with_printed
from plans.text.returned.document import WordDocument
from plans.text.returned.grouping import Group, groups_of
from plans.text.returned.leaves import Answer, Answers, New, Path, TableLeaf, beside_objectives, made, with_answers
from plans.text.returned.matching import NOTHING, Matched, MatchedTable, Strand, matched, words_in_line
from plans.text.returned.standing import Lines, table_in

Beside = Mapping[str, tuple[tuple[str, New], ...]]


@dataclass(frozen=True, slots=True)
class Proposal:
    """
    One change that somebody proposes to a text that was sent to them.

    ``before`` and ``after`` are the sections that it changes, without it and with it (None: the section is not there);
    ``needs`` are the numbers of the proposals that it was made upon. ``tracked`` is False for a change that the file
    makes without a trace. ``among`` says, by section, where its last blocks were written among the priority actions of
    an objective: its theme letter, and how many they are. They are paragraphs here, and may be meant as new actions.
    """

    number: int
    author: str
    date: str
    before: tuple[Section | None, ...]
    after: tuple[Section | None, ...]
    needs: tuple[int, ...] = ()
    tracked: bool = True
    among: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    @property
    def section_ids(self) -> tuple[str, ...]:
        """The ids of the sections that it changes."""
        known = (before or after for before, after in zip(self.before, self.after, strict=True))
        return tuple(section.id for section in known if section)


@dataclass(frozen=True, slots=True)
class ReturnedRemark:
    """A comment in a returned file: who, when, what, the section and the words that it hangs on (may be empty)."""

    author: str
    date: str
    text: str
    section_id: str
    quote: str


@dataclass(frozen=True, slots=True)
class Returned:
    """All that a returned file says: proposals and comments, the sections not in it, and changes that say nothing."""

    proposals: tuple[Proposal, ...]
    remarks: tuple[ReturnedRemark, ...]
    absent: tuple[str, ...]
    without_effect: int


def proposals_in(document: WordDocument, sent: Outline, printed: WordDocument | None = None) -> Returned:
    """
    Return what a file proposes against the text that it was sent out with.

    ``printed`` is the file as it was sent: its lines that are no words of the text (cover, contents) are known by it.
    """
    known = targets(sent)
    sent = replace(sent, sections=tuple(_with_html(section, with_printed, known) for section in sent.sections))
    furniture = frozenset(_furniture(printed, sent)) if printed else frozenset()
    reading = _Reading(document, sent, furniture)
    plain = reading.text(NOTHING)
    beside = reading.beside(NOTHING)
    found = [replace(p, among=dict(_among(p, {}, beside))) for p in _untracked(sent, plain, document.last_saved_by)]
    numbers: dict[int, int] = {}
    without_effect = 0
    groups = groups_of(document)
    for group in groups:
        basis = _basis(group, groups)
        taken = basis | frozenset(group.revisions)
        before = reading.text(basis) if basis else plain
        proposal = _between(len(found) + 1, before, reading.text(taken))
        if proposal is None:
            without_effect += 1
            continue
        needs = tuple(sorted({numbers[n] for n in group.needs if n in numbers}))
        among = dict(_among(proposal, reading.beside(basis), reading.beside(taken)))
        found.append(replace(proposal, author=group.author, date=group.date, needs=needs, among=among))
        numbers.update(dict.fromkeys(group.revisions, proposal.number))
    kept = tuple(_as_kept(proposal, known) for proposal in found)
    return Returned(kept, tuple(reading.remarks()), tuple(sorted(reading.matched.absent)), without_effect)


def _with_html(section: Section, change: Callable[[str, Targets], str], known: Targets) -> Section:
    return replace(section, html=change(section.html, known))


def _as_kept(proposal: Proposal, known: Targets) -> Proposal:
    before, after = (tuple(_kept(s, known) for s in side) for side in (proposal.before, proposal.after))
    return replace(proposal, before=before, after=after)


def _kept(section: Section | None, known: Targets) -> Section | None:
    return _with_html(section, unprinted, known) if section else None


def _basis(group: Group, groups: list[Group]) -> frozenset[int]:
    """Return all revisions of the changes that a change was made upon, and of those that they were made upon."""
    found: set[int] = set()
    wanted = set(group.needs)
    while wanted - found:
        found |= {n for other in groups if wanted & set(other.revisions) for n in other.revisions}
        wanted = found | {n for other in groups if found & set(other.revisions) for n in other.needs}
    return frozenset(found - set(group.revisions))


def _furniture(printed: WordDocument, sent: Outline) -> Iterator[str]:
    strands = (part for part in matched(printed, sent).body if isinstance(part, Strand))
    yield from (words_in_line(strand.text) for strand in strands if not strand.leaf)


def _between(number: int, before: Outline, after: Outline) -> Proposal | None:
    ids = dict.fromkeys([s.id for s in before.sections] + [s.id for s in after.sections])
    differing = [i for i in ids if before.section(i) != after.section(i)]
    if not differing:
        return None
    sides = [tuple(outline.section(i) for i in differing) for outline in (before, after)]
    return Proposal(number, "", "", sides[0], sides[1])


def _among(proposal: Proposal, before: Beside, after: Beside) -> Iterator[tuple[str, tuple[str, int]]]:
    """Yield the sections in which a change adds lines among the priority actions of one objective and nothing else."""
    for section in proposal.after:
        was, now = ((side.get(section.id, ()) if section else ()) for side in (before, after))
        new = now[len(was) :] if now[: len(was)] == was else ()
        themes = {theme for theme, _ in new}
        count = len(made(tuple(line for _, line in now))) - len(made(tuple(line for _, line in was)))
        if section and count > 0 and len(themes) == 1:
            yield section.id, (themes.pop(), count)


def _untracked(sent: Outline, plain: Outline, saved_by: str) -> Iterator[Proposal]:
    """Yield a proposal for each section that the file changes without a trace."""
    number = 0
    for section in sent.sections:
        now = plain.section(section.id)
        if now != section:
            number += 1
            yield Proposal(number, saved_by, "", (section,), (now,), tracked=False)


class _Reading:
    """A file read against the text that it was sent out with; ``furniture`` are lines that are no part of the text."""

    def __init__(self, document: WordDocument, sent: Outline, furniture: frozenset[str]) -> None:
        self.document = document
        self.sent = sent
        self.furniture = furniture
        self.matched: Matched = matched(document, sent)
        body = self.matched.body
        self.leaves = {part.leaf.path: part.leaf for part in body if isinstance(part, Strand) and part.leaf}
        self.tables = {part.leaf.path: part.leaf.table for part in body if isinstance(part, MatchedTable)}

    def text(self, taken: frozenset[int]) -> Outline:
        """Return the text in which just the revisions ``taken`` are accepted."""
        return with_answers(self.sent, *self.answers(taken))

    def beside(self, taken: frozenset[int]) -> Beside:
        """Return the lines written among the objectives of each section that are no rows there, in that text."""
        answers, _ = self.answers(taken)
        ids = dict.fromkeys(str(path[0]) for path in answers if path[1] == "objective")
        return {section_id: tuple(beside_objectives(section_id, answers)) for section_id in ids}

    def answers(self, taken: frozenset[int]) -> tuple[Answers, Mapping[Path, TableBlock | None]]:
        """Return what became of each leaf and of each table in that text, where it is not as it was sent."""
        tables: dict[Path, TableBlock | None] = {}
        lines = Lines(taken, self.furniture)
        for part in self.matched.body:
            if isinstance(part, Strand):
                lines.add(part)
            else:
                lines.stand_after(part.leaf.path)
                tables[part.leaf.path] = table_in(part, taken)
        answers = lines.answers()
        for leaf in self.matched.missing:
            if isinstance(leaf, TableLeaf):
                tables[leaf.path] = None
            else:
                answers[leaf.path] = Answer(None)
        return (
            {path: answer for path, answer in answers.items() if answer != self._as_sent(path)},
            {path: table for path, table in tables.items() if table != self.tables.get(path)},
        )

    def _as_sent(self, path: Path) -> Answer:
        return Answer(self.leaves[path].runs if path in self.leaves else None)

    def remarks(self) -> Iterator[ReturnedRemark]:
        section_of = self._sections_of_paragraphs()
        for remark in self.document.remarks:
            paragraph = remark.paragraph
            section_id = section_of.get(id(paragraph), "") if paragraph else ""
            words = "".join(atom.run.text for atom in paragraph.atoms) if paragraph else ""
            quote = words[remark.start : remark.end].strip()
            yield ReturnedRemark(remark.author, remark.date, remark.text, section_id, quote)

    def _sections_of_paragraphs(self) -> dict[int, str]:
        found: dict[int, str] = {}
        section_id = ""
        for part in self.matched.body:
            if isinstance(part, Strand):
                section_id = str(part.leaf.path[0]) if part.leaf else section_id
                found.update((id(paragraph), section_id) for paragraph in part.paragraphs)
            else:
                section_id = str(part.leaf.path[0])
                cells = (cell for row in part.table.rows for cell in row.cells)
                found.update((id(paragraph), section_id) for cell in cells for paragraph in cell)
        return found
