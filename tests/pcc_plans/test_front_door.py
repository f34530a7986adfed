"""Getting in, and what every answer carries."""

import pytest
from django.contrib.auth.models import User
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory

from pcc_plans.nginx import hand_over_published_files

pytestmark = pytest.mark.django_db
PASSWORD = "a-reed-in-the-fen-stands"


@pytest.fixture
def clerk() -> User:
    return User.objects.create_user("clerk", "clerk@fenmarch.example", PASSWORD)


def test_the_health_address_says_ok_when_the_database_answers(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.parametrize("name", ["clerk", "clerk@fenmarch.example"])
def test_a_user_signs_in_by_name_or_by_address(client, clerk, name):
    response = client.post("/accounts/login/", {"login": name, "password": PASSWORD})

    assert (response.status_code, response.url) == (302, "/accounts/no-role/")


def test_nobody_signs_up(client):
    client.post(
        "/accounts/signup/",
        {"username": "walker", "email": "w@example.org", "password1": PASSWORD, "password2": PASSWORD},
    )

    assert User.objects.count() == 0


def test_the_sixth_wrong_password_in_five_minutes_shuts_the_door_on_the_right_one(client, clerk):
    for _ in range(5):
        client.post("/accounts/login/", {"login": "clerk", "password": "wrong"})

    response = client.post("/accounts/login/", {"login": "clerk", "password": PASSWORD})

    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


def test_the_admin_is_entered_by_the_same_door(client):
    response = client.get("/admin/login/?next=/admin/")

    assert (response.status_code, response.url) == (302, "/accounts/login/?next=/admin/")


def test_every_answer_allows_the_program_s_own_scripts_and_styles_only(client):
    policy = client.get("/healthz").headers["Content-Security-Policy"]

    assert sorted(part.strip() for part in policy.split(";")) == [
        "base-uri 'none'",
        "default-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self'",
        "object-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
    ]


@pytest.fixture
def published(settings):
    settings.PUBLISHED_DIR.mkdir()
    file = settings.PUBLISHED_DIR / "3fa9.pdf"
    file.write_bytes(b"%PDF-1.7")
    return file


def test_behind_nginx_a_published_file_is_handed_over_by_name(published):
    answer = hand_over_published_files(lambda request: FileResponse(published.open("rb"), headers={"ETag": '"3fa9"'}))

    response = answer(RequestFactory().get("/plans/fenmarch/editions/1.pdf"))

    assert (response.content, response["X-Accel-Redirect"], response["ETag"]) == (b"", "/published/3fa9.pdf", '"3fa9"')
    assert response["Content-Type"] == "application/pdf"


def test_behind_nginx_a_file_from_elsewhere_is_not_handed_over(tmp_path):
    elsewhere = tmp_path / "3fa9.pdf"
    elsewhere.write_bytes(b"%PDF-1.7")

    for given in (FileResponse(elsewhere.open("rb")), HttpResponse("text")):
        response = hand_over_published_files(lambda request, given=given: given)(RequestFactory().get("/"))
        assert "X-Accel-Redirect" not in response
        response.close()
