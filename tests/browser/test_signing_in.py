"""Signing in, in a real browser under the strict policy."""

import pytest
from django.contrib.auth.models import User

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
PASSWORD = "a-reed-in-the-fen-stands"


def test_the_sign_in_page_opens_without_barriers_and_lets_a_user_in(live_server, page, axe, no_console_errors):
    User.objects.create_user("clerk", "clerk@fenmarch.example", PASSWORD)

    page.goto(f"{live_server.url}/accounts/login/?next=/healthz")
    axe()
    page.locator("input[name=login]").fill("clerk")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")

    page.wait_for_url("**/healthz")
    assert "sessionid" in [cookie["name"] for cookie in page.context.cookies()]
