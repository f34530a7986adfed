"""Who may open a page of a consultation: found in one's own office, then authorised, in one place."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from plans.models import ConsultationExercise
from plans.permissions import may_read_answers
from plans.queries.exercises.found import exercises_of
from plans.views.office.entry import office_of

View = Callable[..., HttpResponse]


def for_consulting(view: View) -> View:
    """Give a view the consultation of this office that the address names; everybody of the office may open it."""

    @wraps(view)
    @login_required
    def answer(request: HttpRequest, ref: str, **places: object) -> HttpResponse:
        return view(request, _found(request, ref), **places)

    return answer


def for_readers(view: View) -> View:
    """As ``for_consulting``, for pages on which single answers stand: those of victims are for named readers alone."""

    @wraps(view)
    @login_required
    def answer(request: HttpRequest, ref: str, **places: object) -> HttpResponse:
        exercise = _found(request, ref)
        if not (decision := may_read_answers(request.user, exercise)):
            raise PermissionDenied(decision.reason)
        return view(request, exercise, **places)

    return answer


def _found(request: HttpRequest, ref: str) -> ConsultationExercise:
    return get_object_or_404(exercises_of(office_of(request.user)), ref=ref)
