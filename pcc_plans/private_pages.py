"""What nobody may keep: every answer that does not say itself that it may be kept."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers


def keep_nothing_unless_told(get_response: Callable[[HttpRequest], HttpResponse]):
    """Forbid browsers and caches to store an answer, unless its own headers speak of that."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return middleware
