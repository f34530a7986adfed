"""Bringing a picture into a plan: proved to be one, made harmless, and kept under its digest."""

import hashlib
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from django.db import transaction
from PIL import Image as Picture
from PIL import ImageFile, ImageOps, UnidentifiedImageError

from plans.models import Body, Image

LARGEST = 5 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2_400  # a page of A4 at 200 dots an inch, and more than any screen column
_ONE_AT_A_TIME = Lock()
FORMATS = {"PNG": Image.Format.PNG, "JPEG": Image.Format.JPEG, "WEBP": Image.Format.WEBP}
_SAVED_AS: dict[str, dict[str, int | bool]] = {
    "PNG": {"compress_level": 9},
    "JPEG": {"quality": 88, "subsampling": 0, "optimize": True},
    "WEBP": {"quality": 88, "method": 4},
}


class NotAPicture(ValueError):
    """The file cannot be kept as a picture; the message says why and what to do."""


def redrawn(content: bytes) -> tuple[str, bytes, tuple[int, int]]:
    """
    Return a picture drawn anew, the same bytes every time: its format, its bytes, and its width and height.

    Nothing but the picture itself remains: no place, no camera, no name, no hidden data.

    :raises NotAPicture: if the file is too large, is no PNG, JPEG or WebP, moves, or is broken.
    """
    form, dots = _read(content)
    out = io.BytesIO()
    dots.save(out, form, **_SAVED_AS[form])
    if out.tell() > LARGEST:
        raise NotAPicture("The picture takes more than 5 MB to keep. Save it as JPEG, then choose it again.")
    return FORMATS[form], out.getvalue(), dots.size


_BROKEN = "The file is not a picture that can be read. Save it as PNG or JPEG, then choose it again."
_TOO_MANY = "The picture has more than 40 million dots. Make it smaller, then choose it again."


def _read(content: bytes) -> tuple[str, Picture.Image]:
    """Return the format of a picture and its dots alone."""
    if len(content) > LARGEST:
        raise NotAPicture("The picture is larger than 5 MB. Save it smaller, then choose it again.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Picture.DecompressionBombWarning)  # its size is judged below
            opened = Picture.open(io.BytesIO(content), formats=tuple(FORMATS))
        _judge(opened)
        with _whole_pictures_only():
            return str(opened.format), _bare(ImageOps.exif_transpose(opened), str(opened.format))
    except Picture.DecompressionBombError as bomb:
        raise NotAPicture(_TOO_MANY) from bomb
    except NotAPicture:
        raise
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as broken:
        raise NotAPicture(_BROKEN) from broken


@contextmanager
def _whole_pictures_only() -> Iterator[None]:
    """Refuse a picture that was cut off: what draws PDFs has Pillow fill the rest with grey, in all of the process."""
    with _ONE_AT_A_TIME:
        before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


def _judge(opened: Picture.Image) -> None:
    if opened.width * opened.height > MOST_PIXELS:
        raise NotAPicture(_TOO_MANY)
    if getattr(opened, "n_frames", 1) > 1:
        raise NotAPicture("The picture moves, and a plan is read on paper too. Choose a still picture.")


def _bare(picture: Picture.Image, form: str) -> Picture.Image:
    """Return the dots of a picture alone, no longer than need be on either side."""
    see_through = form != "JPEG" and ("A" in picture.getbands() or "transparency" in picture.info)
    mode = "RGBA" if see_through else "L" if picture.mode == "L" else "RGB"
    dots = picture.convert(mode)
    dots.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return Picture.frombytes(mode, dots.size, dots.tobytes())


@transaction.atomic
def keep_image(*, body: Body, content: bytes) -> Image:
    """
    Keep a picture that the office of a body brings in, once however often it comes.

    :raises NotAPicture: if the file cannot be kept as a picture.
    """
    return _keep(body, *redrawn(content))


@transaction.atomic
def keep_as_it_is(*, body: Body, content: bytes) -> Image:
    """
    Keep a picture that was kept before, as another installation wrote it into a record file: its digest is its name.

    :raises NotAPicture: if the file cannot be kept as a picture.
    """
    form, dots = _read(content)
    return _keep(body, FORMATS[form], content, dots.size)


def altered_images(body: Body) -> Iterator[str]:
    """Yield in words each picture of a body whose bytes are not those that its digest names. One query for each."""
    for digest in body.images.order_by("digest").values_list("digest", flat=True):
        content = Image.objects.values_list("content", flat=True).get(digest=digest)
        if hashlib.sha256(bytes(content)).hexdigest() != digest:
            yield f"{body.ref}: the picture {digest[:12]} was altered"


def _keep(body: Body, form: str, content: bytes, size: tuple[int, int]) -> Image:
    facts = {"format": form, "width": size[0], "height": size[1], "content": content}
    image, _ = Image.objects.get_or_create(digest=hashlib.sha256(content).hexdigest(), defaults=facts)
    image.bodies.add(body)
    return image
