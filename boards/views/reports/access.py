"""Who may open a page of a report: found in one's own office, then authorised, in one place."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from boards.models import Report
from plans.views.office.entry import office_of

View = Callable[..., HttpResponseBase]


def for_office(view: View) -> View:
    """Give a view the report of the reader's own office that is asked for, or refuse with the reason."""

    @wraps(view)
    @login_required
    def answer(request: HttpRequest, ref: str, **places: object) -> HttpResponseBase:
        rows = Report.objects.select_related("body", "committee", "meeting_day", "instrument__plan__body", "paper")
        return view(request, get_object_or_404(rows, body=office_of(request.user), ref=ref), **places)

    return answer
