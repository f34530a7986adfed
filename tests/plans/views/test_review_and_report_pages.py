"""Reviews and annual reports in the browser: what is asked, opened, declined, begun, met on, and read by everyone."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from panel_reviews.services import draft_answer, give_response, open_review, publish_response
from plans.models import Body, Instrument, NationalDocument, OfficeHolder, Plan
from plans.services.annual_reports import begin_annual_report
from plans.services.chain import breaks_in
from plans.services.course import Taking
from plans.services.drafts import freeze_draft
from tests.factories import (
    COMMISSIONER,
    STAFF,
    a_body,
    a_user,
    an_issued_plan,
    reported,
    taken,
)

pytestmark = pytest.mark.django_db
TODAY = date(2014, 8, 20)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


@pytest.fixture
def body():
    return a_body()


@pytest.fixture
def plan(body):
    return an_issued_plan(body)


def client_of(body, role, name="") -> Client:
    client = Client()
    client.force_login(a_user(body, role, name))
    return client


@pytest.fixture
def officer(body):
    return client_of(body, "policy_officer", "Priya Nair")


@pytest.fixture
def chief_executive(body):
    return client_of(body, "chief_executive", "Daniel Okafor")


def on(day: date, name: str = "on") -> dict[str, int]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def a_report(body) -> Instrument:
    report = begin_annual_report(body=body, year=2013, title="", on=date(2014, 5, 6))
    freeze_draft(instrument=report, on=date(2014, 6, 2), by=STAFF)
    return report


def a_reported_report(body) -> Instrument:
    report = a_report(body)
    taken(report, "send_to_panel", date(2014, 6, 3))
    taken(report, "panel_meeting", date(2014, 6, 25), public=True, attended_by="Helen Marsh")
    reported(report, date(2014, 6, 27), "Measure speeding.")
    return report


def test_the_first_page_asks_for_a_review_and_leads_to_the_page_that_opens_it(body, plan, officer):
    report = a_reported_report(body)

    page = officer.get("/office/")
    asked = page.context["tasks"]
    assert [(task["section"], task["since"]) for task in asked] == [("s.5(9)", "Asked for 54 days, since 27 June 2014")]
    opening = officer.get(asked[0]["links"][0]["url"])
    assert opening.context["form"].initial == {"trigger": "panel_report", "annual_report": report.ref}

    typed = {"trigger": "panel_report", "annual_report": report.ref, "revision": 0, **on(TODAY)}
    assert officer.post("/office/reviews/open/", typed).status_code == 302

    review = Instrument.objects.get(kind="review")
    assert review.lines.get().particulars == {"trigger": "panel_report", "annual_report": report.ref}
    assert officer.get("/office/").context["tasks"] == []
    again = officer.post("/office/reviews/open/", typed)
    assert again.status_code == 409
    assert "This has been answered already" in again.content.decode()


def test_what_sets_a_review_off_is_said_in_full_and_nothing_typed_is_lost(plan, officer):
    wrong = officer.post("/office/reviews/open/", {"trigger": "other", "edition": "2014", "revision": 0, **on(TODAY)})

    assert wrong.status_code == 422
    assert wrong.context["form"].errors == {"why": ["Write why the plan is reviewed."]}
    assert 'value="2014"' in wrong.content.decode()
    assert not Instrument.objects.filter(kind="review").exists()


def test_a_review_is_declined_by_the_chief_executive_with_a_reason_that_stays_on_the_record(
    body, plan, officer, chief_executive
):
    NationalDocument.objects.create(body=body, kind="requirement", title="2014", from_on=date(2014, 7, 22))
    address = officer.get("/office/").context["tasks"][-1]["links"][1]["url"]
    assert officer.get(address).status_code == 403

    typed = {"trigger": "requirement", "edition": "2014", "revision": 0, **on(TODAY)}
    missing = chief_executive.post("/office/reviews/decline/", typed)
    assert missing.context["form"].errors == {"reason": ["Write why no review is opened."]}
    done = chief_executive.post("/office/reviews/decline/", typed | {"reason": "The plan answers it."})

    assert done.status_code == 302
    declined = Instrument.objects.get(kind="review")
    page = officer.get(declined.get_absolute_url()).content.decode()
    assert "No review was opened. Daniel Okafor decided so on 20 August 2014" in page
    assert [task["section"] for task in officer.get("/office/").context["tasks"]] == ["s.12(1)"]


def test_a_review_is_considered_ended_and_followed_by_a_variation_that_it_is_linked_to(
    body, plan, officer, chief_executive
):
    officer.post("/office/reviews/open/", {"trigger": "other", "why": "Burglary.", "revision": 0, **on(TODAY)})
    review = Instrument.objects.get(kind="review")

    def post(client, key, **typed):
        revision = Instrument.objects.get(pk=review.pk).revision
        return client.post(reverse("office:step", args=[review.ref, key]), {"revision": revision, **on(TODAY), **typed})

    early = post(chief_executive, "end_review", outcome="vary", reason="It has doubled.")
    assert early.status_code == 422
    assert "It is not on the record what was considered in this review." in early.content.decode()
    assert post(officer, "consider", considered="Where, and why.").status_code == 302
    assert post(officer, "end_review", outcome="vary", reason="It has doubled.").status_code == 403
    assert post(chief_executive, "end_review", outcome="vary", reason="It has doubled.").status_code == 302

    page = officer.get(review.get_absolute_url())
    assert page.context["follows"] == {"button": "Begin the variation"}
    led = officer.post(reverse("office:begin_following", args=[review.ref]))
    variation = Instrument.objects.get(kind="variation")
    assert led.url == variation.get_absolute_url()
    assert officer.get(review.get_absolute_url()).context["follows"] == {
        "label": variation.title,
        "url": variation.get_absolute_url(),
    }
    assert {"term": "Came of", "fact": review.title, "url": review.get_absolute_url()} in officer.get(
        variation.get_absolute_url()
    ).context["facts"]
    assert list(breaks_in(body)) == []


def test_a_review_has_no_drafting_room(plan, officer):
    officer.post("/office/reviews/open/", {"trigger": "other", "why": "Burglary.", "revision": 0, **on(TODAY)})
    review = Instrument.objects.get(kind="review")

    assert officer.get(f"/office/variations/{review.ref}/draft/").status_code == 404
    assert "The working draft" not in officer.get(review.get_absolute_url()).content.decode()


def test_without_a_plan_in_force_there_is_nothing_to_review(body, officer):
    page = officer.get("/office/reviews/open/", follow=True)

    assert "No plan of this office has effect today, so there is none to review." in page.content.decode()


def test_an_annual_report_is_begun_for_a_year_and_named_for_it(body, plan, officer):
    page = officer.get("/office/begin/")
    assert [label for _, label in page.context["form"].fields["year"].choices[1:]] == [
        "2013 to 2014", "2014 to 2015", "2012 to 2013",
    ]  # fmt: skip

    unsaid = officer.post("/office/begin/", {"what": "annual-report"})
    assert unsaid.context["form"].errors == {"year": ["Choose the financial year of the annual report."]}
    begun = officer.post("/office/begin/", {"what": "annual-report", "year": "2013"})

    report = Instrument.objects.get(kind="annual_report")
    assert (begun.url, report.title, report.year) == (report.get_absolute_url(), "Annual report 2013 to 2014", 2013)
    draft = officer.get(f"/office/variations/{report.ref}/draft/").content.decode()
    assert "What the law asks a plan to set out" not in draft
    assert "words in the annual report" in draft


def test_a_draft_without_a_title_is_not_begun(plan, officer):
    wrong = officer.post("/office/begin/", {"what": "new-plan"})

    assert wrong.status_code == 422
    assert wrong.context["form"].errors == {"title": ["Enter a title."]}


def test_only_an_office_with_a_fire_and_rescue_plan_is_offered_one(body, plan, officer):
    offered = [value for value, _ in officer.get("/office/begin/").context["form"].fields["what"].choices]
    Body.objects.filter(pk=body.pk).update(kind="fire_commissioner")
    then = [value for value, _ in officer.get("/office/begin/").context["form"].fields["what"].choices]

    assert (("new-fire-plan" in offered), ("new-fire-plan" in then)) == (False, True)
    officer.post("/office/begin/", {"what": "new-fire-plan", "title": "Fenmarch Fire and Rescue Plan"})
    made = Instrument.objects.get(kind="fire_plan")
    assert (made.plan.family, made.procedure) == ("fire_and_rescue", "fire-and-rescue-plan-1")
    assert (
        "What the law asks a plan to set out"
        not in officer.get(f"/office/variations/{made.ref}/draft/").content.decode()
    )


def test_the_panels_meeting_is_public_and_attended_in_person_or_answered_for(body, plan, officer):
    report = a_report(body)
    taken(report, "send_to_panel", date(2014, 6, 3))
    url = reverse("office:step", args=[report.ref, "panel_meeting"])
    assert officer.get(url).context["form"].fields["attended_by"].initial == "Helen Marsh"

    typed = {"revision": 2, "public": "yes", "attended_by": "Joan Field", **on(date(2014, 6, 25))}
    refused = officer.post(url, typed)
    assert refused.status_code == 422
    assert "Joan Field is said to have attended" in refused.content.decode()

    assert officer.post(url, typed | {"attended_by": "Helen Marsh"}).status_code == 302
    assert report.lines.get(step="panel_meeting").particulars == {"public": True, "attended_by": "Helen Marsh"}


def test_the_course_page_of_an_annual_report_counts_the_days_until_it_is_sent(body, plan, officer):
    report = a_report(body)

    page = officer.get(report.get_absolute_url())

    assert page.context["lead"] == (
        "Prepared 79 days ago, and not sent yet. It goes to the Panel as soon as practicable, s.12(2)."
    )
    assert {"term": "Reports against", "fact": plan.name} in page.context["facts"]
    assert "What stands in the way of closing the file" in page.content.decode()


def test_an_annual_report_is_public_from_its_publication_and_not_before(body, plan):
    report = a_reported_report(body)
    address = reverse("public:report", args=[report.ref])
    assert Client().get(address).status_code == 404
    assert Client().get(f"/variations/{report.ref}/").status_code == 404

    taken(report, "publish", date(2014, 7, 8), manner="website")

    page = Client().get(address)
    assert page.status_code == 200
    words = page.content.decode()
    assert "Progress: Streets where people feel safe" in words
    assert "the response has been published" not in words
    assert [line["step"] for line in page.context["lines"]] == [
        "Send the annual report to the Panel",
        "Attend the Panel's public meeting, present the report and answer questions",
        "Publish the annual report",
    ]
    assert report.title in Client().get(plan.get_absolute_url()).content.decode()


def test_the_panels_report_and_the_response_to_it_are_read_from_the_annual_report(body, plan, chief_executive):
    report = a_reported_report(body)
    asked = chief_executive.get(reverse("responses:respond", args=[report.ref])).content.decode()
    assert "had regard to it" not in asked
    assert "s.12(4)" in asked
    _respond(report)
    taken(report, "publish", date(2014, 7, 8), manner="website")

    page = Client().get(reverse("public:report", args=[report.ref]))
    assert page.context["review_url"] == f"/panel/{report.ref}/"
    review = Client().get(page.context["review_url"]).content.decode()
    assert "Measure speeding." in review
    assert reverse("public:report", args=[report.ref]) in review


def _respond(report: Instrument) -> None:
    review = open_review(instrument=report)
    draft_answer(recommendation=review.recommendations.get(), outcome="accepted", reason="It is missing.")
    give_response(review=review, taking=Taking("respond", date(2014, 7, 7), COMMISSIONER), response="Thank you.")
    publish_response(instrument=report, taking=Taking("publish_response", date(2014, 7, 8), STAFF))


def test_the_panels_room_shows_an_annual_report_without_a_floor_of_days(body, plan):
    report = a_report(body)
    taken(report, "send_to_panel", date(2014, 6, 3))
    support = client_of(body, "panel_support")

    room = support.get("/panel-room/")
    assert [(item["title"], item["clock"]) for item in room.context["waiting"]] == [(report.title, None)]
    page = support.get(f"/panel-room/reviews/{report.ref}/").content.decode()
    assert "Review of an annual report" in page
    assert "clear working days" not in page


def test_an_annual_report_does_not_stand_among_what_made_the_plan(body, plan):
    report = a_reported_report(body)
    taken(report, "publish", date(2014, 7, 8), manner="website")

    record = Client().get(f"/plans/{plan.ref}/record/")

    assert [course["instrument"].kind for course in record.context["courses"]] == ["plan"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_first_page_asks_for_any_number_of_reviews_in_as_many_queries(
    body, plan, officer, count, django_assert_num_queries
):
    for n in range(count):
        NationalDocument.objects.create(body=body, kind="requirement", title=f"No. {n}", from_on=date(2014, 7, 1 + n))
    officer.get("/office/")

    with django_assert_num_queries(9):
        page = officer.get("/office/")
    assert len(page.context["tasks"]) == count + 1


# A mayor is no commissioner, on any page; and a body that has ended can be read.


def test_a_mayors_pages_call_nobody_a_commissioner(body, plan, officer):
    Body.objects.filter(pk=body.pk).update(kind="mayor", name="Mayor of Fenmarch")
    report = a_reported_report(body)
    taken(report, "publish", date(2014, 7, 8), manner="website")
    instrument = plan.instruments.get(kind="plan")

    for address in (
        "/office/", "/office/begin/", "/office/reviews/open/", instrument.get_absolute_url(), report.get_absolute_url(),
        f"/office/variations/{instrument.ref}/record/", f"/office/variations/{instrument.ref}/response/",
        "/", plan.get_absolute_url(), f"/plans/{plan.ref}/record/", f"/variations/{instrument.ref}/",
        f"/panel/{instrument.ref}/", f"/reports/{report.ref}/",
    ):  # fmt: skip
        page = officer.get(address)
        assert page.status_code == 200, address
        assert "ommissioner" not in page.content.decode(), address
    assert "Helen Marsh, Mayor" in officer.get(f"/plans/{plan.ref}/record/").content.decode()


def test_the_page_of_the_law_says_as_which_body_it_is_read(body, plan, officer):
    Body.objects.filter(pk=body.pk).update(kind="mayor", name="Mayor of Fenmarch")

    page = officer.get("/office/law/")

    facts = {fact["term"]: fact["fact"] for fact in page.context["about"]["facts"]}
    assert facts["The body"] == "Mayor"
    assert "An acting mayor may not issue or vary a plan." in page.content.decode()


def test_a_plan_of_a_body_that_has_ended_stays_readable_and_says_who_holds_it(body, plan, monkeypatch):
    Plan.objects.filter(pk=plan.pk).update(period_ends_on=date(2029, 3, 31))
    mayor = Body.objects.create(
        ref="mayor", kind="mayor", area="Fenmarch", name="Mayor of Fenmarch", panel_name="Panel", force_name="Police"
    )
    OfficeHolder.objects.create(body=mayor, office="commissioner", name="Ros Tarn", from_on=date(2028, 5, 8))
    body.succeeded_by, body.succeeded_on = mayor, date(2028, 5, 11)
    body.save()

    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2028, 5, 10))
    before = {area["body"].ref: area["plan"] for area in Client().get("/").context["areas"]}
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2028, 5, 11))
    after = {area["body"].ref: area["plan"] for area in Client().get("/").context["areas"]}
    page = Client().get(plan.get_absolute_url())
    record = Client().get(f"/plans/{plan.ref}/record/")

    assert before == {"fenmarch": plan, "mayor": None}
    assert after == {"fenmarch": None, "mayor": plan}
    assert "held by the Mayor of Fenmarch, to which the functions passed on 11 May 2028" in page.content.decode()
    assert len(record.context["courses"][0]["lines"]) == plan.instruments.get().lines.count()
    office = client_of(body, "chief_executive").get("/office/").content.decode()
    assert "This office has ended." in office
