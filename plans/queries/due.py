"""The clock for everyone: what is due in an office, by when, under which rule, and who holds it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.urls import reverse

from plans.models import Body, Consultation, Instrument, MeetingDay, Membership, Plan
from plans.queries.calendar import allowances_of, as_meeting
from plans.queries.course import Dashboard, dashboard_of
from plans.queries.done import Proof, anniversary, in_year, key_of, proof_of
from plans.queries.periods import proposals_in
from plans.queries.standing import Standing
from plans.statute.dates import Calendar, plan_still_due, pre_election_windows, said, term_begins
from plans.statute.due import Due
from plans.statute.guards import afterwards
from plans.statute.milestones import Holder, Meeting, Milestone, State, Task, Timetable
from plans.statute.terms import InstrumentKind, Stage
from plans.statute.timetable import met_on, timetable

DAY = timedelta(days=1)
YEARS_AHEAD = 2
Role = Membership.Role
# Who is reminded of what somebody holds. The Chief Constable has no account: the office chases the reply.
REMINDED = {
    Holder.OFFICE: (Role.POLICY_OFFICER, Role.CHIEF_EXECUTIVE),
    Holder.MONITORING_OFFICER: (Role.CHIEF_EXECUTIVE,),
    Holder.COMMISSIONER: (Role.COMMISSIONER, Role.CHIEF_EXECUTIVE),
    Holder.CHIEF_CONSTABLE: (Role.POLICY_OFFICER,),
    Holder.PANEL: (Role.PANEL_SUPPORT,),
}
OF_THE_PANEL = (Role.PANEL_SUPPORT, Role.PANEL_MEMBER)


def issue_day(standing: Standing) -> tuple[date | None, str]:
    """
    Return the day by which an instrument is to be issued and the rule that says so ("" where it is a hope), or None.

    A new plan is due by its day in law (P1), or earlier if hoped for; a variation takes effect before its plan ends.
    """
    record, hoped = standing.record, standing.instrument.hoped_for_issue_on
    days = [(hoped, "")] if hoped else []
    if record.kind is InstrumentKind.PLAN:
        due = plan_still_due(record.on, record.elections, (other.issued_on for other in record.other_plans))
        days += [(due, "P1")] if due else []
    elif hoped and record.plan_period_ends_on:
        days.append((record.plan_period_ends_on, "P5"))
    return min(days, key=lambda day: day[0], default=(None, ""))


def task_of(standing: Standing, meetings: Iterable[Meeting]) -> Task:
    """Return what the timetable of an instrument (read by ``instruments_of``) is planned from. No query."""
    issue_by, rule = issue_day(standing)
    chosen = standing.instrument.planned_meeting
    return Task(
        standing.record.kind,
        standing.on,
        issue_by,
        rule,
        tuple(meetings),
        as_meeting(chosen) if chosen else None,
        allowances_of(standing.instrument.plan.body),
        standing.record.calendar,
        standing.record.acts,
    )


def all_due(body: Body, on: date) -> tuple[Due, ...]:
    """
    Return everything that is due in an office and neither said nor proved to be done, first the earliest.

    Ten queries, however much there is.
    """
    found, proof = dashboard_of(body, on), proof_of(body)
    meetings = tuple(body.meeting_days.filter(on__gte=on).order_by("on", "id"))
    panel = tuple(as_meeting(row) for row in meetings if row.of == MeetingDay.Of.PANEL)
    replies = tuple(_replies(body))
    asked_by_a_day = {due.key.split(":")[0] + ":record_reply" for due in replies}
    under_way = (due for standing, _ in found.waiting for due in _of_open(standing, panel, proof))
    dues = [
        *_plan(found, on),
        *(due for due in under_way if due.key not in asked_by_a_day),
        *(due for standing, _ in found.issued for due in _of_issued(standing)),
        *replies,
        *_meetings(meetings, body, found.facts.calendar, on),
        *_proposals(body, found, on),
        *_review(found, proof, on),
        *_elections(body, found, on),
    ]
    return tuple(sorted((due for due in dues if due.key not in proof.done), key=lambda due: (due.on, due.about)))


def roles_reminded(due: Due) -> tuple[str, ...]:
    """Return the roles that are reminded of what is due: the office's, where the Panel may not know of it yet."""
    if due.holder is None:
        return ()
    if due.holder is Holder.PANEL and not due.for_panel:
        return (Role.POLICY_OFFICER,)
    return REMINDED[due.holder]


def for_panel(dues: Iterable[Due]) -> tuple[Due, ...]:
    """Return the part of what is due that the Panel sees."""
    return tuple(due for due in dues if due.for_panel)


def _plan(found: Dashboard, on: date) -> Iterator[Due]:
    begun = any(s.record.kind is InstrumentKind.PLAN for s, _ in found.waiting)
    if found.due_on is not None and not begun:
        state = State.LATE.value if found.due_on < on else State.DUE.value
        words = "Issue a police and crime plan of this term"
        yield Due(
            f"P1:{found.due_on}", words, found.due_on, "P1", Holder.COMMISSIONER, reverse("office:begin"), state=state
        )


def _of_open(standing: Standing, meetings: Sequence[Meeting], proof: Proof) -> Iterator[Due]:
    """Yield what is due of an instrument under way: what its timetable has, and the response to a report."""
    task = task_of(standing, meetings)
    planned = timetable(task)
    in_table = {meeting.on for meeting in meetings}
    for one in _binding(task, planned):
        if one.state is State.DONE or (one.key == "agenda" and planned.meeting and planned.meeting.on in in_table):
            continue
        yield _milestone(standing, one)
    report = task.since_sent("report")
    if report is None:
        return
    if task.issue_by is None and task.since_sent("respond") is None:
        day = task.calendar.earliest_after(report.on, task.allowances.response)
        yield _milestone(
            standing,
            Milestone("respond", "Give the Panel a response", "V9", Holder.COMMISSIONER, day, _late(day, task)),
        )
    proved, why = proof.of_report(standing, report)
    if not proved:
        words = "The Panel publishes its report and sends copies to the local authorities"
        due = _owed(standing, "N1", words, Holder.PANEL, report.on, for_panel=True)
        yield replace(due, key=key_of("N1", standing.instrument.ref, report.seq), why=why, recorded=True)


def _late(day: date, task: Task) -> State:
    return State.LATE if day < task.today else State.DUE


def _binding(task: Task, planned: Timetable) -> Iterator[Milestone]:
    """
    Yield the milestones whose days somebody has set: all, those up to a meeting that was chosen, or none.

    After the first that does not fit none is yielded: its day would be planned on sand.
    """
    broken = next((n for n, one in enumerate(planned.milestones) if one.state is State.DOES_NOT_FIT), None)
    if broken is not None:
        yield from planned.milestones[: broken + 1]
    elif task.issue_by is not None:
        yield from planned.milestones
    elif task.chosen is not None or met_on(task) is not None:
        keys = [one.key for one in planned.milestones]
        yield from planned.milestones[: keys.index("report") + 1 if "report" in keys else 0]


def _milestone(standing: Standing, one: Milestone) -> Due:
    instrument = standing.instrument
    sent = standing.record.last("send_to_panel") is not None
    panel_sees = one.holder is Holder.PANEL and sent
    return Due(
        f"{instrument.ref}:{one.key}", one.words, one.by, one.rule, one.holder,
        reverse("office:timetable", args=[instrument.ref]), instrument.title, one.state.value,
        passes=one.key == "agenda", for_panel=panel_sees, why=one.why,
    )  # fmt: skip


def _of_issued(standing: Standing) -> Iterator[Due]:
    """Yield what an issued instrument still owes: the Act sets no day for it."""
    record, issued = standing.record, standing.record.last("issue")
    if issued is None:
        return
    if owed := afterwards.recipients_without_a_copy(record):
        words = (
            "Send the one copy that is outstanding" if len(owed) == 1 else f"Send the {len(owed)} copies outstanding"
        )
        yield _owed(standing, "I1", words, Holder.OFFICE, issued.on)
    if afterwards.plan_published(record):
        yield _owed(standing, "I2", f"Publish the {record.kind.value}", Holder.OFFICE, issued.on)
    if afterwards.decision_recorded(record):
        yield _owed(standing, "I7", "Publish the record of the decision", Holder.COMMISSIONER, issued.on)


def _owed(
    standing: Standing, rule: str, words: str, holder: Holder, since: date, *, for_panel: bool = False
) -> Due:  # fmt: skip
    instrument = standing.instrument
    url = reverse("office:instrument", args=[instrument.ref])
    key = f"{instrument.ref}:{rule}"
    return Due(key, words, since, rule, holder, url, instrument.title, "owed", for_panel=for_panel)


def _replies(body: Body) -> Iterator[Due]:
    """Yield the replies that the Chief Constable was asked for by a day. One query."""
    open_stages = (Stage.DRAFTING, Stage.WITH_PANEL, Stage.REPORTED)
    rows = Consultation.objects.filter(
        instrument__plan__body=body, instrument__stage__in=open_stages, reply_line=None, reply_by__isnull=False
    ).select_related("instrument")
    for row in rows.order_by("id"):
        instrument: Instrument = row.instrument
        rule = "V3" if instrument.stage == Stage.DRAFTING else "V12"
        words = f"Reply of {row.addressee} on the draft"
        yield Due(f"{instrument.ref}:reply:{row.asked_line_id}", words, row.reply_by, rule, Holder.CHIEF_CONSTABLE,
                  instrument.get_absolute_url(), instrument.title)  # fmt: skip


def _meetings(rows: Iterable[MeetingDay], body: Body, calendar: Calendar, on: date) -> Iterator[Due]:
    """Yield what each meeting ahead asks for: its papers, the public's questions, and the day itself."""
    url = reverse("office:dates")
    for row in rows:
        of_panel = row.of == MeetingDay.Of.PANEL
        holder = Holder.PANEL if of_panel else Holder.OFFICE
        days = [("meets", f"{row.name} meets", row.on, "V7" if of_panel else "N6", None)]
        if of_panel:
            agenda = calendar.agenda_open_by(row.on)
            days.append(("agenda", f"Agenda and papers of {row.name} are open", agenda, "N3", holder))
            if (asked_by := questions_by(body, calendar, row.on)) is not None:
                hour = f"{body.questions_hour}:00"
                days.append(
                    ("questions", f"The public’s questions to {row.name} are in by {hour}", asked_by, "N7", None)
                )
        for key, words, day, rule, who in days:
            if day >= on:
                yield Due(f"meeting:{row.pk}:{key}", words, day, rule, who, url, passes=True, for_panel=of_panel)


def questions_by(body: Body, calendar: Calendar, meeting: date) -> date | None:
    """Return the day by which the public's questions to a meeting are in by the Panel's own rule (N7), or None."""
    return None if body.questions_days is None else calendar.working_days_back(meeting, body.questions_days)


def _proposals(body: Body, found: Dashboard, on: date) -> Iterator[Due]:
    for proposal in proposals_in(body, found.facts.issued_plans, found.facts.elections, on):
        if proposal.is_open:
            words = f"Confirm or decline the end of {said(proposal.ends_on)} for the plan"
            url = reverse("office:period", args=[proposal.plan.ref])
            key = f"P9:{proposal.plan.ref}:{proposal.ends_on}"
            about = proposal.plan.name
            yield Due(key, words, proposal.since, "P9", Holder.MONITORING_OFFICER, url, about, "owed")


def _review(found: Dashboard, proof: Proof, on: date) -> Iterator[Due]:
    """
    Yield the yearly look at each plan that has effect: keeping it under review is a duty without a day (I5).

    A review that ended in the year before shows that it was had; else whoever holds it says so.
    """
    for row in found.plans:
        if not row.has_effect:
            continue
        day = anniversary(row.plan.effective_from, on)
        last = in_year(row.plan.effective_from, day.year - 1)
        if last > row.plan.effective_from and not _looked_at(row.plan, last, found, proof, on):
            day = last
        if day <= row.plan.period_ends_on:
            words = "Look at the plan again, a year on; review it sooner where something calls for it"
            key = key_of("I5", row.plan.ref, day)
            yield Due(
                key, words, day, "I5", Holder.OFFICE, row.plan.get_absolute_url(), row.plan.name, recorded=True
            )  # fmt: skip


def _looked_at(plan: Plan, day: date, found: Dashboard, proof: Proof, on: date) -> bool:
    year_before = in_year(plan.effective_from, day.year - 1)
    return key_of("I5", plan.ref, day) in proof.done or any(
        pk == plan.pk and year_before < ended <= on for pk, ended in found.reviewed
    )


def _elections(body: Body, found: Dashboard, on: date) -> Iterator[Due]:
    """Yield the days of elections ahead: the period before the poll, the poll, and the first day of the term (P2)."""
    url = reverse("office:elections")
    last = on + YEARS_AHEAD * 366 * DAY
    facts = found.facts
    for window in pre_election_windows(on, facts.elections, body.pre_election_days, facts.pre_election_by_hand):
        if on <= window.from_on <= last:
            words = f"The pre-election period for {window.why} begins"
            yield Due(f"E1:{window.from_on}:{window.why}"[:200], words, window.from_on, "E1", None, url, passes=True)
    for election in facts.elections:
        poll = election.expected_as_at(on)
        name = "Ordinary election" if election.ordinary else "By-election"
        if on <= poll <= last:
            yield Due(f"poll:{poll}", f"{name} of the commissioner", poll, "P1" if election.ordinary else "P4", None,
                      url, passes=True)  # fmt: skip
        if on <= term_begins(poll) <= last:
            words = "The term of office of whoever is elected begins"
            yield Due(f"term:{poll}", words, term_begins(poll), "P2", None, url, passes=True)
