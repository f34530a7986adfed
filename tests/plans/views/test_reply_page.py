"""The Chief Constable's page: a signed link, the draft that was asked about, and the reply."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from plans.services.consulting import consult, token_for
from plans.services.course import Taking
from plans.services.drafts import freeze_draft
from tests.factories import STAFF, a_body, a_variation, an_issued_plan, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation():
    variation = a_variation(an_issued_plan(a_body()))
    day = date(2013, 12, 9)
    freeze_draft(instrument=variation, on=day, by=STAFF)
    taking = Taking("consult_chief_constable", day, STAFF, particulars={"reply_by": "2013-12-20"})
    return consult(instrument=variation, taking=taking, addressee="Chief Constable Amir Qureshi")


def url_of(consultation) -> str:
    return reverse("reply", args=[token_for(consultation)])


def test_the_link_shows_what_is_asked_and_the_draft_and_notes_that_it_was_opened(consultation):
    response = Client().get(url_of(consultation), {"view": "clean"})

    page = response.content.decode()
    consultation.refresh_from_db()
    assert response.status_code == 200
    assert "Patrols are seen, known and asked for." in page
    assert "Friday 20 December 2013" in page
    assert "This page was made for Chief Constable Amir Qureshi." in page
    assert consultation.opened_at is not None


def test_the_link_shows_first_what_the_draft_changes(consultation):
    page = Client().get(url_of(consultation)).content.decode()

    assert '<ins class="pc-ins">' in page
    assert '<del class="pc-del">' in page
    assert 'aria-current="true">Marked changes' in page


def test_a_reply_is_received_and_then_shown_as_received(consultation):
    client = Client()

    sent = client.post(url_of(consultation), {"comments": "yes", "reply": "Paragraph 1.1 is too vague."})
    shown = client.get(url_of(consultation)).content.decode()

    line = consultation.instrument.lines.get(step="record_reply")
    assert sent.status_code == 302
    assert (line.by_name, line.wording_id) == ("Amir Qureshi", consultation.wording_id)
    assert line.particulars == {"reply": "Paragraph 1.1 is too vague.", "comments": True}
    assert "Your reply was received on" in shown
    assert "Paragraph 1.1 is too vague." in shown


def test_a_reply_without_comments_needs_no_words(consultation):
    Client().post(url_of(consultation), {"comments": "no", "reply": ""})

    line = consultation.instrument.lines.get(step="record_reply")
    assert line.particulars == {"reply": "I have no comments on this draft.", "comments": False}


def test_comments_without_words_are_asked_for_again(consultation):
    response = Client().post(url_of(consultation), {"comments": "yes", "reply": " "})

    assert response.status_code == 422
    assert response.context["form"].errors == {"reply": ["Write your comments, or choose that you have none."]}


def test_a_second_reply_is_not_taken(consultation):
    client = Client()
    client.post(url_of(consultation), {"comments": "no"})

    second = client.post(url_of(consultation), {"comments": "yes", "reply": "One thing more."})

    assert second.status_code == 409
    assert consultation.instrument.lines.filter(step="record_reply").count() == 1


def test_a_link_that_was_not_signed_here_opens_nothing(consultation):
    response = Client().get(url_of(consultation)[:-2] + "x/")

    assert response.status_code == 404
    assert "This link does not work" in response.content.decode()


def test_a_link_to_a_withdrawn_draft_is_closed(consultation):
    taken(consultation.instrument, "withdraw", date(2014, 1, 6), why="Another way was found.")

    response = Client().get(url_of(consultation))

    assert response.status_code == 410
    assert "This consultation is closed" in response.content.decode()


def test_comments_are_never_recorded_as_no_comments(consultation):
    response = Client().post(url_of(consultation), {"comments": "no", "reply": "Paragraph 1.1 is too vague."})

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "comments": [
            "You wrote comments and chose that you have none. Take the words out, or choose that you have comments."
        ]
    }
    assert not consultation.instrument.lines.filter(step="record_reply").exists()
    assert "Paragraph 1.1 is too vague." in response.content.decode()
