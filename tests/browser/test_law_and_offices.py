"""The pages of the law and of the offices in a real browser: no barriers, and nothing that scrolls sideways."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from plans.models import OfficeHolder
from plans.services import jobs
from plans.services.attempts import keep_attempt
from plans.services.course import Refused, Taking, take_step
from plans.services.drafts import freeze_draft
from plans.services.severities import hold_rule
from plans.statute.terms import Office, Severity
from tests.factories import COMMISSIONER, STAFF, a_body, a_user, a_variation, an_issued_plan

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def variation(monkeypatch):
    """A variation begun under a changed table and frozen under an acting commissioner, that somebody tried to issue."""
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)
    body, today = a_body(), timezone.localdate()
    hold_rule(body=body, rule="V8", severity=Severity.WARN, reason="Advice.", by_name="Ada Quill", on=date(2013, 1, 2))
    OfficeHolder.objects.create(body=body, office=Office.ACTING_COMMISSIONER, name="Tom Reed", from_on=today)
    variation = a_variation(an_issued_plan(body), on=today)
    freeze_draft(instrument=variation, on=today, by=STAFF)
    with pytest.raises(Refused) as refused:
        take_step(instrument=variation, taking=Taking(key="issue", on=today, by=COMMISSIONER))
    keep_attempt(refused.value)
    return variation


@pytest.mark.parametrize("width", [1280, 320])
def test_the_law_and_the_offices_have_no_barriers_and_do_not_scroll_sideways(
    variation, page, live_server, axe, no_console_errors, width
):
    body = variation.plan.body
    page.set_viewport_size({"width": width, "height": 900})
    row = body.office_holders.first().pk
    visits = {
        "administrator": ("law/", "law/V8/", "law/P10/", "offices/", "offices/new/", f"offices/{row}/"),
        "commissioner": (f"variations/{variation.ref}/", f"variations/{variation.ref}/steps/own_draft/"),
    }
    for role, paths in visits.items():
        client = Client()
        client.force_login(a_user(body, role))
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        page.context.add_cookies([cookie])
        for path in paths:
            page.goto(f"{live_server.url}/office/{path}")
            for summary in page.locator("summary").all():
                summary.click()
            axe()
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert (path, wide) == (path, 0)
