"""Section 5(8) in a real browser: stopped with the differences, consulted again in one click, replied to, issued."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from plans.models import Instrument, Plan
from plans.services import jobs
from plans.services.drafts import freeze_draft, put_text
from plans.statute.terms import Stage
from tests.factories import (
    STAFF,
    a_body,
    a_user,
    a_variation,
    an_issued_plan,
    an_outline,
    decided,
    prepared,
    reported,
    responded,
    sent,
)
from tests.journey.people import Person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def variation(monkeypatch, transactional_db) -> Instrument:
    """A variation before its issue, changed since in two sections; no worker runs."""
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)
    variation = a_variation(an_issued_plan(a_body()))
    prepared(variation, date(2013, 12, 9))
    sent(variation, date(2014, 1, 6))
    reported(variation, date(2014, 2, 5))
    responded(variation, date(2014, 2, 12))
    put_text(instrument=variation, outline=an_outline(words="Patrols are seen, known, asked for and counted."))
    freeze_draft(instrument=variation, on=date(2014, 2, 13), by=STAFF)
    decided(variation, date(2014, 2, 13))
    # The pages act today, when the made-up plan of 2013 would be over.
    Plan.objects.filter(pk=variation.plan_id).update(period_ends_on=timezone.localdate() + timedelta(days=365))
    return variation


@pytest.fixture
def someone(variation, live_server, browser):
    """Give somebody a browser of their own, signed in where they have a role."""
    contexts = []

    def of(role: str = "", name: str = "") -> Person:
        context = browser.new_context()
        contexts.append(context)
        if role:
            client = Client()
            client.force_login(a_user(variation.plan.body, role, name))
            cookie = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        return Person(context.new_page(), live_server.url)

    yield of
    for context in contexts:
        context.close()


def test_what_the_chief_constable_did_not_see_is_consulted_on_in_one_click_and_then_issued(variation, someone):
    course = f"/office/variations/{variation.ref}/"
    commissioner, chief_executive = someone("commissioner", "Helen Marsh"), someone("chief_executive", "Daniel Okafor")
    commissioner.go(f"{course}steps/issue/")
    commissioner.page.get_by_label("I issue this variation in the words").check()
    with commissioner.being_refused(422):
        commissioner.press("Issue this variation")
    commissioner.reads("Section 1, Safer streets, differs from the draft on which the Chief Constable was consulted")
    commissioner.reads("“known and asked for” became “known, asked for and counted”")

    chief_executive.go(f"{course}differences/")
    chief_executive.reads("1 difference in 1 section. 1 stands in the way of issuing.")
    chief_executive.follow("Consult the Chief Constable again on this difference")
    chief_executive.press("Ask the Chief Constable")
    link = chief_executive.page.get_by_label("Signed link to send").first.input_value()

    chief_constable = someone()
    chief_constable.go(link)
    chief_constable.reads(
        "1 difference in 1 section, against the draft on which you were consulted on 9 December 2013."
    )
    assert "The budget is set each February." not in chief_constable.page.locator("main").inner_text()
    chief_constable.choose("I have no comments")
    chief_constable.press("Send the reply")
    chief_constable.reads("Your reply was received on")

    chief_executive.go(f"{course}differences/")
    chief_executive.reads("Consulted on again")
    commissioner.go(f"{course}steps/issue/")
    commissioner.page.get_by_label("Your reason for going on all the same").fill("It only counts what the Panel saw.")
    commissioner.page.get_by_label("I issue this variation in the words").check()
    commissioner.press("Issue this variation")
    assert Instrument.objects.get(pk=variation.pk).stage == Stage.ISSUED

    chief_executive.go(f"{course}certificate/")  # looked over by axe, at 320 pixels too, as each page before it
    chief_executive.reads("It only counts what the Panel saw.")
    chief_constable.go(f"/variations/{variation.ref}/certificate/")
    chief_constable.reads("What was passed with a reason")
