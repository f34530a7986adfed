"""The duties to have regard: D1 to D3, C8 and the edition of the Requirement (V1), by hand from STATUTE.md."""

from dataclasses import replace
from datetime import date

import pytest

from plans.statute.duties import BY_KEY, DUTIES
from plans.statute.engine import refusals, standing
from plans.statute.procedures import POLICE_AND_CRIME_PLAN
from plans.statute.terms import Act, NationalDocument, NationalKind, Record
from tests.plans.statute.records import STAFF, record_before, with_particulars

ISSUE = POLICE_AND_CRIME_PLAN.step("issue")
GUIDANCE = NationalDocument(NationalKind.GUIDANCE, "Guidance on plans", date(2013, 1, 1))
REQUIREMENT_2012 = NationalDocument(NationalKind.REQUIREMENT, "2012", date(2012, 7, 31))


def without_duty(duty: str) -> Record:
    """The record of the lawful issue, without the statement on one duty."""
    record = record_before("issue")
    return replace(record, acts=tuple(act for act in record.acts if act.particulars.get("duty") != duty))


def with_statement(record: Record, duty: str, **particulars: str) -> Record:
    """The record with one more statement."""
    said = {"duty": duty, "statement": "Considered.", **particulars}
    act = Act("state_regard", date(2014, 2, 1), STAFF, None, said, seq=50)
    return replace(record, acts=(*record.acts, act))


def why(record: Record) -> list[tuple[str, str, bool]]:
    return [(r.rule, r.section, r.waivable) for r in refusals(ISSUE, record)]


def test_the_six_duties_are_held_as_the_statute_says():
    assert {duty.key: (duty.rule, duty.step, duty.held_by.severity.value) for duty in DUTIES} == {
        "requirement": ("V1", "consider_requirement", "block"),
        "priorities": ("V5", "record_priorities", "block"),
        "children": ("D1", "state_regard", "warn"),
        "equality": ("D2", "state_regard", "warn"),
        "value_for_money": ("D3", "state_regard", "warn"),
        "guidance": ("C8", "state_regard", "warn"),
    }


@pytest.mark.parametrize(
    ("duty", "rule", "section"),
    [
        ("children", "D1", "Children Act 2004 (our reading)"),
        ("equality", "D2", "Equality Act 2010 (our reading)"),
        ("value_for_money", "D3", "Police Reform and Social Responsibility Act 2011 (our reading)"),
    ],
)
def test_issue_asks_for_a_statement_on_each_duty_and_yields_to_a_reason(duty, rule, section):
    record = without_duty(duty)

    assert why(record) == [(rule, section, True)]
    assert refusals(ISSUE, record)[0].clears == "state_regard"
    assert standing(ISSUE, record, waived={rule}) == ()


def test_a_statement_without_words_is_no_statement():
    record = with_particulars(record_before("issue"), "state_regard", statement="")

    assert why(record) == [("D3", "Police Reform and Social Responsibility Act 2011 (our reading)", True)]


def test_the_statement_on_equality_needs_its_impact_assessment():
    record = record_before("issue")
    bare = replace(record, acts=tuple(replace(act, evidence=()) for act in record.acts))

    assert [r.reason for r in refusals(ISSUE, bare)] == [
        "The statement on equality has no document with it: the equality impact assessment."
    ]


def test_guidance_that_is_named_and_in_force_needs_a_statement_that_names_it():
    record = replace(record_before("issue"), national=(GUIDANCE,))

    assert why(record) == [("C8", "s.7(4), (5)", True)]
    assert why(with_statement(record, "guidance", edition="Other guidance")) == [("C8", "s.7(4), (5)", True)]
    assert why(with_statement(record, "guidance", edition="Guidance on plans")) == []


def test_guidance_that_has_ended_or_is_not_yet_in_force_asks_for_nothing():
    ended = replace(GUIDANCE, to_on=date(2014, 2, 13))
    ahead = replace(GUIDANCE, from_on=date(2014, 2, 15))

    assert why(replace(record_before("issue"), national=(ended, ahead))) == []


def test_where_nobody_supplied_what_is_in_force_a_statement_on_guidance_is_asked_for():
    record = replace(record_before("issue"), national=None)

    assert why(record) == [("C8", "s.7(4), (5)", True)]
    assert why(with_statement(record, "guidance")) == []


def test_a_newer_edition_of_the_requirement_after_the_statement_is_pointed_out():
    newer = NationalDocument(NationalKind.REQUIREMENT, "2014", date(2014, 1, 31))
    record = replace(record_before("issue"), national=(REQUIREMENT_2012, newer))

    assert why(record) == [("V1", "s.5(5)", True)]
    assert [r.reason for r in refusals(ISSUE, record)] == [
        "The statement on the Strategic Policing Requirement was made on 2 December 2013 against the edition “2012”. "
        "The edition “2014” is in force since 31 January 2014."
    ]


def test_a_statement_against_an_edition_that_was_not_the_newest_is_pointed_out():
    newer = NationalDocument(NationalKind.REQUIREMENT, "2013", date(2013, 6, 1))

    assert why(replace(record_before("issue"), national=(REQUIREMENT_2012, newer))) == [("V1", "s.5(5)", True)]


def test_an_edition_that_comes_after_the_issue_is_not_held_against_it():
    newer = NationalDocument(NationalKind.REQUIREMENT, "2014", date(2014, 2, 15))

    assert why(replace(record_before("issue"), national=(REQUIREMENT_2012, newer))) == []


def test_an_edition_named_in_other_words_than_the_table_is_taken_at_its_word():
    record = with_particulars(record_before("issue"), "consider_requirement", edition="July 2012")

    assert why(record) == []


@pytest.mark.parametrize("missing", ["duty", "statement"])
def test_a_statement_says_to_which_duty_and_how(missing):
    record = record_before("state_regard")
    step = POLICE_AND_CRIME_PLAN.step("state_regard")

    bare = replace(record, particulars={**record.particulars, missing: ""})

    assert [r.reason for r in refusals(step, bare)] == [
        "A statement of regard says to which duty regard was had, and how."
    ]


def test_each_duty_says_what_its_statement_answers():
    assert all(duty.asks.endswith(".") and duty.words for duty in BY_KEY.values())
