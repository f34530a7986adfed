"""
Measures the redline against known edits, beside lxml.html.diff and difflib on words, in one run.

The truth is known because the edits are made here: words marked changed
divided by words truly changed, and seconds of CPU. The two libraries are left out where they would take minutes.
"""

import difflib
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from lxml.html.diff import htmldiff

from plans.text.outline import Outline, Section, SectionKind
from plans.text.redline import accepted, compare, rejected

WORDS_IN_SECTION = 1_000
LARGEST_FOR_LXML = 10_000
LARGEST_FOR_DIFFLIB = 1_000
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
Words = list[list[str]]


@dataclass(frozen=True)
class Case:
    """Two texts and how many words truly differ between them (each word taken out, each put in)."""

    name: str
    old: Outline
    new: Outline
    truth: int


def prose(size: int, rng: random.Random) -> Words:
    """Return paragraphs of some sixty words each."""
    return [[rng.choice(VOCABULARY) for _ in range(60)] for _ in range(size // 60)]


def outline(paragraphs: list[str]) -> Outline:
    """Return the paragraphs (HTML) as a plan of sections of about a thousand words."""
    each = max(1, WORDS_IN_SECTION // 60)
    groups = [paragraphs[start : start + each] for start in range(0, len(paragraphs), each)]
    sections = (Section(f"s{n}", SectionKind.OTHER, f"Section {n}", "".join(group)) for n, group in enumerate(groups))
    return Outline("Plan", tuple(sections))


def marked_up(words: Words) -> list[str]:
    """Return paragraphs of words as HTML."""
    return [f"<p>{' '.join(paragraph)}.</p>" for paragraph in words]


def edited(words: Words, share: float, rng: random.Random) -> tuple[Words, int]:
    """Replace a share of the words by new ones and return the truth: one taken out and one put in for each."""
    out, truth = [list(paragraph) for paragraph in words], 0
    for paragraph in out:
        for place in range(len(paragraph)):
            if rng.random() < share:
                paragraph[place] = f"new{rng.randrange(10**6)}"
                truth += 2
    return out, truth


def cases() -> list[Case]:
    """Return the cases, the same ones each run."""
    rng = random.Random(2026)
    found = []
    for size in (1_000, 10_000, 50_000):
        old = prose(size, rng)
        for share in (0.01, 0.1):
            new, truth = edited(old, share, rng)
            name = f"prose {size:,} words {share:.0%}"
            found.append(Case(name, outline(marked_up(old)), outline(marked_up(new)), truth))
    found.append(list_case(rng))
    found.append(table_case(rng))
    found.append(move_case(rng))
    return found


def list_case(rng: random.Random) -> Case:
    """Return lists of which every tenth item is gone and every tenth one has a word replaced."""
    lists = [[[rng.choice(VOCABULARY) for _ in range(8)] for _ in range(30)] for _ in range(20)]
    changed, truth = [], 0
    for items in lists:
        kept = [list(item) for n, item in enumerate(items) if n % 10 != 3]
        truth += sum(len(item) for n, item in enumerate(items) if n % 10 == 3)
        for n in range(0, len(kept), 10):
            kept[n][4] = f"new{rng.randrange(10**6)}"
            truth += 2
        changed.append(kept)

    def html(groups: list[list[list[str]]]) -> list[str]:
        lines = [[f"<li>{' '.join(item)}</li>" for item in items] for items in groups]
        return [f"<ul>{''.join(items)}</ul>" for items in lines]

    return Case("lists 4,800 words", outline(html(lists)), outline(html(changed)), truth)


def table_case(rng: random.Random) -> Case:
    """Return tables of money with one figure in twenty changed and one row removed in each."""
    tables = [[[f"£{rng.randrange(10**6):,}" for _ in range(5)] for _ in range(20)] for _ in range(15)]
    truth = 0
    changed = []
    for rows in tables:
        new = [[f"£{rng.randrange(10**6):,}" if rng.random() < 0.05 else figure for figure in row] for row in rows]
        truth += 2 * sum(a != b for r, s in zip(rows, new, strict=True) for a, b in zip(r, s, strict=True))
        truth += 2 + 5 - 2 * sum(a != b for a, b in zip(rows[7], new[7], strict=True))
        changed.append([[n, row] for n, row in enumerate(new) if n != 7])

    def html(groups: list[list[list]]) -> list[str]:
        return [
            "<table><tbody>"
            + "".join(
                f'<tr><th scope="row">Service {n}</th>{"".join(f"<td>{figure}</td>" for figure in row)}</tr>'
                for n, row in rows
            )
            + "</tbody></table>"
            for rows in groups
        ]

    old = [[[n, row] for n, row in enumerate(rows)] for rows in tables]
    return Case("tables 2,100 words", outline(html(old)), outline(html(changed)), truth)


def move_case(rng: random.Random) -> Case:
    """Return a text in which one paragraph in ten moved to another place, and nothing else."""
    old = marked_up(prose(10_000, rng))
    leaving = set(range(0, len(old), 10))
    new = [paragraph for n, paragraph in enumerate(old) if n not in leaving]
    for n in sorted(leaving):
        new.insert(rng.randrange(len(new)), old[n])
    each = max(1, WORDS_IN_SECTION // 60)
    edges = [round(k * len(new) / -(-len(old) // each)) for k in range(-(-len(old) // each) + 1)]
    before = outline(old)
    after = replace(
        before,
        sections=tuple(
            replace(section, html="".join(new[edges[k] : edges[k + 1]])) for k, section in enumerate(before.sections)
        ),
    )
    return Case("moves 10,000 words", before, after, 0)


def html_of(text: Outline) -> str:
    """Return the whole text as one piece of HTML."""
    return "".join(section.html for section in text.sections)


def ours(case: Case) -> int:
    """Return how many words our redline marks."""
    redline = compare(case.old, case.new)
    return redline.words_added + redline.words_removed


def lxml_marks(case: Case) -> int:
    """Return how many words lxml.html.diff marks."""
    marked = re.findall(r"<(ins|del)>(.*?)</\1>", htmldiff(html_of(case.old), html_of(case.new)), re.DOTALL)
    return sum(len(WORD.findall(re.sub("<[^>]*>", " ", inside).replace(",", ""))) for _, inside in marked)


def difflib_marks(case: Case) -> int:
    """Return how many words difflib's comparison of all words marks."""
    old, new = (re.sub("<[^>]*>", " ", html_of(text)).split() for text in (case.old, case.new))
    steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return sum((b - a) + (d - c) for tag, a, b, c, d in steps if tag != "equal")


def timed(measure: Callable[[Case], int], case: Case) -> str:
    """Return the ratio of marked to true words and the seconds of CPU, as one column."""
    began = time.process_time()
    marked = measure(case)
    spent = time.process_time() - began
    ratio = f"{marked / case.truth:.2f}" if case.truth else f"+{marked}"
    return f"{ratio:>7} {spent:>7.3f} s"


@pytest.mark.once
def test_words_marked_for_each_word_changed_beside_other_libraries() -> None:
    """Print the table; every case is rebuilt exactly both ways."""
    print()
    print(f"{'':24}{'redline':>18}{'lxml.html.diff':>18}{'difflib':>18}   exact")
    for case in cases():
        size = len(html_of(case.old).split())
        columns = [timed(ours, case)]
        columns.append(timed(lxml_marks, case) if size <= LARGEST_FOR_LXML else "left out")
        columns.append(timed(difflib_marks, case) if size <= LARGEST_FOR_DIFFLIB else "left out")
        redline = compare(case.old, case.new)
        exact = accepted(redline) == case.new and rejected(redline) == case.old
        print(f"{case.name:24}{''.join(f'{column:>18}' for column in columns)}   {'both ways' if exact else 'NO'}")
        assert exact
