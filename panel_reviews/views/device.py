"""What a member's device keeps of the Panel's room: the worker that keeps it, and the page that says what is kept."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from panel_reviews.views.entry import panel_of

# Beside the room's pages and not among the static files: a browser gives a worker no more than the folder it lies in.
WORKER = settings.BASE_DIR / "static" / "js" / "reading" / "worker.js"


@login_required
@require_safe
def device(request: HttpRequest) -> HttpResponse:
    """Show what is kept on this device, which the browser alone knows."""
    panel_of(request.user)
    return render(request, "panel_reviews/reading/device.html")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Give the worker. It holds nothing of anybody's, and is asked for again at each visit."""
    headers = {"Cache-Control": "no-cache"}
    return HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8", headers=headers)
