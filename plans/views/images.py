"""Pictures in the text of plans: brought in by the office, and read by whoever may read a text that holds them."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST, require_safe

from plans.models import Image, Instrument
from plans.permissions import body_of, may_enter_office, may_enter_panel_room
from plans.queries.images import is_in, is_public, office_holds, panel_holds
from plans.services.consulting import ReplyRefused, consultation_for, may_reply
from plans.services.images import LARGEST, NotAPicture, keep_image
from plans.views.access import for_drafters

TYPES = {Image.Format.PNG: "image/png", Image.Format.JPEG: "image/jpeg", Image.Format.WEBP: "image/webp"}
FOR_EVER = "public, max-age=31536000, immutable"
FOR_ONE_READER = "private, max-age=600"


@require_POST
@for_drafters
def add_image(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    file = request.FILES.get("picture")
    if file is None:
        return JsonResponse({"error": "Choose a picture first."}, status=422)
    try:
        image = keep_image(body=instrument.plan.body, content=file.read(LARGEST + 1))
    except NotAPicture as refused:
        return JsonResponse({"error": str(refused)}, status=422)
    return JsonResponse({"src": image.address, "width": image.width, "height": image.height}, status=201)


@require_safe
def image(request: HttpRequest, digest: str, form: str) -> HttpResponse:
    found = get_object_or_404(Image, digest=digest, format=form)
    if is_public(found, timezone.localdate()):
        return _answer(request, found, FOR_EVER)
    if not _may_see(request, found):
        raise Http404("No text that you may read holds this picture.")
    return _answer(request, found, FOR_ONE_READER)


@require_safe
def image_of_reply(request: HttpRequest, token: str, digest: str, form: str) -> HttpResponse:
    """Answer a picture of the draft to somebody who holds the link to it, and of the edition it would vary."""
    found = get_object_or_404(Image, digest=digest, format=form)
    try:
        consultation = consultation_for(token)
    except ReplyRefused as refused:
        raise Http404(str(refused)) from refused
    if consultation.reply_line is None and not may_reply(consultation):
        raise Http404("The time for a reply is over, and the link is closed.")
    base = consultation.instrument.base
    if not is_in(found, (consultation.wording, base.wording if base else None)):
        raise Http404("The draft does not hold this picture.")
    return _answer(request, found, FOR_ONE_READER)


def _may_see(request: HttpRequest, found: Image) -> bool:
    body = body_of(request.user)
    if body is None:
        return False
    if may_enter_office(request.user, body):
        return office_holds(found, body)
    return bool(may_enter_panel_room(request.user, body)) and panel_holds(found, body)


def _answer(request: HttpRequest, found: Image, keep: str) -> HttpResponse:
    headers = {"Cache-Control": keep, "ETag": f'"{found.digest}"'}
    whole = HttpResponse(bytes(found.content), content_type=TYPES[Image.Format(found.format)], headers=headers)
    return get_conditional_response(request, etag=headers["ETag"], response=whole) or whole
