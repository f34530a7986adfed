"""What somebody typed is not lost when they were signed out meanwhile, or the page was open too long."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

SECRETS_ARE_TYPED_UNDER = ("/accounts/", "/admin/")


def keep_what_was_typed(get_response: Callable[[HttpRequest], HttpResponse]):
    """Answer a form of somebody who is no longer signed in with what they typed, instead of the way to the sign-in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method != "POST" or response.status_code != 302 or not typed(request):
            return response
        if not response.headers["Location"].startswith(reverse("account_login")):
            return response
        if asks_for_data(request):
            return JsonResponse({"why": "signed_out"}, status=401)
        return kept(request, "signed_out")

    return middleware


def asks_for_data(request: HttpRequest) -> bool:
    """Answer whether a script of a page sent the form, which keeps what was typed itself."""
    return request.headers.get("Accept") == "application/json"


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """
    Answer a form whose token no longer holds, as after signing in in another tab.

    What came is shown, ready to be sent again, only if the browser vouches that a page of this site sent it:
    a stranger's page cannot have somebody send what it wrote.
    """
    if asks_for_data(request):
        return JsonResponse({"why": "too_old"}, status=403)
    ours = f"{request.scheme}://{request.get_host()}"
    if request.headers.get("Origin") == ours and typed(request):
        return kept(request, "too_old")
    return render(request, "403_csrf.html", status=403)


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what was typed and chosen, by the names of the boxes; nothing where passwords are typed."""
    if request.path.startswith(SECRETS_ARE_TYPED_UNDER):
        return []
    boxes = [(name, value) for name, values in request.POST.lists() for value in values]
    return [(name, value) for name, value in boxes if name != "csrfmiddlewaretoken"]


def kept(request: HttpRequest, why: str) -> HttpResponse:
    """Return the page that keeps what was typed and can send it again."""
    boxes = typed(request)
    context = {
        "why": why,
        "boxes": boxes,
        "words": [value for _, value in boxes if len(value.split()) > 1],
        "files": [file.name for file in request.FILES.values()],
        "sign_in": reverse("account_login"),
    }
    return render(request, "kept.html", context, status=403)
