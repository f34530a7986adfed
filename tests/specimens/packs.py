"""Redline packs of made-up drafts: one like an office's, one with every kind of change, one with very many."""

from dataclasses import replace
from datetime import date

from plans.rendering.pack import PackFacts
from plans.text.diff.reading import as_read
from plans.text.numbering import numbered
from plans.text.outline import Outline, Section, SectionKind, digest, digest_of
from plans.text.redline import compare
from plans.text.references import reference
from tests.specimens import fenmarch, scenarios

REASON = "The help that was paid for ends in March, and nobody is to wait for what takes its place."


def pack_facts(
    before: Outline = fenmarch.EDITION_1, text: Outline = fenmarch.EDITION_2, *, whole: bool = False
) -> PackFacts:
    """What the redline pack of a draft says; every other change has a reason."""
    redline = compare(before, text)
    reasons = {change.key: REASON for change in redline.changes[::2]}
    return PackFacts(
        body_name="Police and Crime Commissioner for Fenmarch",
        plan_title="Police and Crime Plan 2025 to 2029",
        title="Help for victims and the budget for 2026 to 2027",
        kind_words="variation",
        frozen_on=date(2026, 1, 12),
        against="edition 1, issued on 20 March 2025",
        wording_digest=digest(text),
        before_digest=digest(before),
        reasons_digest=digest_of(reasons),
        text=numbered(text),
        redline=as_read(redline, before, text),
        reasons=reasons,
        whole=whole,
    )


def _money(years: tuple[str, ...], rows: tuple[str, ...]) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Service", *years))
    body = "".join(
        f'<tr><th scope="row">{name}</th>{"".join(f"<td>£{len(name) + len(year)},000</td>" for year in years)}</tr>'
        for name in rows
    )
    return f"<table><caption>Budget</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


HELP = "People who are harmed by crime are called within two working days, and keep one worker to the end."
BEFORE = Outline(
    "Police and Crime Plan",
    (
        Section("first", SectionKind.OTHER, "First", f"<p>The sums are in {reference('#section-money')}.</p>"),
        Section("help", SectionKind.OTHER, "Help", f"<p>{HELP}</p><ul><li>in the one town</li><li>at sea</li></ul>"),
        replace(fenmarch.MEASURES, id="measures"),
        Section(
            "money",
            SectionKind.RESOURCES,
            "Money",
            _money(("2025", "2026"), ("Patrols", "Cars", "Buildings and land", "Legal")),
        ),
        Section("gone", SectionKind.OTHER, "Taken out", f"<p>Once here. {reference('#section-first')} said so.</p>"),
    ),
)
EVERY_KIND = Outline(
    "Police and Crime and Fire Plan",
    (
        Section("new", SectionKind.OTHER, "New", f"<p>{reference('#section-help')} says more.</p>"),
        Section(
            "money",
            SectionKind.RESOURCES,
            "Money",
            _money(("2025", "2026", "2027"), ("Cars", "Buildings and land", "Patrols", "Boats")),
        ),
        Section("first", SectionKind.OTHER, "The first", f"<p>The sums are in {reference('#section-help')}.</p>"),
        Section("help", SectionKind.OTHER, "Help", "<ul><li>at sea</li><li>in the one town</li></ul><p>More.</p>"),
        replace(fenmarch.MEASURES, id="measures", html=f"{fenmarch.MEASURES.html}<p>{HELP}</p>"),
    ),
)
MANY = 150
MANY_BEFORE, MANY_AFTER = (
    Outline(
        "Police and Crime Plan",
        tuple(
            Section(
                f"s{n}",
                SectionKind.OTHER,
                f"Part {n}",
                "".join(f"<p>Promise {n}.{m} is kept by {day} of each month.</p>" for m in range(10)),
            )
            for n in range(MANY // 10)
        ),
    )
    for day in ("the first day", "the last day")
)
PACKS = {
    "a variation": pack_facts(),
    "the whole draft": pack_facts(whole=True),
    "every kind of change": pack_facts(BEFORE, EVERY_KIND),
    "very many changes": pack_facts(MANY_BEFORE, MANY_AFTER),
    "nothing changed": pack_facts(BEFORE, BEFORE),
    "a financial plan replaced": pack_facts(*scenarios.FINANCIAL_PLAN),
    "a section moved to the top": pack_facts(*scenarios.SECTION_MOVED),
}
