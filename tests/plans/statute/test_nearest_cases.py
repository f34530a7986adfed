"""
Each rule that a guard enforces, at its edge: the nearest case that is lawful and the nearest that is not.

The name of a test is the rule as a sentence. The last test names each rule of a guard that has none here.
"""

import ast
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from plans.statute import guards
from plans.statute.engine import refusals
from plans.statute.procedures import POLICE_AND_CRIME_PLAN
from plans.statute.rules import RULES
from plans.statute.terms import Act, Actor, InstrumentKind, Limb, Office, OtherPlan, Record, Stage, Tenure
from tests.plans.statute.records import (
    ACTING,
    COMMISSIONER,
    LIMBS,
    OTHER_TEXT,
    PANEL,
    STAFF,
    TENURES,
    TEXT,
    record_before,
    redated,
    with_particulars,
)

CHIEF_EXECUTIVE = Actor(Office.CHIEF_EXECUTIVE, "Daniel Okafor")
PLAN = InstrumentKind.PLAN
WITH_A_TEST: dict[str, str] = {}


def of(*rules: str) -> Callable[[Callable], Callable]:
    """Note which rules a test is about."""

    def note(test: Callable) -> Callable:
        WITH_A_TEST.update(dict.fromkeys(rules, test.__name__))
        return test

    return note


def stopped_by(key: str, record: Record) -> set[str]:
    """The rules that refuse a step."""
    return {refusal.rule for refusal in refusals(POLICE_AND_CRIME_PLAN.step(key), record)}


def without_one(record: Record, step: str, **particulars: str) -> Record:
    """The record without the acts of a step that say this."""
    kept = (
        act for act in record.acts
        if act.step != step or any(act.particulars.get(k) != v for k, v in particulars.items())
    )  # fmt: skip
    return replace(record, acts=tuple(kept))


def with_act(record: Record, *acts: Act) -> Record:
    return replace(record, acts=(*record.acts, *acts))


# P: the duty, the period, who may act


@of("P1")
def test_a_plan_is_issued_within_the_financial_year_of_the_ordinary_election():
    record = replace(record_before("issue"), kind=PLAN)  # the election was on 15 November 2012

    assert "P1" not in stopped_by("issue", redated_to(record, date(2013, 3, 31)))
    assert "P1" in stopped_by("issue", redated_to(record, date(2013, 4, 1)))


def redated_to(record: Record, on: date) -> Record:
    """The record with every act, and the one that is judged, on one day."""
    return replace(record, on=on, acts=tuple(replace(act, on=on) for act in record.acts))


@of("P3")
def test_what_is_varied_is_the_plan_as_it_now_stands():
    assert "P3" not in stopped_by("issue", record_before("issue"))
    assert "P3" in stopped_by("issue", record_before("issue", varies_latest_edition=False))
    assert "P3" in stopped_by("issue", record_before("issue", varies_latest_edition=None))


@of("P3")
def test_what_met_a_later_edition_is_settled_to_the_last_conflict():
    assert "P3" not in stopped_by("send_to_panel", record_before("send_to_panel", conflicts_open=0))
    assert "P3" in stopped_by("send_to_panel", record_before("send_to_panel", conflicts_open=1))


@of("P5")
def test_two_plans_never_have_effect_from_the_same_day():
    other = OtherPlan("The plan before", date(2013, 3, 1), date(2014, 4, 1), date(2017, 3, 31))
    record = record_before("issue", kind=PLAN, other_plans=(other,))

    assert "P5" not in stopped_by("issue", replace(record, particulars={"effective_from": "2014-04-02"}))
    assert "P5" in stopped_by("issue", replace(record, particulars={"effective_from": "2014-04-01"}))


@of("P5")
def test_a_plan_has_effect_on_the_day_of_issue_or_later():
    record = record_before("issue", kind=PLAN)

    assert "P5" not in stopped_by("issue", replace(record, particulars={"effective_from": "2014-02-14"}))
    assert "P5" in stopped_by("issue", replace(record, particulars={"effective_from": "2014-02-13"}))


@of("P6")
def test_the_planning_period_ends_with_the_year_of_the_next_ordinary_election():
    record = record_before("issue", kind=PLAN)  # the next election was on 5 May 2016

    assert "P6" not in stopped_by("issue", replace(record, particulars={"period_ends_on": "2017-03-31"}))
    assert "P6" in stopped_by("issue", replace(record, particulars={"period_ends_on": "2017-03-30"}))


@of("P8")
def test_a_variation_cannot_say_when_the_plan_ends():
    record = record_before("issue")

    assert "P8" not in stopped_by("issue", replace(record, particulars={"effective_from": "2014-04-01"}))
    assert "P8" in stopped_by("issue", replace(record, particulars={"period_ends_on": "2017-03-31"}))


@of("P10")
@pytest.mark.parametrize(("key", "barred"), [("respond", False), ("issue", True), ("record_decision", True)])
def test_an_acting_commissioner_may_respond_to_the_panel_and_may_not_decide_or_issue(key, barred):
    acting = Tenure(Office.ACTING_COMMISSIONER, ACTING.name, date(2014, 1, 1))

    assert ("P10" in stopped_by(key, record_before(key, by=ACTING, tenures=(acting,)))) is barred


@of("P10")
def test_a_commissioner_issues_on_the_day_after_an_acting_one_left_and_not_on_the_last_day_of_acting():
    acting = Tenure(Office.ACTING_COMMISSIONER, ACTING.name, date(2014, 2, 14), date(2014, 2, 20))
    record = record_before("issue", tenures=(*TENURES, acting))

    assert "P10" not in stopped_by("issue", replace(record, on=date(2014, 2, 21)))
    assert "P10" in stopped_by("issue", replace(record, on=date(2014, 2, 20)))
    assert "P10" not in stopped_by("issue", replace(record, on=date(2014, 2, 13)))


HANDOVER = (
    Tenure(Office.COMMISSIONER, "Joan Ferris", date(2012, 11, 22), date(2013, 11, 30)),
    Tenure(Office.ACTING_COMMISSIONER, ACTING.name, date(2013, 12, 1), date(2014, 2, 1)),
    Tenure(Office.COMMISSIONER, COMMISSIONER.name, date(2014, 2, 2)),
    Tenure(Office.CHIEF_CONSTABLE, "Amir Qureshi", date(2012, 11, 22)),
)


def owned(on: date, by: Actor = COMMISSIONER, wording: str = TEXT) -> Act:
    return Act("own_draft", on, by, wording, {}, 99)


@of("P11")
@pytest.mark.parametrize("key", ["issue", "record_decision"])
def test_a_draft_prepared_under_an_acting_commissioner_is_owned_before_it_is_decided_on_or_issued(key):
    record = record_before(key, tenures=HANDOVER)  # frozen on 2 December 2013

    assert "P11" not in stopped_by(key, with_act(record, owned(date(2014, 2, 3))))
    assert "P11" in stopped_by(key, record)
    assert "P11" in stopped_by(key, with_act(record, owned(date(2014, 2, 3), wording=OTHER_TEXT)))
    assert "P11" in stopped_by(key, with_act(record, owned(date(2014, 2, 3), by=ACTING)))
    assert "P11" in stopped_by(key, with_act(record, replace(owned(date(2014, 2, 3)), seq=0)))


@of("P11")
def test_a_draft_frozen_on_the_last_day_of_a_commissioner_is_not_owned_again():
    record = record_before("issue", tenures=HANDOVER)

    assert "P11" not in stopped_by("issue", redated(record, "prepare_draft", date(2013, 11, 30)))
    assert "P11" in stopped_by("issue", redated(record, "prepare_draft", date(2013, 12, 1)))


@of("P11")
def test_only_a_draft_that_an_acting_commissioner_left_can_be_owned():
    record = replace(record_before("have_regard", by=COMMISSIONER, on=date(2014, 2, 10)), wording=TEXT)

    assert stopped_by("own_draft", replace(record, tenures=HANDOVER)) == set()
    assert stopped_by("own_draft", record) == {"P11"}


@of("P11")
def test_an_acting_commissioner_cannot_own_a_draft_nor_can_anybody_but_the_commissioner():
    record = replace(record_before("have_regard", tenures=HANDOVER), wording=TEXT)

    assert "P10" in stopped_by("own_draft", replace(record, by=ACTING, on=date(2014, 2, 1)))
    assert "P12" in stopped_by("own_draft", replace(record, by=STAFF))


@of("P12")
@pytest.mark.parametrize("key", ["issue", "record_decision"])
def test_issuing_is_for_the_commissioner_in_person_and_not_even_for_the_deputy(key):
    deputy = Tenure(Office.DEPUTY_COMMISSIONER, "Joanna Field", date(2012, 11, 22))
    record = record_before(key, tenures=(*TENURES, deputy))

    assert "P12" not in stopped_by(key, record)
    assert "P12" in stopped_by(key, replace(record, by=Actor(Office.DEPUTY_COMMISSIONER, "Joanna Field")))


@of("P13")
def test_an_act_is_judged_by_who_held_the_office_on_its_day():
    record = record_before("issue")  # Helen Marsh was commissioner to 11 November 2019

    assert "P13" not in stopped_by("issue", replace(record, on=date(2019, 11, 11)))
    assert "P13" in stopped_by("issue", replace(record, on=date(2019, 11, 12)))
    assert "P13" in stopped_by("issue", replace(record, by=Actor(Office.COMMISSIONER, "Helen March")))


# C: what a plan sets out


@of("C1", "C2", "C3", "C4", "C5", "C6", "C7")
@pytest.mark.parametrize("limb", list(Limb))
def test_the_plan_sets_out_each_thing_that_section_7_names(limb):
    all_but_one = [one for one in LIMBS if one != limb.value]

    assert stopped_by("issue", with_particulars(record_before("issue"), "prepare_draft", limbs=LIMBS)) == set()
    assert stopped_by("issue", with_particulars(record_before("issue"), "prepare_draft", limbs=all_but_one)) == {
        limb.value[:2]
    }


@of("C6", "C7")
@pytest.mark.parametrize("limb", ["C5", "C6", "C7"])
def test_services_and_grants_may_be_said_not_to_apply_with_a_reason_and_measuring_may_not(limb):
    record = with_particulars(
        record_before("issue"), "prepare_draft", limbs=[one for one in LIMBS if one != limb]
    )  # fmt: skip

    assert (limb in stopped_by("issue", replace(record, particulars={"not_applicable": {limb: "None."}}))) is (
        limb == "C5"
    )
    assert limb in stopped_by("issue", replace(record, particulars={"not_applicable": {limb: ""}}))


# V: before issuing or varying


@of("V1")
def test_regard_is_had_to_the_requirement_in_a_statement_that_names_its_edition():
    record = record_before("issue")

    assert "V1" not in stopped_by("issue", record)
    assert "V1" in stopped_by("issue", with_particulars(record, "consider_requirement", edition=""))
    assert "V1" in stopped_by("issue", with_particulars(record, "consider_requirement", statement=""))


@of("V2")
def test_what_is_consulted_on_was_frozen_by_then_in_those_very_words():
    record = record_before("consult_chief_constable")

    assert "V2" not in stopped_by("consult_chief_constable", redated(record, "prepare_draft", record.on))
    assert "V2" in stopped_by("consult_chief_constable", replace(record, wording=OTHER_TEXT))


@of("V3")
def test_the_chief_constable_is_consulted_on_or_before_the_day_of_sending():
    record = record_before("send_to_panel")

    assert "V3" not in stopped_by("send_to_panel", record)
    assert "V3" in stopped_by("send_to_panel", redated(record, "consult_chief_constable", date(2014, 1, 7)))


@of("V4")
def test_the_views_of_people_do_not_stand_for_the_views_of_victims():
    record = record_before("issue", kind=PLAN)

    assert "V4" not in stopped_by("issue", record)
    assert "V4" in stopped_by("issue", without_one(record, "obtain_views", group="victims"))
    assert "V4" in stopped_by("issue", without_one(record, "obtain_views", group="people"))


@of("V5")
def test_an_authority_that_was_asked_counts_as_heard_and_one_that_was_not_does_not():
    record = record_before("issue")

    asked = with_particulars(record, "record_priorities", priorities="", asked_on="2013-12-02")
    assert "V5" not in stopped_by("issue", asked)
    assert "V5" in stopped_by("issue", with_particulars(record, "record_priorities", priorities="", asked_on=""))


@of("V6")
def test_the_panel_has_the_floor_of_clear_working_days_and_not_one_fewer():
    record = record_before("send_to_panel")  # sent on Monday 6 January 2014

    assert "V6" not in stopped_by("send_to_panel", replace(record, particulars={"meeting_on": "2014-02-04"}))
    assert "V6" in stopped_by("send_to_panel", replace(record, particulars={"meeting_on": "2014-02-03"}))


@of("V6")
def test_the_panel_reports_only_on_what_it_was_sent():
    assert "V6" not in stopped_by("report", record_before("report"))
    assert "V6" in stopped_by("report", record_before("report", without=("send_to_panel",)))


@of("V7")
def test_the_panel_makes_a_report_or_recommendations_and_one_of_them_is_enough():
    def with_(**made: object) -> Record:
        return replace(record_before("report"), particulars={"adopted_by_full_panel": True, **made})

    assert "V7" not in stopped_by("report", with_(report="Reviewed."))
    assert "V7" not in stopped_by("report", with_(recommendations=[{"number": 1, "words": "Say how."}]))
    assert "V7" in stopped_by("report", with_(report="", recommendations=[]))


@of("V8")
def test_regard_is_had_on_the_day_of_the_report_or_later_and_before_the_response():
    record = record_before("respond")

    assert "V8" not in stopped_by("respond", redated(record, "have_regard", date(2014, 2, 5)))
    assert "V8" in stopped_by("respond", redated(record, "have_regard", date(2014, 2, 4)))


@of("V9")
def test_every_recommendation_is_answered_and_an_endorsement_is_answered_too():
    record = record_before("respond")
    bare = with_particulars(record, "report", recommendations=[])

    assert "V9" not in stopped_by("respond", record)
    assert "V9" in stopped_by("respond", replace(record, particulars={"response": "Thank you."}))
    assert "V9" not in stopped_by("respond", replace(bare, particulars={"response": "Thank you."}))
    assert "V9" in stopped_by("respond", replace(bare, particulars={"response": ""}))


@of("V10")
def test_the_response_is_published_by_the_day_of_issue():
    record = record_before("issue")  # on 14 February 2014

    assert "V10" not in stopped_by("issue", redated(record, "publish_response", date(2014, 2, 14)))
    assert "V10" in stopped_by("issue", redated(record, "publish_response", date(2014, 2, 15)))


@of("V12")
def test_the_chief_constable_is_consulted_again_on_words_that_changed():
    draft = Act("prepare_draft", date(2014, 2, 6), STAFF, OTHER_TEXT, {"changed": {}, "limbs": LIMBS}, 90)
    again = Act("consult_again", date(2014, 2, 6), STAFF, OTHER_TEXT, {}, 91)
    reply = Act("record_reply", date(2014, 2, 7), STAFF, OTHER_TEXT, {}, 92)
    record = with_act(record_before("issue", wording=OTHER_TEXT), draft)

    assert "V12" not in stopped_by("issue", with_act(record, again, reply))
    assert "V12" in stopped_by("issue", record)


@of("V13")
def test_going_on_without_a_report_yields_to_the_chief_executives_reason_and_to_nothing_less():
    record = replace(record_before("report"), on=date(2014, 3, 5), by=CHIEF_EXECUTIVE, particulars={})
    step = POLICE_AND_CRIME_PLAN.step("no_report")

    assert [(r.rule, r.waivable) for r in refusals(step, record)] == [("V13", True)]
    assert stopped_by("no_report", replace(record, by=STAFF)) == {"P13", "V13"}


@of("V14")
def test_the_full_panel_adopts_its_report_and_a_group_does_not():
    record = record_before("report")

    assert "V14" not in stopped_by("report", record)
    for by_a_group in (False, None, "yes"):
        changed = {**record.particulars, "adopted_by_full_panel": by_a_group}
        assert "V14" in stopped_by("report", replace(record, particulars=changed))


@of("V16")
def test_everything_that_is_varied_was_before_the_panel():
    record = record_before("issue")
    changed = {"page-7": "Page 7", "appendix-a": "Appendix A"}

    assert "V16" not in stopped_by("issue", record)
    assert "V16" in stopped_by("issue", with_particulars(record, "prepare_draft", changed=changed))


# I: issue, copies, publication, decision


@of("I1")
def test_a_copy_goes_to_the_chief_constable_and_to_each_authority_of_the_day_of_issue():
    record = record_before("close")

    assert "I1" not in stopped_by("close", record)
    assert "I1" in stopped_by("close", with_particulars(record, "send_copy", to=["chief-constable"]))
    assert "I1" in stopped_by("close", with_particulars(record, "send_copy", to=["wendle-vale"]))


@of("I2")
def test_what_was_issued_is_published_in_the_words_in_which_it_was_issued():
    assert "I2" not in stopped_by("publish", record_before("publish"))
    assert "I2" in stopped_by("publish", record_before("publish", wording=OTHER_TEXT))
    assert "I2" in stopped_by("close", record_before("close", without=("publish",)))


@of("I7")
def test_the_file_is_closed_on_the_day_on_which_the_decision_is_published_or_later():
    record = record_before("close")  # on 20 February 2014

    published = with_particulars(record, "record_decision", published_on="2014-02-20")
    assert "I7" not in stopped_by("close", published)
    assert "I7" in stopped_by("close", with_particulars(record, "record_decision", published_on="2014-02-21"))


def enforced() -> set[str]:
    """The rules that stand in the modules of guards: named as text, or worked out from a limb of section 7."""
    named = {limb.value[:2] for limb in Limb}
    for module in Path(guards.__path__[0]).glob("*.py"):
        texts = (node.value for node in ast.walk(ast.parse(module.read_text())) if isinstance(node, ast.Constant))
        named |= {text for text in texts if isinstance(text, str) and text in RULES}
    return named


# Where the nearest cases of the other rules stand: of duties, dates, copies, Welsh, and of the other courses.
ELSEWHERE = {
    "test_other_courses.py": {"F1", "F2", "F3", "F4", "F5", "F6", "I5", "P14", "R1", "R2", "R3"},
    "test_duties.py": {"C8", "D1", "D2", "D3"},
    "test_guards_on_days.py": {"E1", "N3"},
    "test_copies.py": {"I4"},
    "../test_welsh.py": {"W1"},
}


def test_no_rule_of_a_guard_is_without_its_nearest_cases():
    assert enforced() - set(WITH_A_TEST) - set().union(*ELSEWHERE.values()) == set()
    assert set(WITH_A_TEST) <= enforced()


@pytest.mark.parametrize("file", ELSEWHERE)
def test_the_nearest_cases_of_the_other_rules_stand_where_they_are_said_to(file):
    text = (Path(__file__).parent / file).read_text()

    assert [rule for rule in sorted(ELSEWHERE[file]) if f'"{rule}"' not in text] == []


def test_every_refusal_of_every_step_cites_its_rule_and_section():
    empty = Record(InstrumentKind.VARIATION, Stage.REPORTED, date(2014, 2, 14), by=None)
    for step in POLICE_AND_CRIME_PLAN.steps:
        for by in (None, STAFF, PANEL, ACTING, COMMISSIONER):
            for found in refusals(step, replace(empty, by=by)):
                assert found.section, (step.key, found)
                assert found.rule in RULES or found.rule == "", (step.key, found)
                assert found.reason.endswith("."), found
