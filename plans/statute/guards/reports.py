"""Guards on the annual report: sent, met on in public, reported on, answered, and both published (s.12, s.28(4))."""

from plans.statute.dates import said
from plans.statute.guards import panel
from plans.statute.guards.under import under
from plans.statute.rules import refuse
from plans.statute.terms import NOTHING, Office, Record, Refusal

IT = "annual report"
report_is_with_the_panel = under("R2", panel.draft_is_with_the_panel, it=IT)
one_report_on_each_sending = under("R2", panel.one_report_on_each_sending, it=IT)
panel_met_on_it = under("R2", panel.panel_met_on_the_draft, it=IT)
full_panel_adopted = under("R2", panel.full_panel_adopted, it=IT)
panel_made_a_report = under("R2", panel.panel_made_a_report_or_recommendations, it=IT)
panel_was_chased = under("R2", panel.panel_was_chased, it=IT)
panel_reported = under("R2", panel.report_received, it=IT)
every_recommendation_answered = under("R3", panel.every_recommendation_answered, it=IT)
response_given = under("R3", panel.response_given, it=IT)


def report_is_frozen(record: Record) -> tuple[Refusal, ...]:
    """Pass if what the act concerns is the annual report as it had been prepared and frozen by that day."""
    if record.wording in {act.wording for act in record.taken("prepare_draft")}:
        return NOTHING
    reason = f"The annual report had not been prepared and frozen in those words by {said(record.on)}."
    return (refuse("R1", reason, clears="prepare_draft", proof="the frozen report"),)


def the_meeting_is_public(record: Record) -> tuple[Refusal, ...]:
    """Pass if the panel's meeting on the annual report is a public one; the chief executive answers for another."""
    if record.particulars.get("public") is True:
        return NOTHING
    reason = "The Panel questions the commissioner on the annual report at a public meeting."
    return (refuse("R2", reason, proof="the agenda of the meeting", waivable=True),)


def the_commissioner_attends(record: Record) -> tuple[Refusal, ...]:
    """Pass if whoever held the office that day, acting or not, attended; it is for nobody else to do (s.18)."""
    held = (Office.COMMISSIONER, Office.ACTING_COMMISSIONER)
    names = [t.name for t in record.tenures if t.office in held and t.covers(record.on)]
    attended = str(record.particulars.get("attended_by") or "")
    if attended in names:
        return NOTHING
    who = " or ".join(names) or "nobody"
    reason = f"The commissioner attends the meeting in person. On {said(record.on)} {who} held the office" + (
        f", and {attended} is said to have attended." if attended else "."
    )
    return (refuse("R2", reason, proof="the minute of the meeting", waivable=True),)


def panel_met_in_public(record: Record) -> tuple[Refusal, ...]:
    """Pass if a public meeting of the panel on the report was held after it was sent, the commissioner attending."""
    sent = record.last("send_to_panel")
    if sent is not None and record.any_follows(sent, "panel_meeting"):
        return NOTHING
    reason = f"By {said(record.on)} no public meeting of the Panel on the annual report is on the record."
    return (refuse("R2", reason, clears="panel_meeting", proof="the minute of the meeting", waivable=True),)


def response_published(record: Record) -> tuple[Refusal, ...]:
    """Pass if the response to the panel's report has been published, in the manner the panel determined."""
    report, response = record.last("report"), record.last("respond")
    if report is None:
        return NOTHING  # passed over with reasons: panel_reported refuses where it was not
    if all(record.any_follows(act, "publish_response") for act in (report, response) if act is not None):
        return NOTHING
    reason = f"The response to the Panel had not been published by {said(record.on)}."
    return (refuse("R3", reason, clears="publish_response", proof="the published response"),)


def report_published(record: Record) -> tuple[Refusal, ...]:
    """Pass if the annual report has been published, in the manner the body determined."""
    if record.last("publish") is not None:
        return NOTHING
    return (refuse("R3", "The annual report has not been published.", clears="publish", proof="the page"),)
