"""Who may open a page of the office about an instrument: found, then authorised, in one place."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from plans.models import Instrument
from plans.permissions import Decision, may_comment, may_edit_draft, may_enter_office
from plans.statute.kinds import KINDS
from plans.views.office.entry import office_of

WITH_A_TEXT = tuple(kind for kind, words in KINDS.items() if words.has_text)


def _for(may: Callable[..., Decision]) -> Callable:
    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        @login_required
        def answer(request: HttpRequest, ref: str, **places: str) -> HttpResponse:
            body = office_of(request.user)
            found = Instrument.objects.filter(plan__body=body, kind__in=WITH_A_TEXT).select_related(
                "plan__body", "base__wording"
            )
            instrument = get_object_or_404(found, ref=ref)
            if not (decision := may(request.user, body)):
                raise PermissionDenied(decision.reason)
            return view(request, instrument, **places)

        return answer

    return decorate


for_drafters = _for(may_edit_draft)
for_office = _for(may_enter_office)
for_commenters = _for(may_comment)
