"""Many generated texts and their edited forms in one: what a slow reader of files is asked once for all of them."""

import pickle
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from hypothesis import Phase, given, settings

from plans.text.markup import clean as canonical
from plans.text.outline import Outline, Section, SectionKind
from tests.plans.text.documents import edited

PROJECT = Path(__file__).resolve().parents[2]
_TABLE = re.compile(r"<table>.*?</table>")
Pair = tuple[Outline, Outline]


def without_tables(text: Outline) -> Outline:
    """A text without tables and objectives, which are tables in Word too, and with a heading on each section."""

    def bare(section: Section) -> Section:
        html = canonical(_TABLE.sub("", section.html))
        return replace(section, html=html, objectives=(), heading=section.heading or "Untitled")

    return replace(text, sections=tuple(map(bare, text.sections)))


def generated(count: int) -> list[Pair]:
    """
    The same so many pairs of texts every time.

    They are made in a process of their own: what is generated depends on which modules of the project are loaded.
    """
    made = subprocess.run([sys.executable, "-m", __name__, str(count)], cwd=PROJECT, capture_output=True, check=True)
    return pickle.loads(made.stdout)


def _gathered(count: int) -> list[Pair]:
    found: list[Pair] = []

    @settings(max_examples=count, derandomize=True, database=None, phases=[Phase.generate], deadline=None)
    @given(edited())
    def gather(pair: Pair) -> None:
        found.append(pair)

    gather()
    return found


def in_one(pairs: Iterable[Pair]) -> Pair:
    """Pairs of texts one after the other, each behind a section that stays and bears its number."""
    olds: list[Section] = []
    news: list[Section] = []
    for number, pair in enumerate(pairs):
        head = Section(f"d{number}", SectionKind.OTHER, f"Text {number}", "<p>It follows.</p>")
        for sections, text in zip((olds, news), pair, strict=True):
            sections += [head, *(replace(each, id=f"d{number}-{each.id}") for each in text.sections)]
    return Outline("Texts", tuple(olds)), Outline("Texts", tuple(news))


if __name__ == "__main__":
    sys.stdout.buffer.write(pickle.dumps(_gathered(int(sys.argv[1]))))
