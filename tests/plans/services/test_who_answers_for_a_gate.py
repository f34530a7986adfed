"""A soft gate yields to a reason in words by an officer of that day, and to nothing else."""

from datetime import date

import pytest

from plans.models import StepTaken
from plans.services.course import Reason, Taking, take_step
from plans.statute.terms import Actor, NotPermitted, Office
from tests.factories import CHIEF_EXECUTIVE, STAFF, a_body, a_variation, an_issued_plan, prepared, taken

pytestmark = pytest.mark.django_db
IN_SHORT = {"meeting_on": "2014-02-05"}


@pytest.fixture
def variation():
    variation = a_variation(an_issued_plan(a_body()))
    prepared(variation, date(2013, 12, 9))
    return variation


def sending(**waivers: Reason) -> Taking:
    return Taking(key="send_to_panel", on=date(2014, 1, 8), by=STAFF, particulars=IN_SHORT, waivers=waivers)


@pytest.mark.parametrize(
    "reason",
    [
        Reason("", CHIEF_EXECUTIVE),
        Reason(" \n", CHIEF_EXECUTIVE),
        Reason("The chair agreed.", STAFF),
        Reason("The chair agreed.", Actor(Office.PANEL, "Fenmarch Police and Crime Panel")),
        Reason("The chair agreed.", Actor(Office.CHIEF_CONSTABLE, "Amir Qureshi")),
        Reason("The chair agreed.", Actor(Office.CHIEF_EXECUTIVE, "Never Appointed")),
    ],
    ids=["no reason", "blank reason", "staff", "panel", "chief constable", "never in office"],
)
def test_a_gate_does_not_yield_to_no_reason_or_to_somebody_who_cannot_answer_for_it(variation, reason):
    before = StepTaken.objects.count()

    with pytest.raises(NotPermitted, match="fewer than the office's floor"):
        take_step(instrument=variation, taking=sending(V6=reason))

    assert StepTaken.objects.count() == before


def test_a_waiver_of_what_is_not_refused_is_not_recorded(variation):
    reason = Reason("The chair agreed.", CHIEF_EXECUTIVE)

    line = take_step(instrument=variation, taking=sending(V6=reason, V16=reason, P10=reason))

    assert [waiver["rule"] for waiver in line.waivers] == ["V6"]


def test_a_backslash_typed_before_u0000_stays_as_it_was_typed(variation):
    taken(variation, "consider_requirement", date(2014, 1, 8), edition="2012", statement="See C:\\u0000 and \\\\u0000.")

    assert variation.lines.last().particulars["statement"] == "See C:\\u0000 and \\\\u0000."


def test_an_act_of_tomorrow_is_refused_even_as_history(variation):
    taking = Taking(key="withdraw", on=date(2999, 1, 1), by=STAFF, as_history=True)

    with pytest.raises(NotPermitted, match="in the future"):
        take_step(instrument=variation, taking=taking)
