"""The Welsh text of an edition as a PDF: its own letters in our own fonts, the same bytes on every machine."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from plans.models import Edition, Job, StepTaken
from plans.queries.texts import draft_outline
from plans.queries.welsh import welsh_lines
from plans.rendering.welsh import WELSH, said_in_welsh
from plans.services import jobs
from plans.services.publishing import run_job, sweep
from plans.services.saving import save_section
from plans.services.welsh import save_welsh
from plans.services.welsh_papers import draw_welsh
from plans.text.numbering import numbered
from plans.text.outline import Section
from tests.factories import issued
from tests.pdf_ua import faults
from tests.plans.test_welsh import a_bilingual_draft, up_to_issue

pytestmark = pytest.mark.django_db
LETTERS = "Ŵ ŵ Ŷ ŷ ẁ ẃ ẅ ỳ"


def quietly(percent: int, words: str) -> None:
    """Nobody waits for it."""


@pytest.fixture(autouse=True)
def place(settings, tmp_path, monkeypatch):
    settings.PUBLISHED_DIR, settings.MEDIA_ROOT = tmp_path / "published", tmp_path / "uploads"
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)


def in_welsh(section: Section) -> Section:
    html = section.html.replace("<p>", f"<p><strong>{LETTERS}</strong> <em>{LETTERS}</em> {LETTERS} ", 1)
    titles = tuple(replace(o, title=f"Dŵr: {o.title}") for o in section.objectives)
    return replace(section, heading=f"Tŷ {section.heading}", html=html, objectives=titles)


@pytest.fixture
def edition() -> Edition:
    draft = a_bilingual_draft()
    row = draft.draft_sections.get(section_id="resources")
    table = "<table><caption>Money</caption><tbody><tr><td>1</td></tr></tbody></table>"
    more = f'<p>As <a href="#section-measures">section_measures</a> says.</p>{table}'
    save_section(row=row, section=replace(row.as_section(), html=more), revision=row.revision)
    for line in welsh_lines(draft, draft_outline(draft)):
        save_welsh(instrument=draft, section=in_welsh(line.english), english=line.english, revision=0)
    up_to_issue(draft)
    return issued(draft, date(2013, 3, 28))


@pytest.fixture
def line(edition) -> StepTaken:
    return edition.instrument.lines.get(step="issue")


def words_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_it_is_the_same_bytes_each_time_and_conforms_to_pdf_ua_and_pdf_a(line, verapdf, tmp_path):
    (first, word), (second, again) = draw_welsh(line, quietly), draw_welsh(line, quietly)

    assert first.content == second.content
    assert word.content == again.content
    assert faults(first.content) == []
    paper = tmp_path / "cymraeg.pdf"
    paper.write_bytes(first.content)
    assert verapdf([paper], ["ua1", "3a"]) == []


def test_every_letter_of_welsh_is_set_in_a_font_of_our_own_and_none_of_the_machine(line):
    drawn, _ = draw_welsh(line, quietly)

    with pikepdf.open(io.BytesIO(drawn.content)) as pdf:
        found = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/BaseFont" in item]
        fonts = {str(item.BaseFont).replace("-", "") for item in found}
        assert pdf.Root.Lang == "cy"
    assert fonts
    assert [font for font in fonts if "Inter" not in font and "SourceSerif" not in font] == []
    assert all(letter in words_of(drawn.content) for letter in LETTERS.split())


def test_the_words_round_the_text_are_welsh_and_the_dates_too(line):
    drawn, _ = draw_welsh(line, quietly)

    words = words_of(drawn.content)
    assert "Argraffiad 1, cyhoeddwyd ar 28 Mawrth 2013" in words
    assert "Mewn grym o 28 Mawrth 2013 tan 31 Mawrth 2017" in words
    assert "Cynnwys" in words
    assert "Tabl 1" in words
    assert "As Adran 3 says." in words
    for english in ("Contents", "Table 1", "Section 3", "Priority actions", "Who leads", "March"):
        assert english not in words


def test_the_word_file_is_welsh_from_its_cover_to_its_last_line(line):
    _, drawn = draw_welsh(line, quietly)

    document = Document(io.BytesIO(drawn.content))
    words = [paragraph.text for paragraph in document.paragraphs]
    assert "Argraffiad 1, cyhoeddwyd ar 28 Mawrth 2013" in words
    assert "Cynnwys" in words
    assert "Camau gweithredu â blaenoriaeth" in words
    assert words[-1].startswith("Gwnaed y copi hwn o’r geiriad â’r crynodeb SHA-256")
    assert any("As Adran 3 says." in one for one in words)
    heads = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
    assert ["Cod", "Cam gweithredu", "Pwy sy’n arwain"] in heads
    with zipfile.ZipFile(io.BytesIO(drawn.content)) as parts:
        read = {
            name: parts.read(name).decode() for name in ("word/styles.xml", "word/numbering.xml", "docProps/core.xml")
        }
    assert 'w:lang w:val="cy-GB"' in read["word/styles.xml"]
    assert "<dc:language>cy-GB</dc:language>" in read["docProps/core.xml"]
    assert all(said in read["word/numbering.xml"] for said in ("Atodiad %1.", "Tabl %1.", "Amcan %1:"))
    assert "en-GB" not in "".join(read.values())


def test_the_anchors_of_a_text_are_the_same_in_both_languages(edition):
    english, welsh = numbered(edition.wording.outline), numbered(edition.welsh.outline, labels=WELSH)

    assert [s.anchor for s in english.sections] == [s.anchor for s in welsh.sections]
    assert [b.anchor for s in english.sections for b in s.blocks] == [
        b.anchor for s in welsh.sections for b in s.blocks
    ]


def test_everybody_takes_it_from_the_page_of_the_welsh_text_once_it_is_made(edition, line):
    page, anybody = reverse("public:edition_in_welsh", args=[edition.plan.ref, 1]), Client()
    file = reverse("public:welsh_file", args=[edition.plan.ref, 1, "pdf"])
    assert anybody.get(file).status_code == 404
    assert file not in anybody.get(page).content.decode()

    sweep()
    run_job(job_id=Job.objects.get(subject=f"welsh_edition:{line.pk}").pk)

    shown = anybody.get(page).content.decode()
    assert file in shown
    assert "Camau gweithredu â blaenoriaeth" in shown
    assert "Priority actions" not in shown
    assert b"".join(anybody.get(file)).startswith(b"%PDF-")
    assert b"".join(anybody.get(file.replace(".pdf", ".docx"))).startswith(b"PK")


def test_the_twelve_months_are_said_in_welsh():
    assert [said_in_welsh(date(2014, month, 1)) for month in (1, 4, 9, 12)] == [
        "1 Ionawr 2014",
        "1 Ebrill 2014",
        "1 Medi 2014",
        "1 Rhagfyr 2014",
    ]
