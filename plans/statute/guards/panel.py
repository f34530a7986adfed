"""Guards on the panel: its time, its review, its report, and the response to it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from plans.statute.dates import said, weekday
from plans.statute.rules import refuse
from plans.statute.terms import NOTHING, Act, Record, Refusal


def draft_is_with_the_panel(record: Record) -> tuple[Refusal, ...]:
    """Pass if the draft had been sent to the panel by the day of the act."""
    if record.last("send_to_panel") is None:
        return (
            refuse(
                "V6",
                f"The draft had not been sent to the Panel by {said(record.on)}.",
                clears="send_to_panel",
                proof="the letter or e-mail to the Panel",
                waivable=False,
            ),
        )
    return NOTHING


def panel_will_have_reasonable_time(record: Record) -> tuple[Refusal, ...]:
    """Pass if, where the panel's meeting is known, the local floor of clear working days lies before it."""
    meeting = record.particulars.get("meeting_on")
    return _too_little_time(record, record.on, date.fromisoformat(str(meeting))) if meeting else NOTHING


def papers_can_be_open_in_time(record: Record) -> tuple[Refusal, ...]:
    """Pass if, where the panel's meeting is known, the draft is there on the day on which its papers are opened."""
    meeting = record.particulars.get("meeting_on")
    if not meeting:
        return NOTHING
    met = date.fromisoformat(str(meeting))
    open_by = record.calendar.agenda_open_by(met)
    if record.on <= open_by:
        return NOTHING
    reason = (
        f"The papers of the Panel's meeting of {said(met)} are to be open by {weekday(open_by)}, "
        f"{record.calendar.agenda_clear_days} clear days before it."
    )
    return (refuse("N3", reason, proof="the day on which the agenda was published"),)


def panel_had_reasonable_time(record: Record) -> tuple[Refusal, ...]:
    """Pass if the panel had the floor from sending to its report (or to the act), or an officer answered for less."""
    sent, report = record.last("send_to_panel"), record.last("report")
    if sent is None:
        return NOTHING  # never sent: report_received refuses
    until = report.on if report and report.follows(sent) else record.on
    if "V6" in sent.waived and until >= _meeting_of(sent):
        return NOTHING  # the officer answered for the time until that meeting, and for no less
    return _too_little_time(record, sent.on, until)


def _meeting_of(sent: Act) -> date:
    meeting = sent.particulars.get("meeting_on")
    return date.fromisoformat(str(meeting)) if meeting else sent.on


def _too_little_time(record: Record, sent_on: date, until: date) -> tuple[Refusal, ...]:
    # The Act says "a reasonable amount of time" and gives no number; the floor is local policy.
    days = record.calendar.clear_working_days(sent_on, until)
    if days >= record.floor_working_days:
        return NOTHING
    reason = (
        f"From {said(sent_on)} to {said(until)} the Panel has {days} clear working days with the draft, fewer than "
        f"the office's floor of {record.floor_working_days}."
    )
    return (refuse("V6", reason, proof="the dates of sending and of the meeting"),)


def one_report_on_each_sending(record: Record) -> tuple[Refusal, ...]:
    """Pass if the panel has not yet reported on the draft that it was last sent."""
    sent, report = record.last("send_to_panel"), record.last("report")
    if sent is not None and report is not None and report.seq > sent.seq:
        reason = (
            f"The Panel reported on this draft on {said(report.on)}. A new report needs the draft to be sent again."
        )
        return (refuse("V7", reason, clears="send_to_panel", proof="the Panel's report"),)
    return NOTHING


def panel_met_on_the_draft(record: Record) -> tuple[Refusal, ...]:
    """Pass if the panel's meeting, where its day is given, lies between the sending and the report (STATUTE V15)."""
    met, sent = record.particulars.get("met_on"), record.last("send_to_panel")
    if not met or sent is None or sent.on <= date.fromisoformat(str(met)) <= record.on:
        return NOTHING
    reason = (
        f"The Panel is said to have met on {said(date.fromisoformat(str(met)))}. Its review of the draft is a meeting "
        f"from {said(sent.on)}, when it was sent, to {said(record.on)}; an earlier look is not the review."
    )
    return (refuse("V7", reason, clears="report", proof="the minute of the meeting"),)


def full_panel_adopted(record: Record) -> tuple[Refusal, ...]:
    """Pass if the report or the recommendations were adopted by the full panel, not by a group of its members."""
    if record.particulars.get("adopted_by_full_panel") is not True:
        return (
            refuse(
                "V14",
                "A review by a working group or sub-committee is not the Panel's review. "
                "The full Panel adopts the report or the recommendations.",
                clears="report",
                proof="the minute of the full Panel",
            ),
        )
    return NOTHING


def panel_made_a_report_or_recommendations(record: Record) -> tuple[Refusal, ...]:
    """Pass if there is a report, an endorsement or at least one recommendation."""
    if record.particulars.get("report") or record.particulars.get("recommendations"):
        return NOTHING
    return (
        refuse(
            "V7",
            "The Panel makes a report or recommendations; neither has been given.",
            clears="report",
            proof="the Panel's report or letter",
        ),
    )


def panel_was_chased(record: Record) -> tuple[Refusal, ...]:
    """Always refuses, waivably: going on without a report needs the chief executive's reason (STATUTE V13)."""
    chased = record.particulars.get("chased_on")
    reason = (
        f"The Panel has made no report on the draft, and was chased on {chased}. "
        if chased
        else ("The Panel has made no report on the draft, and no reminder is recorded. ")
    )
    return (refuse("V13", reason + "Going on needs the chief executive's reason.", proof="the reminders"),)


def report_received(record: Record) -> tuple[Refusal, ...]:
    """Pass if the panel had reported on the draft last sent, or had been passed over with reasons, by that day."""
    sent, received = record.last("send_to_panel"), record.last("report", "no_report")
    if received is None or (sent is not None and not record.any_follows(sent, "report", "no_report")):
        return (
            refuse(
                "V7",
                f"The Panel had not reported on the draft by {said(record.on)}.",
                clears="report",
                proof="the Panel's report or letter",
            ),
        )
    return NOTHING


def regard_had_to_the_report(record: Record) -> tuple[Refusal, ...]:
    """Pass if, for every report, the commissioner has since had regard to it."""
    if not all(record.any_follows(report, "have_regard") for report in record.taken("report")):
        return (
            refuse(
                "V8",
                "It is not on the record that the commissioner had regard to the Panel's report.",
                clears="have_regard",
                proof="the consideration of each recommendation",
            ),
        )
    return NOTHING


def recommendations_of(report: Act) -> tuple[str, ...]:
    """Return the references of the recommendations in a report, such as "1" or "2" of one report."""
    return tuple(str(r["number"]) for r in report.particulars.get("recommendations", ()))


def unanswered(record: Record, here: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the recommendations that no response answers, given by that day or in the particulars ``here``."""
    missing = []
    for report in record.taken("report"):
        answered = {
            str(answer["number"])
            for response in record.taken("respond")
            if response.follows(report)
            for answer in response.particulars.get("answers", ())
        }
        answered |= {str(answer["number"]) for answer in here.get("answers", ())}
        missing += [number for number in recommendations_of(report) if number not in answered]
    return tuple(missing)


def every_recommendation_answered(record: Record) -> tuple[Refusal, ...]:
    """Pass if each recommendation is answered, in this act or before it; a bare report needs a response in words."""
    return _without_answer(record, record.particulars)


def _without_answer(record: Record, here: Mapping[str, Any]) -> tuple[Refusal, ...]:
    refusals = [
        refuse("V9", f"Recommendation {number} has no response.", clears="respond", proof="the response")
        for number in unanswered(record, here)
    ]
    bare = [report for report in record.taken("report") if not recommendations_of(report)]
    if bare and not refusals and not here.get("response") and not _answered_in_words(record, bare[-1]):
        refusals.append(
            refuse(
                "V9",
                "The Panel's report has no response. A report without recommendations, and an "
                "endorsement, are responded to as well.",
                clears="respond",
                proof="the response",
            )
        )
    return tuple(refusals)


def _answered_in_words(record: Record, report: Act) -> bool:
    return any(r.follows(report) and r.particulars.get("response") for r in record.taken("respond"))


def response_given(record: Record) -> tuple[Refusal, ...]:
    """Pass if a response to the latest report had been given to the panel by the day of the act."""
    report = record.last("report")
    if report is not None and not record.any_follows(report, "respond"):
        return (
            refuse(
                "V9",
                f"No response had been given to the Panel by {said(record.on)}.",
                clears="respond",
                proof="the response",
            ),
        )
    return _without_answer(record, {})


def response_published(record: Record) -> tuple[Refusal, ...]:
    """Pass if the latest response had been published by the day of the act, and before it."""
    report, response = record.last("report"), record.last("respond")
    if report is None:
        return NOTHING  # passed over with reasons: report_received refuses where it was not
    if not all(record.any_follows(act, "publish_response") for act in (report, response) if act is not None):
        return (
            refuse(
                "V10",
                f"The response to the Panel had not been published by {said(record.on)}. It is "
                f"published before the {record.kind.noun} is issued.",
                clears="publish_response",
                proof="the published response",
            ),
        )
    return NOTHING
