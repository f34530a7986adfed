"""Agendas, papers and minutes: what the law of meetings asks of them, and what of them the public may have."""

from datetime import date

import pytest

from plans.models import Access, AgendaItem, Attendance, MeetingDay
from plans.queries.meetings import (
    actions_of,
    agenda_of,
    attendance_of,
    forward_plan,
    interests_of,
    members_on,
    open_paper,
    papers_due_on,
    public_meeting,
    quorum_of,
)
from plans.services.calendar import CannotBeKept, drop, keep_meeting
from plans.services.committees import keep_committee, panel_of
from plans.services.meetings.agenda import (
    Closing,
    Item,
    MeetingRefused,
    add_item,
    begin_agenda,
    cancel_meeting,
    change_item,
    drop_item,
    move_item,
    open_agenda,
)
from plans.services.meetings.holding import (
    Seat,
    action_done,
    declare_interest,
    keep_minutes,
    keep_seat,
    publish_minutes,
    record_action,
    record_attendance,
    record_outcome,
)
from plans.services.meetings.minutes import minutes_from_record
from plans.services.meetings.papers import Written, add_paper, bring_in_paper, change_paper, take_off, withdraw_paper
from tests.factories import a_body
from tests.plans.text.returned.word_files import line, word_file

pytestmark = pytest.mark.django_db
MEETS, IN_TIME, LATE = date(2014, 2, 5), date(2014, 1, 28), date(2014, 1, 29)
CLOSED = Closing(Access.EXEMPT, (3,), "The prices of a tender that is still open are in it.")


@pytest.fixture
def body():
    return a_body()


@pytest.fixture
def panel_day(body) -> MeetingDay:
    return keep_meeting(body=body, of="panel", name="Panel, winter meeting", on=MEETS)


@pytest.fixture
def meeting(panel_day):
    return begin_agenda(day=panel_day)


@pytest.fixture
def board_meeting(body):
    return begin_agenda(day=keep_meeting(body=body, of="board", name="Coordination Board", on=MEETS))


def titles(meeting) -> list[str]:
    return [item.row.title for item in agenda_of(meeting, public=False)]


def test_an_agenda_begins_once_with_what_every_meeting_of_its_kind_has(panel_day, meeting, board_meeting):
    assert begin_agenda(day=panel_day) == meeting
    assert titles(meeting)[-1] == "Questions from the public"
    assert titles(board_meeting)[-1] == "Actions from earlier meetings"
    assert (meeting.ref, board_meeting.ref) == (
        "fenmarch-panel-2014-02-05",
        "fenmarch-coordination-board-2014-02-05",
    )


def test_items_are_numbered_by_their_order_until_the_agenda_is_open(meeting):
    row = add_item(meeting=meeting, item=Item("Variation of the plan"))
    move_item(row=row, up=True)
    assert titles(meeting)[3:] == ["Variation of the plan", "Questions from the public"]

    open_agenda(meeting=meeting, on=IN_TIME)

    with pytest.raises(MeetingRefused, match="numbers of its items stay"):
        move_item(row=row, up=True)
    with pytest.raises(MeetingRefused, match="stays on it"):
        drop_item(row=row)


def test_the_last_day_of_an_english_panel_leaves_five_clear_working_days_and_a_board_has_its_own_policy(
    meeting, board_meeting
):
    assert papers_due_on(meeting) == IN_TIME
    assert papers_due_on(board_meeting) is None
    keep_committee(committee=board_meeting.committee, quorum=3, days_before=2)
    assert papers_due_on(board_meeting) == date(2014, 1, 31)


def test_an_agenda_opened_a_day_late_takes_a_reason_by_somebody_and_one_in_time_keeps_none(meeting, body):
    with pytest.raises(MeetingRefused, match="Tuesday 28 January 2014") as refused:
        open_agenda(meeting=meeting, on=LATE)
    assert refused.value.field == "late_reason"

    late = open_agenda(meeting=meeting, on=LATE, late_reason="The grants were settled late.", late_by="Ann Reed")

    assert (late.late_reason, late.late_by) == ("The grants were settled late.", "Ann Reed")
    other = begin_agenda(day=keep_meeting(body=body, of="panel", name="Panel, spring", on=date(2014, 4, 9)))
    in_time = open_agenda(meeting=other, on=date(2014, 3, 31), late_reason="not needed", late_by="Ann Reed")
    assert (in_time.late_reason, in_time.late_by) == ("", "")


def test_an_agenda_is_not_opened_twice_nor_after_the_meeting_nor_with_nothing_on_it(meeting):
    with pytest.raises(MeetingRefused, match="after the meeting"):
        open_agenda(meeting=meeting, on=date(2014, 2, 6))
    for row in meeting.items.all():
        drop_item(row=row)
    with pytest.raises(MeetingRefused, match="nothing on the agenda"):
        open_agenda(meeting=meeting, on=IN_TIME)
    add_item(meeting=meeting, item=Item("Variation of the plan"))
    open_agenda(meeting=meeting, on=IN_TIME)
    with pytest.raises(MeetingRefused, match="It is open"):
        open_agenda(meeting=meeting, on=IN_TIME)


def test_an_item_added_to_an_open_agenda_of_the_panel_needs_its_special_circumstances(meeting, board_meeting):
    for each in (meeting, board_meeting):
        open_agenda(meeting=each, on=IN_TIME)
    with pytest.raises(MeetingRefused, match="special circumstances"):
        add_item(meeting=meeting, item=Item("A late matter"))
    add_item(meeting=meeting, item=Item("A late matter", urgent_reason="The court sits before the next meeting."))
    add_item(meeting=board_meeting, item=Item("A late matter"))  # the law of meetings does not bind a board (N6)


@pytest.mark.parametrize(
    ("closing", "field"),
    [
        (Closing(Access.EXEMPT, (), "because"), "exempt_paragraphs"),
        (Closing(Access.EXEMPT, (8,), "because"), "exempt_paragraphs"),
        (Closing(Access.EXEMPT, (3,), " "), "access_reason"),
        (Closing(Access.CONFIDENTIAL, (), ""), "access_reason"),
    ],
)
def test_nothing_is_closed_without_an_enumerated_reason(meeting, closing, field):
    for act in (
        lambda: add_item(meeting=meeting, item=Item("A contract", closing=closing)),
        lambda: add_paper(item=meeting.items.first(), written=Written("A", text="<p>b</p>", closing=closing)),
    ):
        with pytest.raises(MeetingRefused) as refused:
            act()
        assert refused.value.field == field


def test_a_paper_is_as_closed_as_its_item_and_the_public_has_neither_it_nor_its_title(meeting):
    closed = add_item(meeting=meeting, item=Item("A contract", closing=CLOSED))
    half = add_item(meeting=meeting, item=Item("The estate"))
    under = add_paper(item=closed, written=Written("Prices", text="<p>Each tender.</p>"))
    kept = add_paper(item=half, written=Written("Names", text="<p>Who.</p>", closing=CLOSED))
    given = add_paper(item=half, written=Written("Buildings", text="<p>Which.</p>"))
    assert public_meeting(meeting.ref, MEETS) is None
    assert open_paper(meeting, given.pk, MEETS) is None

    meeting = open_agenda(meeting=meeting, on=IN_TIME)

    assert [open_paper(meeting, row.pk, MEETS) for row in (under, kept, given)] == [None, None, given]
    assert open_paper(meeting, given.pk, date(2014, 1, 27)) is None, "not before the day of opening"
    public = agenda_of(meeting, public=True)[-2:]
    assert [(item.number, [p.row.title for p in item.papers], item.kept_back) for item in public] == [
        (5, [], 1),
        (6, ["Buildings"], 1),
    ]
    assert [p.number for p in public[1].papers] == ["6b"], "the letter that stands on everybody's paper"


def test_a_late_paper_goes_out_in_a_supplement_and_what_was_sent_is_withdrawn_and_never_changed(meeting):
    item = add_item(meeting=meeting, item=Item("Variation of the plan"))
    first = add_paper(item=item, written=Written("Report", text="<p>As written.</p>"))
    change_paper(paper=first, written=Written("Report", text="<p>As corrected.</p>"))
    meeting = open_agenda(meeting=meeting, on=IN_TIME)
    meeting.packs.create(number=0, key="0" * 64, sent_at="2014-01-28T12:00Z")

    read = add_paper(item=item, written=Written("Read", text="<p>At once.</p>"))
    late = add_paper(item=item, written=Written("Figures", text="<p>Later.</p>", closing=CLOSED))

    assert (first.supplement, read.supplement, late.supplement) == (0, 1, 1)
    with pytest.raises(MeetingRefused, match="as it stands"):
        change_paper(paper=read, written=Written("Read", text="<p>Otherwise.</p>"))
    with pytest.raises(MeetingRefused, match="as it stands"):
        take_off(paper=read)
    change_paper(paper=late, written=Written("Figures", text="<p>Not sent yet.</p>", closing=CLOSED))
    with pytest.raises(MeetingRefused, match="as it stands"):
        change_paper(paper=first, written=Written("Report", text="<p>Other.</p>"))
    with pytest.raises(MeetingRefused, match="as it stands"):
        take_off(paper=first)
    with pytest.raises(MeetingRefused, match="Write why"):
        withdraw_paper(paper=first, why="")
    withdraw_paper(paper=first, why="It was the wrong version.")
    assert open_paper(meeting, first.pk, MEETS) is None
    take_off(paper=late)
    assert [p.row.title for p in agenda_of(meeting, public=False)[-1].papers] == ["Report", "Read"]


def test_an_item_with_papers_that_were_sent_is_not_opened_or_closed_afterwards(meeting):
    item = add_item(meeting=meeting, item=Item("A contract", closing=CLOSED))
    add_paper(item=item, written=Written("Prices", text="<p>Each tender.</p>"))
    open_agenda(meeting=meeting, on=IN_TIME)
    with pytest.raises(MeetingRefused, match="Withdraw them"):
        change_item(row=item, item=Item("A contract"))


def test_a_paper_from_word_is_read_into_text_and_its_file_kept_beside(meeting):
    data = word_file(line("The Panel is asked to review the draft."))
    paper = bring_in_paper(item=meeting.items.first(), name="covering.docx", data=data, written=Written(""))
    assert "The Panel is asked to review the draft." in paper.text
    assert (paper.file.name, bytes(paper.file.content)) == ("covering.docx", data)
    with pytest.raises(MeetingRefused):
        bring_in_paper(item=meeting.items.first(), name="a.docx", data=b"PK\x03\x04 broken", written=Written(""))


def test_who_sits_is_told_by_the_day_the_chair_first_and_a_substitute_counts_for_whom_they_stood_in(body, meeting):
    panel = keep_committee(committee=panel_of(body), quorum=3)
    seats = [
        keep_seat(committee=panel, seat=Seat(name, role, from_on=date(2012, 11, 22), to_on=to_on))
        for name, role, to_on in (
            ("Bo Ash", "member", None), ("Cy Elm", "chair", None), ("Di Fir", "member", None),
            ("Ed Oak", "substitute", None), ("Flo Yew", "member", date(2013, 5, 1)),
        )
    ]  # fmt: skip
    members = members_on(panel, MEETS)
    assert [row.name for row in members] == ["Cy Elm", "Bo Ash", "Di Fir", "Ed Oak"]
    bo, cy, di, ed, _ = (row.pk for row in seats)

    with pytest.raises(MeetingRefused, match="one member only"):
        record_attendance(
            meeting=meeting, states={bo: "apologies", di: "apologies", cy: "present"}, substitutes={bo: ed, di: ed}
        )
    record_attendance(
        meeting=meeting, states={bo: "apologies", di: "absent", cy: "present"}, substitutes={bo: ed, di: None}
    )

    meeting.committee.refresh_from_db()
    quorum = quorum_of(meeting, members, attendance_of(meeting))
    assert (quorum.present, quorum.of, quorum.needed, quorum.is_met) == (2, 3, 3, False)
    record_attendance(meeting=meeting, states={di: "present"}, substitutes={})
    assert quorum_of(meeting, members, attendance_of(meeting)).is_met


def test_the_same_person_has_one_seat_from_a_day_which_does_not_end_before_it_begins(body):
    panel = panel_of(body)
    seat = Seat("Bo Ash", "member", from_on=date(2014, 1, 1))
    keep_seat(committee=panel, seat=seat)
    with pytest.raises(MeetingRefused, match="already"):
        keep_seat(committee=panel, seat=seat)
    with pytest.raises(MeetingRefused, match="before the first"):
        keep_seat(committee=panel, seat=Seat("Cy Elm", "chair", "", date(2014, 1, 1), date(2013, 1, 1)))


def test_minutes_come_from_the_record_say_nothing_of_closed_items_and_stand_once_published(body, meeting):
    member = keep_seat(committee=panel_of(body), seat=Seat("Bo Ash", "member", from_on=date(2012, 11, 22)))
    record_attendance(meeting=meeting, states={member.pk: Attendance.State.PRESENT}, substitutes={})
    declare_interest(meeting=meeting, member=member, kind="other", nature="Sits on the <care> board.")
    item = add_item(meeting=meeting, item=Item("Variation of the plan"))
    closed = add_item(meeting=meeting, item=Item("A contract", closing=CLOSED))
    record_outcome(row=item, outcome=AgendaItem.Outcome.REVIEWED, minute="The Panel made two recommendations.")
    record_outcome(row=closed, outcome=AgendaItem.Outcome.NOTED, minute="The lowest tender was named.")

    text = minutes_from_record(meeting, agenda_of(meeting, public=False), attendance_of(meeting), interests_of(meeting))

    assert "Present: Bo Ash." in text
    assert "Sits on the &lt;care&gt; board." in text
    assert "The Panel made two recommendations." in text
    assert "The lowest tender was named." not in text
    with pytest.raises(MeetingRefused, match="Write them first"):
        publish_minutes(meeting=meeting, on=MEETS)
    keep_minutes(meeting=meeting, text=text)
    with pytest.raises(MeetingRefused, match="before the meeting"):
        publish_minutes(meeting=meeting, on=IN_TIME)
    publish_minutes(meeting=meeting, on=MEETS)
    for act in (
        lambda: keep_minutes(meeting=meeting, text="<p>Other.</p>"),
        lambda: record_outcome(row=item, outcome="noted", minute=""),
        lambda: record_attendance(meeting=meeting, states={member.pk: "absent"}, substitutes={}),
        lambda: declare_interest(meeting=meeting, member=member, kind="other", nature="Another."),
    ):
        with pytest.raises(MeetingRefused, match="stand as they are"):
            act()


def test_a_cancelled_meeting_keeps_its_agenda_and_its_day_and_takes_no_change(meeting, panel_day):
    with pytest.raises(MeetingRefused, match="Write why"):
        cancel_meeting(meeting=meeting, on=IN_TIME, why="")
    cancel_meeting(meeting=meeting, on=IN_TIME, why="Snow.")
    with pytest.raises(MeetingRefused, match="was cancelled"):
        add_item(meeting=meeting, item=Item("A matter"))
    with pytest.raises(CannotBeKept, match="has an agenda"):
        drop(row=panel_day)


def test_the_public_pages_of_an_agenda_cost_the_same_for_one_paper_and_for_three(meeting, django_assert_num_queries):
    for n in range(3):
        item = add_item(meeting=meeting, item=Item(f"Item {n}"))
        add_paper(item=item, written=Written(f"Paper {n}", text="<p>b</p>"))
        with django_assert_num_queries(2):
            assert sum(len(each.papers) for each in agenda_of(meeting, public=True)) == n + 1


def test_an_action_stays_on_the_log_until_somebody_says_what_was_done(body, meeting):
    item = meeting.items.first()
    with pytest.raises(MeetingRefused, match="who does it"):
        record_action(item=item, what="Ask again", owner=" ", due_on=None)
    later = record_action(item=item, what="Ask again", owner="Bo Ash", due_on=date(2014, 3, 1))
    sooner = record_action(item=item, what="Send the list", owner="Cy Elm", due_on=date(2014, 2, 20))
    undated = record_action(item=item, what="Watch the river", owner="Di Fir", due_on=None)
    assert actions_of(body, "panel") == [sooner, later, undated]
    with pytest.raises(MeetingRefused, match="before the meeting"):
        action_done(row=sooner, on=IN_TIME, note="Sent.")
    with pytest.raises(MeetingRefused, match="Write what was done"):
        action_done(row=sooner, on=MEETS, note=" ")
    action_done(row=sooner, on=MEETS, note="Sent.")
    with pytest.raises(MeetingRefused, match="already"):
        action_done(row=sooner, on=MEETS, note="Sent again.")
    assert actions_of(body, "panel") == [later, undated, sooner]
    assert actions_of(body, "board") == []


def test_the_forward_plan_is_what_stands_on_the_agendas_ahead(body, meeting, django_assert_num_queries):
    keep_meeting(body=body, of="panel", name="Panel, spring", on=date(2014, 4, 9))
    add_item(meeting=meeting, item=Item("Variation of the plan"))
    with django_assert_num_queries(2):
        rows = forward_plan(body, "panel", date(2014, 1, 1))
        told = [(row.day.name, [item.title for item in row.items]) for row in rows]
    assert told == [("Panel, winter meeting", ["Variation of the plan"]), ("Panel, spring", [])]
