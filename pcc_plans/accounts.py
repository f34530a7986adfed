"""How accounts come to be, where people land when they have signed in, and what an administrator may do."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from plans.models import Membership
from plans.permissions import OFFICE, PANEL

REGISTERS = (
    "body",
    "officeholder",
    "responsibleauthority",
    "nationaldocument",
    "election",
    "bankholiday",
    "preelectionperiod",
    "meetingday",
    "membership",
    "board",
    "user",
)
# A body is never deleted, and an account is closed: the record names both.
NEVER_DELETED = ("body", "user")


class OfficeAccounts(DefaultAccountAdapter):
    """The office makes the accounts; nobody signs up. Who has signed in lands where they work."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": "Too many wrong attempts to sign in. Wait five minutes, then try again."
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return workplace_of(request.user)


def workplace_of(user: User) -> str:
    """Return the address where a signed-in person works. One query."""
    role = Membership.objects.filter(user=user).order_by("id").values_list("role", flat=True).first()
    if role in OFFICE:
        return reverse("office:dashboard")
    if role in PANEL:
        return reverse("panel:room")
    if role == Membership.Role.ADMINISTRATOR or user.is_superuser:
        return reverse("admin:index")
    return reverse("no_role")


@login_required
@require_safe
def no_role(request: HttpRequest) -> HttpResponse:
    """Say to somebody who has signed in that their account has no role yet; take anybody else to where they work."""
    place = workplace_of(request.user)
    if place != reverse("no_role"):
        return redirect(place)
    return render(request, "account/no_role.html")


def is_administrator(user: User) -> bool:
    """Answer whether somebody may enter the administration: the role alone decides. One query a request."""
    if not user.is_active or user.is_anonymous:
        return False
    if not hasattr(user, "_administers"):
        user._administers = Membership.objects.filter(user=user, role=Membership.Role.ADMINISTRATOR).exists()
    return user.is_superuser or user._administers


def may_enter_administration(request: HttpRequest) -> bool:
    """Answer whether a request comes from somebody who may enter the administration."""
    return is_administrator(request.user)


def door_of_the_administration(request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
    """Send a stranger to the one way of signing in, with its limits and its second factor; refuse anybody else."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
    if is_administrator(request.user):
        return redirect("admin:index")
    raise PermissionDenied("Only the administrator of the office may open the administration.")


class AdministratorsRights(BaseBackend):
    """The rights of the administrator's role: to see everything, and to keep the registers."""

    def has_perm(self, user: User, perm: str, obj: object = None) -> bool:
        if not is_administrator(user):
            return False
        app, _, name = perm.partition(".")
        verb, _, model = name.partition("_")
        if app not in ("auth", "plans", "panel_reviews", "boards"):
            return False
        model = model.removeprefix("historical")
        if verb == "view":
            return app != "auth" or model == "user"
        return model in REGISTERS and not (verb == "delete" and model in NEVER_DELETED)

    def has_module_perms(self, user: User, app_label: str) -> bool:
        return app_label in ("auth", "plans", "panel_reviews", "boards") and is_administrator(user)
