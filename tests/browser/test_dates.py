"""The pages about days in a real browser under the strict policy, wide and narrow."""

from datetime import date

import pytest
from django.test import Client

from plans.models import BankHoliday, MeetingDay
from plans.services import jobs
from plans.services.calendar import choose_timetable, postpone_election
from plans.services.done import record_done
from tests.factories import a_body, a_user, a_variation, an_issued_plan, prepared, sent

LOOK, PUBLISH = "I5:a-plan:2014-03-28", "N1:a-variation:1"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def variation(monkeypatch):
    """A variation with the Panel, whose timetable no longer fits, and a plan whose end a moved election proposes."""
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)
    body = a_body()
    found = a_variation(an_issued_plan(body))
    prepared(found, date(2013, 12, 9))
    sent(found, date(2014, 1, 6))
    MeetingDay.objects.create(body=body, name="Panel, spring meeting", on=date(2098, 3, 4))
    BankHoliday.objects.create(body=body, on=date(2098, 3, 7), name="A jubilee")
    choose_timetable(instrument=found, meeting=None, hoped_for=date(2014, 3, 3))
    election = body.elections.get(expected_on=date(2016, 5, 5))
    postpone_election(election=election, to=date(2017, 5, 4), decided_on=date(2016, 3, 20))
    wrong = election.postponements.get()
    postpone_election(
        election=election, to=date(2017, 5, 5), decided_on=date(2016, 3, 20), why="An Act.", corrects=wrong
    )
    for key in (LOOK, PUBLISH):
        record_done(body=body, key=key, what="Look again", on=date(2014, 3, 28), note="Seen.", by_name="Priya Nair")
    return found


def looked_over(page, live_server, axe, user, paths, width: int) -> None:
    client = Client()
    client.force_login(user)
    key = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
    page.set_viewport_size({"width": width, "height": 900})
    for path in paths:
        assert page.goto(live_server.url + path).status == 200, path
        axe()
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (path, wide) == (path, 0)


@pytest.mark.parametrize("width", [1280, 320])
def test_the_pages_about_days_have_no_barriers(variation, page, live_server, axe, no_console_errors, width):
    body, course = variation.plan.body, f"/office/variations/{variation.ref}/"
    election = body.elections.get(expected_on=date(2028, 5, 4))
    paths = (
        "/office/dates/", "/office/dates/meetings/new/", f"/office/dates/meetings/{MeetingDay.objects.get().pk}/",
        "/office/dates/counting/", "/office/dates/counting/rules/", "/office/dates/counting/holidays/new/",
        "/office/dates/counting/periods/new/", "/office/elections/", "/office/elections/new/",
        f"/office/elections/{election.pk}/postpone/", f"/office/elections/periods/{variation.plan.ref}/",
        f"/office/elections/{body.elections.get(expected_on=date(2016, 5, 5)).pk}/postpone/",
        f"/office/dates/done/{LOOK}/", "/office/reminders/", course, f"{course}timetable/",
    )  # fmt: skip
    looked_over(page, live_server, axe, a_user(body, "chief_executive", "Daniel Okafor"), paths, width)
    page.context.clear_cookies()
    panel = ("/panel-room/dates/", f"/panel-room/dates/done/{PUBLISH}/", "/panel-room/reminders/")
    looked_over(page, live_server, axe, a_user(body, "panel_support"), panel, width)
