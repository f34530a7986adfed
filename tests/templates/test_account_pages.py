"""The account and error pages: sound, in our own look, and saying what to do next."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.views.defaults import permission_denied

from tests.templates.samples import OFFICE
from tests.templates.soundness import faults

PAGES_FOR_ANYONE = [
    "/accounts/login/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/x-y/",
    "/accounts/confirm-email/",
    "/accounts/confirm-email/wrong/",
    "/accounts/inactive/",
]
PAGES_FOR_A_PERSON = [
    "/accounts/logout/",
    "/accounts/password/change/",
    "/accounts/email/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/recovery-codes/generate/",
    "/accounts/reauthenticate/",
]
ERROR_PAGES = ["400", "403", "403_csrf", "404", "429", "500"]


@pytest.fixture
def signed_in(client, db):
    person = get_user_model().objects.create_user("alex", "alex@fenmarch.example", "a long password here")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    client.force_login(person)
    client.post("/accounts/reauthenticate/", {"password": "a long password here"})
    return client


def page_of(response):
    assert response.status_code == 200
    html = response.content.decode()
    assert faults(html) == []
    assert "pc-masthead" in html
    assert "data:" not in html
    return html


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES_FOR_ANYONE)
def test_page_for_anyone_is_sound(client, address):
    assert page_of(client.get(address)).count("<h1") == 1


@pytest.mark.parametrize("address", PAGES_FOR_A_PERSON)
def test_page_for_a_person_is_sound(signed_in, address):
    assert page_of(signed_in.get(address)).count("<h1") == 1


@pytest.mark.django_db
def test_sign_in_says_who_accounts_are_for(client):
    html = page_of(client.get("/accounts/login/"))

    assert "Accounts are for the office’s staff" in html


@pytest.mark.django_db
def test_wrong_password_is_said_in_a_summary_on_top(client):
    html = page_of(client.post("/accounts/login/", {"login": "alex", "password": "wrong"}))

    assert html.index("There is a problem") < html.index("<h1")
    assert "<title>Error: Sign in" in re.sub(r"\s+", " ", html)


@pytest.mark.django_db
def test_field_left_empty_is_linked_from_the_summary(client):
    html = page_of(client.post("/accounts/login/", {"login": "", "password": "x"}))

    assert re.search(r'<a href="#id_login">Fill in “[^”]+”\.</a>', html)
    assert 'aria-describedby="id_login_error"' in html


def test_square_of_the_authenticator_is_drawn_in_the_page(signed_in):
    html = page_of(signed_in.get("/accounts/2fa/totp/activate/"))

    assert html.count("<svg") == 2
    assert "<?xml" not in html


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_error_page_needs_no_context(name):
    html = render_to_string(f"{name}.html")

    assert faults(html) == []
    assert "Police and crime plan" in html


@pytest.mark.django_db
def test_refusal_shows_the_reason_that_was_given():
    request = RequestFactory().get("/office/")

    response = permission_denied(request, PermissionDenied("Only the Commissioner may issue a plan."))

    assert "Only the Commissioner may issue a plan." in response.content.decode()


def test_closed_sign_up_says_whom_to_ask():
    html = render_to_string("account/signup_closed.html", {"office": OFFICE})

    assert faults(html) == []
    assert "office@fenmarch.example" in html


def test_accessibility_statement_has_what_the_regulations_ask_for():
    html = render_to_string("public/accessibility.html", {"office": OFFICE})

    assert faults(html) == []
    for duty in ("partially compliant", "What does not comply", "office@fenmarch.example", "22 November 2026"):
        assert duty in html
    assert "Equality and Human Rights Commission enforces" in html


@pytest.mark.django_db
def test_sign_in_has_labels_and_no_placeholders(client):
    html = page_of(client.get("/accounts/login/"))

    assert "User name or email address</label>" in html
    assert "placeholder" not in html
    assert html.count("/accounts/password/reset/") == 1
