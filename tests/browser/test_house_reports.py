"""A report of the house in a real browser: made, returned by finance, edited, signed by everybody, and opened."""

from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import expect

from boards.models import Report
from plans.models import Job
from plans.services import jobs
from plans.services.calendar import keep_meeting
from plans.services.publishing import run_job
from tests.boards.reports import a_report, a_worked_variation
from tests.factories import a_body, a_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)


@pytest.fixture
def variation():
    return a_worked_variation(a_body())


@pytest.fixture
def sign_in(page, live_server, variation):
    people: dict[str, str] = {}

    def into(role: str) -> None:
        if role not in people:
            client = Client()
            client.force_login(a_user(variation.plan.body, role))
            people[role] = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": people[role], "url": live_server.url}])

    return into


def test_a_report_is_made_returned_edited_signed_and_opened(
    variation, page, live_server, axe, no_console_errors, sign_in
):
    sign_in("policy_officer")
    page.goto(f"{live_server.url}/office/variations/{variation.ref}/")
    page.get_by_role("link", name="Reports on it").click()
    page.get_by_role("button", name="To the Board, asking it to endorse a variation").click()
    expect(page.get_by_text("The report is made from the record.")).to_be_visible()
    axe()

    page.get_by_role("button", name="Sign the report").click()
    expect(page.get_by_role("heading", name="Sign for finance")).to_be_visible()
    page.get_by_label("Who says so?").fill("Ada Book")
    page.get_by_role("button", name="Return it to its author").click()
    expect(page.get_by_role("alert")).to_contain_text("Write what is to be changed")
    expect(page.get_by_label("Who says so?")).to_have_value("Ada Book")
    axe()
    no_console_errors.clear()  # the browser writes down that the form was answered with 422
    page.get_by_label("Comment").fill("Say what it costs.")
    page.get_by_role("button", name="Return it to its author").click()
    expect(page.get_by_text("“Say what it costs.”")).to_be_visible()

    page.get_by_role("link", name="Edit “Purpose”").click()
    expect(page.get_by_role("button", name="Save the section")).to_be_visible()
    axe()
    text = page.locator(".ProseMirror")
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" It costs nothing.")
    page.get_by_role("button", name="Save the section").click()
    expect(page.get_by_text("“Purpose” is saved.")).to_be_visible()
    expect(page.get_by_text("It costs nothing.")).to_be_visible()

    page.get_by_role("button", name="Sign the report").click()
    for place, name in (("finance", "Ada Book"), ("legal", "Bo Law")):
        expect(page.get_by_role("heading", name=f"Sign for {place}")).to_be_visible()
        page.get_by_label("Who says so?").fill(name)
        page.get_by_role("button", name="Sign the report").click()
    expect(page.get_by_text("may sign here for the chief executive.")).to_be_visible()
    sign_in("chief_executive")
    page.goto(f"{live_server.url}{Report.objects.get().get_absolute_url()}")
    page.get_by_role("button", name="Sign the report").click()
    expect(page.get_by_text("Everybody has signed.")).to_be_visible()
    expect(page.get_by_text("Waiting to be made.")).to_be_visible()
    axe()
    run_job(job_id=Job.objects.get(kind="make_house_report").pk)
    page.reload()
    expect(page.get_by_role("link", name="Open the report")).to_be_visible()
    answer = page.request.get(f"{page.url.split('#')[0]}pdf/")
    assert answer.body().startswith(b"%PDF-1.7")


@pytest.mark.parametrize("width", [1280, 320])
def test_the_pages_of_reports_have_no_barriers_and_do_not_scroll_sideways(
    variation, page, live_server, axe, no_console_errors, sign_in, width
):
    sign_in("policy_officer")
    page.set_viewport_size({"width": width, "height": 900})
    report = a_report(variation.plan.body, variation)
    day = variation.plan.body.meeting_days.get(of="panel")
    keep_meeting(body=variation.plan.body, of="panel", name=day.name, on=date(2014, 2, 12), meeting=day)
    here = report.get_absolute_url()
    paths = ("", "particulars/", "sections/recommendation/", "versions/", "versions/1/")
    for path in (
        "/office/reports/",
        "/office/reports/new/",
        "/office/reports/house/",
        f"/office/variations/{variation.ref}/reports/",
        *(f"{here}{path}" for path in paths),
    ):
        page.goto(f"{live_server.url}{path}")
        for summary in page.locator("main summary").all():
            summary.click()
        axe()
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (path, wide) == (path, 0)
