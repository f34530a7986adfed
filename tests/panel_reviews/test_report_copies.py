"""The Panel's report to each local authority (N1): another list than that of the copies of s.5(10)."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from panel_reviews.queries import report_copies, sendings_of
from plans.models import Letter, ResponsibleAuthority
from plans.queries.copies import copies_of
from plans.queries.course import standing_now
from plans.services import incoming
from plans.services.copies import token_of
from tests.factories import a_body, a_user
from tests.mail_server import a_mail_server, delivery_report
from tests.pdf_ua import faults
from tests.specimens.issued import CLERK, an_issued_variation

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings, tmp_path):
    settings.PUBLISHED_DIR = tmp_path / "published"
    settings.MEDIA_ROOT = tmp_path / "uploads"
    with a_mail_server(settings) as running:
        yield running


@pytest.fixture
def body(server):
    return a_body()


@pytest.fixture
def variation(body, request):
    more = request.getfixturevalue("more") if "more" in request.fixturenames else 0
    return an_issued_variation(body, more)


@pytest.fixture
def support(body):
    client = Client()
    client.force_login(a_user(body, "panel_support", "Moira Kettle"))
    return client


@pytest.fixture
def url(variation):
    seq = variation.lines.get(step="report").seq
    return lambda name, *args: reverse(f"panel:{name}", args=[variation.ref, seq, *args])


@pytest.fixture
def press(support, url, django_capture_on_commit_callbacks):
    def pressed(name: str, *recipient: str, **typed):
        with django_capture_on_commit_callbacks(execute=True):
            return support.post(url(name, *recipient), typed)

    return pressed


def test_the_two_lists_differ(variation):
    councils = [copy.recipient.ref for copy in report_copies(sendings_of(variation)[0])]
    of_the_act = [copy.recipient.ref for copy in copies_of(standing_now(variation, timezone.localdate()))]

    assert councils == ["wendle-vale"]
    assert of_the_act == ["chief-constable", "fire", "wendle-vale"]


def test_the_councils_are_those_of_the_day_of_the_report(body, variation):
    for ref, first, last in (("old", date(2012, 1, 1), date(2014, 2, 4)), ("new", date(2014, 2, 6), None)):
        ResponsibleAuthority.objects.create(
            body=body, ref=ref, name=f"The {ref} council", is_local_authority=True, from_on=first, to_on=last
        )

    assert [copy.recipient.ref for copy in report_copies(sendings_of(variation)[0])] == ["wendle-vale"]


def test_the_report_goes_from_the_panel_as_an_accessible_pdf_and_no_line_of_the_body_s_record(
    server, variation, support, press
):
    lines = variation.lines.count()
    room = support.get("/panel-room/")
    assert [item["words"] for item in room.context["to_send"]][-1] == "0 of 1 local authority has a copy."

    press("copies", form="the report")

    message = server.to(CLERK)
    assert message["From"] == "Fenmarch Police and Crime Panel <returns@plans.fenmarch.example>"
    assert message["Reply-To"] == "panel_support@fenmarch.example"
    [pdf] = message.iter_attachments()
    assert faults(pdf.get_content()) == []
    assert variation.lines.count() == lines
    letter = Letter.objects.get()
    assert (letter.kind, letter.state, letter.by_name) == ("panel_copy", "sent", "Moira Kettle")
    assert variation.title not in [item["title"] for item in support.get("/panel-room/").context["to_send"]]
    assert report_copies(sendings_of(variation)[0])[0].served


def test_a_council_reads_the_report_by_its_link_before_the_response_is_public_and_acknowledges_it(variation, press):
    press("copies", form="the report")
    letter = Letter.objects.get()
    page = reverse("report_copy", args=[token_of(letter.message_id)])
    stranger = Client()

    shown = stranger.get(page).content.decode()
    assert "Say how patrols are chosen." in shown
    assert "The Panel reviewed the draft and supports its direction." in shown
    assert "accepted" not in shown.lower().replace("acceptable", "")
    [pdf] = stranger.get(page).context["links"]
    assert stranger.get(pdf["url"]).content.startswith(b"%PDF-")
    stranger.post(page)

    letter.refresh_from_db()
    assert letter.state == "acknowledged"


def test_a_link_to_a_copy_of_the_plan_is_none_to_the_report_of_the_panel(variation, press):
    press("copies", form="the report")
    Letter.objects.update(kind="copy")

    assert Client().get(reverse("report_copy", args=[token_of(Letter.objects.get().message_id)])).status_code == 404


def test_a_copy_that_came_back_is_owed_again_and_may_go_on_paper(variation, support, press, url):
    press("copies", form="the report")
    incoming.receive(delivery_report(Letter.objects.get().message_id))
    assert not report_copies(sendings_of(variation)[0])[0].served
    printed = support.get(url("copy_letter", "wendle-vale")).content.decode()
    assert "under section 28 of the Police Reform" in printed

    today = timezone.localdate()
    day = {"on_day": today.day, "on_month": today.month, "on_year": today.year}
    assert press("copy_by_hand", "wendle-vale", form="the report", channel="post", **day).status_code == 302

    assert report_copies(sendings_of(variation)[0])[0].served
    assert support.get(url("report_pdf")).content.startswith(b"%PDF-")


def test_a_member_looks_and_does_not_send(body, variation, url):
    member = Client()
    member.force_login(a_user(body, "panel_member"))

    page = member.get(url("copies"))
    assert (page.status_code, page.context["form"]) == (200, None)
    assert "send" not in member.get(url("copy", "wendle-vale")).context
    assert member.post(url("copies"), {"form": "the report"}).status_code == 403
    assert member.post(url("send_copy", "wendle-vale"), {"email": CLERK}).status_code == 403
    assert not Letter.objects.exists()


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_takes_the_same_queries_however_many_councils_there_are(
    body, variation, support, press, url, more, django_assert_num_queries
):
    press("copies", form="the report")

    with django_assert_num_queries(10):
        page = support.get(url("copies"))

    assert len(page.context["rows"]) == 1 + more


def test_a_council_found_later_shows_as_a_difference_and_the_list_stays(body, variation, support, url):
    ResponsibleAuthority.objects.create(
        body=body, ref="found", name="Found Council", is_local_authority=True, from_on=date(2012, 1, 1)
    )

    page = support.get(url("copies"))

    assert [row["name"] for row in page.context["rows"]] == ["Wendle Vale Council"]
    assert page.context["corrected"].startswith("For 5 February 2014 it now has Found Council too.")
