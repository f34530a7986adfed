"""The course against a table written by hand from STATUTE.md, and each step at its own stage and no other."""

from dataclasses import replace
from itertools import product

import pytest

from plans.statute.engine import next_stage, prospects, refusals
from plans.statute.procedures import POLICE_AND_CRIME_PLAN
from plans.statute.rules import RULES, Severity
from plans.statute.terms import InstrumentKind, NotPermitted, Refusal, Stage
from tests.plans.statute.records import LAWFUL, record_before

PARA_5D = "Specified Information Order 2011, para 5(d)"
# step: section for a plan, section for a variation, stages at which it may be taken, stage after, in person
BY_HAND = {
    "consider_requirement": ("s.5(5)", "s.5(5)", "drafting with_panel reported", None, False),
    "record_priorities": ("s.10(1)", "s.10(1)", "drafting with_panel reported", None, False),
    "state_regard": (
        "Duties beside s.5 (our reading)",
        "Duties beside s.5 (our reading)",
        "drafting with_panel reported",
        None,
        False,
    ),
    "obtain_views": (
        "Police Act 1996 s.96(1A)",
        "Police Act 1996 s.96(1A)",
        "drafting with_panel reported",
        None,
        False,
    ),
    "prepare_draft": ("s.5(6)(a)", "s.5(6)(a)", "drafting reported", None, False),
    "consult_chief_constable": ("s.5(6)(b)", "s.5(6)(b)", "drafting", None, False),
    "record_reply": ("s.5(6)(b)", "s.5(6)(b)", "drafting with_panel reported", None, False),
    "send_to_panel": ("s.5(6)(c)", "s.5(6)(c)", "drafting reported", "with_panel", False),
    "report": ("s.28(3)", "s.28(3)", "with_panel reported", "reported", False),
    "no_report": ("s.5(6)(d)", "s.5(6)(d)", "with_panel", "reported", False),
    "have_regard": ("s.5(6)(d)", "s.5(6)(d)", "reported", None, False),
    "respond": ("s.5(6)(e)", "s.5(6)(e)", "reported", None, False),
    "publish_response": ("s.5(6)(f)", "s.5(6)(f)", "reported", None, False),
    "consult_again": ("s.5(8)", "s.5(8)", "with_panel reported", None, False),
    "own_draft": ("s.62", "s.62", "drafting with_panel reported", None, True),
    "record_decision": (PARA_5D, PARA_5D, "reported issued", None, True),
    "issue": ("s.5(1)", "s.5(4)", "reported", "issued", True),
    "send_copy": ("s.5(10)(a)", "s.5(10)(a)", "issued closed", None, False),
    "copy_came_back": ("s.5(10)(a)", "s.5(10)(a)", "issued closed", None, False),
    "publish": ("s.5(10)(b)", "s.5(10)(b)", "issued", None, False),
    "close": (PARA_5D, PARA_5D, "issued", "closed", False),
    "withdraw": ("s.5", "s.5", "drafting with_panel reported", "withdrawn", False),
}
# rule: section, severity (STATUTE.md, "enforce"); readings of general knowledge are said to be ours
RULES_BY_HAND = {
    "P1": ("s.5(1)", "warn"),
    "P2": ("s.5(2)", "show"),
    "P3": ("s.5(4)", "block"),
    "P4": ("s.5(1), (2), s.51", "setting"),
    "P5": ("s.7(3)", "block"),
    "P6": ("s.7(7)", "warn"),
    "P7": ("s.7(3), s.8", "show"),
    "P8": ("s.5(4), s.7 (our reading)", "block"),
    "P9": ("s.5(1)", "setting"),
    "P10": ("s.62", "block"),
    "P11": ("s.62(1) to (3)", "block"),
    "P12": ("s.18(3), (7)", "block"),
    "P13": ("s.5 (our reading)", "block"),
    "P14": ("The order that transfers them (our reading)", "block"),
    "C1": ("s.7(1)(a), (2)", "block"),
    "C2": ("s.7(1)", "block"),
    "C3": ("s.7(1)", "block"),
    "C4": ("s.7(1)", "block"),
    "C5": ("s.7(1)", "block"),
    "C6": ("s.7(1)", "block"),
    "C7": ("s.7(1)(f)", "block"),
    "C8": ("s.7(4), (5)", "warn"),
    "V1": ("s.5(5)", "block"),
    "V2": ("s.5(6)(a)", "block"),
    "V3": ("s.5(6)(b)", "block"),
    "V4": ("Police Act 1996 s.96(1A)", "block"),
    "V5": ("s.10(1)", "block"),
    "V6": ("s.5(6)(c), (7)", "warn"),
    "V7": ("s.28(3)", "block"),
    "V8": ("s.5(6)(d)", "block"),
    "V9": ("s.5(6)(e)", "block"),
    "V10": ("s.5(6)(f)", "block"),
    "V11": ("s.5(12), (13)", "warn"),
    "V12": ("s.5(8)", "block"),
    "V13": ("s.5(6)(d) (our reading)", "warn"),
    "V14": ("Sch.6 para 27", "block"),
    "V15": ("s.28(3)", "show"),
    "V16": ("s.5(6)(c)", "block"),
    "D1": ("Children Act 2004 (our reading)", "warn"),
    "D2": ("Equality Act 2010 (our reading)", "warn"),
    "D3": ("Police Reform and Social Responsibility Act 2011 (our reading)", "warn"),
    "I1": ("s.5(10)(a)", "warn"),
    "I2": ("s.5(10)(b)", "warn"),
    "I3": ("s.5(11) (our reading)", "show"),
    "I4": ("s.5(10)", "setting"),
    "I5": ("s.5(9)", "task"),
    "I6": ("s.8(1), (2)", "show"),
    "I7": (PARA_5D, "block"),
    "N1": ("s.28(7) to (9)", "task"),
    "N2": ("s.28(1A), (2)", "setting"),
    "N3": ("Local Government Act 1972 s.100B", "warn"),
    "N4": ("Local Government Act 1972 s.100A, Sch.12A", "show"),
    "N5": ("Local Government Act 1972 s.100D", "task"),
    "N6": ("Local Government Act 1972 s.100A (our reading)", "setting"),
    "N7": ("The panel's rules", "setting"),
    "W1": ("Welsh Language (Wales) Measure 2011", "block"),
    "E1": ("The body's own policy (our reading)", "setting"),
}
STEPS = {step.key: step for step in POLICE_AND_CRIME_PLAN.steps}


def test_the_table_is_the_one_written_by_hand_from_the_statute():
    assert {
        key: (
            step.section_for(InstrumentKind.PLAN),
            step.section_for(InstrumentKind.VARIATION),
            " ".join(stage.value for stage in step.at),
            step.to.value if step.to else None,
            step.personal,
        )
        for key, step in STEPS.items()
    } == BY_HAND


def test_the_steps_stand_in_the_order_of_the_act():
    assert list(STEPS) == list(BY_HAND)


def test_each_rule_holds_as_hard_as_the_statute_says():
    beside = "RF"  # the rules of other courses: tests/plans/statute/test_other_courses.py
    found = {rule.id: (rule.cited, rule.severity.value) for rule in RULES.values() if rule.id[0] not in beside}
    assert found == RULES_BY_HAND


@pytest.mark.parametrize(("key", "stage"), list(product(STEPS, Stage)))
def test_a_step_is_open_at_its_own_stages_and_at_no_other(key, stage):
    lawful = key if key in {row[0] for row in LAWFUL} else "have_regard"
    record = replace(record_before(lawful), stage=stage)

    closed = [r for r in refusals(STEPS[key], record) if "is not open while" in r.reason]

    assert (closed == []) is (stage.value in BY_HAND[key][2].split())


@pytest.mark.parametrize("key", [row[0] for row in LAWFUL])
def test_nothing_stands_in_the_way_of_a_lawful_act(key):
    assert refusals(STEPS[key], record_before(key)) == ()


def test_asking_and_taking_give_the_same_reasons():
    record = record_before("issue", without=("publish_response",))
    asked = {p.step.key: p.refusals for p in prospects(POLICE_AND_CRIME_PLAN, record)}

    with pytest.raises(NotPermitted) as refused:
        next_stage(STEPS["issue"], record)

    assert refused.value.refusals == asked["issue"]


def test_a_soft_gate_yields_to_its_waiver_and_a_hard_one_does_not():
    step = STEPS["close"]
    soft = record_before("close", without=("send_copy",))
    hard = record_before("close", without=("record_decision",))

    assert next_stage(step, soft, waived={"I1"}) is Stage.CLOSED
    with pytest.raises(NotPermitted):
        next_stage(step, hard, waived={"I7"})


def test_every_stage_but_the_last_two_is_left_by_some_step():
    left = {stage for step in STEPS.values() if step.to for stage in step.at if step.to is not stage}

    assert left == {Stage.DRAFTING, Stage.WITH_PANEL, Stage.REPORTED, Stage.ISSUED}


def test_a_blocking_rule_is_never_waivable_unless_its_guard_says_so():
    found = refusals(STEPS["issue"], replace(record_before("issue"), acts=(), authorities=()))

    assert {r.rule for r in found if r.waivable} <= {
        r for r, rule in RULES.items() if rule.severity is Severity.WARN
    } | {"V4"}
    assert all(isinstance(r, Refusal) and r.section and r.reason.endswith(".") for r in found)
