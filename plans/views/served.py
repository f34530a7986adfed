"""The page of a copy's signed link: what was served, the document, and one button to say that it came."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from plans.models import Letter
from plans.services.copies import CopyRefused, letter_for
from plans.services.letters import acknowledge, mark_opened
from plans.services.post import bytes_of
from plans.statute.dates import said
from plans.views.context import office_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, token: str) -> HttpResponse:
    try:
        letter = letter_for(token)
    except CopyRefused as refused:
        return unknown(request, refused)
    if request.method == "POST":
        return received(request, letter)
    mark_opened(letter=letter)
    return render(request, "plans/copies/served.html", context_of(letter, token))


def received(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Note that the addressee has the copy, and lead back to the page."""
    acknowledge(letter=letter, words="Through the link in the letter.")
    return redirect(request.path)


def unknown(request: HttpRequest, refused: CopyRefused) -> HttpResponse:
    """Answer that the link opens nothing, and why."""
    return render(request, "plans/reply/unknown.html", {"why": str(refused)}, status=404)


@never_cache
@require_safe
def file_of_copy(request: HttpRequest, token: str, digest: str) -> HttpResponse:
    """Give a document that was attached to the letter of a signed link, in the very bytes that were sent."""
    try:
        letter = letter_for(token)
    except CopyRefused as refused:
        return unknown(request, refused)
    item = next((item for item in letter.attachments if item["sha256"] == digest), None)
    content = bytes_of(digest) if item else None
    if item is None or content is None:
        return unknown(request, CopyRefused("The document is not here as it was sent. Ask for it again."))
    response = HttpResponse(content, content_type=item["media_type"])
    response.headers["Content-Disposition"] = content_disposition_header(False, item["name"])
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def context_of(letter: Letter, token: str) -> dict[str, Any]:
    """Return what the page of a served copy says."""
    is_acknowledged = letter.state == Letter.State.ACKNOWLEDGED
    when = letter.posted_on or timezone.localdate(letter.sent_at or letter.created_at)
    pages = [{"label": link["label"], "url": link["path"]} for link in letter.links]
    files = [
        {
            "label": f"{_capital(str(item.get('what') or item['name']))} (PDF)",
            "url": reverse("file_of_copy", args=[token, item["sha256"]]),
            "note": _size(item["sha256"]),
        }
        for item in letter.attachments
    ]
    return {
        "letter": letter,
        "office": office_of(letter.body),
        "replying_as": letter.to_name,
        "lead": f"Sent by the {letter.from_name} on {said(when)}.",
        "links": [*pages, *files],
        "acknowledged_on": said(timezone.localdate(letter.state_at)) if is_acknowledged else "",
    }


def _size(sha256: str) -> str:
    content = bytes_of(sha256)
    return filesizeformat(len(content)) if content is not None else "not here any more"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
