"""Guards that count days: with the body's own calendar, the papers of a meeting, and pre-election periods."""

from dataclasses import replace
from datetime import date

from plans.statute.dates import Calendar, Nation, Window
from plans.statute.guards import panel, period
from tests.plans.statute.records import record_before

MEETING = {"sections": ["page-7"], "meeting_on": "2014-02-05"}


def test_the_panels_time_is_counted_with_the_one_off_holidays_of_the_body():
    record = record_before("send_to_panel", particulars=MEETING, on=date(2014, 1, 7))
    declared = Calendar(added=frozenset({date(2014, 1, 20)}))

    assert panel.panel_will_have_reasonable_time(record) == ()
    (refusal,) = panel.panel_will_have_reasonable_time(replace(record, calendar=declared))
    assert (refusal.rule, refusal.waivable) == ("V6", True)
    assert "19 clear working days" in refusal.reason


def test_the_draft_is_there_when_the_papers_of_the_meeting_are_opened():
    in_time = record_before("send_to_panel", particulars=MEETING, on=date(2014, 1, 28))
    late = replace(in_time, on=date(2014, 1, 29))

    assert panel.papers_can_be_open_in_time(in_time) == ()
    (refusal,) = panel.papers_can_be_open_in_time(late)
    assert (refusal.rule, refusal.section, refusal.waivable) == ("N3", "Local Government Act 1972 s.100B", True)
    assert "open by Tuesday 28 January 2014, 5 clear days before it" in refusal.reason


def test_papers_of_a_panel_in_wales_are_open_three_clear_days():
    record = record_before("send_to_panel", particulars=MEETING, on=date(2014, 1, 30), calendar=Calendar(Nation.WALES))

    assert panel.papers_can_be_open_in_time(record) == ()
    assert "3 clear days" in panel.papers_can_be_open_in_time(replace(record, on=date(2014, 1, 31)))[0].reason


def test_where_no_meeting_is_known_no_papers_are_late():
    assert panel.papers_can_be_open_in_time(record_before("send_to_panel")) == ()


def test_a_pre_election_period_stands_in_the_way_only_where_the_body_asks_for_it():
    council = Window(date(2014, 2, 1), date(2014, 3, 1), "the by-election of the council")
    record = record_before("issue", pre_election_by_hand=(council,))

    assert period.issued_outside_a_pre_election_period(record) == ()
    (refusal,) = period.issued_outside_a_pre_election_period(replace(record, pre_election_gate=True))
    assert (refusal.rule, refusal.waivable) == ("E1", True)
    assert refusal.reason == (
        "14 February 2014 falls in the pre-election period from 1 February 2014 for the by-election of the council."
    )


def test_a_pre_election_period_before_the_commissioners_own_election_is_worked_out():
    record = record_before("issue", pre_election_gate=True)

    assert period.issued_outside_a_pre_election_period(record) == ()
    near = replace(record, on=date(2016, 4, 1))
    assert period.issued_outside_a_pre_election_period(near)[0].rule == "E1"
    assert period.issued_outside_a_pre_election_period(replace(near, pre_election_days=21)) == ()
