"""The office's desk of copies, and the page that a recipient opens."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans.models import Body, Instrument, Letter, ResponsibleAuthority
from plans.services import incoming, jobs, letters
from plans.services.copies import token_of
from tests.factories import a_body, a_user, a_variation, an_issued_plan
from tests.mail_server import a_mail_server, delivery_report
from tests.specimens.issued import CHIEF, CLERK, THE_PDF, an_issued_variation

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
def officer(body):
    client = Client()
    client.force_login(a_user(body, "policy_officer", "Priya Nair"))
    return client


@pytest.fixture
def press(officer, variation, django_capture_on_commit_callbacks):
    """Post to one of the desk's addresses, and let the worker do what follows."""

    def pressed(name: str, *recipient: str, **typed):
        with django_capture_on_commit_callbacks(execute=True):
            return officer.post(reverse(f"office:{name}", args=[variation.ref, *recipient]), typed)

    return pressed


def states(officer: Client, variation: Instrument) -> dict[str, str]:
    rows = officer.get(reverse("office:copies", args=[variation.ref])).context["rows"]
    return {row["name"]: row["tag"][0] for row in rows}


def triplet(on: date) -> dict[str, int]:
    return {"on_day": on.day, "on_month": on.month, "on_year": on.year}


def test_what_is_owed_is_sent_with_one_press_and_the_page_says_what_became_of_it(server, officer, variation, press):
    assert set(states(officer, variation).values()) == {"Not served"}
    page = officer.get(reverse("office:copies", args=[variation.ref]))
    assert page.context["form"].helper.button == "Send all 2 that are owed"
    server.answers[CLERK] = ["550 5.1.1 No such mailbox here"]

    response = press("copies", form="varied")

    assert response.status_code == 302
    assert states(officer, variation) == {
        "The Chief Constable": "Sent",
        "Fire Authority": "Not served",
        "Wendle Vale Council": "Not sent",
    }
    page = officer.get(reverse("office:copies", args=[variation.ref]))
    assert page.context["form"] is None  # one has no address, and the other's was refused
    assert page.context["lead"] == "1 of 3 copies are served. No copy yet: Fire Authority and Wendle Vale Council."
    assert "The mail server answered: 550 5.1.1 No such mailbox here" in page.content.decode()
    letter = server.to(CHIEF)
    assert "http://testserver/reply/copies/" in letter.get_body(("plain",)).get_content()
    assert Letter.objects.get(to_email=CHIEF).to_name == "Chief Constable Amir Qureshi"


def test_a_corrected_address_is_used_for_the_next_letter(server, officer, variation, press):
    server.answers[CLERK] = ["550 5.1.1 No such mailbox here"]
    press("copies", form="varied")
    page = officer.get(reverse("office:copy", args=[variation.ref, "wendle-vale"]))
    assert page.context["send"].initial["email"] == CLERK

    assert press("send_copy", "wendle-vale", email="not an address", form="varied").status_code == 422
    assert press("send_copy", "wendle-vale", email="office@wendle-vale.example", form="varied").status_code == 302

    assert states(officer, variation)["Wendle Vale Council"] == "Sent"
    assert server.to("office@wendle-vale.example")


def test_a_letter_on_paper_is_printed_and_recorded_on_the_day_on_which_it_went(officer, variation, press):
    printed = officer.get(reverse("office:copy_letter", args=[variation.ref, "fire"])).content.decode()
    assert "To Fire Authority" in printed
    assert "It is enclosed." in printed

    too_early = press("copy_by_hand", "fire", form="varied", channel="post", **triplet(date(2014, 2, 13)))
    assert too_early.status_code == 422
    assert "before there was anything to send" in too_early.content.decode()
    press("copy_by_hand", "fire", form="varied", channel="hand", **triplet(date(2014, 2, 17)))

    assert states(officer, variation)["Fire Authority"] == "Posted"
    page = officer.get(reverse("office:copy", args=[variation.ref, "fire"])).content.decode()
    assert "On 17 February 2014. Handed over by Priya Nair." in page


def test_a_letter_of_which_nobody_knows_whether_it_left_is_settled_first(officer, variation, press, monkeypatch):
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)
    press("copies", form="varied")
    Letter.objects.filter(to_email=CLERK).update(state="unknown", detail="The connection was lost.")

    page = officer.get(reverse("office:copy", args=[variation.ref, "wendle-vale"]))
    assert ("send" in page.context, "settle" in page.context) == (False, True)
    refused = press("send_copy", "wendle-vale", email=CLERK, form="varied")
    assert refused.status_code == 409
    assert "is not known whether it left. Settle that first." in refused.content.decode()
    press("settle_copy", "wendle-vale", left="yes")

    assert states(officer, variation)["Wendle Vale Council"] == "Sent"
    assert variation.lines.filter(step="send_copy", particulars__to=["wendle-vale"]).exists()


def test_a_copy_that_came_back_is_shown_on_the_course_page_and_the_dashboard(officer, variation, press):
    press("copies", form="varied")
    press("copy_by_hand", "fire", form="varied", channel="post", **triplet(date(2014, 2, 17)))
    assert officer.get(variation.get_absolute_url()).context["owed"] == ""

    incoming.receive(delivery_report(Letter.objects.get(to_email=CLERK).message_id))

    assert states(officer, variation)["Wendle Vale Council"] == "Came back"
    course = officer.get(variation.get_absolute_url())
    assert course.context["owed"] == "Wendle Vale Council has no copy yet."
    assert reverse("office:copies", args=[variation.ref]) in course.content.decode()
    [item] = [item for item in officer.get("/office/").context["issued"] if item["title"] == "Patrols"]
    assert item["owed"] == "Wendle Vale Council has no copy yet."


def test_a_copy_that_came_back_by_post_is_noted_on_the_page_of_the_step(officer, variation, press):
    press("copy_by_hand", "fire", form="varied", channel="post", **triplet(date(2014, 2, 17)))
    page = reverse("office:step", args=[variation.ref, "copy_came_back"])
    form = officer.get(page).context["form"]
    assert form.fields["to"].choices == [("fire", "Fire Authority")]

    typed = {"to": ["fire"], "why": "It had moved.", "revision": Instrument.objects.get(pk=variation.pk).revision}
    assert officer.post(page, typed | triplet(date(2014, 2, 20))).status_code == 302

    assert states(officer, variation)["Fire Authority"] == "Came back"
    assert (
        "On 20 February 2014. It had moved."
        in officer.get(reverse("office:copy", args=[variation.ref, "fire"])).content.decode()
    )


def test_before_issue_there_are_no_copies_and_without_the_pdf_none_are_sent(body, officer):
    variation = a_variation(an_issued_plan(body))
    plan = body.plans.get().instruments.get(kind="plan")

    assert officer.get(reverse("office:copies", args=[variation.ref])).status_code == 404
    page = officer.get(reverse("office:copies", args=[plan.ref]))
    assert (page.context["form"], page.context["moving"]) == (None, True)
    assert "The PDF is being made." in page.content.decode()
    assert officer.post(reverse("office:copies", args=[plan.ref]), {"form": "plan"}).status_code == 302
    assert not Letter.objects.exists()


def test_a_recipient_reads_what_was_served_and_says_with_one_button_that_it_came(variation, press):
    press("copies", form="varied")
    letter = Letter.objects.get(to_email=CLERK)
    stranger = Client()
    page = reverse("copy", args=[token_of(letter.message_id)])

    shown = stranger.get(page)
    assert shown.status_code == 200
    assert "We have received this copy" in shown.content.decode()
    assert "noindex" in shown.content.decode()
    text, pdf = (link["url"] for link in shown.context["links"])
    assert stranger.get(text).status_code == 200
    assert stranger.get(pdf).content == THE_PDF
    assert stranger.post(page).url == page
    assert stranger.post(page).status_code == 302

    letter.refresh_from_db()
    assert letter.state == "acknowledged"
    assert list(letter.events.order_by("pk").values_list("what", flat=True)) == [
        "attempt", "sent", "opened", "acknowledged",
    ]  # fmt: skip
    again = stranger.get(page).content.decode()
    assert "You have told us that you received this copy" in again
    assert "<button" not in again


def test_a_link_that_was_not_made_here_opens_nothing(variation, press):
    press("copies", form="varied")
    token = token_of(Letter.objects.get(to_email=CLERK).message_id)

    for wrong in (token[:-2], token_of("<nobody@plans.example>"), "nothing"):
        assert Client().get(reverse("copy", args=[wrong])).status_code == 404
        assert Client().post(reverse("copy", args=[wrong])).status_code == 404
    assert Client().get(reverse("file_of_copy", args=[token, "0" * 64])).status_code == 404


def test_the_course_page_says_where_the_letter_to_the_chief_constable_stands(
    body, officer, server, django_capture_on_commit_callbacks
):
    variation = a_variation(an_issued_plan(body))
    server.answers[CHIEF] = ["550 5.1.1 No such mailbox here"]
    today = timezone.localdate()
    officer.post(reverse("office:step", args=[variation.ref, "prepare_draft"]), {"revision": 0} | triplet(today))
    with django_capture_on_commit_callbacks(execute=True):
        officer.post(
            reverse("office:step", args=[variation.ref, "consult_chief_constable"]),
            {"revision": 1, "addressee": "Chief Constable Amir Qureshi", "email": CHIEF} | triplet(today),
        )

    page = officer.get(variation.get_absolute_url()).content.decode()

    assert f"E-mail to {CHIEF}: could not be sent. The mail server answered: 550 5.1.1 No such mailbox here" in page


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_takes_the_same_queries_however_many_copies_are_owed(
    body: Body, officer, variation, press, more, django_assert_num_queries
):
    press("copies", form="varied")
    letters.acknowledge(letter=Letter.objects.get(to_email=CLERK), words="Through the link.")

    with django_assert_num_queries(18):
        page = officer.get(reverse("office:copies", args=[variation.ref]))

    assert len(page.context["rows"]) == 3 + more


def test_a_register_corrected_since_shows_as_a_difference_and_the_list_stays(body, officer, variation):
    ResponsibleAuthority.objects.filter(ref="fire").update(to_on=date(2013, 12, 31))
    ResponsibleAuthority.objects.create(body=body, ref="trust", name="Health Trust", from_on=date(2012, 1, 1))

    page = officer.get(reverse("office:copies", args=[variation.ref]))

    assert [row["name"] for row in page.context["rows"]] == [
        "The Chief Constable",
        "Fire Authority",
        "Wendle Vale Council",
    ]
    assert page.context["corrected"] == (
        "For 14 February 2014 it now has Health Trust too. It no longer has Fire Authority for that day. "
        "This list stays as it was fixed on 14 February 2014."
    )
    by_hand = officer.get(reverse("office:step", args=[variation.ref, "send_copy"]))
    assert ("trust", "Health Trust (on the register of that day since)") in by_hand.context["form"].fields["to"].choices
