"""The office's pages: who may see them, how many queries they take, and what they say."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from plans.forms.steps import FORMS
from plans.models import Membership, Plan
from plans.services.drafts import begin_variation, freeze_draft
from plans.services.evidence import keep_evidence
from tests.factories import (
    STAFF,
    a_body,
    a_user,
    a_variation,
    an_issued_plan,
    prepared,
    reported,
    responded,
    sent,
)

pytestmark = pytest.mark.django_db
OFFICE = ("policy_officer", "chief_executive", "commissioner")
PAGES = ("dashboard", "begin", "jobs", "instrument", "record")


@pytest.fixture
def body():
    return a_body()


@pytest.fixture
def variation(body):
    """A variation of a plan that is still in force today, whatever the day of the test."""
    plan = an_issued_plan(body)
    Plan.objects.filter(pk=plan.pk).update(period_ends_on=date(2999, 3, 31))
    return a_variation(plan)


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address_of(page, variation):
    return reverse(f"office:{page}", args=[variation.ref] if page in ("instrument", "record") else [])


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", Membership.Role.values)
def test_the_offices_pages_are_for_the_office(body, variation, page, role):
    response = client_of(a_user(body, role)).get(address_of(page, variation))

    assert response.status_code == (200 if role in OFFICE else 403)


# Which roles record which step; a step that is not here is for the whole office.
TAKEN_BY = {
    "have_regard": ("chief_executive", "commissioner"),
    "own_draft": ("commissioner",),
    "issue": ("commissioner",),
    "no_report": ("chief_executive",),
    "close": ("chief_executive",),
    "withdraw": ("chief_executive", "commissioner"),
}


@pytest.mark.parametrize("role", Membership.Role.values)
def test_each_step_is_for_those_whose_step_it_is(body, variation, role):
    client = client_of(a_user(body, role))

    forbidden = {
        key
        for key in FORMS
        if client.get(reverse("office:step", args=[variation.ref, key])).status_code == 403
        or client.post(reverse("office:step", args=[variation.ref, key]), {}).status_code == 403
    }

    assert forbidden == {key for key in FORMS if role not in OFFICE or role not in TAKEN_BY.get(key, OFFICE)}
    assert variation.lines.count() == 0


def test_the_panels_report_is_not_the_offices_to_record(body, variation):
    response = client_of(a_user(body, "chief_executive")).get(reverse("office:step", args=[variation.ref, "report"]))

    assert response.status_code == 403
    assert "The Panel records its report in its own room." in response.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_nobody_sees_the_offices_pages_without_signing_in(variation, page):
    url = address_of(page, variation)

    assert Client().get(url).headers["Location"] == f"/accounts/login/?next={url}"


def test_another_bodys_instrument_is_not_found(variation):
    other = a_body("elsewhere")

    response = client_of(a_user(other, "policy_officer")).get(variation.get_absolute_url())

    assert response.status_code == 404


def test_evidence_of_another_body_is_not_found(body, variation):
    row = keep_evidence(name="note.txt", content=b"A note that no line holds.")

    response = client_of(a_user(body, "policy_officer")).get(reverse("office:evidence", args=[row.digest]))

    assert response.status_code == 404


@pytest.mark.parametrize("more", [0, 2])
def test_the_dashboard_takes_the_same_queries_for_one_instrument_and_for_three(
    body, variation, more, django_assert_num_queries
):
    prepared(variation, date(2013, 12, 9))
    for n in range(more):
        freeze_draft(
            instrument=begin_variation(plan=variation.plan, title=f"Variation {n}", on=date(2014, 1, 2 + n)),
            on=date(2014, 1, 6),
            by=STAFF,
        )
    client = client_of(a_user(body, "policy_officer"))

    # session, user, role twice, three facts of the body, instruments, their lines, the head of the page
    with django_assert_num_queries(9):
        response = client.get("/office/")

    assert len(response.context["waiting"]) == 1 + more
    assert len(response.context["issued"]) == 1


def test_the_course_page_takes_the_same_queries_whatever_the_record(body, variation, django_assert_num_queries):
    client = client_of(a_user(body, "policy_officer"))
    prepared(variation, date(2013, 12, 9))
    sent(variation, date(2014, 1, 6))
    reported(variation, date(2014, 2, 5), "One.", "Two.", "Three.")

    with django_assert_num_queries(14):  # one of them for the meetings of the timetable
        client.get(variation.get_absolute_url())


def test_the_dashboard_says_what_waits_on_whom_and_what_stands_in_the_way(body, variation):
    prepared(variation, date(2013, 12, 9))
    sent(variation, date(2014, 1, 6))
    reported(variation, date(2014, 2, 5), "Say how patrols are chosen.")

    items = client_of(a_user(body, "policy_officer")).get("/office/").context["waiting"]

    item = next(item for item in items if item["title"] == "Patrols")
    assert item["state"] == "Reported on"
    assert item["waiting_on"] == "the Commissioner"
    assert item["since"] == "5 February 2014"
    assert item["next"] == "Have regard to the report or recommendations (s.5(6)(d))"
    assert item["blocked"].startswith(
        "It cannot be issued yet. It is not on the record that the commissioner had regard to the Panel's report. "
        "s.5(6)(d)."
    )


def test_the_course_page_has_one_green_button_for_the_next_step(body, variation):
    prepared(variation, date(2013, 12, 9))

    response = client_of(a_user(body, "policy_officer")).get(variation.get_absolute_url())

    states = {step["name"]: step["state"] for step in response.context["steps"]}
    assert states["Send the draft variation to the Panel"] == "next"
    assert states["Consult the Chief Constable in preparing the draft"] == "done"
    assert states["Issue the variation"] == "later"
    assert response.content.decode().count('class="govuk-button"') == 1


def test_the_course_page_says_that_the_working_draft_has_moved_on(body, variation):
    client = client_of(a_user(body, "policy_officer"))
    prepared(variation, date(2013, 12, 9))
    before = client.get(variation.get_absolute_url()).context["page"].draft_differs
    section = variation.draft_sections.order_by("position").first()
    section.html = "<p>Other words.</p>"
    section.save()

    after = client.get(variation.get_absolute_url())

    assert before is False
    assert after.context["page"].draft_differs is True
    assert "The working draft has changed since it was frozen." in after.content.decode()


def test_the_button_and_the_refusal_agree_on_every_gate(body, variation):
    prepared(variation, date(2013, 12, 9))
    sent(variation, date(2014, 1, 6))
    reported(variation, date(2014, 2, 5), "Say how patrols are chosen.")
    client = client_of(a_user(body, "commissioner"))

    gates = client.get(variation.get_absolute_url()).context["gates"]
    refused = client.post(
        reverse("office:step", args=[variation.ref, "issue"]),
        {"on_day": 1, "on_month": 3, "on_year": 2014, "revision": variation.lines.count(), "confirmed": "on"},
    )

    assert [gate["section"] for gate in gates] == [r["section"] for r in refused.context["refusals"]]


def test_when_nothing_stands_in_the_way_the_page_says_so(body, variation):
    prepared(variation, date(2013, 12, 9))
    sent(variation, date(2014, 1, 6))
    reported(variation, date(2014, 2, 5), "Say how patrols are chosen.")
    responded(variation, date(2014, 2, 12))

    page = client_of(a_user(body, "policy_officer")).get(variation.get_absolute_url()).content.decode()

    assert "Nothing stands in the way of issuing" in page


def test_a_variation_and_a_draft_plan_are_begun(body, variation):
    client = client_of(a_user(body, "policy_officer"))

    plan = client.post("/office/begin/", {"what": "new-plan", "title": "Plan for Fenmarch", "years": "2029 to 2033"})
    nothing = client.post("/office/begin/", {"what": "", "title": ""})

    assert plan.status_code == 302
    assert nothing.status_code == 422
    assert nothing.context["form"].errors == {
        "what": ["Choose what you want to begin."],
        "title": ["Enter a title."],
    }


def test_the_record_page_shows_each_line_and_that_the_chain_holds(body):
    variation = a_variation(an_issued_plan(body))
    prepared(variation, date(2013, 12, 9))

    page = client_of(a_user(body, "policy_officer")).get(reverse("office:record", args=[variation.ref]))

    assert len(page.context["lines"]) == 10
    assert page.context["breaks"] == []
    assert "The record holds" in page.content.decode()


def test_what_the_panel_was_sent_is_shown_to_the_public_by_the_office_and_not_before(client, django_user_model):
    body = a_body()
    variation = a_variation(an_issued_plan(body))
    client.force_login(a_user(body, "policy_officer"))
    page = f"/office/variations/{variation.ref}/"
    prepared(variation, date(2013, 12, 9))

    too_early = client.post(f"{page}show/", follow=True)
    before = client.get(f"/variations/{variation.ref}/").status_code
    sent(variation, date(2014, 1, 6))
    shown = client.post(f"{page}show/", follow=True)

    assert "Send the draft to the Panel first." in too_early.text
    assert before == 404
    assert "is now on the public site" in shown.text
    assert "asked for" in client.get(f"/variations/{variation.ref}/").text
