"""Meetings in a real browser: a support officer takes an agenda from its first item to a late supplement."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from plans.models import Access, AgendaPack, Committee, Job, Meeting
from plans.services.calendar import keep_meeting
from plans.services.committees import board_called, panel_of
from plans.services.meetings.agenda import Closing, Item, add_item, begin_agenda, open_agenda
from plans.services.meetings.holding import Seat, declare_interest, keep_seat, record_action
from plans.services.meetings.packs import ask_for_packs, send_out
from plans.services.meetings.papers import Written, add_paper
from plans.services.publishing import run_job
from tests.factories import a_body, a_user

pytestmark = pytest.mark.django_db(transaction=True)
TABLE = (
    '<table><caption>Sites</caption><thead><tr><th scope="col">Site</th></tr></thead>'
    "<tbody><tr><td>The barn</td></tr></tbody></table>"
)
CLOSED = Closing(Access.EXEMPT, (3,), "The tenders are still open.")


@pytest.fixture
def body():
    return a_body()


@pytest.fixture
def signed_in(page: Page, live_server, body):
    def enter(role: str) -> Page:
        client = Client()
        client.force_login(a_user(body, role))
        key = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
        return page

    return enter


def the_worker_comes() -> None:
    """Do what waits to be done, as a worker would."""
    for pk in Job.objects.filter(state=Job.State.QUEUED).values_list("pk", flat=True):
        run_job(job_id=pk)


def fill_day(page: Page, on: date) -> None:
    for label, number in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
        page.get_by_label(label, exact=True).fill(str(number))


def add_a_paper(page: Page, title: str) -> None:
    page.get_by_role("link", name="Add a paper under Actions from earlier meetings").click()
    page.get_by_label("Title", exact=True).fill(title)
    write(page, "Text", "What it says.")
    page.get_by_role("button", name="Add the paper").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    page.get_by_role("link", name="Coordination Board").first.click()
    expect(page.get_by_role("heading", name="The pack")).to_be_visible()


def send_the_pack(page: Page, name: str, *, pages: str) -> None:
    page.locator("#packs ~ div form button").last.click()
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    the_worker_comes()
    expect(page.get_by_text(pages)).to_be_visible()
    page.get_by_role("button", name=f"It was sent out {name}").click()
    expect(page.get_by_text(f"“{name}” is recorded as sent out")).to_be_visible()


def write(page: Page, label: str, words: str) -> None:
    expect(page.locator(".ProseMirror")).to_be_visible()  # the editor has taken the place of the box of text
    box = page.get_by_role("textbox", name=label, exact=True)
    box.click()
    expect(box).to_be_focused()
    box.press_sequentially(words)
    expect(box).to_contain_text(words)


@pytest.mark.journey
def test_a_support_officer_opens_an_agenda_late_only_with_a_reason_and_a_late_paper_keeps_every_page_number(
    signed_in, live_server, axe
):
    page = signed_in("panel_support")
    page.goto(live_server.url + reverse("panel:meetings"))
    axe()
    page.get_by_role("button", name="Add a meeting").click()
    page.get_by_label("What is the meeting called?").fill("Panel, winter meeting")
    fill_day(page, date(2098, 2, 5))  # a Wednesday: Tuesday 28 January leaves five clear working days
    page.get_by_role("button", name="Add the meeting").click()
    expect(page.get_by_text("Tuesday 28 January 2098 is the last day")).to_be_visible()
    axe()

    page.get_by_role("button", name="Add an item").click()
    axe()
    page.get_by_label("What is the item called?").fill("Variation of the plan")
    page.get_by_role("button", name="Add the item").click()
    page.get_by_role("link", name="Add a paper under Variation of the plan").click()
    axe()
    page.get_by_label("Title", exact=True).fill("Covering report")
    write(page, "Text", "The Panel is asked to review the draft.")
    page.get_by_role("button", name="Add the paper").click()
    expect(page.get_by_role("heading", name="Covering report")).to_be_visible()
    axe()
    page.get_by_role("link", name="Panel, winter meeting").click()

    page.get_by_role("button", name="Open the agenda to the public").click()
    axe()
    fill_day(page, date(2098, 1, 29))
    page.get_by_role("button", name="Open the agenda to the public").click()
    expect(page.get_by_text("the agenda had to be open by Tuesday 28 January 2098").first).to_be_visible()
    axe()
    fill_day(page, date(2098, 1, 28))
    page.get_by_role("button", name="Open the agenda to the public").click()
    expect(page.get_by_text("are open to the public from Tuesday 28 January 2098")).to_be_visible()
    meeting = Meeting.objects.get()
    assert (meeting.late_reason, meeting.late_by) == ("", "")

    page.get_by_role("button", name="Make the pack").click()
    expect(page.get_by_role("heading", name="Agenda and papers", exact=True)).to_be_visible()
    axe()
    the_worker_comes()
    expect(page.get_by_text("Pages 1 to 2")).to_be_visible()
    page.get_by_role("button", name="It was sent out Agenda and papers").click()
    expect(page.get_by_text("page 2", exact=True)).to_be_visible()
    axe()

    page.get_by_role("link", name="Add a paper under Variation of the plan").click()
    page.get_by_label("Title", exact=True).fill("Late figures")
    write(page, "Text", "The figures came after the agenda.")
    page.get_by_role("button", name="Add the paper").click()
    expect(page.get_by_role("heading", name="Late figures")).to_be_visible()
    page.get_by_role("link", name="Panel, winter meeting").click()
    page.get_by_role("button", name="Make what has changed").click()
    expect(page.get_by_role("heading", name="Supplement 1", exact=True)).to_be_visible()
    the_worker_comes()
    expect(page.get_by_text("Pages 3 to 4")).to_be_visible()
    page.get_by_role("button", name="It was sent out Supplement 1").click()
    expect(page.get_by_text("page 4", exact=True)).to_be_visible()
    expect(page.get_by_text("page 2", exact=True)).to_be_visible()
    assert [(pack.number, pack.first_page, pack.pages) for pack in AgendaPack.objects.order_by("number")] == [
        (0, 1, 2),
        (1, 3, 2),
    ]


@pytest.mark.parametrize("width", [1280, 320])
def test_the_pages_of_meetings_have_no_barriers(body, signed_in, live_server, page, axe, no_console_errors, width):
    seat = keep_seat(committee=panel_of(body), seat=Seat("Bo Ash", "chair", "A council", date(2012, 11, 22)))
    keep_seat(committee=panel_of(body), seat=Seat("Cy Elm", "substitute", "A council", date(2012, 11, 22)))
    meeting = begin_agenda(day=keep_meeting(body=body, of="panel", name="Panel, winter meeting", on=date(2014, 2, 5)))
    closed = add_item(meeting=meeting, item=Item("A contract", closing=CLOSED))
    item = add_item(meeting=meeting, item=Item("The estate", asked="To note"))
    paper = add_paper(item=item, written=Written("Buildings", "Chief Executive", "OFFICIAL", TABLE, ("A list",)))
    add_paper(item=closed, written=Written("Prices", text="<p>Each tender.</p>"))
    open_agenda(meeting=meeting, on=date(2014, 1, 29), late_reason="The figures.", late_by="Ann Reed")
    action = record_action(item=item, what="Ask again", owner="Bo Ash", due_on=date(2014, 3, 1))
    declare_interest(meeting=meeting, member=seat, kind="other", nature="Sits on a board.")
    packs = ask_for_packs(meeting=meeting)
    the_worker_comes()
    for pack in packs:
        send_out(pack=pack)
    late = add_paper(item=item, written=Written("Late figures", text="<p>Later.</p>"))
    ref, page = meeting.ref, signed_in("panel_support")
    page.set_viewport_size({"width": width, "height": 900})
    paths = [
        reverse("panel:forward_plan"), reverse("panel:actions"), reverse("panel:action_done", args=[action.pk]),
        reverse("panel:add_action", args=[ref, item.pk]),
        reverse("panel:committee", args=["panel"]), reverse("panel:seat", args=["panel", seat.pk]),
        reverse("panel:agenda", args=[ref]), reverse("panel:particulars", args=[ref]),
        reverse("panel:cancel_meeting", args=[ref]), reverse("panel:item", args=[ref, item.pk]),
        reverse("panel:outcome", args=[ref, item.pk]), reverse("panel:paper", args=[ref, paper.pk]),
        reverse("panel:change_paper", args=[ref, late.pk]), reverse("panel:withdraw_paper", args=[ref, paper.pk]),
        reverse("panel:attendance", args=[ref]), reverse("panel:add_interest", args=[ref]),
        reverse("panel:minutes", args=[ref]), reverse("panel:publish_minutes", args=[ref]),
        reverse("public:meetings"), reverse("public:meeting", args=[ref]),
        reverse("public:paper", args=[ref, paper.pk]),
    ]  # fmt: skip
    for path in paths:
        assert page.goto(live_server.url + path).status == 200, path
        axe()
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (path, wide) == (path, 0)


def test_the_office_keeps_the_meetings_of_its_boards_alike_and_a_late_paper_moves_no_page_number(
    body, signed_in, live_server, axe, no_console_errors
):
    board_called(body, "Coordination Board")
    page = signed_in("policy_officer")
    page.goto(live_server.url + reverse("office:new_meeting_day"))
    axe()
    page.get_by_label("What is the meeting called?").fill("Coordination Board")
    fill_day(page, date(2098, 1, 8))
    page.get_by_role("button", name="Add the meeting").click()
    expect(page.get_by_text("The office has no rule on how long before")).to_be_visible()
    axe()
    assert Committee.objects.filter(kind="board").count() == 1
    add_a_paper(page, "Variation of the plan")
    page.get_by_role("button", name="Open the agenda to the public").click()
    fill_day(page, date(2098, 1, 2))
    page.get_by_role("button", name="Open the agenda to the public").click()
    expect(page.get_by_text("are open to the public from")).to_be_visible()
    send_the_pack(page, "Agenda and papers", pages="Pages 1 to 2")
    add_a_paper(page, "Late figures")
    send_the_pack(page, "Supplement 1", pages="Pages 3 to 4")
    expect(page.get_by_text("page 2", exact=True)).to_be_visible()
    expect(page.get_by_text("page 4", exact=True)).to_be_visible()
    axe()
    page.goto(live_server.url + reverse("office:meetings"))
    expect(page.get_by_role("link", name="Wednesday 8 January 2098")).to_be_visible()
    axe()
