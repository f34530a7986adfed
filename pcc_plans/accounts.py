"""How accounts come to be, and where each begins: the office makes them; nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from plans.permissions import body_of, may_enter_office, may_enter_panel_room


class OfficeAccounts(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the room that a person who has signed in may enter."""
        user = request.user
        body = body_of(user)
        if body and may_enter_panel_room(user, body):
            return reverse("panel:room")
        if user.is_staff and not (body and may_enter_office(user, body)):
            return reverse("admin:index")
        return super().get_login_redirect_url(request)
