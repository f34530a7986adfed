"""Sending the copies, in a real browser under the strict policy: no barrier on any page, at any width."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from plans.models import Job, Letter
from plans.queries.line_papers import MAKING
from plans.services import incoming, jobs
from plans.services.copies import token_of
from plans.services.publishing import run_job
from tests.factories import a_body, a_user
from tests.mail_server import delivery_report
from tests.specimens.issued import CHIEF, CLERK, an_issued_variation

pytestmark = pytest.mark.django_db(transaction=True)


def signed_in(page, live_server, user):
    client = Client()
    client.force_login(user)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    return page


def test_the_copies_are_sent_with_one_press_and_no_page_of_them_has_a_barrier(
    page, live_server, axe, no_console_errors, monkeypatch, settings, tmp_path
):
    settings.PUBLISHED_DIR, settings.MEDIA_ROOT = tmp_path / "published", tmp_path / "uploads"
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)
    variation = an_issued_variation(a_body())
    copies = f"/office/variations/{variation.ref}/copies/"
    signed_in(page, live_server, a_user(variation.plan.body, "policy_officer"))
    page.goto(live_server.url + variation.get_absolute_url())
    page.get_by_role("button", name="Send the copies").click()
    page.get_by_role("button", name="Send all 2 that are owed").click()
    expect(page.locator("main")).to_contain_text("2 letters are on the way.")

    for job in Job.objects.filter(kind="post", state="queued"):
        run_job(job_id=job.pk)
    page.get_by_text("2 of 3 copies are served.").wait_for()
    incoming.receive(delivery_report(Letter.objects.get(to_email=CLERK).message_id))
    served = token_of(Letter.objects.get(to_email=CHIEF).message_id)
    pages = (
        copies,
        f"{copies}wendle-vale/",
        f"{copies}chief-constable/",
        f"{copies}fire/letter/",
        f"/reply/copies/{served}/",
    )
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        for path in pages:
            page.goto(live_server.url + path)
            axe()
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert (path, wide) == (path, 0)
    page.get_by_role("button", name="We have received this copy").click()
    expect(page.locator("main")).to_contain_text("You have told us that you received this copy")
    assert Letter.objects.get(to_email=CHIEF).state == "acknowledged"


def test_the_panels_desk_has_no_barrier(page, live_server, axe, no_console_errors, monkeypatch, settings, tmp_path):
    settings.PUBLISHED_DIR, settings.MEDIA_ROOT = tmp_path / "published", tmp_path / "uploads"
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)
    variation = an_issued_variation(a_body())
    seq = variation.lines.get(step="report").seq
    signed_in(page, live_server, a_user(variation.plan.body, "panel_support"))
    page.goto(live_server.url + "/panel-room/")
    axe()
    page.get_by_role("link", name="Report of 5 February 2014 on Patrols").click()
    expect(page.get_by_text("The PDF is being made.")).to_be_visible()
    axe()
    for job in Job.objects.filter(kind=MAKING, state=Job.State.QUEUED):
        run_job(job_id=job.pk)
    page.reload()
    page.get_by_role("button", name="Send the copy that is owed").click()
    expect(page).to_have_url(f"{live_server.url}/panel-room/reviews/{variation.ref}/reports/{seq}/copies/")
    axe()
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(f"{live_server.url}/reply/reports/{token_of(Letter.objects.get().message_id)}/")
    axe()
    expect(page.locator("main")).to_contain_text("Say how patrols are chosen.")
