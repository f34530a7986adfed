"""Pictures and who may see them: a picture is as public as the texts that hold it."""

import re
from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from plans.models import Body, DraftSection, Edition, Image, StepTaken, Wording
from plans.queries.public import public_instruments, public_lines, public_wording

_ADDRESS = re.compile(r"/images/([0-9a-f]{64})\.(?:png|jpg|webp)")


def digests_in(text: str) -> tuple[str, ...]:
    """Return the digests of the pictures that HTML (or JSON with HTML in it) names, each once, in order."""
    return tuple(dict.fromkeys(_ADDRESS.findall(text)))


def images_in(text: str) -> dict[str, bytes]:
    """Return the bytes of the pictures that HTML names, by address. At most one query."""
    digests = digests_in(text)
    found = Image.objects.filter(digest__in=digests) if digests else ()
    return {image.address: bytes(image.content) for image in found}


def is_public(image: Image, today: date) -> bool:
    """Return whether a text that the public may read on a day holds a picture."""
    holding = Q(wording__content__contains=image.address)
    if Edition.objects.filter(holding, issued_on__lte=today).exists():
        return True
    instruments = public_instruments(today).filter(lines__wording__content__contains=image.address).distinct()
    texts = (public_wording(each, public_lines([each])) for each in instruments)
    return any(text is not None and image.address in text.content for text in texts)


def office_holds(image: Image, body: Body) -> bool:
    """Return whether a picture was brought in by the office of a body, or stands in one of its texts."""
    if image.bodies.filter(pk=body.pk).exists():
        return True
    drafts = DraftSection.objects.filter(instrument__plan__body=body, html__contains=image.address)
    return drafts.exists() or _in_lines(image, Q(instrument__plan__body=body))


def panel_holds(image: Image, body: Body) -> bool:
    """Return whether a picture stands in a text that was put before the Panel of a body."""
    return _in_lines(image, Q(instrument__plan__body=body, step="send_to_panel"))


def is_in(image: Image, wordings: Iterable[Wording | None]) -> bool:
    """Return whether a picture stands in any of some wordings."""
    return any(wording is not None and image.address in wording.content for wording in wordings)


def _in_lines(image: Image, lines: Q) -> bool:
    return StepTaken.objects.filter(lines, wording__content__contains=image.address).exists()
