"""What was typed is there again when the form could not be taken."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import a_body, a_draft_plan

pytestmark = pytest.mark.django_db
OURS = {"Origin": "http://testserver"}


@pytest.fixture
def section():
    instrument = a_draft_plan(a_body())
    row = instrument.draft_sections.first()
    return reverse("office:section", args=[instrument.ref, row.section_id])


def test_words_typed_by_somebody_signed_out_meanwhile_come_back_ready_to_be_sent_again(client, section):
    answer = client.post(section, {"heading": "Safer <streets>", "html": "<p>An hour’s work.</p>"})

    page = answer.content.decode()
    assert answer.status_code == 403
    assert '<input type="hidden" name="heading" value="Safer &lt;streets&gt;">' in page
    assert "&lt;p&gt;An hour’s work.&lt;/p&gt;</textarea>" in page
    assert "You have been signed out" in page


def test_a_form_sent_with_an_old_token_comes_back_with_what_was_typed(section):
    client = Client(enforce_csrf_checks=True)

    answer = client.post(section, {"heading": "Safer streets"}, headers=OURS)

    assert answer.status_code == 403
    assert '<input type="hidden" name="heading" value="Safer streets">' in answer.content.decode()


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://stranger.example"}, {"Origin": "null"}])
def test_what_a_stranger_s_page_sent_is_never_offered_to_be_sent_again(section, headers):
    client = Client(enforce_csrf_checks=True)

    answer = client.post(section, {"heading": "Planted"}, headers=headers)

    assert answer.status_code == 403
    assert "Planted" not in answer.content.decode()


def test_a_password_is_never_written_back_into_a_page():
    client = Client(enforce_csrf_checks=True)

    answer = client.post("/accounts/login/", {"login": "a", "password": "a long secret"}, headers=OURS)

    assert answer.status_code == 403
    assert "a long secret" not in answer.content.decode()


def test_a_button_pressed_with_nothing_typed_leads_to_the_sign_in(client, section):
    answer = client.post(section)

    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/accounts/login/")
