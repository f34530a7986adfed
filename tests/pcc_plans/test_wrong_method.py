"""The address of a button, opened like a page."""

import pytest
from django.urls import reverse

from plans.models import Membership
from tests.factories import a_body, a_draft_plan, a_user

pytestmark = pytest.mark.django_db


def test_the_address_of_a_button_opened_like_a_page_says_what_to_do(client):
    body = a_body()
    instrument = a_draft_plan(body)
    client.force_login(a_user(body, Membership.Role.POLICY_OFFICER))

    answer = client.get(reverse("office:add_section", args=[instrument.ref]))

    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "go back to the page with the button and press it again" in page
    assert "Go to where you work" in page


def test_a_form_sent_to_a_public_page_is_refused_in_words(client):
    answer = client.post("/accessibility/")

    assert answer.status_code == 405
    assert "Nothing was done" in answer.content.decode()
