"""Invitations and reminders of consultations are letters: sent once, and what comes back stands with who was asked."""

from datetime import timedelta
from itertools import count

import pytest
from django.utils import timezone

from plans.models import Job, Letter, LetterEvent, ResponsibleAuthority
from plans.services import incoming, mailing
from plans.services.exercises import inviting
from plans.services.exercises.erasing import erase
from plans.services.publishing import run_job, sweep
from tests.factories import a_body, a_reply, a_user, an_exercise
from tests.mail_server import a_mail_server, an_answer, delivery_report

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
CLERK = "clerk@wendle-vale.example"
QUERIES = 15


@pytest.fixture
def server(settings):
    with a_mail_server(settings) as running:
        yield running


@pytest.fixture
def exercise(server):
    """A consultation of an authority that has an address, and of one that has none."""
    body = a_body()
    ResponsibleAuthority.objects.filter(ref="wendle-vale").update(email=CLERK)
    ResponsibleAuthority.objects.create(
        body=body, ref="no-mail", name="Fire Authority", from_on=TODAY.replace(year=2013, day=1)
    )
    return an_exercise(body, "authorities")


@pytest.fixture
def act(exercise, django_capture_on_commit_callbacks):
    """Have letters sent, let the worker do what follows, and return how many there were."""

    def acted(send) -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return send(exercise=exercise, link_base="https://plans.example", on=TODAY)

    return acted


@pytest.fixture
def page(exercise, client):
    client.force_login(a_user(exercise.body, "policy_officer"))
    return lambda: client.get(exercise.get_absolute_url()).content.decode()


def the_letter() -> Letter:
    return Letter.objects.latest("pk")


def a_week_ago(exercise) -> None:
    exercise.invitations.filter(ref="wendle-vale").update(sent_at=timezone.now() - timedelta(days=7))


def test_an_organisation_is_written_to_once_and_reminded_while_it_is_silent(exercise, act, server):
    invitation = exercise.invitations.get(ref="wendle-vale")

    assert [act(inviting.send_invitations), act(inviting.send_invitations)] == [1, 0]
    assert act(inviting.send_reminders) == 0  # it was written to today
    a_week_ago(exercise)
    assert [act(inviting.send_reminders), act(inviting.send_reminders)] == [1, 0]
    texts = [message.get_body(("plain",)).get_content() for *_, message in server.taken]
    assert len(texts) == 2
    assert all("https://plans.example/reply/consultations/" in text for text in texts)
    Letter.objects.filter(kind="invitation_reminder").update(created_at=timezone.now() - timedelta(days=2))
    a_reply(exercise, {1: "Speeding."}, invitation=invitation)
    assert act(inviting.send_reminders) == 0


def test_it_counts_as_asked_once_the_letter_has_left_and_no_longer_once_that_came_back(exercise, act, server, page):
    server.answers[CLERK] = ["451 Try later"]
    act(inviting.send_invitations)
    invitation = exercise.invitations.get(ref="wendle-vale")
    assert invitation.sent_at is None
    assert "Waiting to be sent" in page()

    run_job(job_id=Job.objects.get(kind="post", subject=str(the_letter().pk), state="queued").pk)
    invitation.refresh_from_db()
    assert invitation.sent_at == the_letter().sent_at

    incoming.receive(delivery_report(the_letter().message_id))
    invitation.refresh_from_db()
    assert invitation.sent_at is None
    assert "Came back" in page()
    assert "mailbox not found" in page()


def test_who_came_back_is_written_to_again_at_a_new_address_and_never_at_the_old_one(exercise, act, server):
    act(inviting.send_invitations)
    incoming.receive(delivery_report(the_letter().message_id))
    assert act(inviting.send_invitations) == 0

    ResponsibleAuthority.objects.filter(ref="wendle-vale").update(email="office@wendle-vale.example")
    assert act(inviting.send_invitations) == 1
    assert server.to("office@wendle-vale.example")["Subject"].startswith("Consultation: ")
    assert exercise.invitations.get(ref="wendle-vale").sent_at == the_letter().sent_at


def test_a_late_report_about_the_first_letter_does_not_undo_what_the_second_reached(exercise, act, server):
    server.answers[CLERK] = ["550 No such mailbox"]
    act(inviting.send_invitations)
    first = the_letter()
    ResponsibleAuthority.objects.filter(ref="wendle-vale").update(email="office@wendle-vale.example")
    act(inviting.send_invitations)
    incoming.receive(delivery_report(first.message_id))

    assert exercise.invitations.get(ref="wendle-vale").sent_at == the_letter().sent_at


def test_a_letter_whose_worker_died_is_not_sent_again_and_is_settled_by_who_reads_the_log(
    exercise, act, page, client, monkeypatch
):
    def die(*_):
        raise SystemExit

    monkeypatch.setattr(mailing, "send", die)
    with pytest.raises(SystemExit):
        act(inviting.send_invitations)
    monkeypatch.undo()
    Job.objects.filter(kind="post").update(lease_until=timezone.now() - timedelta(hours=1))
    sweep()
    run_job(job_id=Job.objects.get(kind="post", subject=str(the_letter().pk)).pk)
    assert act(inviting.send_invitations) == 0
    assert "Not known whether it left" in page()
    settle = f"{exercise.get_absolute_url()}letters/{the_letter().pk}/settle/"
    assert settle in page()

    client.post(settle, {"left": "yes"})

    assert the_letter().state == "sent"
    assert exercise.invitations.get(ref="wendle-vale").sent_at is not None
    assert "by now" in client.post(settle, {"left": "no"}, follow=True).content.decode()


@pytest.mark.parametrize("how_many", [1, 3])
def test_who_is_asked_takes_the_same_queries_however_many_there_are(
    exercise, act, client, django_assert_num_queries, how_many
):
    for n in range(how_many - 1):
        row = exercise.invitations.create(ref=f"more-{n}", name=f"More {n}", email=f"more-{n}@wendle-vale.example")
        assert row.pk
    act(inviting.send_invitations)
    client.force_login(a_user(exercise.body, "policy_officer"))
    client.get(exercise.get_absolute_url())

    with django_assert_num_queries(QUERIES):
        client.get(exercise.get_absolute_url())


def test_erasing_a_consultation_erases_the_addresses_in_its_letters_and_what_comes_later_brings_none_back(
    exercise, act, server
):
    reports = count()
    act(inviting.send_invitations)
    letter = the_letter()
    incoming.receive(an_answer(letter.message_id))
    incoming.receive(delivery_report(letter.message_id, action="delayed", report_id=f"<{next(reports)}@mx>"))
    closed = exercise.closes_on + timedelta(days=1)
    erase(exercise=exercise, on=closed)
    incoming.receive(delivery_report(letter.message_id, report_id=f"<{next(reports)}@mx>"))

    letter.refresh_from_db()
    kept = [letter.to_email, letter.detail, *LetterEvent.objects.values_list("detail", "incoming")]
    assert "wendle-vale.example" not in str(kept)
    assert (letter.state, letter.to_name) == ("bounced", "Wendle Vale Council")


def test_a_letter_that_still_waits_when_its_consultation_is_erased_never_leaves(exercise, act, server):
    server.answers[CLERK] = ["451 Try later"]
    act(inviting.send_invitations)
    erase(exercise=exercise, on=exercise.closes_on + timedelta(days=1))
    run_job(job_id=Job.objects.get(kind="post", subject=str(the_letter().pk), state="queued").pk)
    sweep()

    assert server.taken == []
    assert the_letter().state == "refused"
