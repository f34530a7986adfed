"""The office's pages and the Chief Constable's, in a real browser under the strict policy."""

from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import expect

from plans.models import Job
from plans.services import jobs
from plans.services.consulting import consult, token_for
from plans.services.course import Taking
from plans.services.drafts import freeze_draft
from plans.services.publishing import PUBLISH_EDITION
from tests.factories import STAFF, a_body, a_user, a_variation, an_issued_plan, prepared, sent

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture
def no_worker(monkeypatch):
    """The doorbell is rung and nobody hears it."""
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)


@pytest.fixture
def variation(no_worker):
    return a_variation(an_issued_plan(a_body()))


@pytest.fixture
def signed_in(variation, page, live_server):
    client = Client()
    client.force_login(a_user(variation.plan.body, "chief_executive", "Daniel Okafor"))
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    return page


@pytest.mark.parametrize("width", [1280, 320])
def test_the_offices_pages_have_no_barriers_and_do_not_scroll_sideways(
    variation, signed_in, live_server, axe, no_console_errors, width
):
    prepared(variation, date(2013, 12, 9))
    sent(variation, date(2014, 1, 6))
    signed_in.set_viewport_size({"width": width, "height": 900})
    course = f"/office/variations/{variation.ref}/"

    for path in (
        "/office/",
        "/office/begin/",
        "/office/jobs/",
        course,
        f"{course}record/",
        f"{course}steps/no_report/",
    ):
        signed_in.goto(live_server.url + path)
        axe()
        wide = signed_in.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (path, wide) == (path, 0)


def test_the_page_of_published_forms_brings_itself_up_to_date(variation, signed_in, live_server, no_console_errors):
    held = jobs.claim(job_id=Job.objects.get(kind=PUBLISH_EDITION).pk)
    jobs.report_progress(held, 40, "Drawing the pages")
    signed_in.goto(f"{live_server.url}/office/jobs/")
    before = signed_in.locator("[data-progress-state]").get_attribute("data-progress-state")

    jobs.fail(held, "The PDF took longer than two minutes.")

    signed_in.wait_for_selector("[data-progress-state=failed]")
    assert before == "running"
    expect(signed_in.locator("#jobs")).to_contain_text("The PDF took longer than two minutes.")


def test_the_chief_constable_replies_without_an_account(variation, page, live_server, axe, no_console_errors):
    freeze_draft(instrument=variation, on=date(2013, 12, 9), by=STAFF)
    taking = Taking("consult_chief_constable", date(2013, 12, 9), STAFF)
    asked = consult(instrument=variation, taking=taking, addressee="Chief Constable Amir Qureshi")

    page.goto(f"{live_server.url}/reply/{token_for(asked)}/")
    axe()
    page.get_by_label("I have comments").check()
    page.get_by_label("Your comments").fill("Paragraph 1.1 is clear.")
    page.get_by_role("button", name="Send the reply").click()

    page.wait_for_selector("text=Your reply was received on")
    axe()
    assert variation.lines.get(step="record_reply").particulars["reply"] == "Paragraph 1.1 is clear."


def test_a_title_and_a_heading_of_one_endless_word_do_not_scroll_sideways(variation, signed_in, live_server):
    variation.title = "W" * 200
    variation.save(update_fields=["title"])
    section = variation.draft_sections.first()
    section.heading = "H" * 300
    section.save(update_fields=["heading"])
    course = f"/office/variations/{variation.ref}/"
    signed_in.set_viewport_size({"width": 320, "height": 900})

    for address in ("/office/", course, f"{course}draft/", f"{course}draft/{section.section_id}/", f"{course}record/"):
        signed_in.goto(live_server.url + address)

        assert signed_in.evaluate("document.documentElement.scrollWidth") == 320, address
