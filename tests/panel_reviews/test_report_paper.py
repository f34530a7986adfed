"""The Panel's report as a PDF: made by the worker once adopted, shown on its way, and public with the response."""

import io
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from panel_reviews.queries import PANEL_REPORT
from panel_reviews.rendering import draw_report
from plans.models import Instrument, Job, LinePaper
from plans.queries.line_papers import paper_standings
from plans.rendering.pdf import PdfStopped
from plans.services import jobs, line_papers
from plans.services.publishing import run_job, sweep
from tests.factories import a_body, a_user, a_variation, an_issued_plan, prepared, reported, responded, sent
from tests.pdf_ua import faults

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.PUBLISHED_DIR, settings.MEDIA_ROOT = tmp_path / "published", tmp_path / "uploads"


@pytest.fixture
def no_worker(monkeypatch):
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)


@pytest.fixture
def body():
    return a_body()


@pytest.fixture
def variation(body) -> Instrument:
    made = a_variation(an_issued_plan(body))
    prepared(made, date(2013, 12, 9))
    sent(made, date(2014, 1, 6))
    reported(made, date(2014, 2, 5), "Say how patrols are chosen.")
    return made


@pytest.fixture
def line(variation):
    return variation.lines.get(step="report")


@pytest.fixture
def support(body) -> Client:
    client = Client()
    client.force_login(a_user(body, "panel_support", "Moira Kettle"))
    return client


def the_job() -> Job:
    return Job.objects.filter(kind="make_line_papers").latest("pk")


def make() -> None:
    run_job(job_id=the_job().pk)


def room(variation) -> str:
    return reverse("panel:review", args=[variation.ref])


def public(variation, line) -> str:
    return reverse("panel_public:report_pdf", args=[variation.ref, line.seq])


def test_it_is_asked_for_with_the_adoption_and_shown_on_its_way_until_it_is_there(no_worker, variation, line, support):
    assert (the_job().state, the_job().subject) == ("queued", f"panel_report:{line.pk}")
    page = support.get(room(variation)).content.decode()
    assert "Waiting to be made" in page
    assert "data-refresh-moving" in page
    assert support.get(reverse("panel:report_pdf", args=[variation.ref, line.seq])).status_code == 302

    make()

    page = support.get(room(variation)).content.decode()
    assert "Waiting to be made" not in page
    answer = support.get(reverse("panel:report_pdf", args=[variation.ref, line.seq]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Cache-Control"] == "private, no-store"
    assert b"".join(answer).startswith(b"%PDF-")


def test_it_is_the_same_bytes_each_time_and_conforms_to_pdf_ua_and_pdf_a(line, verapdf, tmp_path):
    [first] = draw_report(line, lambda percent, words: None)
    [second] = draw_report(line, lambda percent, words: None)

    assert first.content == second.content
    assert faults(first.content) == []
    paper = tmp_path / "report.pdf"
    paper.write_bytes(first.content)
    assert verapdf([Path(paper)], ["ua1", "3a"]) == []


def test_it_says_who_reported_on_what_and_when(line):
    [drawn] = draw_report(line, lambda percent, words: None)

    with pikepdf.open(io.BytesIO(drawn.content)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Report of the Fenmarch Police and Crime Panel: Patrols"
        assert pdf.Root.Lang == "en-GB"
    assert drawn.pages == 3


def test_a_file_that_was_lost_is_made_again_as_it_was(no_worker, variation, line, support):
    make()
    paper = LinePaper.objects.get()
    kept = line_papers.file_of(paper).read_bytes()
    line_papers.file_of(paper).unlink()

    assert support.get(reverse("panel:report_pdf", args=[variation.ref, line.seq])).status_code == 302
    make()

    assert line_papers.file_of(LinePaper.objects.get()).read_bytes() == kept
    assert LinePaper.objects.get().sha256 == paper.sha256


def test_what_could_not_be_made_says_why_and_is_tried_again_by_a_button(
    no_worker, variation, line, support, monkeypatch
):
    def stop(*_, **__):
        raise PdfStopped("The PDF was stopped. Look for a very long table.")

    monkeypatch.setattr("panel_reviews.rendering.html_to_pdf", stop)
    make()
    assert "It could not be made. The PDF was stopped." in support.get(room(variation)).content.decode()
    monkeypatch.undo()

    support.post(reverse("panel:report_pdf", args=[variation.ref, line.seq]))

    assert paper_standings([line], PANEL_REPORT)[line.pk].is_moving


def test_a_report_that_was_adopted_before_is_found_by_the_sweep_and_asked_for_once(no_worker, line):
    Job.objects.all().delete()

    sweep()
    sweep()

    assert Job.objects.filter(subject=f"panel_report:{line.pk}").count() == 1


def test_the_public_takes_it_once_the_response_is_published_and_not_before(no_worker, variation, line):
    make()
    anybody = Client()
    assert anybody.get(public(variation, line)).status_code == 404

    responded(variation, date(2014, 2, 12))

    page = anybody.get(reverse("panel_public:review", args=[variation.ref])).content.decode()
    assert public(variation, line) in page
    answer = anybody.get(public(variation, line))
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert b"".join(answer).startswith(b"%PDF-")
    unchanged = anybody.get(public(variation, line), headers={"If-None-Match": answer["ETag"]})
    assert unchanged.status_code == 304
