"""A record file carries committees and meetings: who sat, the agenda, its papers, what came of it, and the minutes."""

from datetime import date, time

import pytest

from pcc_plans.record_file.reading import read
from plans.models import AgendaItem, Attendance, Body, Committee, DeclaredInterest, Image, Meeting, MeetingDay, Paper
from plans.queries.meetings import next_supplement
from plans.services.calendar import keep_meeting
from plans.services.committees import board_called, panel_of
from plans.services.images import keep_image
from plans.services.meetings.agenda import Item, add_item, begin_agenda
from plans.services.meetings.holding import Seat, keep_seat
from plans.services.meetings.papers import Written, add_paper
from tests.factories import a_body, a_picture
from tests.pcc_plans.records import a_fresh_database, dumped, loaded

pytestmark = pytest.mark.django_db
BODY = """
bodies:
- ref: eastmere
  area: Eastmere
  name: Police and Crime Commissioner for Eastmere
  panel_name: Eastmere Police and Crime Panel
  force_name: Eastmere Police
"""
EVERY_FIELD = """
  meeting_days:
  - {of: panel, name: Winter meeting, on: 2014-02-05}
  - {of: board, name: Delivery Board, on: 2014-01-08}
  - {of: board, name: Audit Committee, on: 2014-01-08}
  committees:
  - kind: panel
    quorum: 3
    seats:
    - {name: Edith Crane, role: chair, represents: Eastmere Council, from: 2012-11-22, to: 2014-05-31}
    - {name: Edith Crane, from: 2014-06-01}
    - {name: Tom Wilding, from: 2012-11-22}
    - {name: Peter Lamb, role: substitute, represents: Eastmere Council, from: 2012-11-22}
  - kind: board
    name: Delivery Board
    ref: the-board
    quorum: 2
    days_before: 3
    seats: [{name: Mina Hart, role: member, from: 2012-11-22}]
  plans: [{ref: eastmere-2014, title: Eastmere Plan, years: 2014 to 2017}]
  documents:
    figures: {name: figures.txt, media_type: text/plain, content: T25lIGluIHRocmVlIGFuc3dlcmVkLg==}
  instruments:
  - {ref: eastmere-draft, kind: plan, plan: eastmere-2014, title: Eastmere Plan, begun_on: 2013-10-01}
  meetings:
  - of: panel
    on: 2014-02-05
    ref: eastmere-winter
    starts_at: "10:30"
    place: The Moot Hall
    agenda_on: 2014-01-29
    late_reason: The figures came late.
    late_by: Ann Reed
    items:
    - {kind: apologies, title: Apologies}
    - kind: report
      title: The draft plan
      asked: To review the draft plan
      instrument: eastmere-draft
      outcome: reviewed
      minute: |
        The Panel reviewed the draft.

        It thanked the officers.
      papers:
      - title: Covering report
        sender: Chief Executive
        marking: OFFICIAL
        text: <p>What is asked.</p>
        background_papers: [The survey of 2013, "Minutes, 4 December 2013"]
        document: figures
        oddities: [{kind: number, place: paragraph 2, what: "2 follows 4."}]
      - title: Later figures
        text: <p>Forty.</p>
        supplement: 2
        withdrawn_on: 2014-06-30
        withdrawn_why: A sum was wrong.
      - title: Names
        text: <p>Who.</p>
        access: exempt
        exempt_paragraphs: [1, 2]
        access_reason: People are named.
        supplement: 2
    - kind: other
      title: A grant
      access: confidential
      access_reason: A department gave it on terms.
      urgent_reason: The term ends before the next meeting.
      outcome: noted
      minute: Noted in private.
      actions:
      - {what: Ask again., owner: Ann Reed, due_on: 2014-03-01, done_on: 2014-02-27, done_note: Asked by letter.}
      - {what: Publish the sum., owner: Ann Reed}
      papers: [{title: The grant, document: figures, supplement: 1}]
    attendances:
    - {member: Edith Crane, state: present}
    - {member: {name: Edith Crane, from: 2014-06-01}, state: absent}
    - {member: Tom Wilding, state: apologies, substitute: Peter Lamb}
    interests:
    - {member: Tom Wilding, item: 2, kind: pecuniary, nature: A lease., left_the_room: true}
    - {member: Edith Crane, kind: other, nature: A friend.}
    minutes: <p>The Panel met.</p>
    minutes_on: 2014-02-20
  - of: board
    name: Delivery Board
    on: 2014-01-08
    in_public: false
    agenda_on: 2014-01-02
    items: [{title: Budget, outcome: endorsed}]
    cancelled_on: 2014-01-07
    cancelled_why: Snow.
  - {of: board, name: Audit Committee, on: 2014-01-08, committee: Joint Audit Committee}
"""


def written(tmp_path, lines: str):
    file = tmp_path / "record.yaml"
    file.write_text(BODY.lstrip() + lines, encoding="utf-8")
    return file


def test_every_field_of_a_meeting_loads_and_dumps_to_itself(tmp_path):
    with a_fresh_database():
        status, lines = loaded(written(tmp_path, EVERY_FIELD))
        assert status == 0, lines
        meeting = Meeting.objects.get(ref="eastmere-winter")
        assert (meeting.starts_at, meeting.place, meeting.in_public) == (time(10, 30), "The Moot Hall", True)
        assert (meeting.agenda_on, meeting.late_reason) == (date(2014, 1, 29), "The figures came late.")
        assert (meeting.late_by, meeting.minutes_on) == ("Ann Reed", date(2014, 2, 20))
        assert (meeting.committee.name, meeting.committee.quorum) == ("Eastmere Police and Crime Panel", 3)
        assert [row.title for row in meeting.items.all()] == ["Apologies", "The draft plan", "A grant"]
        item = meeting.items.get(title="The draft plan")
        assert (item.instrument.ref, item.outcome) == ("eastmere-draft", "reviewed")
        assert item.minute == "The Panel reviewed the draft.\n\nIt thanked the officers.\n"
        paper, later, names = item.papers.all()
        assert (paper.sender, paper.marking, paper.text) == ("Chief Executive", "OFFICIAL", "<p>What is asked.</p>")
        assert paper.background_papers == ["The survey of 2013", "Minutes, 4 December 2013"]
        assert paper.oddities == [{"kind": "number", "place": "paragraph 2", "what": "2 follows 4."}]
        assert (paper.file.name, bytes(paper.file.content)) == ("figures.txt", b"One in three answered.")
        assert (later.supplement, later.withdrawn_why) == (2, "A sum was wrong.")
        assert (names.access, names.exempt_paragraphs) == ("exempt", [1, 2])
        assert next_supplement(meeting) == 2
        stood_in = Attendance.objects.get(member__name="Tom Wilding")
        assert (stood_in.state, stood_in.substitute.name) == ("apologies", "Peter Lamb")
        left = DeclaredInterest.objects.get(left_the_room=True)
        assert (left.member.name, left.item, left.nature) == ("Tom Wilding", item, "A lease.")
        board = Committee.objects.get(name="Delivery Board")
        assert (board.ref, board.quorum, board.days_before) == ("the-board", 2, 3)
        cancelled = Meeting.objects.get(committee=board)
        assert (cancelled.cancelled_on, cancelled.cancelled_why) == (date(2014, 1, 7), "Snow.")
        assert not cancelled.in_public
        assert Meeting.objects.get(day__name="Audit Committee").committee.name == "Joint Audit Committee"
        assert AgendaItem.objects.count() == 4, "the usual items are not added to those of the file"
        first = dumped(tmp_path / "first.yaml")
        said = read(first)["bodies"][0]

    given = read((BODY + EVERY_FIELD).encode())["bodies"][0]["meetings"]
    by_name = {meeting["name"]: meeting for meeting in said["meetings"]}
    for name, meeting in (("Winter meeting", given[0]), ("Delivery Board", given[1]), ("Audit Committee", given[2])):
        assert meeting.keys() <= by_name[name].keys(), name
    winter = by_name["Winter meeting"]
    assert winter["attendances"] == given[0]["attendances"]
    assert winter["interests"] == given[0]["interests"]
    digest = winter["items"][1]["papers"][0]["document"]
    assert digest in said["documents"]
    for theirs, ours in zip(winter["items"], given[0]["items"], strict=True):
        for paper in ours.get("papers", []):
            paper |= {"document": digest} if "document" in paper else {}
        assert theirs == ours
    with a_fresh_database():
        status, lines = loaded(tmp_path / "first.yaml")
        assert status == 0, lines
        assert dumped(tmp_path / "second.yaml") == first


def test_what_was_made_in_the_rooms_dumps_and_loads_to_itself(tmp_path):
    with a_fresh_database():
        body = a_body()
        for name in ("A board", "A-board"):  # two boards whose refs are made from one word
            board_called(body, name)
        day = keep_meeting(body=body, of=MeetingDay.Of.BOARD, name="A-board", on=date(2014, 2, 5))
        meeting = begin_agenda(day=day)
        seat = Seat("Bo: Ash", "chair", from_on=date(2013, 1, 1))
        keep_seat(committee=panel_of(body), seat=seat)
        picture = keep_image(body=body, content=a_picture())
        words = f'<p>True &amp; “fair”</p><figure><img src="{picture.address}" alt="A map"></figure>'
        add_paper(item=add_item(meeting=meeting, item=Item("yes")), written=Written("2014-02-05", text=words))
        keep_meeting(body=body, of="board", name="A board, extraordinary", on=day.on, meeting=day)
        first = dumped(tmp_path / "first.yaml")

    with a_fresh_database():
        status, lines = loaded(tmp_path / "first.yaml")
        assert status == 0, lines
        meeting = Meeting.objects.get()
        assert (meeting.committee.name, meeting.committee.ref, meeting.items.count()) == ("A-board", "a-board-2", 5)
        paper = Paper.objects.get()
        assert (paper.title, paper.text, paper.item.title) == ("2014-02-05", words, "yes")
        assert Image.objects.count() == 1, "the pictures of a paper go with it"
        assert dumped(tmp_path / "second.yaml") == first


DAYS = "  meeting_days: [{name: Panel, on: 2014-02-05}]\n"
SEATS = "  committees: [{kind: panel, seats: [{name: Bo Ash, from: 2013-01-01}, {name: Cy Elm, from: 2013-01-01}]}]\n"
CLOSED = "access: exempt, access_reason: It is."


def on_the_day(more: str) -> str:
    return f"{SEATS}{DAYS}  meetings:\n  - {{on: 2014-02-05, {more}}}\n"


def an_item(more: str) -> str:
    return on_the_day(f"items: [{{title: Budget, {more}}}]")


def a_paper(more: str, meeting: str = "in_public: true") -> str:
    return on_the_day(f"{meeting}, items: [{{title: Budget, papers: [{{title: Sums, {more}}}]}}]")


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("  committees: [{kind: panel, name: P}]\n", "line 7: The Panel is named by “panel_name” of the body."),
        ("  committees: [{kind: panel, days_before: 5}]\n", "line 7: The Panel has its clear days from the law."),
        ("  committees: [{quorum: 3}]\n", "line 7: “name” is missing here."),
        ("  committees: [{name: A}, {name: A}]\n", "line 7: The committee “A” stands twice in the file."),
        ("  committees: [{name: A}, {name: B, ref: a}]\n", "line 7: Another committee has the ref “a”."),
        ("  committees: [{name: A, quorom: 3}]\n", "A committee has no key “quorom”. Did you mean “quorum”?"),
        ("  committees: [{name: A, seats: [{name: B}]}]\n", "line 7: “from” is missing here."),
        (
            "  committees:\n  - name: A\n    seats:\n    - {name: B, from: 2014-01-02, to: 2014-01-01}\n",
            "line 10: The last day must not be before the first.",
        ),
        (
            "  committees: [{name: A, seats: [{name: B, from: 2014-01-01}, {name: B, from: 2014-01-01}]}]\n",
            "line 7: B has a seat from 1 January 2014 already.",
        ),
        ("  meetings: [{on: 2014-02-05}]\n", "line 7: No such day of the panel stands under “meeting_days:”."),
        (
            f"{DAYS}  meetings: [{{on: 2014-02-05}}, {{name: Panel, on: 2014-02-05}}]\n",
            "line 8: The meeting of that day stands twice in the file.",
        ),
        (
            "  meeting_days: [{of: board, name: A, on: 2014-02-05}, {of: board, name: B, on: 2014-02-05}]\n"
            "  meetings: [{of: board, on: 2014-02-05}]\n",
            "line 8: The board has several meetings on that day. Give the “name” of this one.",
        ),
        (on_the_day("starts_at: noon"), "line 10: “starts_at” is not a time of the day. Write it as 10:30."),
        (on_the_day("late_by: Ann Reed"), "line 10: “late_by” stands here without “agenda_on”. Give the day too."),
        (on_the_day("cancelled_why: Snow."), "line 10: “cancelled_why” stands here without “cancelled_on”."),
        (on_the_day("agenda_on: 2014-01-20"), "line 10: There is nothing on the agenda. Add an item first."),
        (
            on_the_day("agenda_on: 2014-01-31, items: [{title: Budget}]"),
            "line 10: To keep the five clear days that the law asks (N3), the agenda had to be open by Tuesday 28",
        ),
        (on_the_day("cancelled_on: 2014-02-04"), "line 10: Write why the meeting is cancelled."),
        (on_the_day("minutes_on: 2014-02-20"), "line 10: There are no minutes yet. Write them first."),
        (on_the_day("minutes: <p>It.</p>, minutes_on: 2014-02-04"), "Minutes cannot be published before the meeting."),
        (an_item("instrument: none"), "line 10: There is no instrument “none”."),
        (an_item("outcome: agreed"), "line 10: “outcome” cannot be “agreed”."),
        (an_item(CLOSED), "line 10: Choose the paragraphs of Schedule 12A under which it is exempt."),
        (an_item("access: confidential"), "line 10: Write which department gave it on terms, or which enactment"),
        (an_item(f"{CLOSED}, exempt_paragraphs: [8]"), "“exempt_paragraphs” are numbers of Schedule 12A, from 1 to 7."),
        (an_item("exempt_paragraphs: [1]"), "line 10: Paragraphs of Schedule 12A are for what is exempt."),
        (an_item("access_reason: It is."), "line 10: A reason is for what is closed. Give “access” too."),
        (a_paper("sender: A"), "line 10: Write the paper, or choose its file."),
        (a_paper("document: none"), "line 10: There is no document “none” under “documents:”."),
        (a_paper("text: A, supplement: 1"), "line 10: A supplement goes out after the agenda, and this agenda is not"),
        (a_paper("text: A, withdrawn_why: It."), "line 10: “withdrawn_why” stands here without “withdrawn_on”."),
        (a_paper("text: A, withdrawn_on: 2014-02-01"), "line 10: Write why the paper is withdrawn."),
        (a_paper("text: A, supplement: 2}, {title: B, text: B, supplement: 1"), "A paper of a later supplement stands"),
        (an_item("actions: [{what: Ask.}]"), "line 10: “owner” is missing here."),
        (an_item("actions: [{what: Ask., owner: A, done_note: So.}]"), "“done_note” stands here without “done_on”."),
        (an_item("actions: [{what: Ask., owner: A, done_on: 2014-02-10}]"), "line 10: Write what was done"),
        (a_paper("text: A, oddities: [{where: 1}]"), "What looks wrong in a paper has no key “where”."),
        (
            on_the_day("attendances: [{member: Di Oak, state: present}]"),
            "Nobody called “Di Oak” sits on the committee",
        ),
        (
            on_the_day("attendances: [{member: Bo Ash, state: present, substitute: Cy Elm}]"),
            "line 10: A member who is present needs no substitute.",
        ),
        (
            on_the_day("attendances: [{member: Bo Ash, state: present}, {member: Bo Ash, state: absent}]"),
            "line 10: Bo Ash stands twice in the attendance.",
        ),
        (
            on_the_day("interests: [{member: Bo Ash, kind: other, nature: A lease., item: 1}]"),
            "line 10: The agenda has no item 1: “item” is its number on the agenda.",
        ),
        (on_the_day("interests: [{member: Bo Ash, kind: other}]"), "line 10: “nature” is missing here."),
    ],
)
def test_what_is_wrong_about_a_meeting_is_said_with_its_line_and_nothing_is_written(tmp_path, lines, why):
    status, said = loaded(written(tmp_path, lines))

    assert status == 1
    assert why in " ".join(said)
    assert Body.objects.count() == Meeting.objects.count() == Committee.objects.count() == 0
