"""The redline pack: what stands in it, that every change is found on its page, and what the file conforms to."""

import hashlib
import io
import re
from datetime import UTC, datetime
from functools import cache

import pikepdf
import pytest
from pypdf import PdfReader

from plans.rendering.links import without_dead_links
from plans.rendering.pack import render_pack_html, summary_of
from plans.rendering.pdf import Pdf, html_to_pdf
from tests.pdf_ua import faults
from tests.specimens import packs
from tests.specimens.packs import PACKS, REASON


@cache
def printed(name: str) -> Pdf:
    return html_to_pdf(render_pack_html(PACKS[name]), identifier="specimen", created=datetime(2026, 1, 12, tzinfo=UTC))


@cache
def pages_of(name: str) -> tuple[str, ...]:
    pages = PdfReader(io.BytesIO(printed(name).content)).pages
    return tuple(" ".join(page.extract_text().split()) for page in pages)


@pytest.mark.parametrize("name", PACKS)
def test_every_pack_conforms_to_pdf_ua(name):
    assert faults(printed(name).content) == []


@pytest.mark.parametrize("name", PACKS)
def test_every_change_of_the_summary_stands_once_in_the_redline_and_no_link_leads_nowhere(name):
    html = render_pack_html(PACKS[name])

    assert re.findall(r' id="(c\d+)"', html) == [f"c{n + 1}" for n in range(len(PACKS[name].redline.changes))]
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r' id="([^"]+)"', html))
    assert len(re.findall(r' id="([^"]+)"', html)) == len(set(re.findall(r' id="([^"]+)"', html)))


def test_the_cover_says_what_is_compared_with_what_and_when():
    facts = PACKS["a variation"]

    cover = pages_of("a variation")[0]
    assert "The draft frozen on 12 January 2026, against edition 1, issued on 20 March 2025" in cover
    assert f"Wording {facts.wording_digest[:12]}" in cover
    assert facts.wording_digest in pages_of("a variation")[-1].replace(" ", "")
    assert facts.before_digest in pages_of("a variation")[-1].replace(" ", "")


def test_the_summary_gives_each_change_its_reason_words_and_page():
    summary = pages_of("a variation")[2]

    assert "6 changes in 2 sections, against edition 1" in summary
    assert "Words added: 63. Words removed: 23." in summary
    assert "3 of the 6 changes have no reason yet." in summary
    assert re.search(rf"1 Changed Paragraph 2\.2 {re.escape(REASON)} \+11 −9 4", summary)
    assert re.search(r"6 Changed Table 1, two figures No reason given yet \+2 −2 5", summary)
    assert "Change 1. Changed." in pages_of("a variation")[3]
    assert "Change 6. Changed" in pages_of("a variation")[4]


def test_the_summary_holds_every_change_in_order_whatever_its_section():
    for facts in PACKS.values():
        lines = [line for section in summary_of(facts.redline, facts.reasons) for line in section.lines]

        assert [line.change for line in lines] == list(facts.redline.changes)


def test_moves_columns_rows_and_references_are_named_in_words():
    words = " ".join(pages_of("every kind of change"))

    assert "New title of the plan" in words
    assert "The section was Section 4." in words
    assert re.search(r"\[moved here\] ?Patrols", words)
    assert re.search(r"\[added: 2027 ?\]", words)
    assert re.search(r"\[removed: Legal ?\] ?\[added: Boats ?\]", words)
    assert re.search(r"\[moved here\] ?(at sea|in the one town)", words)
    assert re.search(r"The sums are in \[removed: Section 4 ?\] ?\[added: Section 4 ?\]", words)
    assert re.search(r"\[removed: Once here\. Section 1 said so\. ?\]", words)
    assert "Section 5 before. Taken out" in words


def test_very_many_changes_keep_their_pages():
    pages = pages_of("very many changes")
    summary = [words for words in pages if "What and where" in words]

    assert len(summary) > 3
    found = next(number for number, words in enumerate(pages, 1) if f"Change {packs.MANY}." in words)
    assert re.search(rf"{packs.MANY} Changed Paragraph 15\.10 .*? {found}\b", summary[-1])


def test_the_whole_draft_is_there_when_it_is_asked_for_and_else_what_changes():
    assert "The notes" not in pages_of("a variation")[1]
    assert "Notes on the first year" in pages_of("the whole draft")[1]
    assert "Notes on the first year" not in " ".join(pages_of("a variation"))


def test_each_link_says_where_it_leads():
    with pikepdf.open(io.BytesIO(printed("a variation").content)) as pdf:
        links = [str(a.Contents) for a in pdf.pages[2].Annots if a.Subtype == "/Link"]

    assert links[:2] == ["Change 1, Paragraph 2.2", "Change 2, Paragraph 2.3"]


def test_bookmarks_lead_to_the_parts_and_the_sections_of_the_redline():
    def names(outline) -> list:
        return [names(item) if isinstance(item, list) else item["/Title"] for item in outline]

    assert names(PdfReader(io.BytesIO(printed("a variation").content)).outline)[:4] == [
        "Summary of the changes",
        "The redline",
        ["Section 2. Victims are heard and helped", "Section 4. Money and workforce"],
        "The clean text",
    ]


def test_the_same_pack_gives_the_same_bytes_in_another_process():
    again = html_to_pdf(
        render_pack_html(PACKS["a variation"]), identifier="specimen", created=datetime(2026, 1, 12, tzinfo=UTC)
    )

    digests = {hashlib.sha256(pdf.content).hexdigest() for pdf in (again, printed("a variation"))}
    assert len(digests) == 1


def test_a_link_to_a_place_that_is_not_in_the_document_becomes_its_words():
    html = '<p id="here">See <a href="#here">this</a> and <a href="#gone"><em>that</em></a>.</p>'

    assert without_dead_links(html) == '<p id="here">See <a href="#here">this</a> and <em>that</em>.</p>'
