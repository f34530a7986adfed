"""The meetings of the worked example: the Panel's days, its members, one agenda that is out, and a board's."""

from datetime import date, time

from django.utils import timezone

from plans.models import Access, AgendaItem, Body, MeetingDay
from plans.queries.meetings import papers_due_on
from plans.services.calendar import keep_meeting
from plans.services.committees import keep_committee, panel_of
from plans.services.meetings.agenda import (
    Closing,
    Item,
    add_item,
    begin_agenda,
    keep_particulars,
    open_agenda,
)
from plans.services.meetings.holding import Seat, keep_seat
from plans.services.meetings.papers import Written, add_paper

# The days on which the made-up Panel meets, for the timetables: working data, which no record file holds.
PANEL_MEETS = (date(2026, 12, 9), date(2027, 2, 3), date(2027, 3, 24))
SEATS = (
    ("Councillor Edith Crane", "chair", "Fenmarch County Council"),
    ("Councillor Tom Wilding", "vice_chair", "Priorsbridge City Council"),
    ("Councillor Nadia Rashid", "member", "Saltreach Borough Council"),
    ("Councillor Owen Price", "member", "Wendle Vale District Council"),
    ("Councillor Grace Holt", "member", "Marsh Hundred District Council"),
    ("Samuel Oyelaran", "independent", ""),
    ("Councillor Peter Lamb", "substitute", "Fenmarch County Council"),
)
FORWARD = (
    "<p>This report lists what is expected to come before the Panel in the next six months, so that members can say "
    'what else they want to look at.</p><table><caption>What is expected</caption><thead><tr><th scope="col">Meeting'
    '</th><th scope="col">Business</th></tr></thead><tbody><tr><th scope="row">February 2027</th><td>The precept, and '
    'the figures in the appendices of the plan</td></tr><tr><th scope="row">March 2027</th><td>Progress against the '
    "objectives of the plan</td></tr></tbody></table><p>Members are asked to note the list and to add to it.</p>"
)
HOST = (
    "<p>The council that gives the Panel its support is asking for tenders for its web pages. This paper gives the "
    "prices that were offered.</p>"
)


def keep_meetings(body: Body) -> None:
    """Put the Panel’s days in the calendar, seat its members, and open the agenda of its next meeting in time."""
    days = [keep_meeting(body=body, of=MeetingDay.Of.PANEL, name=body.panel_name, on=on) for on in PANEL_MEETS]
    panel = keep_committee(committee=panel_of(body), quorum=4)
    for name, role, represents in SEATS:
        keep_seat(committee=panel, seat=Seat(name, role, represents, date(2025, 5, 20)))
    meeting = begin_agenda(day=days[0])
    meeting = keep_particulars(
        meeting=meeting, starts_at=time(10, 30), place="The Moot Hall, Priorsbridge", in_public=True
    )
    forward = add_item(meeting=meeting, item=Item("Forward plan", asked="To note the forward plan and add to it"))
    add_paper(item=forward, written=Written("Forward plan of the Panel", "Panel support officer", text=FORWARD))
    add_item(meeting=meeting, item=Item("Exclusion of the public", kind=AgendaItem.Kind.EXCLUSION))
    prices = Closing(Access.EXEMPT, (3,), "The tenders are still open, and the prices would help one bidder.")
    closed = add_item(meeting=meeting, item=Item("Support of the Panel", asked="To note the tenders", closing=prices))
    add_paper(item=closed, written=Written("Tenders for the web pages", "Panel support officer", text=HOST))
    due = papers_due_on(meeting)
    if due is not None:
        open_agenda(meeting=meeting, on=min(due, timezone.localdate()))
