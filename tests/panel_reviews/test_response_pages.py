"""The office's response to the Panel, and the public page of it."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from panel_reviews.models import Answer, Recommendation
from panel_reviews.services import draft_answer
from plans.models import Membership, OfficeHolder
from tests.factories import (
    COMMISSIONER,
    a_body,
    a_variation,
    an_issued_plan,
    prepared,
    reported,
    responded,
    sent,
    taken,
)
from tests.panel_reviews.pages import client_of, day, hidden

pytestmark = pytest.mark.django_db
MET = date(2014, 2, 5)
OFFICE = ("policy_officer", "chief_executive", "commissioner")


@pytest.fixture
def body():
    return a_body()


@pytest.fixture
def variation(body):
    row = a_variation(an_issued_plan(body))
    prepared(row, date(2013, 12, 9))
    sent(row, date(2014, 1, 6))
    reported(row, MET, "Say how patrols are chosen.", "Publish the hours.", "Name the villages.")
    return row


def addresses(ref: str) -> list[str]:
    return [
        reverse("responses:respond", args=[ref]),
        reverse("responses:answer", args=[ref, 1]),
        reverse("responses:publish", args=[ref]),
    ]


@pytest.mark.parametrize("role", Membership.Role.values)
def test_the_response_is_the_offices_to_read_and_draft(body, variation, role):
    client = client_of(body, role)

    answers = [client.get(url).status_code for url in addresses(variation.ref)]

    assert answers == ([200] * 3 if role in OFFICE else [403] * 3)


@pytest.mark.parametrize("role", Membership.Role.values)
def test_the_response_is_given_by_the_commissioner_or_the_chief_executive(body, variation, role):
    answer = client_of(body, role).post(reverse("responses:respond", args=[variation.ref]), {})

    assert answer.status_code == (422 if role in ("commissioner", "chief_executive") else 403)
    assert not variation.lines.filter(step="respond").exists()


@pytest.mark.parametrize("at", range(3))
def test_nobody_sees_the_response_without_signing_in(variation, at):
    url = addresses(variation.ref)[at]

    assert Client().get(url).headers["Location"] == f"/accounts/login/?next={url}"


def test_another_bodys_response_is_not_found(variation):
    client = client_of(a_body("elsewhere"), "commissioner")

    assert [client.get(url).status_code for url in addresses(variation.ref)] == [404, 404, 404]


def test_there_is_nothing_to_answer_before_the_panel_has_reported(body):
    row = a_variation(an_issued_plan(body))
    prepared(row, date(2013, 12, 9))
    sent(row, date(2014, 1, 6))
    client = client_of(body, "commissioner")

    assert [client.get(url).status_code for url in addresses(row.ref)] == [404, 404, 404]


def test_an_answer_is_saved_as_a_draft_and_changed_again(body, variation):
    client = client_of(body, "policy_officer")
    url = reverse("responses:answer", args=[variation.ref, 2])

    client.post(url, {"outcome": "accepted", "reason": "It is right."})
    client.post(url, {"outcome": "in_part", "reason": "Summer hours only."})

    assert [
        (a.recommendation.number, a.outcome, a.reason)
        for a in Answer.objects.all()
        if a.recommendation.instrument_id == variation.pk
    ] == [(2, "in_part", "Summer hours only.")]
    assert "1 of 3 recommendations are answered in draft." in client.get(addresses(variation.ref)[0]).content.decode()


def test_an_answer_without_a_reason_is_refused_and_keeps_the_choice(body, variation):
    client = client_of(body, "policy_officer")

    page = client.post(reverse("responses:answer", args=[variation.ref, 2]), {"outcome": "in_part", "reason": ""})

    assert page.status_code == 422
    assert "Write the reason for the answer." in page.content.decode()
    assert page.context["form"]["outcome"].value() == "in_part"


def test_a_response_that_leaves_recommendations_out_is_refused_with_its_section_and_nothing_typed_is_lost(
    body, variation
):
    client = client_of(body, "commissioner")
    url = reverse("responses:respond", args=[variation.ref])
    taken(variation, "have_regard", date(2014, 2, 10), COMMISSIONER, considered="It was weighed.")
    row = Recommendation.objects.get(instrument=variation, number=2)
    draft_answer(recommendation=row, outcome="accepted", reason="It is right.")

    page = client.post(url, hidden(client, url) | {"response": "Thank you all.", **day("on", date(2014, 2, 12))})

    text = page.content.decode()
    assert page.status_code == 422
    assert page.context["form"].non_field_errors() == [
        "Recommendation 1 has no response. (s.5(6)(e))",
        "Recommendation 3 has no response. (s.5(6)(e))",
    ]
    assert "Thank you all.</textarea>" in text
    assert page.context["form"]["on"].value() == ("12", "2", "2014")


def test_a_response_before_regard_was_had_is_refused_with_its_section(body, variation):
    client = client_of(body, "chief_executive")
    url = reverse("responses:respond", args=[variation.ref])

    page = client.post(url, hidden(client, url) | {"response": "Thank you.", **day("on", date(2014, 2, 12))})

    assert "(s.5(6)(d))" in page.content.decode()


def test_answers_that_changed_since_the_page_was_shown_are_not_given_unseen(body, variation):
    client = client_of(body, "commissioner")
    url = reverse("responses:respond", args=[variation.ref])
    taken(variation, "have_regard", date(2014, 2, 10), COMMISSIONER, considered="It was weighed.")
    rows = list(Recommendation.objects.filter(instrument=variation))
    for row in rows:
        draft_answer(recommendation=row, outcome="accepted", reason="It is right.")
    shown = hidden(client, url)
    draft_answer(recommendation=rows[0], outcome="not_accepted", reason="A second thought.")

    page = client.post(url, shown | {"response": "Thank you.", **day("on", date(2014, 2, 12))})

    assert page.status_code == 409
    assert "because the answers changed since this page was shown" in page.content.decode()
    assert not variation.lines.filter(step="respond").exists()


def test_the_response_given_in_a_vacancy_is_the_acting_commissioners(body, variation):
    OfficeHolder.objects.filter(body=body, office="commissioner").update(to_on=date(2014, 2, 7))
    OfficeHolder.objects.create(
        body=body, office="acting_commissioner", name="Ruth Vane", from_on=date(2014, 2, 8), to_on=None
    )
    taken(variation, "have_regard", date(2014, 2, 10), considered="It was weighed.")
    for row in Recommendation.objects.filter(instrument=variation):
        draft_answer(recommendation=row, outcome="accepted", reason="It is right.")
    client = client_of(body, "chief_executive")
    url = reverse("responses:respond", args=[variation.ref])

    client.post(url, hidden(client, url) | {"response": "Thank you.", **day("on", date(2014, 2, 12))})

    line = variation.lines.get(step="respond")
    assert (line.by_office, line.by_name) == ("acting_commissioner", "Ruth Vane")


def test_a_response_is_not_given_twice_from_the_page(body, variation):
    responded(variation, date(2014, 2, 12))
    client = client_of(body, "commissioner")
    url = reverse("responses:respond", args=[variation.ref])

    page = client.post(url, {"response": "Again.", "revision": "1"}, follow=True)

    assert "The response has been given to the Panel already" in page.content.decode()
    assert variation.lines.filter(step="respond").count() == 1


def test_a_response_that_was_not_given_cannot_be_published(body, variation):
    client = client_of(body, "policy_officer")
    url = reverse("responses:publish", args=[variation.ref])

    page = client.post(url, hidden(client, url) | {"manner": "On the website.", **day("on", date(2014, 2, 12))})

    assert page.status_code == 422
    assert "(s.5(6)(e))" in page.content.decode()
    assert "On the website.</textarea>" in page.content.decode()


@pytest.mark.parametrize("role", [*Membership.Role.values, None])
def test_a_review_is_no_public_page_before_its_response_is_published(body, variation, role):
    client = client_of(body, role) if role else Client()

    assert client.get(reverse("panel_public:review", args=[variation.ref])).status_code == 404


def test_the_published_review_shows_each_recommendation_with_its_answer(variation):
    responded(variation, date(2014, 2, 12))

    page = Client().get(reverse("panel_public:review", args=[variation.ref]))

    text = page.content.decode()
    assert page.status_code == 200
    assert "The Panel reviewed the draft and made 3 recommendations." in text
    assert "approved" not in text.lower()
    assert [(row["number"], row["answer"]) for row in page.context["reports"][0]["rows"]] == [
        (1, "accepted"),
        (2, "accepted"),
        (3, "accepted"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_public_page_takes_the_same_queries_however_many_recommendations(body, count, django_assert_num_queries):
    row = a_variation(an_issued_plan(body))
    prepared(row, date(2013, 12, 9))
    sent(row, date(2014, 1, 6))
    reported(row, MET, *[f"Say more of {n}." for n in range(count)])
    responded(row, date(2014, 2, 12))

    with django_assert_num_queries(5):
        Client().get(reverse("panel_public:review", args=[row.ref]))


@pytest.mark.parametrize("count", [1, 3])
def test_the_response_page_takes_the_same_queries_however_many_recommendations(body, count, django_assert_num_queries):
    row = a_variation(an_issued_plan(body))
    prepared(row, date(2013, 12, 9))
    sent(row, date(2014, 1, 6))
    reported(row, MET, *[f"Say more of {n}." for n in range(count)])
    client = client_of(body, "policy_officer")

    with django_assert_num_queries(11):
        client.get(reverse("responses:respond", args=[row.ref]))
