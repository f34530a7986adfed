"""What a browser or a cache may keep of what was shown: of a working page, nothing."""

import pytest
from django.urls import reverse

from plans.models import Membership
from tests.factories import a_body, a_draft_plan, a_user

pytestmark = pytest.mark.django_db
NOT_KEPT = ["max-age=0", "must-revalidate", "no-cache", "no-store", "private"]


def kept(response) -> list[str]:
    return sorted(part.strip() for part in response.headers.get("Cache-Control", "").split(","))


def test_no_working_page_of_the_office_is_kept_by_a_browser_or_a_cache(client):
    body = a_body()
    instrument = a_draft_plan(body)
    client.force_login(a_user(body, Membership.Role.POLICY_OFFICER))

    for name in ("office:dashboard", "office:begin", "office:jobs"):
        assert kept(client.get(reverse(name))) == NOT_KEPT
    for name in ("office:instrument", "office:draft", "office:changes", "office:record", "office:import"):
        assert kept(client.get(reverse(name, args=[instrument.ref]))) == NOT_KEPT


def test_no_refusal_and_no_way_to_the_sign_in_is_kept(client):
    assert kept(client.get("/office/")) == NOT_KEPT
    assert kept(client.get("/panel-room/")) == NOT_KEPT
    assert kept(client.get("/no-such-page/")) == NOT_KEPT


def test_a_public_page_may_still_be_kept_for_a_minute(client):
    assert kept(client.get("/accessibility/")) == ["max-age=60", "public"]
