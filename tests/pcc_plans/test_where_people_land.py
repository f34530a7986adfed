"""Signing in: where each role lands, what is done with wrong passwords, and how a lost one is replaced."""

import re

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from plans.models import Membership
from tests.factories import a_body, a_user

pytestmark = pytest.mark.django_db
PASSWORD = "pass-word-for-tests"
LANDS = {
    "policy_officer": "/office/",
    "chief_executive": "/office/",
    "commissioner": "/office/",
    "panel_support": "/panel-room/",
    "panel_member": "/panel-room/",
    "administrator": "/admin/",
}


def sign_in(username: str, password: str = PASSWORD, following: str = ""):
    data = {"login": username, "password": password} | ({"next": following} if following else {})
    client = Client()
    return client, client.post("/accounts/login/", data)


@pytest.mark.parametrize("role", Membership.Role.values)
def test_everybody_lands_where_they_work_and_may_be_there(role):
    a_user(a_body(), role)

    client, response = sign_in(role)

    assert response.url == LANDS[role]
    assert client.get(response.url).status_code == 200


def test_somebody_without_a_role_lands_on_a_page_that_says_so():
    User.objects.create_user("newcomer", "newcomer@fenmarch.example", PASSWORD)

    client, response = sign_in("newcomer")

    assert response.url == "/accounts/no-role/"
    assert "Your account has no role yet" in client.get(response.url).content.decode()


def test_the_page_for_those_without_a_role_sends_anybody_else_to_where_they_work():
    a_user(a_body(), "panel_member")

    client, _ = sign_in("panel_member")

    assert client.get("/accounts/no-role/").url == "/panel-room/"


def test_the_page_that_was_asked_for_comes_first():
    a_user(a_body(), "policy_officer")

    assert sign_in("policy_officer", following="/office/begin/")[1].url == "/office/begin/"


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_an_address_elsewhere_is_not_followed(address):
    a_user(a_body(), "policy_officer")

    assert sign_in("policy_officer", following=address)[1].url == "/office/"


def test_after_five_wrong_passwords_even_the_right_one_has_to_wait():
    a_user(a_body(), "policy_officer")
    for _ in range(5):
        assert "Too many wrong attempts" not in sign_in("policy_officer", "wrong")[1].content.decode()

    client, response = sign_in("policy_officer")

    page = response.content.decode()
    assert "Too many wrong attempts to sign in. Wait five minutes, then try again." in page
    assert "pc-masthead" in page
    assert "sessionid" not in client.cookies


def test_a_lost_password_is_replaced_by_a_link_in_a_letter():
    user = a_user(a_body(), "policy_officer")
    client = Client()

    client.post("/accounts/password/reset/", {"email": user.email})
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body).group(1)
    form = client.get(link, follow=True)
    new = "a-heron-stands-in-the-reeds"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})

    assert mail.outbox[0].to == [user.email]
    assert sign_in("policy_officer", new)[1].url == "/office/"


def test_on_one_machine_letters_are_kept_as_files(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    user = a_user(a_body(), "policy_officer")

    Client().post("/accounts/password/reset/", {"email": user.email})

    (letter,) = (tmp_path / "mail").iterdir()
    assert f"To: {user.email}" in letter.read_text()
    assert "/accounts/password/reset/key/" in letter.read_text()


def test_a_session_that_has_ended_asks_to_sign_in_and_comes_back_to_the_page():
    a_user(a_body(), "policy_officer")
    client, _ = sign_in("policy_officer")
    client.session.flush()

    assert client.get("/office/begin/").url == "/accounts/login/?next=/office/begin/"
