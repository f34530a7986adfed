"""The page of the law shows every rule, what it stands in the way of, and who passed it with which reason."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import Membership, Plan
from plans.services.course import Reason, Taking, take_step
from plans.statute.rules import RULES
from tests.factories import CHIEF_EXECUTIVE, STAFF, a_body, a_user, a_variation, an_issued_plan, prepared

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return a_body()


def page_of(body):
    client = Client()
    client.force_login(a_user(body, Membership.Role.CHIEF_EXECUTIVE))
    return client.get(reverse("office:law"))


def rule(page, key):
    return next(each for family in page.context["families"] for each in family["rules"] if each["rule"].id == key)


def test_every_rule_stands_on_the_page_once(body):
    shown = [each["rule"].id for family in page_of(body).context["families"] for each in family["rules"]]
    assert shown == list(RULES)


def test_a_rule_says_what_it_stands_in_the_way_of(body):
    plan = an_issued_plan(body)
    Plan.objects.filter(pk=plan.pk).update(period_ends_on=date(2999, 3, 31))
    variation = a_variation(plan)
    page = page_of(body)
    assert [instrument.ref for instrument, _ in rule(page, "V1")["work"].stops] == [variation.ref]
    assert rule(page, "I7")["work"].stops == []
    assert "in the way of something in hand" in page.context["lead"]


def test_a_rule_that_was_passed_with_a_reason_names_the_officer(body):
    variation = a_variation(an_issued_plan(body))
    prepared(variation, date(2013, 12, 9))
    reason = Reason("The Panel agreed to meet early.", CHIEF_EXECUTIVE)
    in_short = {"meeting_on": "2014-02-05"}
    taking = Taking(key="send_to_panel", on=date(2014, 1, 8), by=STAFF, particulars=in_short, waivers={"V6": reason})
    take_step(instrument=variation, taking=taking)
    passed = rule(page_of(body), "V6")["work"].passed
    assert [(waiver.officer, waiver.reason) for waiver in passed] == [
        ("Daniel Okafor", "The Panel agreed to meet early.")
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_of_the_database_whatever_there_is(body, count, django_assert_num_queries):
    plan = an_issued_plan(body)
    for _ in range(count):
        a_variation(plan)
    client = Client()
    client.force_login(a_user(body, Membership.Role.CHIEF_EXECUTIVE))
    with django_assert_num_queries(13):
        client.get(reverse("office:law"))
