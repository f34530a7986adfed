"""What every public page keeps to: the same for everyone, nothing of a session, and an answer that can be cached."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.views.decorators.http import require_safe

MAX_AGE = 60  # seconds: a plan is before the public within a minute of its issue


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """
    Make a view a public page: it reads, it knows nobody, and its answer may be kept and asked after by its ETag.

    Who is signed in is left out on purpose: one page is then right for everyone who shares a cache.
    """

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        request.user = AnonymousUser()
        response = view(request, *args, **kwargs)
        if response.status_code != 200 or response.streaming or response.has_header("ETag"):
            return response
        patch_cache_control(response, public=True, max_age=MAX_AGE)
        set_response_etag(response)
        return get_conditional_response(request, etag=response.headers["ETag"], response=response)

    return answer
