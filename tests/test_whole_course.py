"""One variation goes its whole lawful way, by the services that the browser uses."""

from datetime import date

import pytest

from plans.models import Instrument
from plans.queries.texts import text_as_at
from plans.services.chain import breaks_in
from plans.services.course import Taking, take_step
from plans.statute.terms import NotPermitted, Stage
from tests.factories import (
    CHIEF_EXECUTIVE,
    COMMISSIONER,
    a_body,
    a_variation,
    an_issued_plan,
    decided,
    issued,
    prepared,
    reported,
    responded,
    sent,
    taken,
)

pytestmark = pytest.mark.django_db


def test_a_variation_goes_its_whole_lawful_way():
    body = a_body()
    plan = an_issued_plan(body)
    variation = a_variation(plan)

    prepared(variation, date(2013, 12, 9))
    sent(variation, date(2014, 1, 6))
    reported(variation, date(2014, 2, 5), "Say how patrols are chosen.")
    responded(variation, date(2014, 2, 12))
    decided(variation, date(2014, 2, 14))
    edition = issued(variation, date(2014, 2, 14))
    taken(variation, "send_copy", date(2014, 2, 14), to=["chief-constable", "wendle-vale"], channel="e-mail")
    taken(variation, "publish", date(2014, 2, 14), manner="website")
    taken(variation, "close", date(2014, 2, 20), CHIEF_EXECUTIVE)

    assert Instrument.objects.get(pk=variation.pk).stage == Stage.CLOSED
    assert edition.number == 2
    assert text_as_at(body, date(2014, 2, 13)).number == 1
    assert text_as_at(body, date(2014, 2, 14)).number == 2
    assert list(breaks_in(body)) == []


def test_a_variation_cannot_be_issued_before_its_response_is_published():
    variation = a_variation(an_issued_plan(a_body()))
    prepared(variation, date(2013, 12, 9))
    sent(variation, date(2014, 1, 6))
    reported(variation, date(2014, 2, 5), "Say how patrols are chosen.")

    with pytest.raises(NotPermitted) as refused:
        take_step(instrument=variation, taking=Taking(key="issue", on=date(2014, 2, 10), by=COMMISSIONER))

    assert [(r.rule, r.section) for r in refused.value.refusals] == [
        ("V8", "s.5(6)(d)"),
        ("V9", "s.5(6)(e)"),
        ("V10", "s.5(6)(f)"),
    ]
