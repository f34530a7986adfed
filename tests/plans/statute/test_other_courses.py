"""The courses beside s.5, against tables by hand from STATUTE.md: review, annual report, fire and rescue plan."""

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest

from plans.statute.engine import next_stage, refusals
from plans.statute.procedures import ANNUAL_REPORT, FIRE_AND_RESCUE_PLAN, REVIEW, VERSIONS
from plans.statute.profiles import PROFILES, REGIMES, course_for, regime_of
from plans.statute.rules import RULES
from plans.statute.terms import (
    Act,
    Actor,
    BodyKind,
    InstrumentKind,
    NotPermitted,
    Office,
    Procedure,
    Record,
    Stage,
)
from tests.plans.statute.records import ACTING, COMMISSIONER, ELECTIONS, PANEL, STAFF, TENURES, TEXT

CEO = Actor(Office.CHIEF_EXECUTIVE, "Daniel Okafor")
DEPUTY = Actor(Office.DEPUTY_COMMISSIONER, "Joan Field")
OPEN = "drafting with_panel reported"
FRAMEWORK = "Fire and Rescue National Framework (our reading)"
PARA_5D = "Specified Information Order 2011, para 5(d)"

# step: section, whose, stages at which it may be taken, stage after (STATUTE.md I5, R1 to R3, section 3)
REVIEW_BY_HAND = {
    "open_review": ("s.5(9)", "commissioner", "drafting", None),
    "consider": ("s.5(9)", "commissioner", "drafting", None),
    "end_review": ("s.5(9)", "commissioner", "drafting", "closed"),
    "decline_review": ("s.5(9)", "chief_executive", "drafting", "withdrawn"),
}
REPORT_BY_HAND = {
    "prepare_draft": ("s.12(1)", "commissioner", "drafting reported", None),
    "send_to_panel": ("s.12(2)", "commissioner", "drafting", "with_panel"),
    "panel_meeting": ("s.12(2), (3)", "commissioner", "with_panel reported", None),
    "report": ("s.28(4)", "panel", "with_panel reported", "reported"),
    "no_report": ("s.28(4)", "chief_executive", "with_panel", "reported"),
    "respond": ("s.12(4)", "commissioner", "reported", None),
    "publish_response": ("s.12(4), (5)", "commissioner", "reported", None),
    "publish": ("s.12(6), (7)", "commissioner", OPEN, None),
    "close": ("s.12", "chief_executive", "reported", "closed"),
    "withdraw": ("s.12(1)", "commissioner", "drafting", "withdrawn"),
}
FIRE_BY_HAND = {
    "consider_framework": (FRAMEWORK, "commissioner", OPEN, None),
    "obtain_views": (FRAMEWORK, "commissioner", OPEN, None),
    "prepare_draft": (FRAMEWORK, "commissioner", "drafting reported", None),
    "send_to_panel": (FRAMEWORK, "commissioner", "drafting reported", "with_panel"),
    "report": (FRAMEWORK, "panel", "with_panel reported", "reported"),
    "no_report": (FRAMEWORK, "chief_executive", "with_panel", "reported"),
    "have_regard": (FRAMEWORK, "commissioner", "reported", None),
    "respond": (FRAMEWORK, "commissioner", "reported", None),
    "publish_response": (FRAMEWORK, "commissioner", "reported", None),
    "record_decision": (PARA_5D, "commissioner", "reported issued", None),
    "issue": (FRAMEWORK, "commissioner", "reported", "issued"),
    "publish": (FRAMEWORK, "commissioner", "issued", None),
    "close": (PARA_5D, "chief_executive", "issued", "closed"),
    "withdraw": (FRAMEWORK, "commissioner", OPEN, "withdrawn"),
}
Row = tuple[str, date, Actor, str | None, dict[str, Any]]
# Each course's whole lawful way, act by act, in the days of 2014.
LAWFUL_REVIEW: tuple[Row, ...] = (
    ("open_review", date(2014, 7, 1), STAFF, None, {"trigger": "panel_report", "annual_report": "2013-annual-report"}),
    ("consider", date(2014, 7, 8), STAFF, None, {"considered": "Recommendation 1 asks for a measure of speeding."}),
    ("end_review", date(2014, 7, 15), COMMISSIONER, None, {"outcome": "vary", "reason": "The plan has no measure."}),
)
A_RECOMMENDATION = {"number": 1, "words": "Measure speeding.", "concerns": ""}
AN_ANSWER = {"number": 1, "outcome": "accepted", "reason": "A measure is missing."}
LAWFUL_REPORT: tuple[Row, ...] = (
    ("prepare_draft", date(2014, 6, 2), STAFF, TEXT, {"changed": {"year": "The year"}}),
    ("send_to_panel", date(2014, 6, 3), STAFF, TEXT, {}),
    ("panel_meeting", date(2014, 6, 25), STAFF, None, {"public": True, "attended_by": "Helen Marsh"}),
    (
        "report",
        date(2014, 6, 27),
        PANEL,
        None,
        {
            "report": "Reviewed.",
            "adopted_by_full_panel": True,
            "met_on": "2014-06-25",
            "recommendations": [A_RECOMMENDATION],
        },
    ),
    ("respond", date(2014, 7, 7), COMMISSIONER, None, {"response": "Thank you.", "answers": [AN_ANSWER]}),
    ("publish_response", date(2014, 7, 8), STAFF, None, {"manner": "On the Panel's pages."}),
    ("publish", date(2014, 7, 8), STAFF, TEXT, {"manner": "website"}),
    ("close", date(2014, 7, 9), CEO, None, {}),
)
LAWFUL_FIRE: tuple[Row, ...] = (
    ("consider_framework", date(2014, 1, 6), STAFF, None, {"edition": "2012", "statement": "Answered in part 1."}),
    ("obtain_views", date(2014, 1, 6), STAFF, None, {"group": "people", "found": "A survey of 700 homes."}),
    ("prepare_draft", date(2014, 1, 7), STAFF, TEXT, {"changed": {"fires": "Fires"}, "objectives": ["fires"]}),
    ("send_to_panel", date(2014, 1, 8), STAFF, TEXT, {"sections": ["fires"]}),
    ("report", date(2014, 2, 12), PANEL, None, {"report": "Reviewed.", "adopted_by_full_panel": True}),
    ("have_regard", date(2014, 2, 13), COMMISSIONER, None, {"considered": "Read."}),
    ("respond", date(2014, 2, 14), COMMISSIONER, None, {"response": "Thank you."}),
    ("publish_response", date(2014, 2, 14), STAFF, None, {}),
    ("record_decision", date(2014, 2, 17), COMMISSIONER, TEXT, {"published_on": "2014-02-17"}),
    ("issue", date(2014, 2, 17), COMMISSIONER, TEXT, {"period_ends_on": "2017-03-31"}),
    ("publish", date(2014, 2, 18), STAFF, TEXT, {}),
    ("close", date(2014, 2, 19), CEO, None, {}),
)  # fmt: skip
COURSES: dict[InstrumentKind, tuple[Procedure, dict, tuple[Row, ...]]] = {
    InstrumentKind.REVIEW: (REVIEW, REVIEW_BY_HAND, LAWFUL_REVIEW),
    InstrumentKind.ANNUAL_REPORT: (ANNUAL_REPORT, REPORT_BY_HAND, LAWFUL_REPORT),
    InstrumentKind.FIRE_PLAN: (FIRE_AND_RESCUE_PLAN, FIRE_BY_HAND, LAWFUL_FIRE),
}
EVERY_ACT = [(kind, row[0]) for kind, (_, _, rows) in COURSES.items() for row in rows]


def before(kind: InstrumentKind, key: str, *, without: tuple[str, ...] = (), **changes: Any) -> Record:
    """The record on which the lawful act of a course is judged, with some acts left out and facts changed."""
    course, _, rows = COURSES[kind]
    stage, acts = Stage.DRAFTING, []
    for seq, (step, on, by, wording, particulars) in enumerate(rows, start=1):
        if step == key:
            break
        stage = course.step(step).to or stage
        if step not in without:
            acts.append(Act(step, on, by, wording, particulars, seq))
    _, on, by, wording, particulars = next(row for row in rows if row[0] == key)
    record = Record(
        kind=kind, stage=stage, on=on, by=by, acts=tuple(acts), wording=wording, particulars=particulars,
        tenures=TENURES, elections=ELECTIONS, plan_period_ends_on=date(2017, 3, 31),
    )  # fmt: skip
    return replace(record, **changes)


def reasons(kind: InstrumentKind, key: str, record: Record) -> list[tuple[str, str, str, bool]]:
    """The refusals of a step of a course, as plain data."""
    found = refusals(COURSES[kind][0].step(key), record)
    return [(r.rule, r.section, r.reason, r.waivable) for r in found]


@pytest.mark.parametrize("kind", COURSES)
def test_the_course_is_the_one_written_by_hand_from_the_statute(kind):
    course, by_hand, _ = COURSES[kind]

    table = {
        step.key: (
            step.section_for(kind),
            step.by.value,
            " ".join(stage.value for stage in step.at),
            step.to.value if step.to else None,
        )
        for step in course.steps
    }
    assert table == by_hand
    assert list(table) == list(by_hand)


def test_nothing_of_these_courses_is_barred_to_an_acting_commissioner():
    steps = [step for course in (REVIEW, ANNUAL_REPORT, FIRE_AND_RESCUE_PLAN) for step in course.steps]

    assert [step.key for step in steps if step.personal] == []
    assert [step.key for step in FIRE_AND_RESCUE_PLAN.steps if step.held] == ["record_decision", "issue"]


@pytest.mark.parametrize(("kind", "key"), EVERY_ACT)
def test_nothing_stands_in_the_way_of_a_lawful_act(kind, key):
    assert reasons(kind, key, before(kind, key)) == []


@pytest.mark.parametrize(("kind", "key", "stage"), [(k, s, t) for (k, s), t in product(EVERY_ACT, Stage)])
def test_a_step_is_open_at_its_own_stages_and_at_no_other(kind, key, stage):
    found = reasons(kind, key, replace(before(kind, key), stage=stage))

    closed = [reason for _, _, reason, _ in found if "is not open while" in reason]
    assert (closed == []) is (stage.value in COURSES[kind][1][key][2].split())


REVIEW_KIND, REPORT, FIRE = InstrumentKind.REVIEW, InstrumentKind.ANNUAL_REPORT, InstrumentKind.FIRE_PLAN
# The nearest unlawful act to each lawful one: kind, step, what is different, and the whole refusal.
UNLAWFUL: list[tuple[InstrumentKind, str, dict[str, Any], list[tuple[str, str, str, bool]]]] = [
    (REVIEW_KIND, "open_review", {"particulars": {"trigger": "panel_report"}},
     [("I5", "s.5(9)", "Say on which annual report the Panel reported.", False)]),
    (REVIEW_KIND, "open_review", {"particulars": {"trigger": "requirement"}},
     [("I5", "s.5(9)", "Say which edition of the Strategic Policing Requirement it is.", False)]),
    (REVIEW_KIND, "open_review", {"particulars": {}}, [("I5", "s.5(9)", "Say what sets the review off.", False)]),
    (REVIEW_KIND, "open_review", {"plan_period_ends_on": None},
     [("I5", "s.5(9)", "The plan has not been issued, so there is nothing to keep under review yet.", False)]),
    (REVIEW_KIND, "consider", {"without": ("open_review",)},
     [("I5", "s.5(9)", "The review had not been opened by that day.", False)]),
    (REVIEW_KIND, "end_review", {"without": ("consider",)},
     [("I5", "s.5(9)", "It is not on the record what was considered in this review.", False)]),
    (REVIEW_KIND, "end_review", {"particulars": {"outcome": "vary", "reason": " "}},
     [("I5", "s.5(9)", "Say why the review ends as it does.", False)]),
    (REVIEW_KIND, "end_review", {"particulars": {"outcome": "approve", "reason": "Yes."}},
     [("I5", "s.5(9)", "A review ends in no change, a variation or a new plan. Say which.", False)]),
    (REPORT, "send_to_panel", {"without": ("prepare_draft",)},
     [("R1", "s.12(1)", "The annual report had not been prepared and frozen in those words by 3 June 2014.", False)]),
    (REPORT, "panel_meeting", {"particulars": {"public": False, "attended_by": "Helen Marsh"}},
     [("R2", "s.12(2), (3), s.28(4)",
       "The Panel questions the commissioner on the annual report at a public meeting.", True)]),
    (REPORT, "panel_meeting", {"particulars": {"public": True, "attended_by": "Joan Field"}},
     [("R2", "s.12(2), (3), s.28(4)", "The commissioner attends the meeting in person. On 25 June 2014 Helen Marsh "
       "held the office, and Joan Field is said to have attended.", True)]),
    (REPORT, "report", {"particulars": {"report": "Seen.", "adopted_by_full_panel": False}},
     [("R2", "s.12(2), (3), s.28(4)", "A review by a working group or sub-committee is not the Panel's review. The "
       "full Panel adopts the report or the recommendations.", False)]),
    (REPORT, "respond", {"particulars": {"response": "Thank you.", "answers": []}},
     [("R3", "s.12(4) to (7)", "Recommendation 1 has no response.", False)]),
    (REPORT, "publish_response", {"without": ("respond",)},
     [("R3", "s.12(4) to (7)", "No response had been given to the Panel by 8 July 2014.", False)]),
    (REPORT, "close", {"without": ("publish_response",)},
     [("R3", "s.12(4) to (7)", "The response to the Panel had not been published by 9 July 2014.", False)]),
    (REPORT, "close", {"without": ("publish",)},
     [("R3", "s.12(4) to (7)", "The annual report has not been published.", False)]),
    (REPORT, "close", {"without": ("panel_meeting",)},
     [("R2", "s.12(2), (3), s.28(4)",
       "By 9 July 2014 no public meeting of the Panel on the annual report is on the record.", True)]),
    (FIRE, "issue", {"without": ("consider_framework",)},
     [("F2", FRAMEWORK, "There is no statement of the regard had to the Fire and Rescue National Framework, with the "
       "edition it was made against.", False)]),
    (FIRE, "issue", {"without": ("obtain_views",)},
     [("F3", FRAMEWORK, "The views of people in the area on the plan are not on the record.", False)]),
    (FIRE, "issue", {"particulars": {}},
     [("F5", FRAMEWORK, "Say on which day the period of the fire and rescue plan ends.", False)]),
    (FIRE, "issue", {"without": ("publish_response",)},
     [("F4", FRAMEWORK, "The response to the Panel had not been published by 17 February 2014. It is published before "
       "the plan is issued.", False)]),
    (FIRE, "issue", {"by": STAFF},
     [("P13", "s.5 (our reading)",
       "This step is for the commissioner, or for whoever acts as commissioner, in person.", False)]),
    (FIRE, "close", {"without": ("publish",)}, [("F6", FRAMEWORK, "The plan has not been published.", True)]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "key", "changed", "expected"), UNLAWFUL)
def test_the_nearest_unlawful_act_is_refused_with_its_section(kind, key, changed, expected):
    assert reasons(kind, key, before(kind, key, **changed)) == expected


def test_a_fire_plan_is_issued_with_an_objective_and_not_without():
    record = before(FIRE, "issue")
    bare = tuple(
        replace(act, particulars={**act.particulars, "objectives": False}) if act.step == "prepare_draft" else act
        for act in record.acts
    )

    assert reasons(FIRE, "issue", record) == []
    assert [rule for rule, *_ in reasons(FIRE, "issue", replace(record, acts=bare))] == ["F1"]


def test_a_review_that_was_opened_is_not_declined_as_well():
    record = before(REVIEW_KIND, "consider", by=CEO, particulars={"trigger": "other", "why": "x", "reason": "y"})

    assert reasons(REVIEW_KIND, "decline_review", record) == [
        ("I5", "s.5(9)", "This review is open already. Consider what it asks, and end it with its outcome.", False)
    ]


def test_a_decision_not_to_review_is_the_chief_executives_or_the_commissioners_with_a_reason():
    trigger = {"trigger": "requirement", "edition": "2023"}
    record = before(REVIEW_KIND, "open_review", by=CEO, particulars={**trigger, "reason": "The plan answers it."})

    assert reasons(REVIEW_KIND, "decline_review", record) == []
    assert reasons(REVIEW_KIND, "decline_review", replace(record, particulars=trigger)) == [
        ("I5", "s.5(9)", "Say why no review is opened.", False)
    ]
    assert [rule for rule, *_ in reasons(REVIEW_KIND, "decline_review", replace(record, by=STAFF))] == ["P13"]


@pytest.mark.parametrize("key", ["prepare_draft", "send_to_panel", "respond", "publish"])
def test_an_acting_commissioner_takes_the_steps_of_an_annual_report(key):
    record = before(REPORT, key)
    # Tom Reed acts from 12 November 2019; the acts before stand as they were.
    assert reasons(REPORT, key, replace(record, by=ACTING, on=date(2020, 6, 1))) == []


def test_an_acting_commissioner_attends_the_panels_meeting_and_a_deputy_does_not():
    on = date(2020, 6, 24)
    acting = before(REPORT, "panel_meeting", on=on, particulars={"public": True, "attended_by": "Tom Reed"})

    assert reasons(REPORT, "panel_meeting", acting) == []
    deputy = replace(acting, particulars={"public": True, "attended_by": DEPUTY.name})
    assert [(rule, waivable) for rule, _, _, waivable in reasons(REPORT, "panel_meeting", deputy)] == [("R2", True)]


def test_an_annual_report_may_be_published_before_the_panel_has_met_on_it():
    record = before(REPORT, "send_to_panel")

    assert reasons(REPORT, "publish", record) == []


def test_a_review_ends_closed_and_an_annual_report_too():
    assert next_stage(REVIEW.step("end_review"), before(REVIEW_KIND, "end_review")) is Stage.CLOSED
    assert next_stage(ANNUAL_REPORT.step("close"), before(REPORT, "close")) is Stage.CLOSED
    with pytest.raises(NotPermitted):
        next_stage(ANNUAL_REPORT.step("close"), before(REPORT, "close", without=("respond", "publish_response")))


def test_every_kind_of_body_has_a_course_for_each_of_its_instruments_and_its_version_is_kept():
    assert set(PROFILES) == set(BodyKind)
    for body_kind, profile in PROFILES.items():
        assert {"plan", "variation", "review", "annual_report"} <= {kind.value for kind in profile.courses}
        for kind in profile.courses:
            course = course_for(body_kind, kind)
            assert VERSIONS[course.version] is course
            assert all(step.section and step.words for step in course.steps)
    assert {course.version for p in PROFILES.values() for course in p.courses.values()} == set(VERSIONS)


def test_every_stage_of_a_course_but_its_ends_is_left_by_some_step():
    for course in VERSIONS.values():
        reached = {Stage.DRAFTING, *(step.to for step in course.steps if step.to)} - {Stage.CLOSED, Stage.WITHDRAWN}
        left = {stage for step in course.steps if step.to for stage in step.at if step.to is not stage}
        assert reached <= left, course.version


# body: title of the body, office-holder, Panel, clear days, languages, whether it has a fire and rescue plan
BODIES_BY_HAND = {
    "commissioner": ("Police and Crime Commissioner", "Commissioner", "Police and Crime Panel", 5, "en", False),
    "commissioner_wales": (
        "Police and Crime Commissioner", "Commissioner", "Police and Crime Panel", 3, "en cy", False),
    "fire_commissioner": (
        "Police, Fire and Crime Commissioner", "Commissioner", "Police, Fire and Crime Panel", 5, "en", True),
    "mayor": ("Mayor", "Mayor", "Police and Crime Panel", 5, "en", False),
}  # fmt: skip


def test_the_bodies_are_those_written_by_hand_from_the_statute():
    assert {
        kind.value: (
            profile.names.body,
            profile.names.holder,
            profile.names.panel,
            profile.clear_days,
            " ".join(profile.languages),
            profile.has(InstrumentKind.FIRE_PLAN),
        )
        for kind, profile in PROFILES.items()
    } == BODIES_BY_HAND


def test_a_mayor_reads_the_same_table_with_other_names():
    course = course_for(BodyKind.MAYOR, InstrumentKind.PLAN)
    england = course_for(BodyKind.COMMISSIONER, InstrumentKind.PLAN)

    assert [(step.key, step.section, step.at, step.to) for step in course.steps] == [
        (step.key, step.section, step.at, step.to) for step in england.steps
    ]
    refused = refusals(course.step("issue"), replace(before(FIRE, "issue"), body_kind=BodyKind.MAYOR, by=STAFF))
    assert "Only the mayor in person may issue or vary a plan; it cannot be delegated." in [r.reason for r in refused]
    assert not any("ommissioner" in r.reason for r in refused)


def test_a_body_whose_functions_have_passed_on_takes_no_step_from_that_day():
    ended = {"body_ended_on": date(2014, 7, 8)}

    assert reasons(REVIEW_KIND, "consider", before(REVIEW_KIND, "consider", **ended)) == [
        ("P14", "The order that transfers them (our reading)", "The functions of this body passed to another on 8 July "
         "2014. Its record can be read. Nothing is added to it after that day.", False)
    ]  # fmt: skip
    assert reasons(REVIEW_KIND, "open_review", before(REVIEW_KIND, "open_review", **ended)) == []


def test_commissioners_are_expected_to_end_in_may_2028_and_mayors_are_not():
    assert regime_of(BodyKind.COMMISSIONER, date(2028, 5, 10)) is not None
    assert regime_of(BodyKind.COMMISSIONER, date(2028, 5, 11)) is None
    assert regime_of(BodyKind.MAYOR, date(2028, 5, 11)) is not None
    assert {regime.kind for regime in REGIMES} == set(BodyKind)


def test_the_rules_of_the_annual_report_and_of_the_fire_plan_say_how_sure_they_are():
    assert {rule.id: (rule.cited, rule.severity.value) for rule in RULES.values() if rule.id[0] in "RF"} == {
        "R1": ("s.12(1)", "show"),
        "R2": ("s.12(2), (3), s.28(4)", "task"),
        "R3": ("s.12(4) to (7)", "task"),
        "R4": ("s.9", "show"),
        "R5": ("Specified Information Order 2011, para 3(f)", "task"),
        "R6": ("Specified Information Order 2011, para 5(a) to (c)", "task"),
        "R7": ("Specified Information Order 2011, para 7A", "show"),
        "R8": ("s.11(3), (4)", "show"),
        "R9": ("s.13", "show"),
        **{f"F{n}": (FRAMEWORK, "block") for n in range(1, 7)},
    }
