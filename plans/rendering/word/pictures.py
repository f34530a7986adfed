"""Pictures in a Word file: their size on the page, and how they stand in a paragraph."""

import io
from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image

from plans.rendering.word.escaping import attribute
from plans.text.inline import Run

SIGN = "\ufffc"  # what stands for an object in a line of text
_ADDRESS = "/images/"
_DOT = 9_525  # of Word's units of length: 96 dots are an inch
WIDEST, HIGHEST = 5_900_000, 6_800_000
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_EXTENSIONS = {"PNG": "png", "JPEG": "jpeg"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a Word file holds it; ``width`` and ``height`` are in Word's units of length."""

    content: bytes
    extension: str
    width: int
    height: int


def picture_run(address: str, words: str) -> Run:
    """Return a picture as words are told: the sign for an object with its alternative words, and its address."""
    return Run(SIGN + words, href=address)


def is_picture(run: Run) -> bool:
    """Tell whether a run stands for a picture."""
    return run.text.startswith(SIGN) and run.href.startswith(_ADDRESS)


def pictures_of(images: Mapping[str, bytes]) -> dict[str, Picture]:
    """Return the pictures of a file by address; one in a form that not every Word reads is kept as PNG."""
    return {address: _picture(content) for address, content in images.items()}


def _picture(content: bytes) -> Picture:
    with Image.open(io.BytesIO(content)) as opened:
        width, height = opened.width * _DOT, opened.height * _DOT
        part = min(1, WIDEST / width, HIGHEST / height)
        extension = _EXTENSIONS.get(opened.format or "")
        if extension is None:
            out = io.BytesIO()
            opened.save(out, "PNG")
            content, extension = out.getvalue(), "png"
        return Picture(content, extension, round(width * part), round(height * part))


def drawing(picture: Picture, number: int, link: str, words: str) -> str:
    """Return a picture as XML; ``number`` tells it from others in the file, ``link`` names its bytes."""
    size = f'cx="{picture.width}" cy="{picture.height}"'
    named = f'id="{number}" name="Picture {number}" descr="{attribute(words)}"'
    return (
        f'<w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr {named}/><a:graphic xmlns:a="{_DRAWING}/main">'
        f'<a:graphicData uri="{_DRAWING}/picture"><pic:pic xmlns:pic="{_DRAWING}/picture">'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{link}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
