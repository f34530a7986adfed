"""Three changes of a plan as an office makes them, for whatever draws a redline: each an older text and a newer one."""

from dataclasses import replace
from pathlib import Path

from plans.text.markup import blocks, clean
from plans.text.outline import Outline, Section, SectionKind
from plans.text.papers.outline import appendix_outline
from plans.text.papers.reading import read_paper

Pair = tuple[Outline, Outline]
PAPER_OF_2014 = "2014-02-05-panel-report-draft-variation.txt"
PAGE_7 = "Working in partnership"


def _text(*sections: tuple[str, str, str]) -> Outline:
    return Outline(
        "Fenmarch Police and Crime Plan",
        tuple(Section(key, SectionKind.OTHER, heading, clean(html)) for key, heading, html in sections),
    )


FOREWORD = ("foreword", "Foreword", "<p>This plan is written for those who live in Fenmarch and work in it.</p>")
ROADS = (
    "roads",
    "Safer roads",
    "<p>Two in three collisions happen on the straight roads of the fen.</p>"
    "<p>Volunteers watch the speed in every village that asks for it.</p>",
)
HELP = (
    "help",
    "Help for victims",
    "<p>A victim has one worker from the first call to the last day in court.</p>"
    "<p>The worker calls within five working days.</p>"
    "<p>Nobody is asked to tell the same thing twice.</p>",
)


def _forecast(years: tuple[str, ...], rows: dict[str, tuple[str, ...]]) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in ("£000", *years))
    body = "".join(
        f'<tr><th scope="row">{name}</th>{"".join(f"<td>{figure}</td>" for figure in figures)}</tr>'
        for name, figures in rows.items()
    )
    caption = "<caption>Medium-term financial plan</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


FORECAST_BEFORE = _forecast(
    ("2025/26", "2026/27"),
    {
        "Police officers": ("61,400", "63,100"),
        "Police staff": ("28,250", "28,900"),
        "Buildings": ("7,300", "7,450"),
        "Pay reserve": ("1,200", "900"),
        "Total spending": ("98,150", "100,350"),
    },
)
FORECAST_AFTER = _forecast(
    ("2025/26", "2026/27", "2027/28"),
    {
        "Police officers": ("61,400", "64,050", "65,800"),
        "Police staff": ("28,250", "28,900", "29,400"),
        "Buildings": ("7,300", "7,100", "6,950"),
        "Total spending": ("96,950", "100,050", "102,150"),
    },
)
MONEY = "<p>The reserves are used once, and never to pay for what comes again each year.</p>"


def the_variation_of_2014(seeds: Path) -> Pair:
    """The appendix of the paper of 2014 against an older, softer text of its page, between two sections that stay."""
    paper = read_paper((seeds / PAPER_OF_2014).read_bytes(), PAPER_OF_2014)
    newer = appendix_outline(paper, "APPENDIX 1", as_section=("page-7", PAGE_7)).sections[0]
    older = replace(newer, html="".join(blocks(newer.html)[1:-1]).replace(" will ", " may "))
    around = _text(FOREWORD, ROADS)
    return tuple(replace(around, sections=(around.sections[0], page, around.sections[1])) for page in (older, newer))


FINANCIAL_PLAN: Pair = (
    _text(FOREWORD, ("money", "Money", MONEY + FORECAST_BEFORE)),
    _text(FOREWORD, ("money", "Money", MONEY + FORECAST_AFTER)),
)
SECTION_MOVED: Pair = (
    _text(FOREWORD, ROADS, HELP),
    _text((HELP[0], HELP[1], HELP[2].replace("five", "two")), FOREWORD, ROADS),
)
