"""The timetable, planned backwards: by hand in the days of 2014 and of a plan of 2024, and by properties."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.statute.dates import ENGLISH
from plans.statute.milestones import Allowances, Meeting, State, Task
from plans.statute.terms import Act, Actor, InstrumentKind, Office
from plans.statute.timetable import NO_MEETING_AHEAD, timetable

STAFF = Actor(Office.STAFF, "Priya Nair")
TEXT = "a" * 64
PANEL = tuple(Meeting(day, "Panel") for day in (date(2013, 11, 6), date(2014, 2, 5), date(2014, 3, 19)))
VARIATION = Task(
    InstrumentKind.VARIATION,
    today=date(2013, 12, 2),
    issue_by=date(2014, 3, 3),
    meetings=PANEL,
    allowances=Allowances(panel=20, reply=10, response=10),
)


def act(step: str, on: date, seq: int, **particulars: object) -> Act:
    return Act(step, on, STAFF, TEXT, particulars, seq)


def test_the_variation_of_2014_is_planned_backwards_from_its_issue_by_hand():
    found = timetable(VARIATION)

    assert found.fits
    assert found.meeting == Meeting(date(2014, 2, 5), "Panel")
    assert [(one.key, one.by, one.rule) for one in found.milestones] == [
        ("prepare_draft", date(2013, 12, 18), "V2"),
        ("consult_chief_constable", date(2013, 12, 18), "V3"),
        ("record_reply", date(2014, 1, 7), "V3"),
        ("send_to_panel", date(2014, 1, 7), "V6"),
        ("agenda", date(2014, 1, 28), "N3"),
        ("report", date(2014, 2, 5), "V7"),
        ("have_regard", date(2014, 2, 28), "V8"),
        ("respond", date(2014, 2, 28), "V9"),
        ("publish_response", date(2014, 2, 28), "V10"),
        ("record_decision", date(2014, 3, 3), "I7"),
        ("issue", date(2014, 3, 3), ""),
    ]
    assert {one.state for one in found.milestones} == {State.DUE}


def test_a_new_plan_obtains_views_and_is_due_by_its_deadline():
    meetings = (Meeting(date(2025, 2, 5)), Meeting(date(2025, 3, 12)))
    task = Task(InstrumentKind.PLAN, date(2024, 9, 2), date(2025, 3, 31), "P1", meetings)

    found = timetable(task)

    assert found.fits
    assert (found.find("issue").by, found.find("issue").rule) == (date(2025, 3, 31), "P1")
    assert found.find("obtain_views").rule == "V4"
    assert found.meeting == meetings[1]  # 13 March is the last day that leaves ten for the response
    assert found.find("send_to_panel").by == date(2025, 2, 11)


def test_it_shows_at_once_when_the_draft_was_not_sent_in_time_and_what_would_still_work():
    found = timetable(replace(VARIATION, today=date(2014, 1, 8)))

    assert not found.fits
    assert found.find("send_to_panel").state is State.DOES_NOT_FIT
    assert found.reason == (
        "For the meeting of 5 February 2014 the draft was to be sent by Tuesday 7 January 2014, so that the Panel has "
        "20 clear working days and its papers are open in time."
    )
    assert found.next_meeting == Meeting(date(2014, 3, 19), "Panel")
    assert found.next_issue == date(2014, 4, 4)


def test_it_says_that_no_meeting_lies_in_time():
    found = timetable(replace(VARIATION, meetings=(PANEL[0], PANEL[2])))

    assert not found.fits
    assert "No meeting of the Panel is in the table from 2 December 2013 to 13 February 2014" in found.reason
    assert found.next_meeting == PANEL[2]


def test_a_meeting_that_was_chosen_and_is_too_late_is_said_to_be():
    found = timetable(replace(VARIATION, chosen=PANEL[2]))

    assert not found.fits
    assert found.meeting == PANEL[2]
    assert "The Panel meets on 19 March 2014." in found.reason
    assert found.next_meeting == PANEL[1]


def test_what_is_done_is_done_and_what_is_late_can_be_caught_up_with():
    acts = (act("prepare_draft", date(2013, 12, 16), 1),)

    found = timetable(replace(VARIATION, today=date(2013, 12, 23), acts=acts))

    assert found.fits
    assert found.find("prepare_draft").done_on == date(2013, 12, 16)
    assert found.find("consult_chief_constable").state is State.LATE
    assert found.next.key == "consult_chief_constable"


def test_a_draft_that_was_sent_waits_for_the_meeting_it_was_sent_for():
    acts = (act("send_to_panel", date(2014, 1, 6), 4, meeting_on="2014-02-05"),)

    found = timetable(replace(VARIATION, today=date(2014, 1, 20), acts=acts, meetings=()))

    assert found.fits
    assert found.meeting.on == date(2014, 2, 5)
    assert found.find("report").by == date(2014, 2, 5)


def test_after_the_report_the_response_is_what_is_due_and_a_report_without_days_left_does_not_fit():
    acts = (
        act("prepare_draft", date(2013, 12, 2), 1),
        act("consult_chief_constable", date(2013, 12, 3), 2),
        act("record_reply", date(2013, 12, 9), 3),
        act("send_to_panel", date(2014, 1, 6), 4),
        act("report", date(2014, 2, 5), 5),
    )

    in_time = timetable(replace(VARIATION, today=date(2014, 2, 6), acts=acts))
    late = timetable(replace(VARIATION, today=date(2014, 3, 3), acts=acts))

    assert in_time.fits
    assert in_time.next.key == "have_regard"
    assert not late.fits
    assert late.find("publish_response").state is State.DOES_NOT_FIT
    assert (late.next_meeting, late.next_issue) == (None, date(2014, 3, 4))


def test_words_that_changed_after_the_report_are_put_to_the_chief_constable():
    acts = (
        act("prepare_draft", date(2013, 12, 2), 1),
        act("consult_chief_constable", date(2013, 12, 3), 2),
        act("send_to_panel", date(2014, 1, 6), 4),
        act("report", date(2014, 2, 5), 5),
        Act("prepare_draft", date(2014, 2, 6), STAFF, "b" * 64, {}, 6),
    )

    assert timetable(replace(VARIATION, today=date(2014, 2, 7), acts=acts)).find("consult_again").rule == "V12"


def test_where_the_panel_was_passed_over_no_response_is_due():
    acts = (act("send_to_panel", date(2014, 1, 6), 4), act("no_report", date(2014, 2, 20), 5))

    found = timetable(replace(VARIATION, today=date(2014, 2, 21), acts=acts))

    assert found.find("respond") is None
    assert found.fits


def test_where_nothing_sets_the_day_the_earliest_is_planned_for():
    found = timetable(replace(VARIATION, issue_by=None))

    assert found.fits
    assert (found.meeting, found.issue_by) == (PANEL[1], date(2014, 2, 21))
    assert timetable(replace(VARIATION, issue_by=None, meetings=())).reason == NO_MEETING_AHEAD


def test_nothing_is_planned_once_it_is_issued():
    assert timetable(replace(VARIATION, acts=(act("issue", date(2014, 2, 14), 9),))).milestones == ()


DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
MEETINGS = st.lists(st.integers(1, 500), max_size=6)


@st.composite
def tasks(draw: st.DrawFn) -> Task:
    today = draw(DAYS)
    kept = Allowances(draw(st.integers(0, 30)), draw(st.integers(0, 15)), draw(st.integers(0, 15)))
    meetings = tuple(Meeting(today + timedelta(days=n)) for n in sorted(set(draw(MEETINGS))))
    issue_by = draw(st.none() | st.integers(0, 500).map(lambda n: today + timedelta(days=n)))
    acts: list[Act] = []
    if draw(st.booleans()):
        acts.append(act("prepare_draft", today - timedelta(days=40), 1))
    if acts and draw(st.booleans()):
        acts.append(act("consult_chief_constable", today - timedelta(days=30), 2))
        acts.append(act("record_reply", today - timedelta(days=20), 3))
    if len(acts) == 3 and draw(st.booleans()):
        acts.append(act("send_to_panel", today - timedelta(days=draw(st.integers(0, 15))), 4))
    kind = draw(st.sampled_from(InstrumentKind))
    return Task(kind, today, issue_by, "", meetings, None, kept, acts=tuple(acts))


@given(tasks())
def test_the_days_of_a_timetable_never_go_back(task):
    days = [one.by for one in timetable(task).milestones]

    assert days == sorted(days)


@given(tasks())
def test_the_panel_has_its_floor_in_every_timetable_that_fits(task):
    found = timetable(task)
    if not found.fits or found.meeting is None:
        return

    sent = task.last("send_to_panel")
    sent_by = sent.on if sent else found.find("send_to_panel").by
    assert ENGLISH.clear_working_days(sent_by, found.meeting.on) >= task.allowances.panel
    assert found.find("publish_response").by < found.find("issue").by


@given(tasks(), st.integers(1, 500))
def test_one_more_meeting_never_makes_a_timetable_worse(task, day):
    meetings = {*task.meetings, Meeting(task.today + timedelta(days=day))}
    before, after = timetable(task), timetable(replace(task, meetings=tuple(meetings)))

    assert after.fits or not before.fits
    if before.next_issue and after.next_issue:
        assert after.next_issue <= before.next_issue


@given(tasks(), st.integers(0, 500))
def test_a_later_day_of_issue_never_makes_a_timetable_worse(task, later):
    if task.issue_by is None:
        return
    after = timetable(replace(task, issue_by=task.issue_by + timedelta(days=later)))

    assert after.fits or not timetable(task).fits


@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_day_at_the_edge_of_the_calendar_ends_in_no_error(day):
    assert timetable(replace(VARIATION, chosen=Meeting(day))).milestones
