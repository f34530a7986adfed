"""The pages of meetings as their keepers and readers meet them, without a browser."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import Access, Meeting
from plans.services.calendar import keep_meeting
from plans.services.committees import panel_of
from plans.services.meetings.agenda import Closing, Item, add_item, begin_agenda, open_agenda
from plans.services.meetings.holding import Seat, keep_seat
from plans.services.meetings.papers import Written, add_paper
from tests.factories import a_body, a_user
from tests.plans.text.returned.word_files import line, word_file

pytestmark = pytest.mark.django_db
MEETS, IN_TIME = date(2014, 2, 5), date(2014, 1, 28)
CLOSED = Closing(Access.CONFIDENTIAL, (), "Given by a department on terms.")
OPEN = {"access": "public"}


@pytest.fixture
def body():
    return a_body()


@pytest.fixture
def meeting(body) -> Meeting:
    return begin_agenda(day=keep_meeting(body=body, of="panel", name="Panel, winter meeting", on=MEETS))


@pytest.fixture
def support(body, client) -> Client:
    client.force_login(a_user(body, "panel_support"))
    return client


def day(prefix: str, on: date) -> dict[str, int]:
    return {f"{prefix}_day": on.day, f"{prefix}_month": on.month, f"{prefix}_year": on.year}


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_a_meeting_that_is_added_stands_in_the_calendar_with_its_agenda_begun(support, body):
    answer = support.post(reverse("panel:new_meeting_day"), {"name": "Panel, spring", **day("on", date(2014, 4, 9))})
    meeting = Meeting.objects.get()
    assert answer.url == reverse("panel:agenda", args=[meeting.ref])
    assert (meeting.day.of, meeting.day.body, meeting.committee.name) == ("panel", body, body.panel_name)
    again = support.post(reverse("panel:new_meeting_day"), {"name": "Panel, spring", **day("on", date(2014, 4, 9))})
    assert again.status_code == 422
    assert "in the list already" in words(again)


def test_an_agenda_opened_a_day_late_comes_back_with_what_was_typed_until_somebody_answers_for_it(support, meeting):
    url = reverse("panel:open_agenda", args=[meeting.ref])
    refused = support.post(url, {**day("on", date(2014, 1, 29)), "late_reason": "", "late_by": "Ann Reed"})
    assert refused.status_code == 422
    assert "Tuesday 28 January 2014" in words(refused)
    assert 'value="Ann Reed"' in words(refused)

    support.post(url, {**day("on", date(2014, 1, 29)), "late_reason": "The figures.", "late_by": "Ann Reed"})

    page = words(support.get(reverse("public:meeting", args=[meeting.ref])))
    assert "Ann Reed answers for that: The figures." in page


def test_a_paper_with_an_error_keeps_its_file_and_its_words(support, meeting):
    item = meeting.items.first()
    url = reverse("panel:add_paper", args=[meeting.ref, item.pk])
    file = SimpleUploadedFile("covering.docx", word_file(line("The Panel is asked to review the draft.")))
    refused = support.post(url, {"access": "exempt", "sender": "Chief Executive", "file": file})
    assert refused.status_code == 422
    assert "Choose the paragraphs of Schedule 12A" in words(refused)
    assert "“covering.docx” is kept" in words(refused)
    kept = refused.context["form"]["file_kept"].value()

    answer = support.post(url, {**OPEN, "sender": "Chief Executive", "file_kept": kept})

    page = words(support.get(answer.url))
    assert "The Panel is asked to review the draft." in page
    assert "From Chief Executive" in page


def test_a_closed_paper_is_on_no_public_page_and_under_no_public_address(support, meeting, body):
    closed = add_item(meeting=meeting, item=Item("A contract", closing=CLOSED))
    item = add_item(meeting=meeting, item=Item("The estate"))
    secret = add_paper(item=closed, written=Written("Heron tender", text="<p>Heron prices.</p>"))
    part = add_paper(item=item, written=Written("Heron names", text="<p>Heron people.</p>", closing=CLOSED))
    given = add_paper(item=item, written=Written("Buildings", text="<p>Which.</p>"))
    public = Client()
    assert public.get(reverse("public:meeting", args=[meeting.ref])).status_code == 404
    open_agenda(meeting=meeting, on=IN_TIME)

    page = words(public.get(reverse("public:meeting", args=[meeting.ref])))

    assert "Heron" not in page
    assert "A contract" in page
    assert "1 paper is not open to the public." in page
    for row, status in ((secret, 404), (part, 404), (given, 200)):
        assert public.get(reverse("public:paper", args=[meeting.ref, row.pk])).status_code == status
    member = Client()
    member.force_login(a_user(body, "panel_member"))
    assert "Heron prices." in words(member.get(reverse("panel:paper", args=[meeting.ref, secret.pk])))


def test_a_member_reads_the_meeting_and_is_offered_nothing_that_is_not_theirs(meeting, body):
    member = Client()
    member.force_login(a_user(body, "panel_member"))
    page = words(member.get(reverse("panel:agenda", args=[meeting.ref])))
    assert "Add an item" not in page
    assert "Make the pack" not in page
    assert member.get(reverse("panel:add_item", args=[meeting.ref])).status_code == 403


def test_who_came_is_recorded_for_each_member_of_the_day(support, meeting, body):
    bo = keep_seat(committee=panel_of(body), seat=Seat("Bo Ash", "chair", from_on=date(2012, 11, 22)))
    url = reverse("panel:attendance", args=[meeting.ref])
    assert support.post(url, {}).status_code == 422
    support.post(url, {f"state_{bo.pk}": "present"})
    assert "1 of 1 who vote were there" in words(support.get(url))


def test_the_minutes_offered_come_from_the_record_and_are_published_on_a_day(support, meeting):
    item = add_item(meeting=meeting, item=Item("Variation of the plan"))
    open_agenda(meeting=meeting, on=IN_TIME)
    support.post(
        reverse("panel:outcome", args=[meeting.ref, item.pk]),
        {"outcome": "reviewed", "minute": "Two points were made."},
    )
    url = reverse("panel:minutes", args=[meeting.ref])
    offered = support.get(url).context["form"]["text"].value()
    assert "Two points were made." in offered
    support.post(url, {"text": offered})
    support.post(reverse("panel:publish_minutes", args=[meeting.ref]), day("on", MEETS))
    assert "Two points were made." in words(Client().get(reverse("public:meeting", args=[meeting.ref])))


def test_a_panel_is_never_said_to_approve(support, meeting):
    item = add_item(meeting=meeting, item=Item("Variation of the plan"))
    page = words(support.get(reverse("panel:outcome", args=[meeting.ref, item.pk])))
    assert "Approved" not in page
    assert "Reviewed" in page


def test_the_pages_of_meetings_cost_the_same_for_one_and_for_three(support, body):
    counts = []
    for n in range(3):
        made = begin_agenda(day=keep_meeting(body=body, of="panel", name=f"Panel {n}", on=date(2014, 2, 5 + n)))
        item = add_item(meeting=made, item=Item("Budget"))
        add_paper(item=item, written=Written("Paper", text="<p>b</p>"))
        urls = (reverse("panel:meetings"), reverse("panel:agenda", args=[made.ref]))
        counts.append([queries_of(support, url) for url in urls])
    assert counts[0] == counts[2]


def queries_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
