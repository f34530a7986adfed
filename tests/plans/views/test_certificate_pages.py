"""The certificate on its pages: for the office, for the public once it is issued, and the PDF behind both."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import Certificate, Instrument
from plans.rendering.pdf import Pdf
from plans.services import certificates, publishing
from plans.services.certificates import file_of
from tests.factories import (
    CHIEF_EXECUTIVE,
    a_body,
    a_user,
    a_variation,
    an_issued_plan,
    decided,
    issued,
    prepared,
    reported,
    responded,
    sent,
    taken,
)

pytestmark = pytest.mark.django_db
LAST = date(2014, 2, 14)


@pytest.fixture
def body():
    return a_body()


@pytest.fixture
def variation(body) -> Instrument:
    variation = a_variation(an_issued_plan(body))
    prepared(variation, date(2013, 12, 9))
    sent(variation, date(2014, 1, 6))
    reported(variation, date(2014, 2, 5), "Say how patrols are chosen.")
    return variation


@pytest.fixture(autouse=True)
def _printed(monkeypatch):
    """A printer that makes no real PDF."""
    for module in (certificates, publishing):
        monkeypatch.setattr(module, "html_to_pdf", lambda html, **rest: Pdf(b"%PDF " + html.encode(), 3))


def signed_in(body, role: str) -> Client:
    client = Client()
    client.force_login(a_user(body, role))
    return client


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def issue(variation: Instrument) -> None:
    responded(variation, date(2014, 2, 12))
    decided(variation, LAST)
    issued(variation, LAST)


def test_the_monitoring_officer_reads_what_the_record_shows_and_what_it_does_not(body, variation):
    page = words(signed_in(body, "chief_executive").get(reverse("office:certificate", args=[variation.ref])))

    assert "Certificate of compliance" in page
    assert "Nothing on the record shows that it was issued." in page
    assert "Missing Nothing on the record shows a response to it." in page
    assert "Priya Nair, staff" in page
    assert f"covers every line up to it: {variation.lines.order_by('-seq').first().digest}" in page
    assert "manage.py verify_record --body fenmarch" in page


def test_the_public_reads_it_once_it_is_issued_and_nothing_private_in_it(body, variation):
    url = reverse("public:certificate", args=[variation.ref])
    before = Client().get(url).status_code
    issue(variation)
    page = words(Client().get(url))

    assert before == 404
    assert "the Commissioner’s office" in page
    for private in (
        "Priya Nair",
        "Talks with 60 victims",
        "I have no comments.",
        "Each recommendation was considered.",
    ):
        assert private not in page
    assert "Say how patrols are chosen." in page


@pytest.mark.django_db(transaction=True)
def test_the_pdf_is_asked_for_made_and_opened_under_its_digest(body, variation):
    client = signed_in(body, "chief_executive")
    page, pdf = (reverse(f"office:{name}", args=[variation.ref]) for name in ("certificate", "certificate_pdf"))

    asked = client.post(pdf, {"for": "office"})
    shown = client.get(page).content.decode()
    made = Certificate.objects.get()
    url = reverse("office:certificate_file", args=[variation.ref, made.sha256])
    file = client.get(url)

    assert asked.url == f"{page}#files"
    assert f'href="{url}"' in shown
    assert made.sha256 in shown
    assert b"".join(file.streaming_content) == file_of(made).read_bytes()
    assert file.headers["Cache-Control"] == "private, no-store"
    assert Client().get(reverse("public:certificate_file", args=[variation.ref, made.sha256])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_public_opens_the_public_pdf_alone(body, variation):
    issue(variation)
    client = signed_in(body, "chief_executive")
    for form in ("office", "public"):
        client.post(reverse("office:certificate_pdf", args=[variation.ref]), {"for": form})
    office, public = (Certificate.objects.get(public=public).sha256 for public in (False, True))

    page = Client().get(reverse("public:certificate", args=[variation.ref])).content.decode()
    answers = []
    for digest in (office, public):
        answer = Client().get(reverse("public:certificate_file", args=[variation.ref, digest]))
        answers.append(answer.status_code)
        answer.close()
    taken(Instrument.objects.get(pk=variation.pk), "publish", LAST)
    moved_on = Client().get(reverse("public:certificate", args=[variation.ref])).content.decode()

    assert public in page
    assert office not in page
    assert answers == [404, 200]
    assert public not in moved_on  # the record says more now than that file does


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_gone_is_made_again(body, variation):
    client = signed_in(body, "policy_officer")
    client.post(reverse("office:certificate_pdf", args=[variation.ref]))
    made = Certificate.objects.get()
    file_of(made).unlink()

    gone = client.get(reverse("office:certificate_file", args=[variation.ref, made.sha256]), follow=True)

    assert "It is being made again." in words(gone)
    assert file_of(made).exists()


def test_the_page_takes_the_same_queries_whatever_the_record(body, variation, django_assert_num_queries):
    client = signed_in(body, "policy_officer")
    begun = a_variation(variation.plan)
    for each in (begun, variation):
        url = reverse("office:certificate", args=[each.ref])
        client.get(url)
        with django_assert_num_queries(10):
            client.get(url)


def test_a_withdrawn_draft_is_certified_too(body, variation):
    taken(variation, "withdraw", LAST, CHIEF_EXECUTIVE, why="Another way was found.")

    page = words(signed_in(body, "commissioner").get(reverse("office:certificate", args=[variation.ref])))

    assert "Another way was found." in page
    assert "Stage withdrawn" in page
