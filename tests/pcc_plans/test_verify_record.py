"""Verifying the record by command: it says what was checked, or names the first line that does not hold."""

import hashlib
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from PIL import Image

from boards.models import Decision
from plans.models import PublishedForm, StepTaken, triggers
from plans.services.images import keep_image
from plans.services.published_files import keep
from tests.factories import a_body, an_issued_plan

pytestmark = pytest.mark.django_db


def verified(*args: str) -> tuple[int, str]:
    out, status = StringIO(), 0
    try:
        call_command("verify_record", *args, stdout=out)
    except SystemExit as stop:
        status = int(stop.code or 0)
    return status, out.getvalue()


def test_a_sound_record_is_said_to_be_so_with_its_lines_and_head():
    an_issued_plan(a_body())
    a_body("eastmere")
    head = StepTaken.objects.order_by("-seq").first()

    assert verified() == (
        0,
        f"sound: eastmere: no line.\nsound: fenmarch: {head.seq} lines checked, head {head.digest}.\n",
    )


def test_the_first_line_forced_past_the_database_is_named():
    an_issued_plan(a_body())
    triggers.drop(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE plans_steptaken SET by_name = 'Somebody Else' WHERE seq >= 9")
    triggers.make(connection)

    assert verified() == (1, "broken: fenmarch: line 9: its content was altered.\n")


def test_every_body_is_verified_even_when_an_earlier_one_is_broken():
    an_issued_plan(a_body())
    a_body("westmere")
    triggers.drop(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE plans_steptaken SET seal = 'x' WHERE seq = 3")
    triggers.make(connection)

    status, printed = verified()

    assert status == 1
    assert printed.splitlines() == [
        "broken: fenmarch: line 3: when or by whom it was recorded was altered.",
        "sound: westmere: no line.",
    ]
    assert verified("--body", "westmere") == (0, "sound: westmere: no line.\n")


def test_a_body_that_is_not_here_is_said_to_be_so():
    with pytest.raises(CommandError, match=r"^There is no body “eastmere”\.$"):
        verified("--body", "eastmere")


def test_a_decision_and_a_published_file_that_were_altered_are_named(settings, tmp_path):
    plan = an_issued_plan(a_body())
    edition = plan.editions.get()
    path = keep(b"%PDF the plan", "pdf")
    sha256 = hashlib.sha256(b"%PDF the plan").hexdigest()
    PublishedForm.objects.create(
        edition=edition,
        format="pdf",
        path=path,
        sha256=sha256,
        size=13,
        pages=1,
        source_key="0" * 64,
        published_at=timezone.now(),
    )
    sound = verified()[0]

    (Path(settings.PUBLISHED_DIR) / path).write_bytes(b"%PDF another plan")
    altered = verified()
    (Path(settings.PUBLISHED_DIR) / path).write_bytes(b"%PDF the plan")
    Decision.objects.update(decision="Not to issue it.")

    assert sound == 0
    assert altered == (
        1,
        "broken: fenmarch: the published pdf of Fenmarch Police and Crime Plan 2013 to 2016, edition 1 "
        "was altered or is gone.\n",
    )
    assert verified()[1].endswith(": the decision 2013-001 was altered.\n")


def test_a_picture_whose_bytes_are_not_those_of_its_digest_is_named():
    body = a_body()
    kept = [keep_image(body=body, content=a_picture(colour)) for colour in ("red", "blue")]
    assert verified() == (0, "sound: fenmarch: no line.\n")
    triggers.drop(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE plans_image SET content = %s WHERE digest = %s", [b"another", kept[1].digest])
    triggers.make(connection)

    assert verified() == (1, f"broken: fenmarch: the picture {kept[1].digest[:12]} was altered.\n")


def a_picture(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (4, 4), colour).save(out, "PNG")
    return out.getvalue()
