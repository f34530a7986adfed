"""The page of published forms in the making."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from plans.models import Edition, Job
from plans.services import jobs
from plans.services.publishing import PUBLISH_EDITION, sweep
from tests.factories import a_body, a_user, an_issued_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return a_body()


@pytest.fixture
def edition(body):
    return Edition.objects.get(plan=an_issued_plan(body))


@pytest.fixture
def no_worker(monkeypatch):
    """The doorbell is rung and nobody hears it."""
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)


@pytest.fixture
def client(body):
    client = Client()
    client.force_login(a_user(body, "policy_officer"))
    return client


def of_editions():
    """The jobs that make the forms of editions; other papers have jobs of their own."""
    return Job.objects.filter(kind=PUBLISH_EDITION)


def row(client):
    (shown,) = client.get("/office/jobs/").context["rows"]
    return shown


def test_issuing_asks_for_the_forms_of_the_edition(body):
    plan = an_issued_plan(body)

    assert [job.subject for job in of_editions()] == [str(Edition.objects.get(plan=plan).pk)]


def test_an_edition_that_nobody_asked_for_is_asked_for_by_the_sweep(body, no_worker):
    edition = Edition.objects.get(plan=an_issued_plan(body))
    Job.objects.all().delete()

    sweep()
    sweep()

    assert [job.subject for job in of_editions()] == [str(edition.pk)]


def test_a_waiting_job_says_since_when(client, edition):
    assert row(client)["state"] == "waiting"
    assert row(client)["words"].startswith("Waiting since ")


def test_a_running_job_says_how_far_it_is_and_the_page_looks_again(client, edition):
    held = jobs.claim(job_id=of_editions().get().pk)
    jobs.report_progress(held, 40, "Drawing the pages")

    response = client.get("/office/jobs/")

    shown = response.context["rows"][0]
    assert (shown["state"], shown["done"]) == ("running", 40)
    assert shown["words"].startswith("Drawing the pages, since ")
    assert "data-refresh-moving>" in response.content.decode()


def test_a_failed_job_says_what_went_wrong_and_can_be_tried_again(client, edition):
    jobs.fail(jobs.claim(job_id=of_editions().get().pk), "The PDF took longer than two minutes.")
    failed = row(client)

    client.post(f"/office/jobs/{edition.pk}/again/")

    assert failed["words"] == "It could not be made. The PDF took longer than two minutes."
    assert failed["may_try_again"] is True
    assert row(client)["state"] == "waiting"
    assert of_editions().count() == 2


def test_another_bodys_edition_cannot_be_made_again(edition):
    stranger = Client()
    stranger.force_login(a_user(a_body("elsewhere"), "policy_officer"))

    assert stranger.post(f"/office/jobs/{edition.pk}/again/").status_code == 404


def test_a_published_edition_says_when_and_how_large_its_forms_are(client, edition):
    for form, size in (("pdf", 1_234_567), ("docx", 56_000), ("json", 4_321)):
        edition.published_forms.create(
            format=form, source_key=form, sha256=form, size=size, path=form, published_at=timezone.now() - timedelta(1)
        )

    shown = row(client)

    assert shown["state"] == "done"
    assert shown["words"].endswith(": PDF (1.2 MB), Word (56 kB) and data (JSON) (4 kB).")


def test_the_page_takes_the_same_queries_for_one_edition_and_more(client, edition, django_assert_num_queries):
    with django_assert_num_queries(7):
        client.get("/office/jobs/")
