"""The published forms of an edition: files that never change, named by their own digest."""

import logging
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.text import slugify

from plans.models import Edition, PublishedForm
from plans.queries.public import is_being_made, published_forms
from plans.rendering.word.package import WORD_TYPE
from plans.services.publishing import PUBLISH_EDITION
from plans.views.public.found import issued_edition
from plans.views.public.frame import frame
from plans.views.public.page import public_page

TYPES = {
    PublishedForm.Format.PDF: "application/pdf",
    PublishedForm.Format.WORD: WORD_TYPE,
    PublishedForm.Format.JSON: "application/json",
}
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = 20  # seconds

log = logging.getLogger(__name__)


@public_page
def published_form(request: HttpRequest, plan: str, number: str, form: str) -> HttpResponseBase:
    edition, editions = issued_edition(plan, int(number), timezone.localdate())
    published = published_forms(edition).get(form)
    if published is None:
        return _not_yet(request, edition, editions, form)
    headers = {"Cache-Control": FOR_EVER, "ETag": f'"{published.sha256}"'}
    asked = HttpResponse(headers=headers)
    answer = get_conditional_response(request, etag=headers["ETag"], response=asked)
    if answer is not asked:
        return answer
    try:
        file = open(Path(settings.PUBLISHED_DIR) / published.path, "rb")  # noqa: SIM115 -- the response closes it
    except FileNotFoundError:
        log.error("%s is on record as published, but its file %s is not there.", published, published.path)
        return _not_yet(request, edition, editions, form)
    name = f"{slugify(f'{edition.plan.name} edition {number}')}.{form}"
    return FileResponse(file, filename=name, content_type=TYPES[published.format], headers=headers)


def _not_yet(request: HttpRequest, edition: Edition, editions: list[Edition], form: str) -> HttpResponse:
    making = is_being_made(edition, PUBLISH_EDITION)
    context = frame(edition.plan, editions) | {
        "edition": edition,
        "plan_title": edition.plan.name,
        "format": PublishedForm.Format(form).label,
        "making": making,
    }
    response = render(request, "plans/public/not_yet.html", context, status=404)
    response.headers["Cache-Control"] = "no-store"
    if making:
        response.headers["Retry-After"] = str(ASK_AGAIN)
    return response
