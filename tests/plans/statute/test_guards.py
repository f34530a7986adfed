"""Each rule of the statute refuses what it must, with its section: one test for each, without a database."""

from dataclasses import replace
from datetime import date

import pytest

from plans.statute.engine import refusals
from plans.statute.procedures import POLICE_AND_CRIME_PLAN
from plans.statute.terms import Act, Actor, Compared, InstrumentKind, Limb, Office, OtherPlan, Record, Stage, Tenure
from tests.plans.statute.records import (
    ACTING,
    COMMISSIONER,
    LIMBS,
    OTHER_TEXT,
    PANEL,
    STAFF,
    TEXT,
    day_after,
    record_before,
    redated,
    with_particulars,
)


def why(key: str, record: Record) -> list[tuple[str, str]]:
    """The rules and sections that refuse a step."""
    return [(r.rule, r.section) for r in refusals(POLICE_AND_CRIME_PLAN.step(key), record)]


def reasons(key: str, record: Record) -> list[str]:
    """The reasons that refuse a step."""
    return [r.reason for r in refusals(POLICE_AND_CRIME_PLAN.step(key), record)]


# P10, P12, P13: who may act


def test_an_acting_commissioner_may_not_issue():
    record = record_before("issue", by=ACTING, on=date(2020, 7, 28))

    assert ("P10", "s.62") in why("issue", record)


@pytest.mark.parametrize("key", ["prepare_draft", "consult_chief_constable", "send_to_panel", "respond"])
def test_an_acting_commissioner_may_do_everything_else(key):
    acting = Tenure(Office.ACTING_COMMISSIONER, ACTING.name, date(2012, 11, 22))
    assert why(key, record_before(key, by=ACTING, tenures=(acting,))) == []


@pytest.mark.parametrize("office", [Office.DEPUTY_COMMISSIONER, Office.CHIEF_EXECUTIVE, Office.STAFF, Office.PANEL])
@pytest.mark.parametrize("key", ["issue", "record_decision"])
def test_nobody_else_may_issue_or_decide_for_the_commissioner(key, office):
    assert ("P12", "s.18(3), (7)") in why(key, record_before(key, by=Actor(office, "Somebody Else")))


def test_a_former_commissioner_is_judged_by_the_day_of_the_act():
    assert why("issue", record_before("issue", by=COMMISSIONER)) == []
    assert ("P13", "s.5 (our reading)") in why("issue", record_before("issue", on=date(2019, 11, 12)))


def test_a_step_needs_somebody_in_the_office_on_its_day():
    record = record_before("issue", by=None)

    assert reasons("issue", record) == ["Nobody is recorded as holding the office of commissioner on 14 February 2014."]


def test_a_claimed_office_must_have_been_held():
    record = record_before("respond", by=Actor(Office.DEPUTY_COMMISSIONER, "Never Appointed"))

    assert why("respond", record) == [("P13", "s.5 (our reading)")]


@pytest.mark.parametrize(
    ("key", "by"), [("report", COMMISSIONER), ("respond", PANEL), ("record_reply", STAFF), ("close", STAFF)]
)
def test_a_step_is_taken_by_those_whose_step_it_is(key, by):
    assert why(key, record_before(key, by=by)) == [("P13", "s.5 (our reading)")]


# V1 to V5: before the draft goes anywhere


@pytest.mark.parametrize("missing", ["edition", "statement"])
def test_issue_needs_a_statement_on_the_requirement_with_its_edition(missing):
    record = with_particulars(record_before("issue"), "consider_requirement", **{missing: ""})

    assert why("issue", record) == [("V1", "s.5(5)")]


@pytest.mark.parametrize("key", ["consult_chief_constable", "send_to_panel", "record_decision", "issue"])
def test_a_step_on_a_wording_needs_it_frozen_before(key):
    record = redated(record_before(key), "prepare_draft", day_after(record_before(key).on))

    assert ("V2", "s.5(6)(a)") in why(key, record)


def test_a_wording_that_was_never_frozen_cannot_be_issued():
    assert ("V2", "s.5(6)(a)") in why("issue", record_before("issue", wording=OTHER_TEXT))
    assert ("V2", "s.5(6)(a)") in why("issue", record_before("issue", wording=None))


def test_the_chief_constable_is_consulted_before_the_draft_is_sent():
    record = record_before("send_to_panel", without=("consult_chief_constable", "record_reply"))

    assert why("send_to_panel", record) == [("V3", "s.5(6)(b)")]


def test_a_consultation_dated_after_the_sending_does_not_count():
    record = redated(record_before("send_to_panel"), "consult_chief_constable", date(2014, 1, 7))

    assert why("send_to_panel", record) == [("V3", "s.5(6)(b)")]


def test_a_chief_constable_who_has_not_replied_is_a_soft_gate():
    found = refusals(
        POLICE_AND_CRIME_PLAN.step("send_to_panel"), record_before("send_to_panel", without=("record_reply",))
    )

    assert [(r.rule, r.waivable) for r in found] == [("V3", True)]


def test_a_reply_is_bound_to_a_wording_that_was_asked_about():
    assert why("record_reply", record_before("record_reply", wording=OTHER_TEXT)) == [("V3", "s.5(6)(b)")]


@pytest.mark.parametrize(("kind", "waivable"), [(InstrumentKind.PLAN, False), (InstrumentKind.VARIATION, True)])
def test_views_of_people_and_of_victims_are_two_matters(kind, waivable):
    record = record_before("issue", kind=kind)
    acts = tuple(act for act in record.acts if act.particulars.get("group") != "victims")

    found = refusals(POLICE_AND_CRIME_PLAN.step("issue"), replace(record, acts=acts))

    assert [(r.reason, r.waivable) for r in found if r.rule == "V4"] == [
        (f"The views of victims of crime in the area on the {kind} are not on the record.", waivable)
    ]


def test_each_authority_of_the_day_has_priorities_or_was_asked():
    record = record_before("issue", without=("record_priorities",))
    asked = Act(
        "record_priorities", date(2013, 12, 2), STAFF, None, {"authority": "wendle-vale", "asked_on": "2013-11-01"}
    )

    assert reasons("issue", record) == [
        "Wendle Vale Council has neither priorities on the record nor an entry that it was asked and supplied none."
    ]
    assert why("issue", replace(record, acts=(asked, *record.acts))) == []


def test_an_authority_that_had_ceased_is_not_asked_for():
    assert "Old Health Trust" not in " ".join(reasons("issue", record_before("issue", without=("record_priorities",))))


def test_an_empty_register_of_authorities_is_not_taken_for_none():
    assert why("issue", record_before("issue", authorities=())) == [("V5", "s.10(1)")]


# V6, V7, V13, V14: the Panel


def test_too_short_a_time_before_a_known_meeting_is_a_soft_gate_at_sending():
    record = record_before("send_to_panel", on=date(2014, 1, 8), particulars={"meeting_on": "2014-02-05"})

    found = refusals(POLICE_AND_CRIME_PLAN.step("send_to_panel"), record)

    assert [(r.rule, r.section, r.waivable) for r in found] == [("V6", "s.5(6)(c), (7)", True)]
    assert "19 clear working days" in found[0].reason


def test_too_short_a_time_is_asked_about_at_issue_unless_it_was_answered_for_at_sending():
    record = redated(record_before("issue"), "send_to_panel", date(2014, 1, 8))
    record = with_particulars(record, "send_to_panel", meeting_on="2014-02-05")
    waived = tuple(replace(a, waived=frozenset({"V6"})) if a.step == "send_to_panel" else a for a in record.acts)

    assert why("issue", record) == [("V6", "s.5(6)(c), (7)")]
    assert why("issue", replace(record, acts=waived)) == []


def test_an_officer_who_answered_for_a_meeting_did_not_answer_for_going_on_before_it():
    record = redated(record_before("issue"), "send_to_panel", date(2014, 1, 8))
    record = with_particulars(record, "send_to_panel", meeting_on="2014-02-06")
    waived = tuple(replace(a, waived=frozenset({"V6"})) if a.step == "send_to_panel" else a for a in record.acts)

    assert why("issue", replace(record, acts=waived)) == [("V6", "s.5(6)(c), (7)")]


def test_a_working_group_cannot_make_the_panels_report():
    record = record_before("report")
    particulars = {**record.particulars, "adopted_by_full_panel": False}

    assert why("report", replace(record, particulars=particulars)) == [("V14", "Sch.6 para 27")]


def test_a_report_has_words_or_recommendations():
    particulars = {"adopted_by_full_panel": True, "report": "", "recommendations": []}

    assert why("report", record_before("report", particulars=particulars)) == [("V7", "s.28(3)")]


def test_a_draft_that_was_not_sent_cannot_be_reported_on():
    assert why("report", record_before("report", without=("send_to_panel",))) == [("V6", "s.5(6)(c), (7)")]


def test_one_sending_gets_one_report():
    record = replace(record_before("have_regard"), particulars=record_before("report").particulars, by=PANEL)

    assert why("report", record) == [("V7", "s.28(3)")]


def test_going_on_without_a_report_always_needs_a_reason():
    record = replace(record_before("report"), on=date(2014, 3, 5), by=Actor(Office.CHIEF_EXECUTIVE, "Daniel Okafor"))

    found = refusals(POLICE_AND_CRIME_PLAN.step("no_report"), record)

    assert [(r.rule, r.waivable) for r in found] == [("V13", True)]


def test_nothing_is_issued_without_a_report_or_a_recorded_reason():
    record = record_before("issue", without=("report", "have_regard", "respond", "publish_response"))
    passed_over = Act("no_report", date(2014, 2, 6), Actor(Office.CHIEF_EXECUTIVE, "Daniel Okafor"), None, {}, 99)

    assert why("issue", record) == [("V7", "s.28(3)")]
    assert why("issue", replace(record, acts=(*record.acts, passed_over))) == []


# V8 to V10: regard, response, publication


def test_a_response_needs_regard_had_to_the_report():
    assert why("respond", record_before("respond", without=("have_regard",))) == [("V8", "s.5(6)(d)")]


def test_each_recommendation_is_answered():
    record = record_before("respond", particulars={"response": "Thank you.", "answers": []})

    assert reasons("respond", record) == ["Recommendation 1 has no response."]


def test_an_endorsement_without_recommendations_is_responded_to_as_well():
    record = with_particulars(record_before("respond"), "report", recommendations=[])

    assert why("respond", replace(record, particulars={"response": "", "answers": []})) == [("V9", "s.5(6)(e)")]
    assert why("respond", replace(record, particulars={"response": "Thank you.", "answers": []})) == []


def test_a_draft_is_sent_again_only_when_the_earlier_report_was_answered():
    record = replace(record_before("respond"), wording=TEXT, by=STAFF, particulars={})
    answered = replace(record_before("publish_response"), wording=TEXT, by=STAFF, particulars={})

    assert why("send_to_panel", record) == [("V9", "s.5(6)(e)")]
    assert why("send_to_panel", answered) == []


def test_a_response_is_published_only_when_given():
    assert why("publish_response", record_before("publish_response", without=("respond",))) == [("V9", "s.5(6)(e)")]


def test_a_response_published_after_the_day_of_issue_does_not_count():
    record = redated(record_before("issue"), "publish_response", date(2014, 2, 15))

    assert why("issue", record) == [("V10", "s.5(6)(f)")]


def test_a_response_changed_after_it_was_published_is_published_again():
    record = record_before("issue")
    later = Act("respond", date(2014, 2, 14), COMMISSIONER, None, record.last("respond").particulars, 99)

    assert why("issue", replace(record, acts=(*record.acts, later))) == [("V10", "s.5(6)(f)")]


def test_a_second_report_needs_a_second_response():
    record = record_before("issue")
    report = record.last("report")
    second = replace(
        report, seq=99, particulars={**report.particulars, "recommendations": [{"number": 2, "words": "x"}]}
    )

    assert {rule for rule, _ in why("issue", replace(record, acts=(*record.acts, second)))} == {"V8", "V9", "V10"}


# V12, V16, C1-C7: the wording


def test_a_wording_that_the_chief_constable_did_not_see_cannot_be_issued():
    record = record_before("issue", wording=OTHER_TEXT, since_panel=Compared(TEXT, OTHER_TEXT))
    draft = Act(
        "prepare_draft", date(2014, 2, 10), STAFF, OTHER_TEXT, {"changed": {"page-7": "Page 7"}, "limbs": LIMBS}, 90
    )

    assert why("issue", replace(record, acts=(*record.acts, draft))) == [("V12", "s.5(8)")]


def test_a_further_consultation_on_that_very_wording_clears_the_way():
    record = record_before("issue", wording=OTHER_TEXT, since_panel=Compared(TEXT, OTHER_TEXT))
    more = (
        Act(
            "prepare_draft", date(2014, 2, 10), STAFF, OTHER_TEXT, {"changed": {"page-7": "Page 7"}, "limbs": LIMBS}, 90
        ),
        Act("consult_again", date(2014, 2, 10), STAFF, OTHER_TEXT, {}, 91),
        Act("record_reply", date(2014, 2, 11), STAFF, OTHER_TEXT, {}, 92),
    )

    assert why("issue", replace(record, acts=(*record.acts, *more))) == []


def test_a_section_changed_that_was_not_before_the_panel_is_refused():
    changed = {"page-7": "Page 7", "appendix-a": "Money"}
    record = with_particulars(record_before("issue"), "prepare_draft", changed=changed)

    assert reasons("issue", record) == ["Money is changed, but that change was not before the Panel."]
    assert why("issue", record) == [("V16", "s.5(6)(c)")]


@pytest.mark.parametrize(("outcome", "refused"), [("accepted", False), ("in_part", False), ("not_accepted", True)])
def test_a_section_is_opened_by_a_recommendation_that_was_taken_up_and_by_no_other(outcome, refused):
    record = with_particulars(record_before("issue"), "prepare_draft", changed={"page-7": "", "page-8": "Page 8"})
    record = with_particulars(record, "report", recommendations=[{"number": 1, "words": "x", "concerns": "page-8"}])
    record = with_particulars(record, "respond", answers=[{"number": 1, "outcome": outcome, "reason": "As it is."}])

    assert why("issue", record) == ([("V16", "s.5(6)(c)")] if refused else [])


def test_a_decision_that_covers_more_than_the_panel_saw_is_refused():
    record = record_before("record_decision", particulars={"covers": ["page-7", "appendices"], "published_on": "x"})

    assert why("record_decision", record) == [("V16", "s.5(6)(c)")]


@pytest.mark.parametrize("limb", list(Limb))
def test_each_content_of_section_7_is_asked_for(limb):
    record = with_particulars(record_before("issue"), "prepare_draft", limbs=[x for x in LIMBS if x != limb.value])

    assert [rule for rule, _ in why("issue", record)] == [limb.value[:2]]


@pytest.mark.parametrize("limb", list(Limb))
def test_only_services_and_grants_may_be_said_not_to_apply(limb):
    record = with_particulars(record_before("issue"), "prepare_draft", limbs=[x for x in LIMBS if x != limb.value])
    record = replace(record, particulars={"not_applicable": {limb.value: "None are made in this period."}})

    assert (why("issue", record) == []) is (limb in (Limb.SERVICES, Limb.GRANTS))


def test_a_variation_of_an_edition_that_was_varied_since_is_brought_up_to_date_first():
    assert why("issue", record_before("issue", varies_latest_edition=False)) == [("P3", "s.5(4)")]
    assert why("issue", record_before("issue", varies_latest_edition=None)) == [("P3", "s.5(4)")]


# P1, P5, P6, P8: dates


def a_plan_to_issue(on: date, **particulars: str) -> Record:
    return record_before("issue", kind=InstrumentKind.PLAN, on=on, particulars=particulars, varies_latest_edition=None)


def test_a_plan_after_the_financial_year_of_the_election_is_a_soft_gate():
    assert why("issue", a_plan_to_issue(date(2016, 3, 31))) == [("P1", "s.5(1)")]


def test_a_plan_that_replaces_one_issued_in_time_is_not_late():
    first = OtherPlan("First", date(2013, 3, 28), date(2013, 3, 28), date(2017, 3, 31))

    assert why("issue", replace(a_plan_to_issue(date(2016, 3, 31)), other_plans=(first,))) == []


def test_two_plans_cannot_take_effect_on_one_day():
    other = OtherPlan("The other plan", date(2013, 2, 1), date(2014, 4, 1), date(2017, 3, 31))
    record = replace(a_plan_to_issue(date(2014, 2, 28), effective_from="2014-04-01"), other_plans=(other,))

    assert why("issue", record) == [("P5", "s.7(3)")]


@pytest.mark.parametrize("effective", ["2014-02-13", "2017-04-01"])
def test_a_plan_takes_effect_on_issue_or_later_and_before_it_ends(effective):
    assert ("P5", "s.7(3)") in why("issue", a_plan_to_issue(date(2014, 2, 14), effective_from=effective))


def test_an_end_that_the_table_of_elections_does_not_give_is_a_soft_gate():
    found = refusals(
        POLICE_AND_CRIME_PLAN.step("issue"),
        replace(
            a_plan_to_issue(date(2014, 2, 14), period_ends_on="2018-03-31"),
            other_plans=(OtherPlan("First", date(2013, 3, 28), date(2013, 3, 28), date(2017, 3, 31)),),
        ),
    )

    assert [(r.rule, r.section, r.waivable) for r in found] == [("P6", "s.7(7)", True)]


def test_a_plan_whose_end_nobody_can_tell_is_not_issued():
    assert ("P5", "s.7(3)") in why("issue", replace(a_plan_to_issue(date(2014, 2, 14)), elections=()))


def test_a_variation_cannot_move_the_end_of_the_plan():
    assert why("issue", record_before("issue", particulars={"period_ends_on": "2018-03-31"})) == [
        ("P8", "s.5(4), s.7 (our reading)")
    ]


# I1, I2, I7: after issue


def test_a_file_is_not_closed_without_a_published_decision():
    unpublished = record_before("close")
    unpublished = with_particulars(unpublished, "record_decision", published_on=None)

    assert why("close", unpublished) == [("I7", "Specified Information Order 2011, para 5(d)")]


def test_copies_are_owed_to_the_authorities_of_the_day_of_issue_and_the_chief_constable_once():
    record = record_before("close", without=("send_copy",))

    assert reasons("close", record) == [
        "No copy has been sent to the Chief Constable.",
        "No copy has been sent to Wendle Vale Council.",
    ]


def test_an_unpublished_plan_is_a_soft_gate_at_closing():
    assert why("close", record_before("close", without=("publish",))) == [("I2", "s.5(10)(b)")]


def test_a_closed_file_takes_no_more_steps():
    assert why("publish", record_before("publish", stage=Stage.CLOSED))[0] == ("", "s.5(10)(b)")


# Dates: an act is judged as on its own day, whatever the order in which acts were typed


SECOND = {"have_regard": "V8", "respond": "V9", "publish_response": "V10"}


@pytest.mark.parametrize("step", SECOND)
def test_what_is_dated_before_a_late_report_does_not_answer_it_though_typed_after_it(step):
    record = record_before("issue")
    report = replace(record.last("report"), seq=20, on=date(2014, 2, 12), particulars={"recommendations": []})
    after = {"have_regard": date(2014, 2, 12), "respond": date(2014, 2, 12), "publish_response": date(2014, 2, 13)}
    again = [replace(record.last(key), seq=21 + n, on=on) for n, (key, on) in enumerate(after.items())]
    early = [replace(act, on=date(2014, 2, 11)) if act.step == step else act for act in again]

    assert why("issue", replace(record, acts=(*record.acts, report, *again))) == []
    assert SECOND[step] in {rule for rule, _ in why("issue", replace(record, acts=(*record.acts, report, *early)))}


def test_a_report_on_an_earlier_sending_is_none_on_a_later_one():
    record = record_before("issue", on=date(2014, 4, 1))
    again = replace(record.last("send_to_panel"), seq=20, on=date(2014, 2, 20))

    assert ("V7", "s.28(3)") in why("issue", replace(record, acts=(*record.acts, again)))


def test_answers_in_the_act_of_issuing_answer_nothing():
    record = with_particulars(record_before("issue"), "respond", answers=[])
    smuggled = replace(record, particulars={"answers": [{"number": 1}], "response": "Thank you."})

    assert why("issue", smuggled) == [("V9", "s.5(6)(e)")]


def test_a_step_that_was_not_open_on_its_day_is_refused_though_it_is_open_now():
    record = record_before("record_decision", stage=Stage.REPORTED, stage_then=Stage.WITH_PANEL, on=date(2014, 1, 20))

    assert reasons("record_decision", record) == [
        "This step was not open on 20 January 2014: the variation was then with the Panel."
    ]


@pytest.mark.parametrize("met_on", ["2014-01-05", "2014-02-06"])
def test_a_meeting_before_the_sending_or_after_the_report_is_not_the_review(met_on):
    record = record_before("report")

    assert why("report", replace(record, particulars={**record.particulars, "met_on": met_on})) == [("V7", "s.28(3)")]
    assert why("report", replace(record, particulars={**record.particulars, "met_on": "2014-02-05"})) == []


def test_an_authority_that_is_to_be_asked_later_was_not_asked():
    asked = {"priorities": "", "asked_on": "2013-12-03"}
    record = with_particulars(record_before("issue"), "record_priorities", **asked)

    assert why("issue", record) == [("V5", "s.10(1)")]


def test_a_variation_has_no_effect_before_what_it_varies():
    assert why("issue", record_before("issue", varied_effective_from=date(2014, 2, 15))) == [("P5", "s.7(3)")]
    assert why("issue", record_before("issue", varied_effective_from=date(2014, 2, 14))) == []


@pytest.mark.parametrize(("key", "rule"), [("send_copy", "I1"), ("publish", "I2")])
def test_what_is_sent_and_published_is_what_was_issued(key, rule):
    draft_of_it, before_issue = record_before(key, wording=OTHER_TEXT), record_before(key, without=("issue",))

    assert [found for found, _ in why(key, draft_of_it)] == [rule]
    assert [found for found, _ in why(key, before_issue)] == [rule]


@pytest.mark.parametrize("wrong", [{"published_on": "2014-02-21"}, {"published_on": ""}])
def test_a_decision_whose_record_is_published_after_the_file_is_closed_does_not_count(wrong):
    record = with_particulars(record_before("close"), "record_decision", **wrong)

    assert why("close", record) == [("I7", "Specified Information Order 2011, para 5(d)")]


def test_a_decision_on_another_wording_is_not_the_decision_on_what_was_issued():
    record = record_before("close")
    acts = tuple(replace(act, wording=OTHER_TEXT) if act.step == "record_decision" else act for act in record.acts)

    assert why("close", replace(record, acts=acts)) == [("I7", "Specified Information Order 2011, para 5(d)")]
