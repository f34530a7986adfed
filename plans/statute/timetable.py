"""
The timetable of a draft, planned backwards from the day by which it is to be issued and from real meeting days.

Nothing about it is stored but what people chose: it is worked out again at each look.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from plans.statute.dates import said, weekday
from plans.statute.milestones import Holder, Meeting, Milestone, State, Task, Timetable
from plans.statute.terms import Act, InstrumentKind

DAY = timedelta(days=1)
CONSULTATIONS = ("consult_chief_constable", "consult_again")


def timetable(task: Task) -> Timetable:
    """
    Plan a draft backwards from the day by which it is to be issued.

    Where nothing sets that day, it is the earliest day to which a meeting ahead leads; without one there is no plan.
    """
    earliest = _earliest(task)
    if task.last("issue"):
        return Timetable((), fits=True)
    issue_by = task.issue_by or (earliest[1] if earliest else None)
    if issue_by is None:
        return Timetable((), fits=False, reason=NO_MEETING_AHEAD)
    plan = _Backwards(task, issue_by)
    milestones = tuple(plan.milestones())
    broken = next((one for one in milestones if one.state is State.DOES_NOT_FIT), None)
    meeting, issue = earliest if earliest and (broken or not task.issue_by) else (None, None)
    return Timetable(milestones, not broken, broken.why if broken else "", plan.meeting, issue_by, meeting, issue)


NO_MEETING_AHEAD = "No meeting of the Panel that would give it its time is in the table. Add the meetings that are set."


def met_on(task: Task) -> date | None:
    """Return the day of the panel's meeting that the sending of the draft names, or None."""
    sent = task.last("send_to_panel")
    day = sent.particulars.get("meeting_on") if sent else None
    return date.fromisoformat(str(day)) if day else None


class _Backwards:
    """The latest day of each milestone, counted back from the day of issue."""

    def __init__(self, task: Task, issue_by: date) -> None:
        self.task, self.calendar, self.allowances = task, task.calendar, task.allowances
        self.issue = issue_by
        self.published = self.calendar.working_day_by(issue_by - DAY)  # before the day of issue (V10)
        self.report = self.calendar.last_day_before(self.published, self.allowances.response)
        self.sent, self.reported = task.last("send_to_panel"), task.since_sent("report", "no_report")
        self.meeting = self._meeting()
        meets = self.meeting.on if self.meeting else self.report
        self.agenda = self.calendar.agenda_open_by(meets)
        self.send = min(self.calendar.latest_before(meets, self.allowances.panel), self.agenda)
        self.ask = self.calendar.latest_before(self.send, self.allowances.reply)

    def _meeting(self) -> Meeting | None:
        if self.reported is not None:
            return None
        if day := met_on(self.task):
            return next((m for m in self.task.meetings if m.on == day), Meeting(day, "as the Panel was told"))
        if self.task.chosen is not None:
            return self.task.chosen
        ahead = [m for m in self.task.meetings if self.task.today <= m.on <= self.report]
        if self.sent is not None:
            ahead = [m for m in ahead if self._has_its_time(m)]
        return max(ahead, key=lambda m: m.on, default=None)

    def _has_its_time(self, meeting: Meeting) -> bool:
        return self.sent is not None and (
            self.calendar.clear_working_days(self.sent.on, meeting.on) >= self.allowances.panel
        )

    def milestones(self) -> Iterable[Milestone]:
        """Yield the milestones in the order of their days, each with its state."""
        yield from self._before_the_panel()
        if self.reported is None or self.reported.step == "report":
            yield from self._of_the_panel()
            yield from self._of_the_response()
        office = Milestone("record_decision", "Record and publish the decision", "I7", Holder.COMMISSIONER, self.issue)
        yield self._judged(office, self.task.last("record_decision"))
        issue = Milestone("issue", f"Issue the {self.task.kind.value}", self.task.rule, Holder.COMMISSIONER, self.issue)
        yield self._judged(issue, None, f"The day by which it is to be issued, {said(self.issue)}, has passed.")

    def _before_the_panel(self) -> Iterable[Milestone]:
        task = self.task
        asked = task.last(*CONSULTATIONS)
        steps = [
            ("prepare_draft", "Freeze the draft", "V2", Holder.OFFICE, self.ask, task.last("prepare_draft")),
            ("consult_chief_constable", "Ask the Chief Constable", "V3", Holder.OFFICE, self.ask, asked),
            ("record_reply", "Reply of the Chief Constable", "V3", Holder.CHIEF_CONSTABLE, self.send,
             task.last("record_reply")),
        ]  # fmt: skip
        if task.kind is InstrumentKind.PLAN:
            both = {str(a.particulars.get("group")) for a in task.acts if a.step == "obtain_views"}
            views = task.last("obtain_views") if {"people", "victims"} <= both else None
            words = "Obtain the views of people and of victims"
            steps.append(("obtain_views", words, "V4", Holder.OFFICE, self.send, views))
        for key, words, rule, holder, by, done in steps:
            yield self._judged(Milestone(key, words, rule, holder, by), done)
        send = Milestone("send_to_panel", "Send the draft to the Panel", "V6", Holder.OFFICE, self.send)
        yield self._judged(send, self.sent, self._too_late_to_send())

    def _too_late_to_send(self) -> str:
        if self.meeting is None:
            return ""  # the meeting itself is what does not fit
        return (
            f"For the meeting of {said(self.meeting.on)} the draft was to be sent by {weekday(self.send)}, so that the "
            f"Panel has {self.allowances.panel} clear working days and its papers are open in time."
        )

    def _of_the_panel(self) -> Iterable[Milestone]:
        words = "Papers of the Panel’s meeting are open"
        agenda = Milestone("agenda", words, "N3", Holder.PANEL, self.agenda)
        if self.reported is None and not self._agenda_is_past():
            yield agenda
        yield self._of_the_meeting()

    def _agenda_is_past(self) -> bool:
        """Tell whether the day is past with the draft sent in time: whether the papers were open nobody records."""
        return self.sent is not None and self.sent.on <= self.agenda < self.task.today

    def _of_the_meeting(self) -> Milestone:
        by = self.meeting.on if self.meeting else self.report
        words = "The Panel reviews it and reports"
        row = Milestone("report", words, "V7", Holder.PANEL, by)
        if self.reported is not None:
            return replace(row, state=State.DONE, done_on=self.reported.on, by=self.reported.on)
        if self.meeting is None:
            why = (
                f"No meeting of the Panel is in the table from {said(self.task.today)} to {said(self.report)}, the "
                f"last day that leaves {self.allowances.response} clear working days for the response."
            )
            return replace(row, state=State.DOES_NOT_FIT, why=why)
        if self.meeting.on > self.report:
            why = (
                f"The Panel meets on {said(self.meeting.on)}. A report after {said(self.report)} does not leave "
                f"{self.allowances.response} clear working days for the response before issue by {said(self.issue)}."
            )
            return replace(row, state=State.DOES_NOT_FIT, why=why)
        return self._judged(row, None, "")

    def _of_the_response(self) -> Iterable[Milestone]:
        reported = self.reported is not None
        for key, words, rule, holder in (
            ("have_regard", "Have regard to the report", "V8", Holder.COMMISSIONER),
            ("respond", "Give the Panel a response", "V9", Holder.COMMISSIONER),
            ("publish_response", "Publish the response", "V10", Holder.OFFICE),
        ):
            why = "The response is published before the day of issue, and that day is too near."
            hard = why if reported and key == "publish_response" else ""
            done = self.task.since_sent(key) if reported else None
            yield self._judged(Milestone(key, words, rule, holder, self.published), done, hard)
        asked = {act.wording for act in self.task.acts if act.step in CONSULTATIONS}
        draft = self.task.last("prepare_draft")
        if reported and draft is not None and draft.wording not in asked:
            words = "Ask the Chief Constable about what has changed"
            yield self._judged(Milestone("consult_again", words, "V12", Holder.OFFICE, self.published), None)

    def _judged(self, row: Milestone, done: Act | None, hard: str = "") -> Milestone:
        """Return a milestone with its state; ``hard`` says why it does not fit once its day is past."""
        if done is not None:
            return replace(row, state=State.DONE, done_on=done.on)
        if row.by >= self.task.today:
            return row
        return replace(row, state=State.DOES_NOT_FIT, why=hard) if hard else replace(row, state=State.LATE)


def _earliest(task: Task) -> tuple[Meeting | None, date] | None:
    """Return the first meeting that would work from today, None where it has reported, and the issue day after it."""
    calendar, allowances = task.calendar, task.allowances
    reported = task.since_sent("report", "no_report")
    if reported is not None:
        return None, _issue_after(task, reported)
    sent_on = _sent_at_the_earliest(task)
    told = met_on(task)
    meetings = {*task.meetings, *([task.chosen] if task.chosen else ()), *([Meeting(told)] if told else ())}
    for meeting in sorted(meetings, key=lambda m: (m.on, m.name)):
        enough = calendar.clear_working_days(sent_on, meeting.on) >= allowances.panel
        if meeting.on >= task.today and enough and sent_on <= calendar.agenda_open_by(meeting.on):
            published = calendar.earliest_after(meeting.on, allowances.response)
            return meeting, calendar.working_day_from(published + DAY)
    return None


def _issue_after(task: Task, reported: Act) -> date:
    """Return the first day on which it may be issued after the panel has reported, or was passed over."""
    calendar = task.calendar
    if reported.step == "no_report":
        return calendar.working_day_from(task.today)
    published = task.since_sent("publish_response")
    if published is not None:
        return calendar.working_day_from(max(task.today, published.on + DAY))
    return calendar.working_day_from(calendar.working_day_from(task.today) + DAY)


def _sent_at_the_earliest(task: Task) -> date:
    """Return the day on which the draft was sent, or the first on which it can be, the reply awaited."""
    calendar, reply = task.calendar, task.allowances.reply
    if sent := task.last("send_to_panel"):
        return sent.on
    today = calendar.working_day_from(task.today)
    if task.last("record_reply"):
        return today
    asked = task.last(*CONSULTATIONS)
    return max(today, calendar.earliest_after(asked.on if asked else today, reply))
