"""Reviews and annual reports in a real browser: no barriers, and nothing wider than the screen."""

from datetime import date

import pytest
from django.test import Client

from plans.models import Plan
from plans.services import jobs
from plans.services.annual_reports import begin_annual_report
from plans.services.course import Taking
from plans.services.drafts import freeze_draft
from plans.services.reviews import open_review
from tests.factories import COMMISSIONER, STAFF, a_body, a_user, an_issued_plan, reported, taken

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.mark.parametrize("width", [1280, 320])
def test_the_pages_of_reviews_and_annual_reports_have_no_barriers_and_do_not_scroll_sideways(
    page, live_server, axe, no_console_errors, monkeypatch, width
):
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)
    body = a_body()
    plan = an_issued_plan(body)
    Plan.objects.filter(pk=plan.pk).update(period_ends_on=date(2999, 3, 31))
    report = begin_annual_report(body=body, year=2013, title="", on=date(2014, 5, 6))
    freeze_draft(instrument=report, on=date(2014, 6, 2), by=STAFF)
    taken(report, "send_to_panel", date(2014, 6, 3))
    taken(report, "publish", date(2014, 6, 3), manner="website")
    said = {"trigger": "other", "why": "Burglary has doubled."}
    review = open_review(
        plan=Plan.objects.get(pk=plan.pk), taking=Taking("", date(2014, 8, 1), STAFF, particulars=said)
    )
    taken(review, "consider", date(2014, 8, 4), considered="Where, and why.")
    taken(review, "end_review", date(2014, 8, 5), COMMISSIONER, outcome="vary", reason="It has.")
    meeting = f"/office/variations/{report.ref}/steps/panel_meeting/"
    client = Client()
    client.force_login(a_user(body, "chief_executive", "Daniel Okafor"))
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.set_viewport_size({"width": width, "height": 900})

    for path in (
        "/office/",
        "/office/begin/",
        "/office/reviews/open/",
        "/office/reviews/decline/",
        "/office/law/",
        f"/office/variations/{report.ref}/draft/",
        report.get_absolute_url(),
        meeting,
        review.get_absolute_url(),
        f"/reports/{report.ref}/",
    ):
        page.goto(live_server.url + path)
        axe()
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (path, wide) == (path, 0)

    reported(report, date(2014, 6, 27), "Measure speeding.")
    page.goto(f"{live_server.url}/office/variations/{report.ref}/response/")
    axe()
