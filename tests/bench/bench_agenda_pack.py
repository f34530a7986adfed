"""The pack of a long meeting: what it costs in computing and memory beside one of a tenth, and whether it conforms."""

import resource
from datetime import UTC, date, datetime

import pytest

from plans.rendering.agenda_pack import AgendaPackFacts, PackItem, PackPaper, render_agenda_pack
from plans.rendering.pdf import Pdf, html_to_pdf
from tests.pdf_ua import faults

TABLE = (
    '<h3>Purpose</h3><table><caption>Grants</caption><thead><tr><th scope="col">Service</th><th scope="col">Sum</th>'
    "</tr></thead><tbody>" + '<tr><th scope="row">Court companions</th><td>£74,000</td></tr>' * 12 + "</tbody></table>"
)
PAPER = (TABLE + f"<p>{'A sentence of some length that says what was done and why. ' * 9}</p>" * 4) * 12
CREATED = datetime(2014, 1, 28, tzinfo=UTC)


def a_pack(papers: int) -> tuple[Pdf, list[str], float, int]:
    """Return a pack of papers of 17 pages, what was said on the way, and the seconds and MiB that the child took."""
    items = [
        PackItem(n, title, "", "", "", [PackPaper(f"paper-{n}", f"{n}", title, "Chief Executive", "", PAPER, [])])
        for n in range(1, papers + 1)
        if (title := f"Paper number {n}")
    ]
    facts = AgendaPackFacts(
        "The office", "The Panel", "The Panel, winter", "Wednesday 5 February 2014", "", date(2014, 1, 28), 0, True, 1,
        items,
    )  # fmt: skip
    said: list[str] = []
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    pdf = html_to_pdf(
        render_agenda_pack(facts),
        identifier="bench",
        created=CREATED,
        places=[f"paper-{n}" for n in range(1, papers + 1)],
        progress=lambda percent, words: said.append(f"{percent} %: {words}"),
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return pdf, said, after.ru_utime - before.ru_utime, after.ru_maxrss // 1024


@pytest.mark.once
def test_a_pack_of_three_hundred_pages_and_more_is_made_in_bounded_memory():
    small, _, small_seconds, small_memory = a_pack(2)
    pdf, said, seconds, memory = a_pack(20)
    print(f"\n{small.pages} pages: {small_seconds:.1f} s, {small_memory} MiB. {pdf.pages} pages: {seconds:.1f} s "
          f"({seconds / small_seconds:.1f} times), {memory} MiB ({memory / small_memory:.1f} times). "
          f"{'; '.join(said)}")  # fmt: skip
    assert pdf.pages >= 300
    assert len(pdf.places) == 20
    assert faults(pdf.content) == []
