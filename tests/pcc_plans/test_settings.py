"""The settings as a process meets them: each test starts one with an environment of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once
PROJECT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "DJANGO_SECRET_KEY": "0123456789abcdefghij" * 4,
    "DJANGO_ALLOWED_HOSTS": "plans.example.police.uk,b.example",
}
OURS = ("DJANGO_", "PCC_", "DATABASE_URL", "REDIS_URL", "EMAIL_URL")


def django(*command: str, tmp_path: Path, **environment: str) -> subprocess.CompletedProcess:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=PROJECT,
        env=inherited | {"PCC_VAR_DIR": str(tmp_path)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def settings_of(*names: str, tmp_path: Path, **environment: str) -> list:
    asked = "import json; from django.conf import settings as s; print(json.dumps([{}]))".format(
        ", ".join(f"s.{name}" for name in names)
    )
    answer = django("shell", "--no-imports", "-c", asked, tmp_path=tmp_path, **environment)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


@pytest.mark.parametrize("name", ["DJANGO_SECRET_KEY", "DJANGO_ALLOWED_HOSTS"])
def test_production_refuses_to_start_without_what_keeps_it_safe(tmp_path, name):
    environment = {key: value for key, value in PRODUCTION.items() if key != name}

    answer = django("check", tmp_path=tmp_path, **environment)

    assert answer.returncode == 1
    assert f"Set {name} before starting in production, for example {name}=" in answer.stderr.splitlines()[-1]


def test_production_passes_the_framework_s_own_check_of_a_deployment(tmp_path):
    answer = django("check", "--deploy", "--fail-level", "WARNING", tmp_path=tmp_path, **PRODUCTION)

    assert (answer.returncode, answer.stderr) == (0, "")


def test_production_speaks_https_only_and_never_shows_debug_pages(tmp_path):
    names = ("DEBUG", "ALLOWED_HOSTS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT")

    values = settings_of(*names, "SECURE_HSTS_SECONDS", tmp_path=tmp_path, DJANGO_DEBUG="1", **PRODUCTION)

    assert values == [False, ["plans.example.police.uk", "b.example"], True, True, True, 31536000]


def test_forwarded_headers_are_believed_only_where_a_proxy_is_declared(tmp_path):
    names = ("SECURE_PROXY_SSL_HEADER", "is_overridden('ALLAUTH_TRUSTED_PROXY_COUNT')")

    alone = settings_of(*names, tmp_path=tmp_path, **PRODUCTION)
    behind_one = settings_of(*names, tmp_path=tmp_path, DJANGO_PROXIES="1", **PRODUCTION)

    assert alone == [None, False]
    assert behind_one == [["HTTP_X_FORWARDED_PROTO", "https"], True]


def test_one_machine_answers_to_loopback_names_alone_and_keeps_its_own_key(tmp_path):
    local = {"PCC_LOCAL": "1", "DJANGO_ALLOWED_HOSTS": "plans.example.police.uk"}

    first = settings_of("ALLOWED_HOSTS", "SECRET_KEY", tmp_path=tmp_path, **local)
    second = settings_of("ALLOWED_HOSTS", "SECRET_KEY", tmp_path=tmp_path, **local)

    assert first == second
    assert first[0] == ["localhost", "127.0.0.1", "[::1]"]
    assert len(first[1]) > 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_mail_goes_where_its_address_says(tmp_path):
    names = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "EMAIL_USE_TLS")

    values = settings_of(
        *names, tmp_path=tmp_path, EMAIL_URL="smtp://a%40b:c%2Fd@mail.example:587/?tls=1", **PRODUCTION
    )

    assert values == ["mail.example", 587, "a@b", "c/d", True]


def test_the_static_files_can_be_collected_under_hashed_names(tmp_path):
    answer = django("collectstatic", "--noinput", "--verbosity", "0", tmp_path=tmp_path, **PRODUCTION)

    assert (answer.returncode, answer.stderr) == (0, "")
    assert (tmp_path / "static" / "staticfiles.json").exists()


@pytest.mark.parametrize(
    ("environment", "local"),
    [
        ({}, True),
        ({"PCC_LOCAL": "0", **PRODUCTION}, False),
        (PRODUCTION, False),
    ],
)
def test_commands_find_the_machine_that_was_prepared_unless_something_is_set_for_an_office(
    tmp_path, environment, local
):
    settings_of("LOCAL", tmp_path=tmp_path, PCC_LOCAL="1")

    assert settings_of("LOCAL", tmp_path=tmp_path, **environment) == [local]
