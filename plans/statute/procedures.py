"""The statutory course, one table for each kind of body, in the Act's order and near its words."""

from collections.abc import Mapping

from plans.statute.guards import afterwards, drafting, panel, period, wording
from plans.statute.terms import BodyKind, Office, Procedure, Stage, Step

DRAFTING, WITH_PANEL, REPORTED = Stage.DRAFTING, Stage.WITH_PANEL, Stage.REPORTED
ISSUED, CLOSED, WITHDRAWN = Stage.ISSUED, Stage.CLOSED, Stage.WITHDRAWN
OPEN = (DRAFTING, WITH_PANEL, REPORTED)
BODY, CHIEF, PANEL, CEO = Office.COMMISSIONER, Office.CHIEF_CONSTABLE, Office.PANEL, Office.CHIEF_EXECUTIVE

# fmt: off
POLICE_AND_CRIME_PLAN = Procedure("pcc-england-1", BodyKind.COMMISSIONER, (
    Step("consider_requirement",    "Have regard to the Strategic Policing Requirement",             "s.5(5)",    BODY,  OPEN),
    Step("record_priorities",       "Have regard to a responsible authority's priorities",           "s.10(1)",   BODY,  OPEN),
    Step("obtain_views",            "Obtain the views of people in the area and of victims",         "Police Act 1996 s.96(1A)", BODY, OPEN),
    Step("prepare_draft",           "Prepare a draft of the {it}",                                   "s.5(6)(a)", BODY,  (DRAFTING, REPORTED)),
    Step("consult_chief_constable", "Consult the Chief Constable in preparing the draft",            "s.5(6)(b)", BODY,  (DRAFTING,),
         requires=(drafting.wording_is_a_frozen_draft,)),
    Step("record_reply",            "Receive the Chief Constable's reply",                           "s.5(6)(b)", CHIEF, OPEN,
         requires=(drafting.chief_constable_was_asked_on_this_wording,)),
    Step("send_to_panel",           "Send the draft {it} to the Panel",                              "s.5(6)(c)", BODY,  (DRAFTING, REPORTED), WITH_PANEL,
         requires=(drafting.wording_is_a_frozen_draft, drafting.chief_constable_consulted, panel.response_given, panel.panel_will_have_reasonable_time)),
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
    Step("record_decision",         "Record and publish the decision to issue the {it}",             "Specified Information Order 2011, para 5(d)", BODY, (REPORTED, ISSUED), personal=True,
         requires=(drafting.wording_is_a_frozen_draft, wording.everything_varied_was_before_the_panel)),
    Step("issue",                   "Issue the {it}",                                                "s.5(1)",    BODY,  (REPORTED,), ISSUED, personal=True, variation_section="s.5(4)",
         requires=(drafting.wording_is_a_frozen_draft, drafting.strategic_policing_requirement_considered, drafting.every_authority_heard, drafting.views_obtained,
                   drafting.chief_constable_consulted, panel.report_received, panel.panel_had_reasonable_time, panel.regard_had_to_the_report, panel.response_given, panel.response_published,
                   wording.chief_constable_saw_this_text, wording.plan_as_it_stands_is_varied, wording.everything_varied_was_before_the_panel, wording.plan_is_complete,
                   period.plan_is_issued_in_time, period.one_plan_has_effect, period.period_ends_as_the_act_says, period.variation_leaves_the_period_alone)),
    Step("send_copy",               "Send a copy to the Chief Constable and the authorities",        "s.5(10)(a)", BODY, (ISSUED,),
         requires=(afterwards.copy_is_of_what_was_issued,)),
    Step("publish",                 "Publish the {it}",                                              "s.5(10)(b)", BODY, (ISSUED,),
         requires=(afterwards.publication_is_of_what_was_issued,)),
    Step("close",                   "Close the file",                                                "Specified Information Order 2011, para 5(d)", CEO, (ISSUED,), CLOSED,
         requires=(afterwards.decision_recorded, afterwards.plan_published, afterwards.copies_sent)),
    Step("withdraw",                "Withdraw the draft {it}",                                       "s.5",       BODY,  OPEN, WITHDRAWN),
))
# fmt: on
PROCEDURES: Mapping[BodyKind, Procedure] = {BodyKind.COMMISSIONER: POLICE_AND_CRIME_PLAN}
VERSIONS: Mapping[str, Procedure] = {POLICE_AND_CRIME_PLAN.version: POLICE_AND_CRIME_PLAN}
