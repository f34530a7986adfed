"""The decision record, the board's endorsement beside it, and the public page of a decision."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from boards.models import Decision, Endorsement
from boards.queries import made_of
from boards.services import record_decision, record_endorsement
from plans.models import Membership, OfficeHolder
from plans.services.calendar import keep_meeting
from plans.services.course import Taking
from plans.services.meetings.agenda import Item, add_item, begin_agenda
from plans.services.meetings.holding import record_outcome
from tests.factories import (
    COMMISSIONER,
    a_body,
    a_variation,
    an_issued_plan,
    prepared,
    reported,
    responded,
    taken,
)
from tests.panel_reviews.pages import client_of, day, hidden

pytestmark = pytest.mark.django_db
DECIDED = date(2014, 2, 14)
OFFICE = ("policy_officer", "chief_executive", "commissioner")


@pytest.fixture
def body():
    return a_body()


def answered(body, **sending):
    row = a_variation(an_issued_plan(body))
    prepared(row, date(2013, 12, 9))
    taken(row, "send_to_panel", date(2014, 1, 6), **sending)
    reported(row, date(2014, 2, 5), "Say how patrols are chosen.")
    responded(row, date(2014, 2, 12))
    return row


@pytest.fixture
def variation(body):
    return answered(body)


def typed(**more) -> dict:
    return {
        "number": "2014-003",
        "title": "To vary the plan",
        "decision": "To issue the variation.",
        "covers": ["safer-streets"],
        **day("on", DECIDED),
        **day("published_on", DECIDED),
        **more,
    }


@pytest.mark.parametrize("role", Membership.Role.values)
def test_the_decision_is_for_the_commissioner_and_endorsements_for_the_office(body, variation, role):
    client = client_of(body, role)
    urls = [reverse(f"boards:{name}", args=[variation.ref]) for name in ("decision", "endorsement")]

    answers = [client.get(url).status_code for url in urls] + [client.post(url, {}).status_code for url in urls]

    decision = (200, 422) if role == "commissioner" else (403, 403)
    endorsement = (200, 422) if role in OFFICE else (403, 403)
    assert answers == [decision[0], endorsement[0], decision[1], endorsement[1]]


@pytest.mark.parametrize("name", ["decision", "endorsement"])
def test_nobody_sees_them_without_signing_in_or_from_another_body(variation, name):
    url = reverse(f"boards:{name}", args=[variation.ref])

    assert Client().get(url).headers["Location"] == f"/accounts/login/?next={url}"
    assert client_of(a_body("elsewhere"), "commissioner").get(url).status_code == 404


def test_the_form_proposes_the_next_number_and_every_changed_section(body, variation):
    form = client_of(body, "commissioner").get(reverse("boards:decision", args=[variation.ref])).context["form"]

    assert form["number"].value() == f"{date.today().year}-001"
    assert form["covers"].value() == ["safer-streets"]
    assert form.fields["covers"].choices == [("safer-streets", "Safer streets")]


def test_a_decision_is_recorded_in_the_commissioners_name_and_read_by_everyone_from_its_day(body, variation):
    client = client_of(body, "commissioner")
    url = reverse("boards:decision", args=[variation.ref])

    client.post(url, hidden(client, url) | typed())

    row = Decision.objects.get(number="2014-003")
    page = Client().get(reverse("decisions:decision", args=["2014-003"])).content.decode()
    assert (row.line.by_office, row.line.by_name, row.decided_on) == ("commissioner", COMMISSIONER.name, DECIDED)
    assert row.line.particulars["covers"] == ["safer-streets"]
    assert "To issue the variation." in page
    assert "Safer streets" in page


@pytest.mark.parametrize("published", [None, "2199-01-01"])
def test_a_decision_that_is_not_published_yet_is_no_public_page(variation, published):
    particulars = {"number": "2014-009", "title": "To vary", "decision": "To issue it.", "published_on": published}
    taking = Taking(key="record_decision", on=DECIDED, by=COMMISSIONER, particulars=particulars)
    record_decision(instrument=variation, taking=taking)

    assert Client().get(reverse("decisions:decision", args=["2014-009"])).status_code == 404


def test_a_decision_on_a_change_that_was_not_before_the_panel_is_refused_and_nothing_typed_is_lost(body):
    variation = answered(body, sections=[])
    client = client_of(body, "commissioner")
    url = reverse("boards:decision", args=[variation.ref])

    page = client.post(url, hidden(client, url) | typed())

    assert page.status_code == 422
    assert page.context["form"].non_field_errors() == [
        "Safer streets is changed, but that change was not before the Panel. (s.5(6)(c))"
    ]
    assert "To issue the variation.</textarea>" in page.content.decode()
    assert page.context["form"]["covers"].value() == ["safer-streets"]


def test_a_decision_by_an_acting_commissioner_is_refused_under_section_62(body, variation):
    OfficeHolder.objects.filter(body=body, office="commissioner").update(to_on=date(2014, 2, 12))
    client = client_of(body, "commissioner")
    OfficeHolder.objects.filter(body=body, office="commissioner").update(user=None)
    user = Membership.objects.get(body=body, role="commissioner").user
    OfficeHolder.objects.create(
        body=body, office="acting_commissioner", name="Ruth Vane", from_on=date(2014, 2, 13), user=user
    )
    url = reverse("boards:decision", args=[variation.ref])

    page = client.post(url, hidden(client, url) | typed())

    assert page.status_code == 422
    assert "s.62" in " ".join(page.context["form"].non_field_errors())
    assert not Decision.objects.filter(number="2014-003").exists()


def test_a_number_that_is_taken_is_refused(body, variation):
    client = client_of(body, "commissioner")
    url = reverse("boards:decision", args=[variation.ref])

    page = client.post(url, hidden(client, url) | typed(number=Decision.objects.get(body=body).number))

    assert page.status_code == 409
    assert "Give this one another number." in page.content.decode()
    assert not variation.lines.filter(step="record_decision").exists()


def test_a_decision_cannot_be_published_before_it_is_made(body, variation):
    client = client_of(body, "commissioner")
    url = reverse("boards:decision", args=[variation.ref])

    page = client.post(url, hidden(client, url) | typed(**day("published_on", date(2014, 2, 13))))

    assert page.status_code == 422
    assert "A decision cannot be published before it is made." in page.content.decode()


def test_a_decision_on_a_record_that_has_moved_on_is_told_so(body, variation):
    client = client_of(body, "commissioner")
    url = reverse("boards:decision", args=[variation.ref])
    shown = hidden(client, url)
    taken(variation, "obtain_views", DECIDED, group="people", found="A second survey.")

    page = client.post(url, shown | typed())

    assert page.status_code == 409
    assert "the record has moved on since this page was shown" in page.content.decode()


def test_an_endorsement_is_recorded_once_and_is_not_the_decision(body, variation):
    client = client_of(body, "policy_officer")
    url = reverse("boards:endorsement", args=[variation.ref])
    said = {"board": "Coordination Board", "outcome": "endorsed", "minute": "", **day("met_on", date(2014, 1, 8))}

    first, second = client.post(url, said), client.post(url, said)

    assert (first.status_code, second.status_code) == (302, 422)
    assert "What Coordination Board made of it on 8 January 2014 is recorded already." in second.content.decode()
    assert [str(row) for row in Endorsement.objects.all()] == ["Coordination Board: Endorsed"]
    assert "Its endorsement is not the decision" in second.content.decode()
    assert not variation.lines.filter(step="record_decision").exists()


def test_a_meeting_that_has_not_been_held_is_refused(body, variation):
    client = client_of(body, "policy_officer")
    said = {"board": "Coordination Board", "outcome": "noted", **day("met_on", date(2199, 1, 8))}

    page = client.post(reverse("boards:endorsement", args=[variation.ref]), said)

    assert page.status_code == 422
    assert "The meeting cannot be in the future." in page.content.decode()


def test_what_a_board_made_of_it_at_an_agenda_stands_beside_the_decision_once(body, variation):
    day_of_board = keep_meeting(body=body, of="board", name="Coordination Board", on=date(2014, 1, 8))
    meeting = begin_agenda(day=day_of_board)
    item = add_item(meeting=meeting, item=Item("The variation", instrument=variation))
    record_outcome(row=item, outcome="endorsed", minute="Endorsed with thanks.")
    record_endorsement(instrument=variation, board="Coordination Board", met_on=date(2014, 1, 8), outcome="noted")
    record_endorsement(instrument=variation, board="Audit Committee", met_on=date(2014, 1, 15), outcome="noted")

    assert [(made.board, made.outcome, made.minute) for made in made_of(variation)] == [
        ("Coordination Board", "Endorsed", "Endorsed with thanks."),
        ("Audit Committee", "Noted", ""),
    ]
    page = client_of(body, "policy_officer").get(reverse("boards:endorsement", args=[variation.ref]))
    assert "Endorsed with thanks." in page.content.decode()


def test_a_published_decision_leads_to_the_review_the_edition_and_the_certificate(body):
    plan = an_issued_plan(body)
    row = plan.instruments.get(kind="plan")
    number = Decision.objects.get(instrument=row).number
    page = Client().get(reverse("decisions:decision", args=[number])).content.decode()
    assert reverse("public:edition", args=[plan.ref, 1]) in page
    assert reverse("public:certificate", args=[row.ref]) in page
    for link in re.findall(r'href="(/(?!static/)[^"#]*)"', page):
        assert Client().get(link).status_code == 200, link
