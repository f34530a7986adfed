"""Three changes of a plan, read on the page, in the redline pack and in the Word file: each says the same."""

import re
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache

import pytest
from django.template.loader import render_to_string
from lxml import html as lxml_html

from plans.rendering.pack import render_pack_html
from plans.rendering.pdf import html_to_pdf
from plans.text.redline import compare
from tests.libreoffice.office import Office
from tests.specimens import scenarios
from tests.specimens.packs import pack_facts
from tests.specimens.scenarios import Pair
from tests.specimens.word import tracked_file
from tests.word_files import tracked

# By the heading of the section: the words added, the words removed, and what moved, each in the order of the text.
Told = dict[str, dict[str, list[str]]]
SCENARIOS = ("variation of 2014", "financial plan replaced", "section moved to the top")
A4_WITHOUT_MARGINS = ("-x", "0", "-y", "60", "-W", "595", "-H", "715")


@pytest.fixture(params=SCENARIOS)
def pair(request, seeds) -> Pair:
    made = (scenarios.the_variation_of_2014(seeds), scenarios.FINANCIAL_PLAN, scenarios.SECTION_MOVED)
    return made[SCENARIOS.index(request.param)]


def told(found: Told) -> Told:
    """What was found, without what is empty, and with no space, which a page and a PDF break lines at as they like."""
    bare = {
        heading: {what: ["".join(w.split()) for w in words] for what, words in kinds.items() if words}
        for heading, kinds in found.items()
    }
    return {heading: kinds for heading, kinds in bare.items() if kinds}


def on_the_page(pair: Pair) -> Told:
    found: Told = {}
    for diff in compare(*pair).changed_sections:
        page = lxml_html.fromstring(render_to_string("components/redline/section.html", {"section": diff}))
        for label in page.xpath("//span[@class='govuk-visually-hidden']"):
            label.drop_tree()
        moved = page.xpath("./div[starts-with(@id, 'c')]//*[contains(@class, 'pc-tag--move')]")
        found[diff.section.heading] = {
            "added": [mark.text_content() for mark in page.iter("ins")],
            "removed": [mark.text_content() for mark in page.iter("del")],
            "moved": [diff.section.heading] if moved else [],
        }
    return told(found)


@cache
def words_of_pack(pair: Pair) -> str:
    """The redline of the pack as a program reads it to somebody: the words of its pages, in their order."""
    pdf = html_to_pdf(
        render_pack_html(pack_facts(*pair)), identifier="specimen", created=datetime(2026, 1, 12, tzinfo=UTC)
    )
    ask = ["pdftotext", "-raw", *A4_WITHOUT_MARGINS, "-", "-"]
    words = subprocess.run(ask, input=pdf.content, capture_output=True, check=True).stdout.decode()
    return words.split("Words that are not shown did not change.\n")[1].split("The clean text\n")[0]


def in_the_pack(pair: Pair) -> Told:
    headings = {f"{d.label}. {d.section.heading}": d.section.heading for d in compare(*pair).changed_sections}
    parts = re.split(f"^({'|'.join(map(re.escape, headings))})$", words_of_pack(pair), flags=re.MULTILINE)
    found: Told = {}
    for title, words in zip(parts[1::2], parts[2::2], strict=True):
        marked = re.findall(r"\[(added|removed):\s(.*?)\]", words, flags=re.DOTALL)
        found[headings[title]] = {
            "added": [words for what, words in marked if what == "added"],
            "removed": [words for what, words in marked if what == "removed"],
            "moved": [headings[title]] if re.search(r"^Change \d+\. Moved", words, flags=re.MULTILINE) else [],
        }
    return told(found)


def in_word(pair: Pair) -> Told:
    found: Told = {}
    for heading, kinds in tracked(tracked_file(*pair)).items():
        removed, added = kinds.get("del", []), kinds.get("ins", [])
        moved = "".join(kinds.get("moveTo", ())).startswith(heading)
        if moved:  # a paragraph that was edited on the way may be told whole at the place it left and where it came
            pairs = [apart(old.split(), new.split()) for old, new in zip(removed, added, strict=True)]
            removed, added = [old for old, _ in pairs], [new for _, new in pairs]
        found[heading] = {"added": added, "removed": removed, "moved": [heading] if moved else []}
    return told(found)


def apart(old: list[str], new: list[str]) -> tuple[str, str]:
    """The words of two texts that stand between what both begin and end with."""
    shorter = min(len(old), len(new))
    start = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    end = next((at for at in range(shorter - start) if old[-1 - at] != new[-1 - at]), shorter - start)
    return " ".join(old[start : len(old) - end]), " ".join(new[start : len(new) - end])


def test_the_page_tells_what_was_done():
    assert on_the_page(scenarios.FINANCIAL_PLAN) == {
        "Money": {
            "added": ["2027/28", "64,050", "65,800", "29,400", "7,100", "6,950", "96,950", "100,050", "102,150"],
            "removed": ["63,100", "7,450", "Payreserve", "1,200", "900", "98,150", "100,350"],
        }
    }
    moved = {"added": ["two"], "removed": ["five"], "moved": ["Helpforvictims"]}
    assert on_the_page(scenarios.SECTION_MOVED) == {"Help for victims": moved}


def test_the_pack_gives_each_changed_figure_the_difference_that_the_page_gives():
    (diff,) = compare(*scenarios.FINANCIAL_PLAN).changed_sections
    page = lxml_html.fromstring(render_to_string("components/redline/section.html", {"section": diff}))
    differences = [mark.text_content().removeprefix("difference ") for mark in page.find_class("pc-delta")]

    assert re.findall(r"[+−][\d,]+", words_of_pack(scenarios.FINANCIAL_PLAN)) == differences
    assert differences == ["+950", "−350", "−1,200", "−900", "−1,200", "−300"]


@pytest.mark.parametrize("read", [in_the_pack, in_word])
def test_each_tells_the_changes_of_the_page_and_nothing_else(pair: Pair, read: Callable[[Pair], Told]):
    assert read(pair) == on_the_page(pair)


def test_libreoffice_lists_the_changes_of_the_page_and_nothing_else(seeds, libreoffice: Office):
    pairs = (scenarios.the_variation_of_2014(seeds), scenarios.FINANCIAL_PLAN, scenarios.SECTION_MOVED)
    for pair in pairs:
        changes = libreoffice.opened(tracked_file(*pair)).changes
        (page,) = on_the_page(pair).values()
        removed, added = (
            [line for was, words in changes if was == kind for line in words.splitlines()]
            for kind in ("Delete", "Insert")
        )
        moved = [line for line in removed if line in added]  # this program lists a move as its two ends
        removed, added = ([line for line in lines if line not in moved] for lines in (removed, added))
        if moved:
            ends = [apart(old.split(), new.split()) for old, new in zip(removed, added, strict=True)]
            removed, added = [old for old, _ in ends], [new for _, new in ends]
        found = told({"": {"added": added, "removed": removed, "moved": moved[:1]}})[""]
        assert found == page
