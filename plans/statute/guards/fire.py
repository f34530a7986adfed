"""Guards on a fire and rescue plan: the National Framework, the community's views, its own objectives and period."""

from plans.statute.guards import afterwards, drafting, panel, period, wording
from plans.statute.guards.under import under
from plans.statute.rules import refuse
from plans.statute.terms import NOTHING, Record, Refusal

plan_is_frozen = under("F1", drafting.wording_is_a_frozen_draft)
draft_is_settled = under("F1", wording.what_met_a_later_edition_is_settled)
plan_as_it_stands_is_varied = under("F1", wording.plan_as_it_stands_is_varied)
everything_varied_was_before_the_panel = under("F4", wording.everything_varied_was_before_the_panel)
panel_will_have_reasonable_time = under("F4", panel.panel_will_have_reasonable_time)
panel_had_reasonable_time = under("F4", panel.panel_had_reasonable_time)
draft_is_with_the_panel = under("F4", panel.draft_is_with_the_panel)
one_report_on_each_sending = under("F4", panel.one_report_on_each_sending)
panel_met_on_the_draft = under("F4", panel.panel_met_on_the_draft)
full_panel_adopted = under("F4", panel.full_panel_adopted)
panel_made_a_report = under("F4", panel.panel_made_a_report_or_recommendations)
panel_was_chased = under("F4", panel.panel_was_chased)
report_received = under("F4", panel.report_received)
regard_had_to_the_report = under("F4", panel.regard_had_to_the_report)
every_recommendation_answered = under("F4", panel.every_recommendation_answered)
response_given = under("F4", panel.response_given)
response_published = under("F4", panel.response_published)
one_plan_has_effect = under("F5", period.one_plan_has_effect)
variation_leaves_the_period_alone = under("F5", period.variation_leaves_the_period_alone)
publication_is_of_what_was_issued = under("F6", afterwards.publication_is_of_what_was_issued)
plan_published = under("F6", afterwards.plan_published)


def national_framework_considered(record: Record) -> tuple[Refusal, ...]:
    """Pass if a statement of regard to the Fire and Rescue National Framework, with its edition, is on the record."""
    act = record.last("consider_framework")
    if act is not None and act.particulars.get("edition") and act.particulars.get("statement"):
        return NOTHING
    reason = (
        "There is no statement of the regard had to the Fire and Rescue National Framework, with the edition it was "
        "made against."
    )
    return (refuse("F2", reason, clears="consider_framework", proof="the statement"),)


def the_community_gave_its_views(record: Record) -> tuple[Refusal, ...]:
    """Pass if the views of the community are on the record; on a variation an officer may answer for going on."""
    if any(act.particulars.get("group") == "people" for act in record.taken("obtain_views")):
        return NOTHING
    reason = f"The views of people in the area on the {record.kind.noun} are not on the record."
    proof = "the consultation and what it found"
    return (refuse("F3", reason, clears="obtain_views", proof=proof, waivable=record.kind.varies),)


def plan_has_objectives(record: Record) -> tuple[Refusal, ...]:
    """Pass if the plan (as varied) sets out at least one objective or priority."""
    draft = next((a for a in reversed(record.taken("prepare_draft")) if a.wording == record.wording), None)
    if draft is None or draft.particulars.get("objectives"):
        return NOTHING  # without a draft, plan_is_frozen refuses
    reason = "The plan sets out no objective. Add at least one section of the kind “objective”."
    return (refuse("F1", reason, clears="prepare_draft", proof="a section that is an objective"),)


def period_is_given(record: Record) -> tuple[Refusal, ...]:
    """Pass if whoever issues a new plan says when its period ends: no rule was found that computes it."""
    if not record.kind.makes_a_plan or record.particulars.get("period_ends_on"):
        return NOTHING
    return (refuse("F5", "Say on which day the period of the fire and rescue plan ends."),)
