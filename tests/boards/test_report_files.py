"""A final report as a PDF that is PDF/UA-1 and PDF/A-3a at once, and as a Word file with the same numbers."""

import zipfile
from io import BytesIO

import pytest

from boards.models import Report
from boards.services.report_files import file_of, word_file
from boards.text.kinds import ReportKind
from plans.models import Job
from plans.services import jobs
from plans.services.publishing import run_job
from tests.boards.reports import a_report, a_worked_variation, signed
from tests.factories import a_body
from tests.pdf_ua import faults

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)


def made(report: Report) -> Report:
    run_job(job_id=Job.objects.filter(kind="make_house_report", subject=str(report.pk)).get().pk)
    report.refresh_from_db()
    return report


def test_a_final_report_is_made_into_one_file_by_the_worker():
    report = made(signed(a_report(a_body())))

    content = file_of(report).read_bytes()

    assert faults(content) == []
    assert (report.pdf_size, report.pdf_pages > 2) == (len(content), True)
    assert Job.objects.get(kind="make_house_report").state == Job.State.DONE


def test_the_files_of_both_reports_conform_to_pdf_ua_and_pdf_a(verapdf, tmp_path):
    body = a_body()
    variation = a_worked_variation(body)
    paths = []
    for kind in (ReportKind.BOARD_VARIATION, ReportKind.PANEL):
        path = tmp_path / f"{kind}.pdf"
        path.write_bytes(file_of(made(signed(a_report(body, variation, kind=kind)))).read_bytes())
        paths.append(path)

    assert verapdf(paths, ["ua1", "3a"]) == []


def test_the_word_file_has_the_head_the_text_and_the_appendices():
    report = a_report(a_body())

    with zipfile.ZipFile(BytesIO(word_file(report))) as package:
        document = package.read("word/document.xml").decode()

    for words in ("To: Business Coordination Board", "Purpose", "The changes, marked", "Bibliography"):
        assert words in document
