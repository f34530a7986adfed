"""Who may open which page about days."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from plans.permissions import may_keep_the_calendar
from plans.views.office.entry import office_of

METHODS = ["GET", "HEAD", "POST"]


def for_the_office(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page to everybody of an office, with its body."""

    @wraps(view)
    @login_required
    def answer(request: HttpRequest, **places: object) -> HttpResponse:
        return view(request, office_of(request.user), **places)

    return answer


def for_keepers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page to whoever keeps the calendar of an office, with its body."""

    @wraps(view)
    @login_required
    def answer(request: HttpRequest, **places: object) -> HttpResponse:
        body = office_of(request.user)
        if not (decision := may_keep_the_calendar(request.user, body)):
            raise PermissionDenied(decision.reason)
        return view(request, body, **places)

    return answer


def form_page(request: HttpRequest, form, **words: object) -> HttpResponse:
    """Return the page of one form, with 422 where something in it is wrong."""
    return render(
        request, "plans/dates/form.html", {"form": form, **words}, status=422 if form.errors else 200
    )  # fmt: skip
