"""The door of the office: whose working pages these are, and which instrument is asked for."""

from collections.abc import Callable

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404

from plans.models import Body, Instrument
from plans.permissions import Decision, body_of, may_enter_office
from plans.queries.course import instruments_of


def office_of(user: User) -> Body:
    """Return the body whose office a signed-in person works in, or refuse with the reason."""
    return body_for(user, may_enter_office)


def body_for(user: User, may: Callable[[User, Body], Decision]) -> Body:
    """Return the body of a signed-in person who may do something there, or refuse with the reason."""
    body = body_of(user)
    if body is None:
        raise PermissionDenied("Your account has no role in an office. Ask the office to give you one.")
    if not (decision := may(user, body)):
        raise PermissionDenied(decision.reason)
    return body


def instrument_of(body: Body, ref: str) -> Instrument:
    """Return an instrument of a body by its reference, or answer that there is none."""
    instrument = instruments_of(body).filter(ref=ref).first()
    if instrument is None:
        raise Http404("This office has no draft plan or variation with that reference.")
    return instrument
