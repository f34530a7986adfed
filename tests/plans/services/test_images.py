"""A picture that comes in is proved to be one, drawn anew, and kept once under its digest."""

import io

import pytest
from PIL import Image as Picture

from plans.models import Image
from plans.services.images import LARGEST, NotAPicture, keep_image, redrawn
from tests.factories import a_body, a_picture


@pytest.mark.parametrize(("form", "kept"), [("PNG", "png"), ("JPEG", "jpg"), ("WEBP", "webp")])
def test_a_picture_is_drawn_anew_in_its_own_format_and_the_same_each_time(form, kept):
    first, again = redrawn(a_picture(form)), redrawn(a_picture(form))

    assert first == again
    assert (first[0], first[2]) == (kept, (60, 40))
    assert Picture.open(io.BytesIO(first[1])).format == form


def test_nothing_about_who_made_it_or_where_remains():
    exif = Picture.Exif()
    exif[0x010E] = "Priya at 51.5, -0.1"

    _, content, _ = redrawn(a_picture("JPEG", exif=exif, comment=b"Priya at home"))

    assert b"Priya" not in content
    assert not Picture.open(io.BytesIO(content)).getexif()


def test_a_photograph_stands_as_the_camera_was_held():
    exif = Picture.Exif()
    exif[0x0112] = 6

    assert redrawn(a_picture("JPEG", exif=exif))[2] == (40, 60)


def test_what_can_be_seen_through_stays_so():
    out = io.BytesIO()
    Picture.new("RGBA", (4, 4), (0, 0, 0, 0)).save(out, "PNG")

    assert Picture.open(io.BytesIO(redrawn(out.getvalue())[1])).mode == "RGBA"


def test_a_very_large_picture_is_made_as_large_as_a_page_needs():
    assert redrawn(a_picture(size=(4_800, 1_200)))[2] == (2_400, 600)


def _moving() -> bytes:
    out = io.BytesIO()
    Picture.new("RGB", (4, 4), "red").save(out, "WEBP", save_all=True, append_images=[Picture.new("RGB", (4, 4))])
    return out.getvalue()


def _as_gif() -> bytes:
    return a_picture("GIF")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"x" * (LARGEST + 1), "The picture is larger than 5 MB. Save it smaller, then choose it again."),
        (
            a_picture(size=(8_000, 5_001)),
            "The picture has more than 40 million dots. Make it smaller, then choose it again.",
        ),
        (
            a_picture(size=(14_000, 14_000)),
            "The picture has more than 40 million dots. Make it smaller, then choose it again.",
        ),
        (_moving(), "The picture moves, and a plan is read on paper too. Choose a still picture."),
        *(
            (content, "The file is not a picture that can be read. Save it as PNG or JPEG, then choose it again.")
            for content in (b"", b"<svg onload='x'/>", a_picture()[:60], _as_gif(), b"%PDF-1.7")
        ),
    ],
    ids=["too large", "many dots", "far too many dots", "moving", "empty", "svg", "cut off", "gif", "pdf"],
)
def test_what_is_no_picture_for_a_plan_is_refused_with_what_to_do(content, why):
    with pytest.raises(NotAPicture) as refused:
        redrawn(content)

    assert str(refused.value) == why


@pytest.mark.django_db
def test_the_same_picture_is_kept_once_for_all_who_bring_it_in():
    one, other = a_body(), a_body("saltreach")

    first, second = keep_image(body=one, content=a_picture()), keep_image(body=other, content=a_picture())

    assert first == second
    assert set(Image.objects.get().bodies.all()) == {one, other}
    assert first.address == f"/images/{first.digest}.png"
