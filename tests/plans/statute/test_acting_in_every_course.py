"""Section 62 in every course: who acts as commissioner issues and varies nothing, nor does a commissioner meanwhile."""

from dataclasses import replace
from datetime import date

import pytest

from plans.statute.engine import refusals
from plans.statute.procedures import ANNUAL_REPORT, FIRE_AND_RESCUE_PLAN, POLICE_AND_CRIME_PLAN, REVIEW, VERSIONS
from plans.statute.terms import Actor, InstrumentKind, Office, Record, Tenure
from tests.plans.statute.records import ACTING, COMMISSIONER, TEXT, record_before

# By hand from STATUTE.md P10 to P12: what is the commissioner's in person, by course. Section 62 bars issuing and
# varying the plan of section 5 alone: a fire and rescue plan, made under other law, is in the hand of whoever acts.
IN_PERSON = {
    POLICE_AND_CRIME_PLAN: ("own_draft", "record_decision", "issue"),
    FIRE_AND_RESCUE_PLAN: (),
    REVIEW: (),
    ANNUAL_REPORT: (),
}
KINDS = {
    POLICE_AND_CRIME_PLAN: (InstrumentKind.PLAN, InstrumentKind.VARIATION),
    FIRE_AND_RESCUE_PLAN: (InstrumentKind.FIRE_PLAN, InstrumentKind.FIRE_VARIATION),
    REVIEW: (InstrumentKind.REVIEW,),
    ANNUAL_REPORT: (InstrumentKind.ANNUAL_REPORT,),
}
BARRED = [(course, kind, key) for course, keys in IN_PERSON.items() for key in keys for kind in KINDS[course]]
FREE = [
    (course, kind, step.key)
    for course, keys in IN_PERSON.items()
    for kind in KINDS[course]
    for step in course.steps
    if step.key not in keys
]
ON = date(2014, 2, 14)
# The commissioner's own tenure still runs: they are away, or its end was never entered.
BOTH = (
    Tenure(Office.COMMISSIONER, COMMISSIONER.name, date(2012, 11, 22)),
    Tenure(Office.ACTING_COMMISSIONER, ACTING.name, date(2014, 2, 1)),
)


def a_record(kind: InstrumentKind, by: Actor, tenures: tuple[Tenure, ...]) -> Record:
    return replace(record_before("issue"), kind=kind, by=by, on=ON, tenures=tenures, wording=TEXT)


def under_p10(course, key: str, record: Record) -> list[bool]:
    return [refusal.waivable for refusal in refusals(course.step(key), record) if refusal.rule == "P10"]


def test_what_is_the_commissioners_in_person_is_the_list_by_hand_in_every_version_of_a_course():
    by_hand = {course.version: set(keys) for course, keys in IN_PERSON.items()}
    of_section_5 = ("pcc-wales-1", "pfcc-1", "mayor-1")
    by_hand |= {ref: {"own_draft", "record_decision", "issue"} for ref in of_section_5}
    by_hand |= {ref: set() for ref in ("mayor-review-1", "mayor-annual-report-1")}

    assert {ref: {s.key for s in version.steps if s.personal} for ref, version in VERSIONS.items()} == by_hand


@pytest.mark.parametrize("key", ["record_decision", "issue"])
def test_a_fire_and_rescue_plan_is_issued_by_whoever_holds_the_office_and_by_no_one_else(key):
    held = FIRE_AND_RESCUE_PLAN.step(key)

    assert held.held
    record = a_record(InstrumentKind.FIRE_PLAN, Actor(Office.STAFF, "Priya Nair"), BOTH[1:])
    assert "P13" in {refusal.rule for refusal in refusals(held, record)}


@pytest.mark.parametrize(("course", "kind", "key"), BARRED, ids=lambda part: getattr(part, "value", None))
def test_whoever_acts_as_commissioner_issues_and_varies_nothing_whatever_reason_is_given(course, kind, key):
    assert under_p10(course, key, a_record(kind, ACTING, BOTH[1:])) == [False]


@pytest.mark.parametrize(("course", "kind", "key"), BARRED, ids=lambda part: getattr(part, "value", None))
def test_a_commissioner_whose_tenure_still_runs_issues_nothing_while_somebody_acts(course, kind, key):
    meanwhile = a_record(kind, COMMISSIONER, BOTH)
    day_before = (BOTH[0], replace(BOTH[1], to_on=date(2014, 2, 13)))

    assert under_p10(course, key, meanwhile) == [False]
    assert under_p10(course, key, replace(meanwhile, tenures=day_before)) == []


@pytest.mark.parametrize(("course", "kind", "key"), FREE, ids=lambda part: getattr(part, "value", None))
def test_nothing_else_is_barred_to_whoever_acts(course, kind, key):
    assert under_p10(course, key, a_record(kind, ACTING, BOTH[1:])) == []
