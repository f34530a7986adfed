"""How accounts come to be: the office makes them; nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter


class OfficeAccounts(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False
