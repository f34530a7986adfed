"""Publishing an edition: made once, whole, after the commit, and never twice."""

import hashlib
import io
import json
import os
import time
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from django.db import transaction
from django.utils import timezone

from plans.models import Job, PublishedForm
from plans.rendering.pdf import Pdf, PdfFailed, PdfStopped
from plans.services import jobs, published_files, publishing
from tests.pdf_ua import faults
from tests.specimens import fenmarch
from tests.specimens.editions import an_edition
from tests.word_files import Line, part, standing

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path) -> Path:
    settings.PUBLISHED_DIR = tmp_path / "published"
    return settings.PUBLISHED_DIR


@pytest.fixture
def printer(monkeypatch) -> list[str]:
    """A printer that notes what it is given and makes no real PDF."""
    printed: list[str] = []

    def print_it(html, *, identifier, progress, **rest):
        progress(20, "Laying out the pages")
        printed.append(identifier)
        return Pdf(f"%PDF {identifier}".encode(), 3)

    monkeypatch.setattr(publishing, "html_to_pdf", print_it)
    return printed


@pytest.fixture
def unrung(monkeypatch) -> None:
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)


def a_waiting_job(edition) -> Job:
    publishing.publish_edition(edition=edition)
    return Job.objects.get(kind=publishing.PUBLISH_EDITION, subject=str(edition.pk), state=Job.State.QUEUED)


def test_an_issued_edition_is_published_after_the_commit_and_not_before(shelf, printer):
    with transaction.atomic():
        edition = an_edition()
        publishing.publish_edition(edition=edition)
        before = (list(printer), PublishedForm.objects.count())

    assert (before, printer) == (([], 0), ["fenmarch-2025-edition-1"])
    assert sorted(edition.published_forms.values_list("format", "pages")) == [
        ("docx", None),
        ("json", None),
        ("pdf", 3),
    ]


def test_each_file_bears_the_digest_of_its_bytes(shelf):
    an_edition()
    edition = an_edition(2, fenmarch.EDITION_2)
    publishing.publish_edition(edition=edition)

    forms = edition.published_forms.order_by("format")
    assert [form.format for form in forms] == ["docx", "json", "pdf"]
    for form in forms:
        content = (shelf / form.path).read_bytes()
        assert (form.sha256, form.size) == (hashlib.sha256(content).hexdigest(), len(content))
        assert form.path == f"{form.sha256}.{form.format}"
    assert faults((shelf / forms[2].path).read_bytes()) == []


def test_the_data_form_is_the_file_that_the_pdf_carries(shelf):
    edition = an_edition()
    publishing.publish_edition(edition=edition)
    _, data, pdf = (shelf / form.path for form in edition.published_forms.order_by("format"))

    with pikepdf.open(io.BytesIO(pdf.read_bytes())) as opened:
        assert opened.attachments["fenmarch-2025-edition-1.json"].get_file().read_bytes() == data.read_bytes()
    read = json.loads(data.read_text())
    assert (read["format"], read["edition"], read["wording_digest"]) == ("pcc-plans/edition/1", 1, edition.wording_id)
    assert read["wording"] == edition.wording.data


def test_the_word_form_is_the_text_of_the_edition_without_a_mark(shelf, printer):
    edition = an_edition()
    publishing.publish_edition(edition=edition)
    docx = (shelf / edition.published_forms.get(format="docx").path).read_bytes()

    lines = [line for line in standing(docx) if isinstance(line, Line)]
    headings = [line.text for line in lines if line.style in ("Heading1", "AppendixHeading")]
    assert headings == [section.heading for section in edition.wording.outline.sections]
    assert standing(docx, "reject") == standing(docx)
    said = {each.get("name"): each[0].text for each in part(docx, "docProps/custom.xml")}
    assert said == {"Wording": edition.wording_id, "Plan": edition.plan.ref}


def test_what_is_published_is_not_made_again(shelf, printer):
    edition = an_edition()
    publishing.publish_edition(edition=edition)
    forms = list(PublishedForm.objects.order_by("pk").values())

    publishing.publish_edition(edition=edition)

    assert (printer, list(PublishedForm.objects.order_by("pk").values())) == (["fenmarch-2025-edition-1"], forms)
    assert list(Job.objects.values_list("state", flat=True)) == ["done", "done"]


def test_a_worker_whose_job_was_taken_over_publishes_nothing(shelf, printer, unrung, monkeypatch):
    job = a_waiting_job(an_edition())
    keep = published_files.keep

    def overtaken(content, suffix):
        if Job.objects.filter(pk=job.pk, attempts=1).update(lease_until=timezone.now() - timedelta(minutes=1)):
            jobs.sweep()
            jobs.claim(job_id=job.pk)
        return keep(content, suffix)

    monkeypatch.setattr(published_files, "keep", overtaken)
    publishing.run_job(job_id=job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts, PublishedForm.objects.count()) == ("running", 2, 0)


def test_a_text_past_the_limits_fails_at_once_with_its_sentence(shelf, unrung, monkeypatch):
    def stop(*args, **options):
        raise PdfStopped("The PDF was stopped after 2 seconds.")

    monkeypatch.setattr(publishing, "html_to_pdf", stop)
    job = a_waiting_job(an_edition())
    publishing.run_job(job_id=job.pk)

    job.refresh_from_db()
    assert (job.state, job.error, job.attempts) == ("failed", "The PDF was stopped after 2 seconds.", 1)
    assert PublishedForm.objects.count() == 0


def test_a_printer_that_fails_is_tried_three_times(shelf, unrung, monkeypatch):
    def fail(*args, **options):
        raise PdfFailed("The PDF could not be made: no reason.")

    monkeypatch.setattr(publishing, "html_to_pdf", fail)
    job = a_waiting_job(an_edition())
    for _ in range(4):
        publishing.run_job(job_id=job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts) == ("failed", 3)
    assert job.error == "The PDF could not be made: no reason. It was tried 3 times."


def test_a_fault_in_the_work_is_told_and_tried_again(shelf, unrung, caplog):
    publishing.publish_edition(edition=an_edition())
    Job.objects.update(subject="0")
    job = Job.objects.get()
    publishing.run_job(job_id=job.pk)

    job.refresh_from_db()
    assert (job.state, job.error) == (
        "queued",
        "The work came to a stop. The administrator finds the cause in the worker's log.",
    )
    assert "Edition matching query does not exist" in caplog.text


def test_a_second_bell_for_the_same_job_does_nothing(shelf, printer, unrung):
    job = a_waiting_job(an_edition())
    publishing.run_job(job_id=job.pk)
    publishing.run_job(job_id=job.pk)

    assert printer == ["fenmarch-2025-edition-1"]


def test_a_file_is_there_whole_or_not_at_all(shelf, monkeypatch):
    def no_disk(descriptor):
        raise OSError("No space left on device")

    monkeypatch.setattr(os, "fsync", no_disk)
    with pytest.raises(OSError, match="No space"):
        published_files.keep(b"half", "pdf")

    assert list(shelf.iterdir()) == []


def test_the_unfinished_file_of_a_killed_worker_is_swept_when_it_is_old(shelf):
    shelf.mkdir()
    old, new, whole = shelf / ".unfinished-a", shelf / ".unfinished-b", shelf / "whole.pdf"
    for path in (old, new, whole):
        path.write_bytes(b"%PDF")
    for path in (old, whole):
        os.utime(path, (time.time() - 7200, time.time() - 7200))

    publishing.sweep()

    assert sorted(shelf.iterdir()) == [new, whole]


def test_the_edition_retires_the_codes_that_earlier_ones_used():
    an_edition()

    assert publishing.facts_of(an_edition(2, fenmarch.EDITION_2)).retired_codes == ("V3",)
