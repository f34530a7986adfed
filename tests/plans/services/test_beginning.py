"""A draft begun from a page is begun once, however often the button is pressed."""

from datetime import date

import pytest

from plans.models import Instrument, Plan
from plans.services.beginning import begin_once
from tests.factories import a_body, a_variation, an_issued_plan

pytestmark = pytest.mark.django_db
DAY = date(2014, 3, 3)


def test_a_button_pressed_twice_begins_one_variation():
    plan = an_issued_plan(a_body())
    asked = {"body": plan.body, "plan": plan, "title": "Roads", "years": "", "on": DAY}

    first, new = begin_once(**asked)
    second, again = begin_once(**asked)

    assert (new, again, second) == (True, False, first)
    assert Instrument.objects.filter(title="Roads").count() == 1


def test_a_button_pressed_twice_begins_one_plan():
    asked = {"body": a_body(), "plan": None, "title": "Plan for Fenmarch", "years": "2029 to 2033", "on": DAY}

    first, new = begin_once(**asked)
    second, again = begin_once(**asked)

    assert (new, again, second) == (True, False, first)
    assert Plan.objects.count() == 1


def test_a_variation_of_another_title_is_begun_beside_one_that_is_open():
    variation = a_variation(an_issued_plan(a_body()))

    other, new = begin_once(body=variation.plan.body, plan=variation.plan, title="Another matter", years="", on=DAY)

    assert (new, other.pk == variation.pk) == (True, False)
