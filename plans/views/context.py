"""What every page is given: whose office it is, the links of its room for its reader, and who is signed in."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from plans.models import Body, Membership
from plans.permissions import OFFICE, PANEL, RECORDERS_OF_THE_PAST, Role


@dataclass(frozen=True, slots=True)
class Place:
    """One link of a room: its words, its page by name, the roles that may go there, and where else it leads on to."""

    label: str
    name: str
    roles: tuple[str, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """The links of a room: those of its bar, about six at most, and the rest, which stand together under "More"."""

    bar: tuple[Place, ...]
    more: tuple[Place, ...] = ()


# fmt: off
ROOMS = {
    "/office/": Room(
        bar=(
            Place("To do",           "office:dashboard",     OFFICE),
            Place("Dates",           "office:dates",         OFFICE, ("/office/elections/", "/office/reminders/")),
            Place("Meetings",        "office:meetings",      OFFICE),
            Place("Consultations",   "office:consultations", OFFICE),
            Place("Begin",           "office:begin",         OFFICE),
            Place("Reports",         "reports:reports",      OFFICE),
            Place("The law",         "office:law",           (Role.ADMINISTRATOR,)),
            Place("Offices",         "office:offices",       (Role.ADMINISTRATOR,)),
            Place("Registers",       "admin:index",          (Role.ADMINISTRATOR,)),
        ),
        more=(
            Place("The law",         "office:law",           OFFICE),
            Place("Offices",         "office:offices",       OFFICE),
            Place("Published forms", "office:jobs",          OFFICE),
            Place("Plans of the past", "past:plans",         RECORDERS_OF_THE_PAST),
        ),
    ),
    "/panel-room/": Room(
        bar=(
            Place("Reviews",         "panel:room",           PANEL),
            Place("Meetings",        "panel:meetings",       PANEL),
            Place("Dates",           "panel:dates",          PANEL,  ("/panel-room/reminders/",)),
            Place("On this device",  "panel:device",         PANEL),
        ),
    ),
}
# fmt: on


def page(request: HttpRequest) -> dict[str, Any]:
    """Give a page its office, its links and who is signed in; nothing is read until a template asks."""
    membership = SimpleLazyObject(lambda: _membership(request))
    return {
        "office": SimpleLazyObject(lambda: _office(membership)),
        "nav": SimpleLazyObject(lambda: _links(request, membership, "bar")),
        "nav_more": SimpleLazyObject(lambda: _links(request, membership, "more")),
        "home_of_office": SimpleLazyObject(lambda: _home_of_office(membership)),
        "signed_in_as": SimpleLazyObject(lambda: _signed_in_as(request, membership)),
    }


def _membership(request: HttpRequest) -> Membership | None:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    return Membership.objects.filter(user=user).select_related("body").order_by("id").first()


def _office(membership: Membership | None) -> dict[str, str]:
    body = membership.body if membership else Body.objects.order_by("id").first()
    return office_of(body) if body else {}


def office_of(body: Body) -> dict[str, str]:
    """Return how a body is named at the head and foot of a page."""
    names = body.names
    return {
        "name": body.area,
        "kind": names.body,
        "panel": names.panel,
        "holder": names.holder,
        "plan": body.plan_name or names.plan,
        "email": body.contact_email,
    }


def _signed_in_as(request: HttpRequest, membership: Membership | None) -> str:
    name = request.user.get_full_name() or request.user.get_username()
    return f"{name}, {membership.body.names.read(membership.get_role_display())}" if membership else name


def _links(request: HttpRequest, membership: Membership | None, part: str) -> list[dict[str, Any]]:
    """Return the links of the room that a page is in, those alone where its reader may go."""
    if not getattr(request, "user", None) or not request.user.is_authenticated or not membership:
        return []
    room = next((room for start, room in ROOMS.items() if request.path.startswith(start)), None)
    places = getattr(room, part) if room else ()
    return [
        {"label": place.label, "url": url, "current": _is_here((url, *place.also), request.path)}
        for place in places
        if membership.role in place.roles and (url := address(place.name))
    ]


def _is_here(places: tuple[str, ...], path: str) -> str:
    """Return "page" on the page itself, "true" on one that it leads on to, "" elsewhere, as aria-current has it."""
    if places[0] == path:
        return "page"
    return "true" if any(place not in ROOMS and path.startswith(place) for place in places) else ""


def _home_of_office(membership: Membership | None) -> str:
    """Return where the office's name leads: to the office's front page, or for an administrator to the registers."""
    return address("admin:index" if membership and membership.role == Role.ADMINISTRATOR else "office:dashboard")


def address(name: str, *args: object) -> str:
    """Return the address of a page of any app by its name, or "" where the app above has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
