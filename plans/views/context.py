"""What every page is given: whose office it is, the links of its room, and who is signed in."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from plans.models import Body, Membership

ROOMS = {
    "/office/": (
        ("To do", "office:dashboard"),
        ("Dates", "office:dates"),
        ("Begin", "office:begin"),
        ("Consultations", "office:consultations"),
        ("Reports", "reports:reports"),
        ("Published forms", "office:jobs"),
        ("Plans of the past", "past:plans"),
        ("The law", "office:law"),
        ("Offices", "office:offices"),
    ),
    "/panel-room/": (("Reviews", "panel:room"), ("Dates", "panel:dates")),
}

# What an administrator finds of the office's room: how the law is held, who holds which office, and the registers.
ADMINISTRATORS = (("The law", "office:law"), ("Offices", "office:offices"), ("Registers", "admin:index"))


def page(request: HttpRequest) -> dict[str, Any]:
    """Give a page its office, its links and who is signed in; nothing is read until a template asks."""
    membership = SimpleLazyObject(lambda: _membership(request))
    return {
        "office": SimpleLazyObject(lambda: _office(membership)),
        "nav": SimpleLazyObject(lambda: _nav(request, membership)),
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


def _nav(request: HttpRequest, membership: Membership | None) -> list[dict[str, Any]]:
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return []
    links = next((links for start, links in ROOMS.items() if request.path.startswith(start)), ())
    if links and membership and membership.role == Membership.Role.ADMINISTRATOR:
        links = ADMINISTRATORS
    return [
        {"label": label, "url": url, "current": url == request.path} for label, name in links if (url := address(name))
    ]


def address(name: str, *args: object) -> str:
    """Return the address of a page of any app by its name, or "" where the app above has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
