"""
Measures the redline against known edits, beside lxml.html.diff and difflib on words, in one run.

The truth is known because the edits are made here. For each text: words marked changed divided by words truly changed,
runs of change divided by true edits, and seconds of CPU (the least of some runs). The two libraries are left out where
they would take minutes. The cells of a table are made when they are drawn, and are no part of the seconds.
"""

import difflib
import random
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import pytest
from lxml.html.diff import htmldiff

from plans.text.diff.document import Redline
from plans.text.diff.lazycells import apart
from plans.text.diff.operations import BlockDiff, Kind, Pieces
from plans.text.outline import Outline, Section, SectionKind
from plans.text.redline import accepted, compare, rejected

SIZES = (1_000, 10_000, 50_000)
SHARES = (0.01, 0.1)
WORDS_IN_SECTION = 1_000
LARGEST_FOR_LXML = 10_500
LARGEST_FOR_DIFFLIB = 1_500
MOST_WORDS = 1.05
MOST_RUNS = 1.1
# fmt: off
STEMS = [
    "polic", "crim", "victim", "court", "fund", "offend", "neighbour", "partner", "report", "respond", "servic",
    "young", "road", "rural", "harm", "drug",
]
ENDINGS = ["e", "es", "ed", "ing", "er", "ers", "ment", "ation", "ly", "ity", "ful", "less", "ness", "al", "ive"]
COMMON = [
    "the", "of", "and", "to", "in", "a", "is", "that", "for", "will", "with", "by", "on", "be", "this", "are", "our",
    "we",
]
# fmt: on
VOCABULARY = COMMON * 6 + [stem + ending for stem in STEMS for ending in ENDINGS]
WORD = re.compile(r"\w+")
WHOLE = (Kind.ADDED, Kind.REMOVED, Kind.MOVED_HERE)


@dataclass(frozen=True)
class Case:
    """Two texts, how many words truly differ between them (taken out and put in), and in how many edits."""

    name: str
    old: Outline
    new: Outline
    words: int
    edits: int


@dataclass(frozen=True)
class Marks:
    """How many words something marks, and in how many runs."""

    words: int
    runs: int


def outline(groups: Iterable[Iterable[str]]) -> Outline:
    """Return groups of blocks (HTML) as a plan, a section for each."""
    sections = (Section(f"s{n}", SectionKind.OTHER, f"Section {n}", "".join(blocks)) for n, blocks in enumerate(groups))
    return Outline("Plan", tuple(sections))


def in_sections(blocks: list[str], words_in_block: int) -> list[list[str]]:
    """Return blocks in groups of about a thousand words."""
    each = max(1, WORDS_IN_SECTION // words_in_block)
    return [blocks[start : start + each] for start in range(0, len(blocks), each)]


def paragraphs(size: int, rng: random.Random) -> list[list[str]]:
    """Return paragraphs of sixty words each."""
    return [[rng.choice(VOCABULARY) for _ in range(60)] for _ in range(size // 60)]


def replaced(words: list[str], share: float, rng: random.Random) -> tuple[list[str], int, int]:
    """Replace a share of the words by new ones; return how many, and in how many runs."""
    out, places = list(words), [place for place in range(len(words)) if rng.random() < share]
    for place in places:
        out[place] = f"new{rng.randrange(10**6)}"
    return out, len(places), sum(place - 1 not in places for place in places)


def prose(size: int, share: float, rng: random.Random) -> Case:
    """Return paragraphs with a share of the words replaced."""
    old = paragraphs(size, rng)
    new, words, edits = [], 0, 0
    for paragraph in old:
        changed, count, runs = replaced(paragraph, share, rng)
        new.append(changed)
        words, edits = words + 2 * count, edits + runs
    before, after = ([f"<p>{' '.join(words)}.</p>" for words in side] for side in (old, new))
    return Case("prose", outline(in_sections(before, 60)), outline(in_sections(after, 60)), words, edits)


def lists(size: int, share: float, rng: random.Random) -> Case:
    """Return lists of which a share of the items is gone, and a share has a word replaced."""
    old = [[[rng.choice(VOCABULARY) for _ in range(8)] for _ in range(25)] for _ in range(size // 200)]
    new, words, edits = [], 0, 0
    for items in old:
        kept = []
        for item in items:
            fate = rng.random()
            if fate < share / 2:
                words, edits = words + 8, edits + 1
                continue
            changed = list(item)
            if fate < share:
                changed[rng.randrange(8)] = f"new{rng.randrange(10**6)}"
                words, edits = words + 2, edits + 1
            kept.append(changed)
        new.append(kept)
    before, after = ([list_html(items) for items in side] for side in (old, new))
    return Case("lists", outline(in_sections(before, 200)), outline(in_sections(after, 200)), words, edits)


def list_html(items: list[list[str]]) -> str:
    """Return items of words as a list."""
    return f"<ul>{''.join(f'<li>{chr(32).join(item)}</li>' for item in items)}</ul>"


def tables(size: int, share: float, rng: random.Random) -> Case:
    """Return tables of money with a share of the figures changed and of the rows removed."""
    old = [[[f"£{rng.randrange(10**6):,}" for _ in range(5)] for _ in range(20)] for _ in range(max(1, size // 140))]
    before, after, words, edits = [], [], 0, 0
    for rows in old:
        kept = []
        for key, row in enumerate(rows):
            if rng.random() < share / 2:
                words, edits = words + 7, edits + 1
                continue
            changed = [f"£{10**7 + rng.randrange(10**6):,}" if rng.random() < share else figure for figure in row]
            count = sum(a != b for a, b in zip(row, changed, strict=True))
            words, edits = words + 2 * count, edits + count
            kept.append((key, changed))
        before.append(table_html(enumerate(rows)))
        after.append(table_html(kept))
    return Case("tables", outline(in_sections(before, 140)), outline(in_sections(after, 140)), words, edits)


def table_html(rows: Iterable[tuple[int, list[str]]]) -> str:
    """Return rows of figures, each with its key, as a table."""
    lines = (
        f'<tr><th scope="row">Service {key}</th>{"".join(f"<td>{figure}</td>" for figure in row)}</tr>'
        for key, row in rows
    )
    return f"<table><tbody>{''.join(lines)}</tbody></table>"


def moves(size: int, share: float, rng: random.Random) -> Case:
    """Return a text in which a share of the paragraphs moved to another place, and nothing else."""
    blocks = [f"<p>{' '.join(words)}.</p>" for words in paragraphs(size, rng)]
    leaving = rng.sample(range(len(blocks)), max(1, round(len(blocks) * share)))
    before = in_sections(blocks, 60)
    after = [[block for block in group if block not in {blocks[n] for n in leaving}] for group in before]
    for n in leaving:
        group = rng.choice([group for group in after if blocks[n] not in before[after.index(group)]] or after)
        group.insert(rng.randrange(len(group) + 1), blocks[n])
    return Case("moves", outline(before), outline(after), 0, len(leaving))


MAKERS = (prose, lists, tables, moves)


def cases() -> Iterator[Case]:
    """Yield the cases, the same ones each run."""
    rng = random.Random(2026)
    for make in MAKERS:
        for size in SIZES:
            for share in SHARES:
                case = make(size, share, rng)
                yield replace(case, name=f"{case.name} {size:,} words {share:.0%}")


def runs_in(pieces: Pieces) -> int:
    """Return how many runs of changed words stand in some pieces."""
    changed = [piece.kind in (Kind.ADDED, Kind.REMOVED) for piece in pieces]
    return sum(now and not (at and changed[at - 1]) for at, now in enumerate(changed))


def runs_of(diff: BlockDiff) -> int:
    """Return how many runs of change a block shows."""
    if diff.table is not None:
        rows = [row for row in diff.table.rows if row.kind is not Kind.SAME and row.kind is not Kind.MOVED_AWAY]
        whole = sum(row.kind in WHOLE for row in rows)
        return whole + sum(apart(row.cells).changed for row in rows if row.kind not in (Kind.ADDED, Kind.REMOVED))
    if diff.items:
        inner = sum(runs_of(block) for item in diff.items for block in item.blocks)
        return inner + sum(item.kind in WHOLE for item in diff.items)
    return runs_in(diff.pieces) + (diff.kind in WHOLE)


def marks_of(redline: Redline) -> Marks:
    """Return what a redline marks."""
    blocks = (block.diff for section in redline.changed_sections for block in section.blocks)
    return Marks(redline.words_added + redline.words_removed, sum(runs_of(diff) for diff in blocks))


def ours(case: Case) -> Marks:
    """Return what our redline marks."""
    return marks_of(compare(case.old, case.new))


def html_of(text: Outline) -> str:
    """Return the whole text as one piece of HTML."""
    return "".join(section.html for section in text.sections)


def lxml_marks(case: Case) -> Marks:
    """Return what lxml.html.diff marks."""
    marked = htmldiff(html_of(case.old), html_of(case.new))
    stretches = re.findall(r"<(ins|del)>(.*?)</\1>", marked, re.DOTALL)
    words = sum(len(WORD.findall(re.sub("<[^>]*>", " ", inside).replace(",", ""))) for _, inside in stretches)
    return Marks(words, len(re.findall(r"(?:<(?:ins|del)>.*?</(?:ins|del)>\s*)+", marked, re.DOTALL)))


def difflib_marks(case: Case) -> Marks:
    """Return what difflib's comparison of all words marks."""
    old, new = (re.sub("<[^>]*>", " ", html_of(text)).split() for text in (case.old, case.new))
    steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    changed = [step for step in steps if step[0] != "equal"]
    return Marks(sum((b - a) + (d - c) for _, a, b, c, d in changed), len(changed))


def ratio(marked: int, true: int) -> str:
    """Return how often too much is marked, or how much where nothing truly changed."""
    return f"{marked / true:.2f}" if true else f"+{marked}"


def timed(measure: Callable[[Case], Marks], case: Case, times: int = 1) -> tuple[str, Marks]:
    """Return the ratios of words and runs and the least seconds of CPU as one column, and the marks."""
    spent = []
    for _ in range(times):
        began = time.process_time()
        marks = measure(case)
        spent.append(time.process_time() - began)
    shown = f"{ratio(marks.words, case.words):>7} {ratio(marks.runs, case.edits):>6} {min(spent):>6.3f} s"
    return shown, marks


@pytest.mark.once
def test_words_marked_for_each_word_changed_beside_other_libraries() -> None:
    """Print the table; every case is rebuilt exactly both ways and keeps to the bounds."""
    print(f"\n{'words, runs, CPU':24}{'redline':>24}{'lxml.html.diff':>24}{'difflib':>24}   exact")
    for case in cases():
        size = len(html_of(case.old).split())
        shown, marks = timed(ours, case, times=5)
        columns = [shown]
        columns.append(timed(lxml_marks, case)[0] if size <= LARGEST_FOR_LXML else "left out")
        columns.append(timed(difflib_marks, case)[0] if size <= LARGEST_FOR_DIFFLIB else "left out")
        redline = compare(case.old, case.new)
        exact = accepted(redline) == case.new and rejected(redline) == case.old
        print(f"{case.name:24}{''.join(f'{column:>24}' for column in columns)}   {'both ways' if exact else 'NO'}")
        assert exact
        assert marks.words <= MOST_WORDS * case.words
        assert marks.runs <= MOST_RUNS * case.edits


@pytest.mark.once
def test_the_time_grows_with_the_changed_sections_and_not_with_all_of_them() -> None:
    """Print the time for one changed section of a thousand words among few and among many."""
    rng = random.Random(2026)
    print()
    for size in (5_000, 50_000):
        case = prose(size, 0.1, rng)
        sections = (case.new.sections[0], *case.old.sections[1:])
        one = Case("", case.old, replace(case.old, sections=sections), 0, 0)
        print(f"1 changed section of {len(sections):>2}: {timed(ours, one, times=7)[0].split(maxsplit=2)[2]}")
