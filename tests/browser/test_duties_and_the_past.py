"""Duties to have regard, the evidence base and the plans of the past, in a real browser under the strict policy."""

import re
from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import expect

from plans.models import EvidenceItem, Plan
from plans.services import jobs
from tests.factories import a_body, a_draft_plan, a_user, a_variation, an_issued_plan, regard_stated

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture
def no_worker(monkeypatch):
    """The doorbell is rung and nobody hears it."""
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)


@pytest.fixture
def body(no_worker):
    return a_body()


@pytest.fixture
def signed_in(body, page, live_server):
    client = Client()
    client.force_login(a_user(body, "chief_executive", "Daniel Okafor"))
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    return page


def sideways(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_the_pages_have_no_barriers_and_do_not_scroll_sideways(body, signed_in, live_server, axe, no_console_errors):
    variation = a_variation(an_issued_plan(body))
    regard_stated(variation, date(2013, 12, 9), "children")
    item = EvidenceItem.objects.create(
        instrument=variation, led_by="police", kind="assessment", title="Threats", says="Few.", source="The force",
        may_be_published=True, shaped=["S1"],
    )  # fmt: skip
    EvidenceItem.objects.create(
        instrument=variation.plan.instruments.get(kind="plan"), led_by="public", kind="survey", title="A survey",
        says="Patrols.", source="The office", may_be_published=True, shaped=["S"],
    )  # fmt: skip
    room = f"/office/variations/{variation.ref}/"

    for path in (
        f"{room}duties/",
        f"{room}steps/state_regard/?duty=guidance",
        f"{room}evidence-base/",
        f"{room}evidence-base/add/",
        f"{room}evidence-base/{item.pk}/remove/",
        "/office/past/",
        f"/office/past/{variation.plan.ref}/variation/",
        f"/plans/{variation.plan.ref}/record/",
    ):
        for width in (320, 1280):
            signed_in.set_viewport_size({"width": width, "height": 900})
            signed_in.goto(live_server.url + path)
            assert (path, width, sideways(signed_in)) == (path, width, 0)
        signed_in.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        axe()


def test_a_plan_of_the_past_is_looked_over_changed_and_recorded(body, signed_in, live_server, axe):
    page = signed_in
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(f"{live_server.url}/office/past/plan/")
    page.get_by_label("Its words, to paste here").check()
    page.get_by_label("The words", exact=True).fill("1. Safer streets\n\nOfficers walk each town centre.\n")
    page.get_by_label("The years in its title").fill("2013 to 2017")
    for group, typed in (("When was it issued?", "28 3 2013"), ("When did its planning period end?", "31 3 2017")):
        for box, part in zip(("Day", "Month", "Year"), typed.split(), strict=True):
            page.get_by_role("group", name=group).get_by_label(box).fill(part)
    page.get_by_role("button", name="Look over what will be recorded").click()
    expect(page.get_by_label("The words", exact=True)).to_have_value(re.compile("Officers walk each town centre."))
    axe()

    page.get_by_label("Its title", exact=True).fill("Fenmarch Police and Crime Plan")
    page.get_by_text("Review the draft and make a report or recommendations").click()
    report = page.locator("#step-report")
    report.get_by_label("Its day, and no document").check()
    for box, part in zip(("Day", "Month", "Year"), ("20", "2", "2013"), strict=True):
        report.get_by_label(box, exact=True).fill(part)
    report.get_by_label("What the Panel reported or recommended").fill("It supports the plan.")
    page.get_by_role("button", name="Look over what will be recorded").click()
    expect(page.locator("main")).to_contain_text("3 steps will be recorded as history")
    axe()
    assert sideways(page) == 0
    assert not Plan.objects.exists()
    page.get_by_role("button", name="Go back and change it").click()
    expect(report.get_by_label("What the Panel reported or recommended")).to_have_value("It supports the plan.")
    page.get_by_role("button", name="Look over what will be recorded").click()
    page.get_by_role("button", name="Record it as history").click()

    page.wait_for_selector("text=is on the record, as history.")
    axe()
    assert Plan.objects.get().issued_on == date(2013, 3, 28)
    assert a_draft_plan(body).ref  # the office goes on with its own plans
