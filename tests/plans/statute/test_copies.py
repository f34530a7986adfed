"""Who is owed a copy, when it is served, and what reopens the gap (STATUTE I1, I4)."""

from dataclasses import replace
from datetime import date

import pytest

from plans.statute.engine import refusals
from plans.statute.guards.afterwards import copies_that_stand, corrected_since, recipients_owed
from plans.statute.procedures import POLICE_AND_CRIME_PLAN as COURSE
from plans.statute.terms import Act, Authority, Record
from tests.plans.statute.records import AUTHORITIES, STAFF, TEXT, record_before, with_particulars

BY_MAIL, AGAIN = "<first@plans.example>", "<second@plans.example>"
DAY = date(2014, 2, 14)


def with_acts(*acts: tuple[str, dict]) -> Record:
    """The record just before closing, on which these acts alone were taken about copies, in this order."""
    record = record_before("close", without=("send_copy",))
    later = tuple(Act(step, DAY, STAFF, TEXT, said, 100 + n) for n, (step, said) in enumerate(acts))
    return replace(record, acts=(*record.acts, *later))


def sent(to: str, message_id: str = "") -> tuple[str, dict]:
    return ("send_copy", {"to": [to], "message_id": message_id} if message_id else {"to": [to]})


def came_back(to: str, message_id: str = "") -> tuple[str, dict]:
    return ("copy_came_back", {"to": [to], "message_id": message_id} if message_id else {"to": [to]})


def owed(*acts: tuple[str, dict]) -> set[str]:
    return set(recipients_owed(with_acts(*acts)))


def test_the_list_is_that_of_the_day_of_issue_whoever_came_or_went_later():
    newcomer = Authority("new-board", "New Board", date(2014, 2, 15))
    gone = Authority("gone-board", "Gone Board", date(2012, 1, 1), date(2014, 2, 14))
    record = replace(with_acts(), authorities=(*AUTHORITIES, newcomer, gone))

    assert set(recipients_owed(record)) == {"chief-constable", "wendle-vale", "gone-board"}


def test_whom_the_line_of_issue_names_stays_owed_whatever_the_register_says_afterwards():
    named = {"chief-constable": "the Chief Constable", "wendle-vale": "Wendle Vale Council", "merged": "Merged Trust"}
    found_later = Authority("found-later", "Found Later", date(2012, 1, 1))
    record = replace(with_particulars(with_acts(), "issue", copies_owed=named), authorities=(*AUTHORITIES, found_later))

    assert recipients_owed(record) == {ref: named[ref] for ref in ("chief-constable", "merged", "wendle-vale")}
    assert corrected_since(record) == ({"found-later": "Found Later"}, {"merged": "Merged Trust"})
    assert corrected_since(with_acts()) == ({}, {})


def test_a_copy_that_came_back_is_owed_again():
    assert owed(sent("wendle-vale", BY_MAIL)) == {"chief-constable"}
    assert owed(sent("wendle-vale", BY_MAIL), came_back("wendle-vale", BY_MAIL)) == {"chief-constable", "wendle-vale"}


def test_a_copy_that_was_sent_again_stands_though_the_first_comes_back_late():
    both = (sent("wendle-vale", BY_MAIL), sent("wendle-vale", AGAIN))

    assert owed(*both, came_back("wendle-vale", BY_MAIL)) == {"chief-constable"}
    assert owed(*both, came_back("wendle-vale", AGAIN)) == {"chief-constable"}
    assert "wendle-vale" in owed(*both, came_back("wendle-vale", BY_MAIL), came_back("wendle-vale", AGAIN))


def test_a_copy_of_which_no_message_is_named_comes_back_whichever_it_was():
    assert "wendle-vale" in owed(sent("wendle-vale", BY_MAIL), came_back("wendle-vale"))
    assert "wendle-vale" not in owed(sent("wendle-vale"), came_back("wendle-vale"), sent("wendle-vale"))


def test_a_copy_to_one_does_not_come_back_from_another():
    record = with_acts(sent("wendle-vale"), sent("chief-constable"), came_back("chief-constable"))

    assert set(copies_that_stand(record)) == {"wendle-vale"}


def test_a_copy_that_came_back_stands_in_the_way_of_closing_as_none_at_all_does():
    record = with_acts(sent("chief-constable"), sent("wendle-vale", BY_MAIL), came_back("wendle-vale", BY_MAIL))

    found = refusals(COURSE.step("close"), record)

    assert [(r.rule, r.section, r.reason, r.waivable) for r in found] == [
        ("I1", "s.5(10)(a)", "No copy has been sent to Wendle Vale Council.", True)
    ]


def test_nothing_comes_back_that_was_not_sent():
    record = replace(with_acts(), particulars={"to": ["wendle-vale"]}, by=STAFF, wording=TEXT)

    assert [(r.rule, r.waivable) for r in refusals(COURSE.step("copy_came_back"), record)] == [("I1", False)]


@pytest.mark.parametrize("rule", [True, None])
def test_where_copies_go_first_publication_waits_for_them_or_for_a_reason(rule):
    owing = replace(record_before("publish", without=("send_copy",)), copies_go_first=rule)
    served = replace(record_before("publish"), copies_go_first=rule)

    assert [(r.rule, r.waivable) for r in refusals(COURSE.step("publish"), owing)] == [("I4", True)]
    assert refusals(COURSE.step("publish"), served) == ()


def test_without_such_a_rule_publication_does_not_wait_for_the_copies():
    record = record_before("publish", without=("send_copy",))

    assert refusals(COURSE.step("publish"), replace(record, copies_go_first=False)) == ()
