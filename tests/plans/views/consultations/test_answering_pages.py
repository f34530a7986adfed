"""A citizen answers without an account or a script, an organisation by its link: nothing is lost or sent twice."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from plans.models import Answer, Submission
from plans.services.exercises import floods, summaries
from plans.services.exercises.inviting import token_for
from tests.factories import a_body, a_draft_plan, a_reply, an_exercise

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
State = Submission.State


@pytest.fixture
def exercise():
    return an_exercise(a_body())


@pytest.fixture
def citizen():
    return Client()


def begun(citizen, exercise, **said) -> str:
    """Begin on the public form, and return the address under which the answers are."""
    form = {"form": floods.form_token(exercise)} | said
    answer = citizen.post(f"/consultations/{exercise.ref}/start/", form)
    assert answer.status_code == 302, answer.content.decode()
    return answer.url.removesuffix("1/")


def long_ago():
    Submission.objects.update(begun_at=timezone.now() - timedelta(minutes=3))


def test_a_citizen_begins_stops_goes_on_by_the_code_and_sends_once(citizen, exercise):
    place = begun(citizen, exercise)
    code = place.split("/")[-2]
    assert citizen.post(f"{place}1/", {"answer": "3"}).url == f"{place}2/"
    citizen.post(f"{place}2/", {"answer": ["0", "5"]})

    other = Client()
    went_on = other.post(f"/consultations/{exercise.ref}/continue/", {"code": code.lower().replace("-", "")})
    assert went_on.url.endswith("/3/")
    other.post(f"{place}4/", {"answer": "Light the path."})
    page = other.get(f"{place}check/").content.decode()
    assert [words in page for words in ("Light the path.", "Rural crime", "4", "Not answered")] == [True] * 4
    long_ago()
    other.post(f"{place}check/", {"act": "send"})
    other.post(f"{place}check/", {"act": "send"})

    assert "Your answers were sent" in other.get(f"{place}check/").content.decode()
    assert other.get(f"{place}1/").url == f"{place}check/"
    assert list(Submission.objects.values_list("state", "channel")) == [("submitted", "form")]


def test_a_change_from_the_check_leads_back_to_it_and_shows_what_was_said(citizen, exercise):
    place = begun(citizen, exercise)
    citizen.post(f"{place}4/", {"answer": "One"})

    assert "One</textarea>" in citizen.get(f"{place}4/?then=check").content.decode()
    assert citizen.post(f"{place}4/?then=check", {"answer": "Two"}).url == f"{place}check/"
    assert Answer.objects.get().text == "Two"


def test_what_is_wrong_is_said_and_kept(citizen, exercise):
    place = begun(citizen, exercise)
    exercise.questions.filter(number=4).update(required=True)
    wrong = [
        citizen.post(f"{place}4/", {"answer": ""}),
        citizen.post(f"{place}4/", {"answer": "x" * 5001}),
        citizen.post(f"{place}3/", {"answer": "99"}),
        citizen.post(f"{place}check/", {"act": "send"}),
    ]

    assert [answer.status_code for answer in wrong] == [422] * 4
    assert "x" * 5001 in wrong[1].content.decode()
    assert "Question 4 needs an answer." in wrong[3].content.decode()


def test_a_code_that_opens_nothing_and_a_stranger_who_guesses_are_told(citizen, exercise):
    url = f"/consultations/{exercise.ref}/continue/"

    assert citizen.post(url, {"code": "2222-2222-2222"}).status_code == 422
    for _ in range(30):
        floods.count_from("127.0.0.1", "code")
    place = begun(citizen, exercise)
    answer = citizen.post(url, {"code": place.split("/")[-2]})
    assert "Many codes were tried" in answer.content.decode()
    assert citizen.get(f"/consultations/{exercise.ref}/answer/2222-2222-2222/1/").status_code == 404


def test_a_form_that_is_not_ours_begins_nothing_but_says_what_to_do(citizen, exercise):
    for token in ("", "forged", floods.form_token(an_exercise(exercise.body))):
        answer = citizen.post(f"/consultations/{exercise.ref}/start/", {"form": token})
        assert (answer.status_code, "Press the button once more" in answer.content.decode()) == (422, True)
    assert not Submission.objects.exists()


def test_a_flood_is_held_apart_and_a_genuine_answer_in_it_is_not_lost(citizen, exercise):
    for _ in range(25):
        place = begun(citizen, exercise)
        citizen.post(f"{place}4/", {"answer": "A flood"})
        citizen.post(f"{place}check/", {"act": "send", "website": "http://spam.example"})
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    place = begun(elsewhere, exercise)
    elsewhere.post(f"{place}4/", {"answer": "Genuine"})
    long_ago()
    elsewhere.post(f"{place}check/", {"act": "send"})

    assert Submission.objects.filter(state=State.HELD).count() == 25
    assert Answer.objects.get(submission__state=State.SUBMITTED).text == "Genuine"


def test_a_torrent_from_one_address_is_asked_to_wait(citizen, exercise, monkeypatch):
    monkeypatch.setattr(floods, "TORRENT_IN_AN_HOUR", 2)
    for _ in range(2):
        begun(citizen, exercise)

    answer = citizen.post(f"/consultations/{exercise.ref}/start/", {"form": floods.form_token(exercise)})

    assert (answer.status_code, Submission.objects.count()) == (429, 2)


def test_a_closed_consultation_takes_nothing_and_one_to_come_is_not_known(citizen, exercise):
    place = begun(citizen, exercise)
    exercise.opens_on, exercise.closes_on = TODAY - timedelta(9), TODAY - timedelta(1)
    exercise.save()

    assert citizen.get(f"/consultations/{exercise.ref}/start/").status_code == 302
    assert citizen.post(f"{place}4/", {"answer": "Late"}).status_code == 422
    assert citizen.get(f"/consultations/{an_exercise(exercise.body, opens=3).ref}/").status_code == 404
    assert citizen.get(f"/consultations/{an_exercise(exercise.body, 'authorities').ref}/start/").status_code == 404


def test_the_pages_that_answers_stand_on_are_kept_by_no_cache_and_tell_no_other_site(citizen, exercise):
    place = begun(citizen, exercise)

    for page in ("1/", "check/"):
        answer = citizen.get(place + page)
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert 'name="robots" content="noindex"' in answer.content.decode()


def test_documents_go_with_the_answers_where_they_are_taken(citizen):
    for takes in (True, False):
        exercise = an_exercise(a_body(f"b{takes}".lower()), takes_attachments=takes)
        place = begun(citizen, exercise)
        citizen.post(f"{place}check/", {"act": "attach", "document": SimpleUploadedFile("a.pdf", b"%PDF-1.7")})
        wrong = citizen.post(f"{place}check/", {"act": "attach", "document": SimpleUploadedFile("a.exe", b"MZ")})
        assert wrong.status_code == 422
        assert exercise.submissions.get().attachments.count() == takes


def test_a_fire_authority_answers_by_its_link_and_the_link_then_shows_that_it_was_sent(citizen):
    exercise = an_exercise(a_body(), "authorities")
    invitation = exercise.invitations.get()
    start = f"/reply/consultations/{token_for(invitation)}/"
    assert "Wendle Vale Council" in citizen.get(start).content.decode()
    assert citizen.get(f"{start}1/").url == start
    assert citizen.post(start).url == f"{start}1/"
    citizen.post(f"{start}1/", {"answer": "Fewer deaths on the roads."})
    citizen.post(f"{start}check/", {"act": "send"})

    invitation.refresh_from_db()
    assert (invitation.opened_at is None, invitation.answered_at is None) == (False, False)
    assert "Your answers were sent" in citizen.get(start, follow=True).content.decode()
    assert Submission.objects.get().state == State.SUBMITTED
    assert citizen.get("/reply/consultations/forged/").status_code == 404


def test_a_link_of_a_closed_consultation_says_so(citizen):
    exercise = an_exercise(a_body(), "authorities", opens=-9, closes=-1)
    start = f"/reply/consultations/{token_for(exercise.invitations.get())}/"

    assert "This consultation is closed." in citizen.get(start).content.decode()
    assert citizen.post(start).status_code == 409
    assert not Submission.objects.exists()


def test_the_public_reads_what_is_open_what_was_found_and_nothing_of_what_is_prepared(citizen, exercise):
    for n in range(7):
        a_reply(exercise, {3: [0]}, reference=f"L{n}")
    other = an_exercise(exercise.body, title="Roads?")
    exercise.opens_on, exercise.closes_on = TODAY - timedelta(9), TODAY - timedelta(1)
    exercise.save()
    summary = summaries.publish_summary(exercise=exercise, found="Light matters.", on=TODAY, by=None)

    listed = citizen.get("/consultations/").content.decode()
    page = citizen.get(f"/consultations/{exercise.ref}/")

    assert [words in listed for words in ("Roads?", "The summary is published.", other.ref)] == [True] * 3
    assert [words in page.content.decode() for words in ("Light matters.", "7 people answered.", summary.digest)] == [
        True
    ] * 3
    assert "public" in page.headers["Cache-Control"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_public_list_takes_two_queries(citizen, count, django_assert_num_queries):
    body = a_body()
    for _ in range(count):
        an_exercise(body)
    with django_assert_num_queries(1):
        citizen.get("/consultations/")


def test_the_draft_is_linked_once_it_is_public(citizen):
    draft = a_draft_plan(a_body())
    exercise = an_exercise(draft.plan.body, instrument=draft)
    asked = an_exercise(draft.plan.body, "authorities", instrument=draft).invitations.get()
    pages = (f"/consultations/{exercise.ref}/", f"/reply/consultations/{token_for(asked)}/")

    assert not [page for page in pages if draft.title in citizen.get(page).content.decode()]
    type(draft).objects.update(public_from=TODAY)
    assert [page for page in pages if f"/variations/{draft.ref}/" in citizen.get(page).content.decode()] == [*pages]
