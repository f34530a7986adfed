"""The statutory courses, one table for each, in the Act's order and near its words."""

from collections.abc import Mapping
from dataclasses import replace

from plans.statute import names
from plans.statute.guards import afterwards, drafting, duties, fire, offices, panel, period, reports, reviews, wording
from plans.statute.terms import BodyKind, Office, Procedure, Stage, Step

DRAFTING, WITH_PANEL, REPORTED = Stage.DRAFTING, Stage.WITH_PANEL, Stage.REPORTED
ISSUED, CLOSED, WITHDRAWN = Stage.ISSUED, Stage.CLOSED, Stage.WITHDRAWN
OPEN = (DRAFTING, WITH_PANEL, REPORTED)
BODY, CHIEF, PANEL, CEO = Office.COMMISSIONER, Office.CHIEF_CONSTABLE, Office.PANEL, Office.CHIEF_EXECUTIVE

# fmt: off
POLICE_AND_CRIME_PLAN = Procedure("pcc-england-1", BodyKind.COMMISSIONER, (
    Step("consider_requirement",    "Have regard to the Strategic Policing Requirement",             "s.5(5)",    BODY,  OPEN),
    Step("record_priorities",       "Have regard to a responsible authority's priorities",           "s.10(1)",   BODY,  OPEN),
    Step("state_regard",            "State the regard had to another duty",                          "Duties beside s.5 (our reading)", BODY, OPEN,
         requires=(duties.duty_is_named,)),
    Step("obtain_views",            "Obtain the views of people in the area and of victims",         "Police Act 1996 s.96(1A)", BODY, OPEN),
    Step("prepare_draft",           "Prepare a draft of the {it}",                                   "s.5(6)(a)", BODY,  (DRAFTING, REPORTED),
         requires=(wording.what_met_a_later_edition_is_settled,)),
    Step("consult_chief_constable", "Consult the Chief Constable in preparing the draft",            "s.5(6)(b)", BODY,  (DRAFTING,),
         requires=(drafting.wording_is_a_frozen_draft,)),
    Step("record_reply",            "Receive the Chief Constable's reply",                           "s.5(6)(b)", CHIEF, OPEN,
         requires=(drafting.chief_constable_was_asked_on_this_wording,)),
    Step("send_to_panel",           "Send the draft {it} to the Panel",                              "s.5(6)(c)", BODY,  (DRAFTING, REPORTED), WITH_PANEL,
         requires=(drafting.wording_is_a_frozen_draft, drafting.chief_constable_consulted, wording.what_met_a_later_edition_is_settled, panel.response_given, panel.panel_will_have_reasonable_time, panel.papers_can_be_open_in_time)),
    Step("report",                  "Review the draft and make a report or recommendations",         "s.28(3)",   PANEL, (WITH_PANEL, REPORTED), REPORTED,
         requires=(panel.draft_is_with_the_panel, panel.one_report_on_each_sending, panel.panel_met_on_the_draft, panel.full_panel_adopted, panel.panel_made_a_report_or_recommendations)),
    Step("no_report",               "Go on without a report from the Panel",                         "s.5(6)(d)", CEO,   (WITH_PANEL,), REPORTED,
         requires=(panel.draft_is_with_the_panel, panel.panel_had_reasonable_time, panel.panel_was_chased)),
    Step("have_regard",             "Have regard to the report or recommendations",                  "s.5(6)(d)", BODY,  (REPORTED,),
         requires=(panel.report_received,)),
    Step("respond",                 "Give the Panel a response",                                     "s.5(6)(e)", BODY,  (REPORTED,),
         requires=(panel.report_received, panel.regard_had_to_the_report, panel.every_recommendation_answered)),
    Step("publish_response",        "Publish the response",                                          "s.5(6)(f)", BODY,  (REPORTED,),
         requires=(panel.report_received, panel.response_given)),
    Step("consult_again",           "Consult the Chief Constable again on what has changed",         "s.5(8)",    BODY,  (WITH_PANEL, REPORTED),
         requires=(drafting.wording_is_a_frozen_draft,)),
    Step("own_draft",               "Own a draft {it} that was prepared under an acting commissioner", "s.62", BODY,  OPEN, personal=True,
         requires=(drafting.wording_is_a_frozen_draft, offices.there_is_a_draft_to_own)),
    Step("record_decision",         "Record and publish the decision to issue the {it}",             "Specified Information Order 2011, para 5(d)", BODY, (REPORTED, ISSUED), personal=True,
         requires=(drafting.wording_is_a_frozen_draft, offices.draft_is_the_commissioners_own, wording.everything_varied_was_before_the_panel)),
    Step("issue",                   "Issue the {it}",                                                "s.5(1)",    BODY,  (REPORTED,), ISSUED, personal=True, variation_section="s.5(4)",
         requires=(drafting.wording_is_a_frozen_draft, offices.draft_is_the_commissioners_own, drafting.strategic_policing_requirement_considered, duties.newest_requirement_considered, drafting.every_authority_heard, duties.duties_stated, drafting.views_obtained,
                   drafting.chief_constable_consulted, panel.report_received, panel.panel_had_reasonable_time, panel.regard_had_to_the_report, panel.response_given, panel.response_published,
                   wording.chief_constable_saw_this_text, wording.plan_as_it_stands_is_varied, wording.what_met_a_later_edition_is_settled, wording.everything_varied_was_before_the_panel,
                   wording.what_changed_since_the_panel_is_answered_for, wording.plan_is_complete, wording.welsh_is_in_step,
                   period.plan_is_issued_in_time, period.one_plan_has_effect, period.period_ends_as_the_act_says, period.variation_leaves_the_period_alone, period.issued_outside_a_pre_election_period)),
    Step("send_copy",               "Send a copy to the Chief Constable and the authorities",        "s.5(10)(a)", BODY, (ISSUED, CLOSED),
         requires=(afterwards.copy_is_of_what_was_issued,)),
    Step("copy_came_back",          "Note that a copy came back",                                    "s.5(10)(a)", BODY, (ISSUED, CLOSED),
         requires=(afterwards.what_came_back_was_sent,)),
    Step("publish",                 "Publish the {it}",                                              "s.5(10)(b)", BODY, (ISSUED,),
         requires=(afterwards.publication_is_of_what_was_issued, afterwards.copies_go_first)),
    Step("close",                   "Close the file",                                                "Specified Information Order 2011, para 5(d)", CEO, (ISSUED,), CLOSED,
         requires=(afterwards.decision_recorded, afterwards.plan_published, afterwards.copies_sent)),
    Step("withdraw",                "Withdraw the draft {it}",                                       "s.5",       BODY,  OPEN, WITHDRAWN),
))

# s.5(9): the plan is kept under review. A review is no draft: it has no text, and ends with what comes of it.
REVIEW = Procedure("review-1", BodyKind.COMMISSIONER, (
    Step("open_review",    "Open a review of the plan",                       "s.5(9)", BODY, (DRAFTING,),
         requires=(reviews.the_plan_is_issued, reviews.a_trigger_is_named, reviews.a_review_is_opened_once)),
    Step("consider",       "Consider what set the review off",                "s.5(9)", BODY, (DRAFTING,),
         requires=(reviews.a_review_is_open,)),
    Step("end_review",     "End the review: no change, a variation or a new plan", "s.5(9)", BODY, (DRAFTING,), CLOSED,
         requires=(reviews.a_review_is_open, reviews.what_set_it_off_is_considered, reviews.the_outcome_has_a_reason)),
    Step("decline_review", "Decline to open a review",                        "s.5(9)", CEO,  (DRAFTING,), WITHDRAWN,
         requires=(reviews.the_plan_is_issued, reviews.a_trigger_is_named, reviews.a_review_is_opened_once, reviews.a_decision_not_to_review_has_a_reason)),
))

# s.12 and s.28(4). The report may be published before the Panel has met on it: nothing says that it is reviewed first.
ANNUAL_REPORT = Procedure("annual-report-1", BodyKind.COMMISSIONER, (
    Step("prepare_draft",    "Prepare the {it} and freeze it",                "s.12(1)",  BODY,  (DRAFTING, REPORTED)),
    Step("send_to_panel",    "Send the {it} to the Panel",                    "s.12(2)",  BODY,  (DRAFTING,), WITH_PANEL,
         requires=(reports.report_is_frozen,)),
    Step("panel_meeting",    "Attend the Panel's public meeting, present the report and answer questions", "s.12(2), (3)", BODY, (WITH_PANEL, REPORTED),
         requires=(reports.report_is_with_the_panel, reports.the_meeting_is_public, reports.the_commissioner_attends)),
    Step("report",           "Review the {it} and make a report or recommendations", "s.28(4)", PANEL, (WITH_PANEL, REPORTED), REPORTED,
         requires=(reports.report_is_with_the_panel, reports.one_report_on_each_sending, reports.panel_met_on_it, reports.full_panel_adopted, reports.panel_made_a_report)),
    Step("no_report",        "Go on without a report from the Panel",         "s.28(4)",  CEO,   (WITH_PANEL,), REPORTED,
         requires=(reports.report_is_with_the_panel, reports.panel_was_chased)),
    Step("respond",          "Give the Panel a response",                     "s.12(4)",  BODY,  (REPORTED,),
         requires=(reports.panel_reported, reports.every_recommendation_answered),
         done=lambda record: record.last("report") is not None and not reports.response_given(record)),
    Step("publish_response", "Publish the response, in the manner that the Panel determines", "s.12(4), (5)", BODY, (REPORTED,),
         requires=(reports.panel_reported, reports.response_given),
         done=lambda record: record.last("report") is not None and not reports.response_published(record)),
    Step("publish",          "Publish the {it}",                              "s.12(6), (7)", BODY, OPEN,
         requires=(reports.report_is_frozen,)),
    Step("close",            "Close the file",                                "s.12",     CEO,   (REPORTED,), CLOSED,
         requires=(reports.panel_met_in_public, reports.panel_reported, reports.response_given, reports.response_published, reports.report_published)),
    Step("withdraw",         "Withdraw the {it}",                             "s.12(1)",  BODY,  (DRAFTING,), WITHDRAWN),
))

FRAMEWORK = "Fire and Rescue National Framework (our reading)"
FIRE_AND_RESCUE_PLAN = Procedure("fire-and-rescue-plan-1", BodyKind.FIRE, (
    Step("consider_framework", "Have regard to the Fire and Rescue National Framework", FRAMEWORK, BODY, OPEN,
         done=lambda record: not fire.national_framework_considered(record)),
    Step("obtain_views",     "Obtain the views of the community",             FRAMEWORK, BODY,  OPEN,
         done=lambda record: not fire.the_community_gave_its_views(record)),
    Step("prepare_draft",    "Prepare a draft of the {it}",                   FRAMEWORK, BODY,  (DRAFTING, REPORTED),
         requires=(fire.draft_is_settled,)),
    Step("send_to_panel",    "Send the draft {it} to the Panel",              FRAMEWORK, BODY,  (DRAFTING, REPORTED), WITH_PANEL,
         requires=(fire.plan_is_frozen, fire.draft_is_settled, fire.response_given, fire.panel_will_have_reasonable_time)),
    Step("report",           "Scrutinise the draft and make a report or recommendations", FRAMEWORK, PANEL, (WITH_PANEL, REPORTED), REPORTED,
         requires=(fire.draft_is_with_the_panel, fire.one_report_on_each_sending, fire.panel_met_on_the_draft, fire.full_panel_adopted, fire.panel_made_a_report)),
    Step("no_report",        "Go on without a report from the Panel",         FRAMEWORK, CEO,   (WITH_PANEL,), REPORTED,
         requires=(fire.draft_is_with_the_panel, fire.panel_had_reasonable_time, fire.panel_was_chased)),
    Step("have_regard",      "Have regard to the report or recommendations",  FRAMEWORK, BODY,  (REPORTED,),
         requires=(fire.report_received,)),
    Step("respond",          "Give the Panel a response",                     FRAMEWORK, BODY,  (REPORTED,),
         requires=(fire.report_received, fire.regard_had_to_the_report, fire.every_recommendation_answered)),
    Step("publish_response", "Publish the response",                          FRAMEWORK, BODY,  (REPORTED,),
         requires=(fire.report_received, fire.response_given)),
    Step("record_decision",  "Record and publish the decision to issue the {it}", "Specified Information Order 2011, para 5(d)", BODY, (REPORTED, ISSUED), held=True,
         requires=(fire.plan_is_frozen, fire.everything_varied_was_before_the_panel)),
    Step("issue",            "Issue the {it}",                                FRAMEWORK, BODY,  (REPORTED,), ISSUED, held=True,
         requires=(fire.plan_is_frozen, fire.national_framework_considered, fire.the_community_gave_its_views, fire.report_received, fire.panel_had_reasonable_time,
                   fire.regard_had_to_the_report, fire.response_given, fire.response_published, fire.plan_as_it_stands_is_varied, fire.draft_is_settled,
                   fire.everything_varied_was_before_the_panel, fire.plan_has_objectives, fire.period_is_given, fire.one_plan_has_effect, fire.variation_leaves_the_period_alone)),
    Step("publish",          "Publish the {it}",                              FRAMEWORK, BODY,  (ISSUED,),
         requires=(fire.publication_is_of_what_was_issued,)),
    Step("close",            "Close the file",                                "Specified Information Order 2011, para 5(d)", CEO, (ISSUED,), CLOSED,
         requires=(afterwards.decision_recorded, fire.plan_published)),
    Step("withdraw",         "Withdraw the draft {it}",                       FRAMEWORK, BODY,  OPEN, WITHDRAWN),
))
# fmt: on


def read_as(course: Procedure, version: str, kind: BodyKind, to: names.Names) -> Procedure:
    """Return a course of another kind of body: the same table, read with that body's names (as a transfer order does)."""
    steps = tuple(replace(step, words=to.read(step.words)) for step in course.steps)
    return replace(course, version=version, body_kind=kind, steps=steps)


WELSH_PLAN = read_as(POLICE_AND_CRIME_PLAN, "pcc-wales-1", BodyKind.COMMISSIONER_WALES, names.COMMISSIONER)
PFCC_PLAN = read_as(POLICE_AND_CRIME_PLAN, "pfcc-1", BodyKind.FIRE, names.FIRE_COMMISSIONER)
MAYORAL_PLAN = read_as(POLICE_AND_CRIME_PLAN, "mayor-1", BodyKind.MAYOR, names.MAYOR)
MAYORAL_REVIEW = read_as(REVIEW, "mayor-review-1", BodyKind.MAYOR, names.MAYOR)
MAYORAL_ANNUAL_REPORT = read_as(ANNUAL_REPORT, "mayor-annual-report-1", BodyKind.MAYOR, names.MAYOR)

VERSIONS: Mapping[str, Procedure] = {
    course.version: course
    for course in (
        POLICE_AND_CRIME_PLAN,
        REVIEW,
        ANNUAL_REPORT,
        FIRE_AND_RESCUE_PLAN,
        WELSH_PLAN,
        PFCC_PLAN,
        MAYORAL_PLAN,
        MAYORAL_REVIEW,
        MAYORAL_ANNUAL_REPORT,
    )
}
