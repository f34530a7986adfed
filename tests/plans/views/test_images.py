"""A picture is as public as the texts that hold it."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from plans.models import Image, Instrument, Membership
from plans.queries.texts import draft_outline
from plans.services.consulting import token_for
from plans.services.drafts import put_text
from plans.services.images import keep_image
from tests.factories import (
    a_body,
    a_picture,
    a_user,
    a_variation,
    an_issued_plan,
    decided,
    issued,
    prepared,
    reported,
    responded,
    sent,
)

pytestmark = pytest.mark.django_db
Role = Membership.Role


@pytest.fixture
def variation() -> Instrument:
    return a_variation(an_issued_plan(a_body()), on=date(2013, 5, 1))


@pytest.fixture
def image(variation) -> Image:
    return keep_image(body=variation.plan.body, content=a_picture())


def put(variation: Instrument, image: Image) -> None:
    text = draft_outline(variation)
    first = text.sections[0]
    html = f'{first.html}<figure><img src="{image.address}" alt="A map"></figure>'
    put_text(instrument=variation, outline=text.with_section(replace(first, html=html)))


def signed_in(body, role) -> Client:
    client = Client()
    client.force_login(a_user(body, role))
    return client


def upload(client: Client, variation: Instrument, content: bytes):
    file = SimpleUploadedFile("map.png", content)
    return client.post(reverse("office:add_image", args=[variation.ref]), {"picture": file})


def test_a_drafter_brings_in_a_picture_and_is_told_its_address(variation):
    officer = signed_in(variation.plan.body, Role.POLICY_OFFICER)

    answer = upload(officer, variation, a_picture())

    kept = Image.objects.get()
    assert (answer.status_code, answer.json()) == (201, {"src": kept.address, "width": 60, "height": 40})
    assert officer.get(kept.address).content == bytes(kept.content)


def test_a_file_that_is_no_picture_is_refused_in_words(variation):
    officer = signed_in(variation.plan.body, Role.POLICY_OFFICER)

    answer = upload(officer, variation, b"<svg/>")

    assert answer.status_code == 422
    assert answer.json() == {
        "error": "The file is not a picture that can be read. Save it as PNG or JPEG, then choose it again."
    }
    assert not Image.objects.exists()


def test_a_picture_in_a_draft_is_seen_by_the_office_and_by_nobody_else(variation, image):
    put(variation, image)

    answer = signed_in(variation.plan.body, Role.COMMISSIONER).get(image.address)

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer["Cache-Control"] == "private, max-age=600"
    assert Client().get(image.address).status_code == 404
    assert signed_in(variation.plan.body, Role.PANEL_MEMBER).get(image.address).status_code == 404
    assert signed_in(a_body("saltreach"), Role.CHIEF_EXECUTIVE).get(image.address).status_code == 404


def test_a_picture_in_a_draft_before_the_panel_is_seen_by_the_panel_and_through_the_link(variation, image):
    put(variation, image)
    prepared(variation, date(2013, 5, 2))
    sent(variation, date(2013, 5, 3))
    path = reverse("reply", args=[token_for(variation.consultations.get())])

    page = Client().get(path + "?view=clean").content.decode()

    assert f'src="{path}images/{image.digest}.png"' in page
    assert Client().get(f"{path}images/{image.digest}.png").content == bytes(image.content)
    assert signed_in(variation.plan.body, Role.PANEL_MEMBER).get(image.address).status_code == 200
    other = keep_image(body=variation.plan.body, content=a_picture(colour="red"))
    assert Client().get(f"{path}images/{other.digest}.png").status_code == 404


def test_a_picture_in_an_issued_text_is_everybodys_and_may_be_kept_for_ever(variation, image):
    put(variation, image)
    prepared(variation, date(2013, 5, 2))
    sent(variation, date(2013, 5, 3))
    reported(variation, date(2013, 6, 10))
    responded(variation, date(2013, 6, 12))
    decided(variation, date(2013, 6, 14))
    issued(variation, date(2013, 6, 14))

    answer = Client().get(image.address)

    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert Client().get(image.address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    page = Client().get(f"/plans/{variation.plan.ref}/").content.decode()
    assert f'<img src="{image.address}" alt="A map"><figcaption>Figure 1</figcaption>' in page


def test_another_ending_than_its_own_is_no_address(image):
    assert Client().get(image.address.replace(".png", ".jpg")).status_code == 404
