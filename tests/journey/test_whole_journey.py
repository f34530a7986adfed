"""The whole way of a variation, by the pages alone, as each role in turn; and the ways that are refused."""

import io
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from plans.models import Body, Instrument, Membership, OfficeHolder
from plans.services.chain import breaks_in
from plans.statute.terms import Office, Stage
from tests.factories import (
    a_body,
    a_user,
    a_variation,
    an_issued_plan,
    decided,
    issued,
    prepared,
    reported,
    responded,
    sent,
)
from tests.journey.conftest import do_the_latest_job
from tests.journey.people import Person
from tests.journey.walk import walk
from tests.pdf_ua import faults

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


def test_a_variation_goes_its_whole_lawful_way_by_the_pages_alone(way, verapdf, tmp_path):
    walk(way)

    assert Instrument.objects.get(ref=way.ref).stage == Stage.CLOSED
    assert list(breaks_in(Body.objects.get(ref="fenmarch"))) == []
    pdf = tmp_path / "edition.pdf"
    pdf.write_bytes(way.pdf)
    assert verapdf([pdf], ["ua1", "3a"]) == []


@pytest.fixture
def variation(no_worker, transactional_db) -> Instrument:
    return a_variation(an_issued_plan(a_body()))


@pytest.fixture
def someone(variation, live_server, browser):
    """Give somebody with a role a browser of their own, signed in."""
    people = []

    def of(role: str, name: str = "") -> Person:
        client = Client()
        client.force_login(a_user(variation.plan.body, role, name))
        context = browser.new_context()
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        people.append(context)
        return Person(context.new_page(), live_server.url)

    yield of
    for context in people:
        context.close()


def at_panel(variation: Instrument, *, answered: bool = False) -> str:
    prepared(variation, date(2013, 12, 9))
    sent(variation, date(2014, 1, 6))
    reported(variation, date(2014, 2, 5), "Say how patrols are chosen.")
    if answered:
        responded(variation, date(2014, 2, 12))
        decided(variation, date(2014, 2, 14))
    return f"/office/variations/{variation.ref}/steps/issue/"


def test_issuing_too_early_shows_every_reason_with_its_section(variation, someone):
    issue = at_panel(variation)
    commissioner = someone("commissioner", "Helen Marsh")
    commissioner.go(issue)
    commissioner.page.get_by_label("I issue this variation in the words").check()

    with commissioner.being_refused(422):
        commissioner.press("Issue this variation")

    for section in ("s.5(6)(d)", "s.5(6)(e)", "s.5(6)(f)"):
        commissioner.reads(section)
    assert Instrument.objects.get(pk=variation.pk).stage == Stage.REPORTED


def test_the_monitoring_officer_passes_a_gate_with_a_reason_and_prints_the_certificate_that_says_so(variation, someone):
    why = "The Panel agreed to meet within ten working days, because the change is one sentence."
    prepared(variation, date(2013, 12, 9))
    officer = someone("chief_executive", "Daniel Okafor")
    officer.go(f"/office/variations/{variation.ref}/steps/send_to_panel/")
    officer.put_date("on", date(2014, 1, 6))
    officer.put_date("meeting_on", date(2014, 1, 20))
    with officer.being_refused(422):
        officer.press("Send it to the Panel")
    officer.page.get_by_label("Your reason for going on all the same").fill(why)
    officer.press("Send it to the Panel")
    reported(variation, date(2014, 2, 5))
    responded(variation, date(2014, 2, 12))
    decided(variation, date(2014, 2, 14))
    issued(variation, date(2014, 2, 14))

    officer.go(f"/office/variations/{variation.ref}/")
    officer.follow("The certificate of compliance")
    passed = officer.page.get_by_role("table", name="Each gate that was passed, with the reason and the officer")
    for words in ("s.5(6)(c)", "6 January 2014", why, "Daniel Okafor"):
        expect(passed).to_contain_text(words)
    officer.press("Make the PDF for the office")
    do_the_latest_job()
    officer.go(f"/office/variations/{variation.ref}/certificate/")
    printed = officer.page.get_by_role("link", name="Open the certificate for the office")
    file = officer.page.request.get(officer.base_url + printed.get_attribute("href")).body()

    said = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages).split())
    for words in ("s.5(6)(c)", "6 January 2014", why, "Daniel Okafor"):
        assert words in said
    assert faults(file) == []


def test_staff_are_told_that_only_the_commissioner_issues(variation, someone):
    issue = at_panel(variation, answered=True)
    officer = someone("policy_officer")

    with officer.being_refused(403):
        officer.go(issue)

    officer.reads("Only the commissioner may record this step: issue the plan or variation.")


def test_a_member_of_the_panel_is_told_who_records_its_report(variation, someone):
    prepared(variation, date(2013, 12, 9))
    sent(variation, date(2014, 1, 6))
    member = someone("panel_member")

    with member.being_refused(403):
        member.go(f"/panel-room/reviews/{variation.ref}/adopt/")

    member.reads("Only the Panel support officer may record this step")


def test_an_acting_commissioner_is_refused_under_section_62(variation, someone):
    issue = at_panel(variation, answered=True)
    acting = someone(Membership.Role.COMMISSIONER, "Joanna Field")
    today = timezone.localdate()
    held = OfficeHolder.objects.get(body=variation.plan.body, office=Office.COMMISSIONER)
    OfficeHolder.objects.filter(pk=held.pk).update(to_on=today - timedelta(days=2), user=None)
    OfficeHolder.objects.create(
        body=held.body,
        office=Office.ACTING_COMMISSIONER,
        name="Joanna Field",
        from_on=today - timedelta(days=1),
        user=Membership.objects.get(body=held.body, role="commissioner").user,
    )
    acting.go(issue)
    acting.page.get_by_label("I issue this variation in the words").check()

    with acting.being_refused(422):
        acting.press("Issue this variation")

    acting.reads("s.62")
    acting.reads("An acting commissioner may prepare and consult, but may not issue or vary a plan.")


def test_of_two_people_who_press_the_same_button_the_second_is_told(variation, someone):
    officer, chief_executive = someone("policy_officer", "Priya Nair"), someone("chief_executive", "Daniel Okafor")
    for person in (officer, chief_executive):
        person.go(f"/office/variations/{variation.ref}/steps/prepare_draft/")
    officer.press("Freeze this draft")

    with chief_executive.being_refused(409):
        chief_executive.press("Freeze this draft")

    assert variation.lines.filter(step="prepare_draft").count() == 1
