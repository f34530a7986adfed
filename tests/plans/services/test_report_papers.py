"""An annual report as a PDF and as a Word file: made once it is published, the same bytes every time."""

import io
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document

from plans.models import Instrument, Job, LinePaper, StepTaken
from plans.services import jobs
from plans.services.annual_reports import begin_annual_report
from plans.services.drafts import freeze_draft
from plans.services.publishing import run_job, sweep
from plans.services.report_papers import ANNUAL_REPORT, draw_report, facts_of
from tests.factories import STAFF, a_body, an_issued_plan, taken
from tests.pdf_ua import faults

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings, tmp_path, monkeypatch):
    settings.PUBLISHED_DIR, settings.MEDIA_ROOT = tmp_path / "published", tmp_path / "uploads"
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2014, 8, 20))
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)


@pytest.fixture
def report() -> Instrument:
    body = a_body()
    an_issued_plan(body)
    made = begin_annual_report(body=body, year=2013, title="", on=date(2014, 5, 6))
    freeze_draft(instrument=made, on=date(2014, 6, 2), by=STAFF)
    return made


@pytest.fixture
def line(report) -> StepTaken:
    taken(report, "publish", date(2014, 6, 3))
    return report.lines.get(step="publish")


def quietly(percent: int, words: str) -> None:
    """Nobody waits for it."""


def test_it_is_made_once_it_is_published_and_everybody_takes_it(report, line):
    page, anybody = reverse("public:report", args=[report.ref]), Client()
    assert "Download this report" not in anybody.get(page).content.decode()

    sweep()
    run_job(job_id=Job.objects.get(subject=f"{ANNUAL_REPORT}:{line.pk}").pk)

    assert set(LinePaper.objects.values_list("format", flat=True)) == {"pdf", "docx"}
    shown = anybody.get(page).content.decode()
    for form, begins in (("pdf", b"%PDF-"), ("docx", b"PK")):
        address = reverse("public:report_file", args=[report.ref, form])
        assert address in shown
        answer = anybody.get(address)
        assert b"".join(answer).startswith(begins)
        assert answer["Content-Disposition"] == f'inline; filename="annual-report-2013-to-2014.{form}"'


def test_a_report_that_is_not_published_has_no_files(report):
    sweep()

    assert not Job.objects.filter(subject__startswith=ANNUAL_REPORT).exists()
    assert Client().get(reverse("public:report_file", args=[report.ref, "pdf"])).status_code == 404


def test_its_files_are_the_same_bytes_each_time_and_the_pdf_conforms_to_pdf_ua_and_pdf_a(line, verapdf, tmp_path):
    first, second = draw_report(line, quietly), draw_report(line, quietly)

    assert [one.content for one in first] == [one.content for one in second]
    assert faults(first[0].content) == []
    paper = tmp_path / "report.pdf"
    paper.write_bytes(first[0].content)
    assert verapdf([Path(paper)], ["ua1", "3a"]) == []


def test_both_say_the_year_the_plans_it_is_made_against_and_the_text(line):
    facts = facts_of(line)
    pdf, word = draw_report(line, quietly)

    assert (facts.year, facts.published_on) == ("2013 to 2014", date(2014, 6, 3))
    assert facts.plans == (line.instrument.plan.name,)
    assert [step.words for step in facts.steps][-1].startswith("Publish")
    with pikepdf.open(io.BytesIO(pdf.content)) as opened:
        assert str(opened.docinfo["/Title"]) == line.instrument.title
        assert list(opened.attachments) == [f"{line.instrument.ref}.json"]
    words = [paragraph.text for paragraph in Document(io.BytesIO(word.content)).paragraphs]
    assert f"Progress against the {line.instrument.plan.name}" in words
    assert any(section.section.heading in " ".join(words) for section in facts.text.sections)
