"""No log holds the address with which somebody could reply in the Chief Constable's name."""

import logging
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from gunicorn.config import Config

from pcc_plans.run import web_command
from pcc_plans.secret_links import AccessLog, LeaveKeysOut, masked

LINK = "/reply/eyJjIjoxfQ:1w2x3y:signature/"


def test_what_the_program_logs_leaves_the_key_of_a_signed_link_out():
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", ("Gone", LINK), None)

    assert LeaveKeysOut().filter(record)
    assert record.getMessage() == "Gone: /reply/.../"
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["leave keys out"]


@pytest.mark.parametrize("kind", ["copies", "reports"])
def test_the_key_of_a_copy_is_left_out_too(kind):
    assert masked(f"GET /reply/{kind}/eyJtIjoiPDE.signature/abc/") == f"GET /reply/{kind}/.../abc/"


def test_the_web_process_logs_every_address_without_its_key():
    asked = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": LINK,
        "PATH_INFO": LINK,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_REFERER": f"http://127.0.0.1{LINK}?view=clean",
    }
    response = SimpleNamespace(status="200 OK", sent=1, headers=[])
    request = SimpleNamespace(headers=[])

    atoms = AccessLog(Config()).atoms(response, request, asked, timedelta(seconds=1))

    assert (atoms["r"], atoms["U"]) == ("GET /reply/.../ HTTP/1.1", "/reply/.../")
    assert atoms["f"] == "http://127.0.0.1/reply/.../?view=clean"
    assert not [name for name, value in atoms.items() if "signature" in str(value)]


@pytest.mark.parametrize("command", [" ".join(web_command(8000)), (settings.BASE_DIR / "Dockerfile").read_text()])
def test_every_way_of_starting_the_web_uses_the_log_that_leaves_keys_out(command):
    assert "pcc_plans.secret_links.AccessLog" in command


@pytest.mark.parametrize(
    ("address", "logged"),
    [
        ("/reply/consultations/eyJpIjox:1w:sig/2/", "/reply/consultations/.../2/"),
        ("/consultations/2026-roads/answer/K7QF-9XPM-2HTR/check/", "/consultations/2026-roads/answer/.../check/"),
        ("/consultations/2026-roads/start/", "/consultations/2026-roads/start/"),
    ],
)
def test_the_links_and_codes_of_consultations_are_left_out_too(address, logged):
    assert masked(address) == logged
