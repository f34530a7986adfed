"""The course against a table written by hand from STATUTE.md, and each step at its own stage and no other."""

from dataclasses import replace
from itertools import product

import pytest

from plans.statute.engine import next_stage, prospects, refusals
from plans.statute.procedures import POLICE_AND_CRIME_PLAN, PROCEDURES, VERSIONS
from plans.statute.rules import RULES, Severity
from plans.statute.terms import BodyKind, InstrumentKind, NotPermitted, Refusal, Stage
from tests.plans.statute.records import LAWFUL, record_before

PARA_5D = "Specified Information Order 2011, para 5(d)"
# step: section for a plan, section for a variation, stages at which it may be taken, stage after, in person
BY_HAND = {
    "consider_requirement": ("s.5(5)", "s.5(5)", "drafting with_panel reported", None, False),
    "record_priorities": ("s.10(1)", "s.10(1)", "drafting with_panel reported", None, False),
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
    "record_decision": (PARA_5D, PARA_5D, "reported issued", None, True),
    "issue": ("s.5(1)", "s.5(4)", "reported", "issued", True),
    "send_copy": ("s.5(10)(a)", "s.5(10)(a)", "issued", None, False),
    "publish": ("s.5(10)(b)", "s.5(10)(b)", "issued", None, False),
    "close": (PARA_5D, PARA_5D, "issued", "closed", False),
    "withdraw": ("s.5", "s.5", "drafting with_panel reported", "withdrawn", False),
}
# rule: section, severity (STATUTE.md, "enforce"); readings of general knowledge are said to be ours
RULES_BY_HAND = {
    "P1": ("s.5(1)", "warn"),
    "P3": ("s.5(4)", "block"),
    "P5": ("s.7(3)", "block"),
    "P6": ("s.7(7)", "warn"),
    "P8": ("s.5(4), s.7 (our reading)", "block"),
    "P10": ("s.62", "block"),
    "P12": ("s.18(3), (7)", "block"),
    "P13": ("s.5", "block"),
    "C1": ("s.7(1)(a), (2)", "block"),
    "C2": ("s.7(1)", "block"),
    "C3": ("s.7(1)", "block"),
    "C4": ("s.7(1)", "block"),
    "C5": ("s.7(1)", "block"),
    "C6": ("s.7(1)", "block"),
    "C7": ("s.7(1)(f)", "block"),
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
    "V12": ("s.5(8)", "block"),
    "V13": ("s.5(6)(d) (our reading)", "warn"),
    "V14": ("Sch.6 para 27", "block"),
    "V16": ("s.5(6)(c)", "block"),
    "I1": ("s.5(10)(a)", "warn"),
    "I2": ("s.5(10)(b)", "warn"),
    "I7": (PARA_5D, "block"),
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
    assert {rule.id: (rule.cited, rule.severity.value) for rule in RULES.values()} == RULES_BY_HAND


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


def test_every_kind_of_body_has_a_course_and_its_version_is_kept():
    assert set(PROCEDURES) == set(BodyKind)
    assert all(VERSIONS[procedure.version] is procedure for procedure in PROCEDURES.values())


def test_every_stage_but_the_last_two_is_left_by_some_step():
    left = {stage for step in STEPS.values() if step.to for stage in step.at if step.to is not stage}

    assert left == {Stage.DRAFTING, Stage.WITH_PANEL, Stage.REPORTED, Stage.ISSUED}


def test_a_blocking_rule_is_never_waivable_unless_its_guard_says_so():
    found = refusals(STEPS["issue"], replace(record_before("issue"), acts=(), authorities=()))

    assert {r.rule for r in found if r.waivable} <= {
        r for r, rule in RULES.items() if rule.severity is Severity.WARN
    } | {"V4"}
    assert all(isinstance(r, Refusal) and r.section and r.reason.endswith(".") for r in found)
