"""The doors: whose Panel's room this is, and what was sent to that Panel."""

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from panel_reviews.queries import Sending, instruments_before_the_panel, sendings_of
from plans.models import Body, Instrument
from plans.permissions import Decision, body_of, may_enter_panel_room
from plans.queries.course import standing_now
from plans.queries.standing import Standing


def refuse_unless(decision: Decision) -> None:
    """Refuse with the reason, unless it is allowed."""
    if not decision:
        raise PermissionDenied(decision.reason)


def panel_of(user: User) -> Body:
    """Return the body whose Panel a signed-in person belongs to, or refuse with the reason."""
    body = body_of(user)
    if body is None:
        raise PermissionDenied("Your account has no role in a Panel. Ask its support officer to give you one.")
    refuse_unless(may_enter_panel_room(user, body))
    return body


def sendings_for(user: User, ref: str) -> list[Sending]:
    """Return the sendings of an instrument to this person's Panel, or answer that it was sent none."""
    instrument = instruments_before_the_panel(panel_of(user)).filter(ref=ref).first()
    if instrument is None:
        raise Http404("No draft with that reference was sent to this Panel.")
    return sendings_of(instrument)


def reported_on(instrument: Instrument) -> list[Sending]:
    """Return the sendings of an instrument up to the latest on which the Panel reported, or answer that it has not."""
    sendings = sendings_of(instrument)
    while sendings and sendings[-1].report is None:
        sendings.pop()
    if not sendings:
        raise Http404("The Panel has not reported on this draft.")
    return sendings


def standing_today(instrument: Instrument) -> Standing:
    """Return where an instrument stands today."""
    return standing_now(instrument, timezone.localdate())
