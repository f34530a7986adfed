"""Serving the copies through a real mail server: each that left is a line, each that came back reopens the gap."""

import hashlib
from datetime import date

import pytest
from django.utils import timezone

from plans.models import Body, Instrument, Letter, RedlinePack
from plans.queries.copies import copies_of
from plans.queries.course import standing_now
from plans.services import copies as serving
from plans.services import incoming, jobs, letters, post
from plans.services.chain import breaks_in
from plans.services.copies import CopyRefused
from plans.services.course import Reason
from plans.services.publishing import run_job
from plans.statute.guards.afterwards import recipients_owed
from plans.statute.terms import NotPermitted
from tests.factories import CHIEF_EXECUTIVE, STAFF, a_body, a_variation, an_issued_plan, taken
from tests.mail_server import a_mail_server, delivery_report
from tests.specimens.issued import CHIEF, CLERK, THE_PDF, an_issued_variation

pytestmark = pytest.mark.django_db
SITE = "https://plans.example"


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
def variation(body):
    return an_issued_variation(body)


@pytest.fixture
def serve_all(variation, django_capture_on_commit_callbacks):
    def served(form: str = "varied") -> list[Letter]:
        with django_capture_on_commit_callbacks(execute=True):
            return serving.serve_all(instrument=variation, form=form, by=STAFF, link_base=SITE)

    return served


@pytest.fixture
def serve_one(variation, django_capture_on_commit_callbacks):
    def served(recipient: str, email: str) -> Letter:
        with django_capture_on_commit_callbacks(execute=True):
            return serving.serve_one(
                instrument=variation, recipient=recipient, email=email, form="varied", by=STAFF, link_base=SITE
            )

    return served


def gap(variation: Instrument) -> set[str]:
    return set(recipients_owed(standing_now(variation, timezone.localdate()).record))


def lines(variation: Instrument, step: str = "send_copy") -> list[dict]:
    return [line.particulars for line in variation.lines.filter(step=step).order_by("seq")]


def test_each_copy_that_a_mail_server_took_is_a_line_of_the_record(server, variation, serve_all, body):
    serve_all()

    assert {recipients[0] for _, recipients, _ in server.taken} == {CHIEF, CLERK}
    message = server.to(CLERK)
    [attachment] = message.iter_attachments()
    assert attachment.get_content() == THE_PDF
    text = message.get_body(("plain",)).get_content()
    assert "section 5(10)(a)" in text
    assert "the plan as varied (section 5(11))" in text
    assert f"{SITE}{variation.edition.get_absolute_url()}" in text
    assert hashlib.sha256(THE_PDF).hexdigest() in text
    letter = Letter.objects.get(to_email=CLERK)
    line = variation.lines.get(step="send_copy", particulars__message_id=letter.message_id)
    assert (line.taken_on, line.by_name, line.by_office) == (timezone.localdate(), "Priya Nair", "staff")
    assert line.wording_id == variation.edition.wording_id
    assert line.particulars == {
        "to": ["wendle-vale"],
        "channel": "e-mail",
        "form": "the plan as varied",
        "digest": hashlib.sha256(THE_PDF).hexdigest(),
        "message_id": letter.message_id,
    }
    assert CLERK not in str(lines(variation))
    assert gap(variation) == {"fire"}
    assert list(breaks_in(body)) == []


def test_sending_what_is_owed_twice_sends_it_once(server, serve_all):
    assert len(serve_all()) == 2
    assert serve_all() == []
    assert len(server.taken) == 2


def test_an_address_that_is_refused_leaves_the_gap_until_a_corrected_one_is_used(
    server, variation, serve_all, serve_one
):
    server.answers[CLERK] = ["550 5.1.1 No such mailbox here"]
    serve_all()
    assert gap(variation) == {"wendle-vale", "fire"}
    assert [said["to"] for said in lines(variation)] == [["chief-constable"]]

    assert serve_all() == []  # the same address would be refused again
    serve_one("wendle-vale", "office@wendle-vale.example")

    assert gap(variation) == {"fire"}
    assert len(server.taken) == 2


def test_a_copy_that_is_put_off_is_served_on_the_day_on_which_it_is_taken(server, variation, serve_all):
    server.answers[CLERK] = ["451 4.7.1 Greylisted"]
    serve_all()
    letter = Letter.objects.get(to_email=CLERK)
    assert (letter.state, gap(variation)) == ("waiting", {"wendle-vale", "fire"})
    with pytest.raises(CopyRefused, match="Settle that first"):
        serving.serve_one(
            instrument=variation, recipient="wendle-vale", email=CLERK, form="varied", by=STAFF, link_base=SITE
        )

    run_job(job_id=jobs.Job.objects.get(kind="post", state="queued").pk)

    assert gap(variation) == {"fire"}


def test_a_copy_that_came_back_reopens_the_gap_and_the_address_stays_off_the_record(
    server, variation, serve_all, serve_one, body
):
    serve_all()
    letter = Letter.objects.get(to_email=CLERK)

    incoming.receive(delivery_report(letter.message_id))

    assert gap(variation) == {"wendle-vale", "fire"}
    [line] = variation.lines.filter(step="copy_came_back")
    assert line.by_name == "The office’s incoming mail"
    assert line.particulars == {
        "to": ["wendle-vale"],
        "why": "A mail server sent it back (status 5.1.1).",
        "message_id": letter.message_id,
    }
    [copy] = [
        copy for copy in copies_of(standing_now(variation, timezone.localdate())) if copy.letters and not copy.served
    ]
    assert copy.recipient.ref == "wendle-vale"
    assert serve_one("wendle-vale", "office@wendle-vale.example").pk != letter.pk
    assert gap(variation) == {"fire"}
    assert list(breaks_in(body)) == []


def test_whoever_acknowledges_a_copy_that_had_come_back_has_it(variation, serve_all):
    serve_all()
    letter = Letter.objects.get(to_email=CLERK)
    incoming.receive(delivery_report(letter.message_id))

    letters.acknowledge(letter=letter, words="Through the link in the letter.")

    assert gap(variation) == {"fire"}


def test_a_copy_on_paper_is_a_line_dated_when_it_went(variation):
    letter = serving.serve_by_hand(
        instrument=variation, recipient="fire", form="varied", channel="post", on=date(2014, 2, 17), by=STAFF
    )

    line = variation.lines.get(step="send_copy")
    assert (letter.state, letter.posted_on, letter.to_email) == ("posted", date(2014, 2, 17), "")
    assert (line.taken_on, line.particulars["channel"]) == (date(2014, 2, 17), "post")
    assert "It is enclosed." in letter.text
    assert "/reply/" not in letter.text
    assert gap(variation) == {"chief-constable", "wendle-vale"}


def test_the_variation_alone_is_made_when_it_is_asked_for_and_then_sent(
    server, variation, serve_all, django_capture_on_commit_callbacks
):
    with (
        pytest.raises(CopyRefused, match="the variation alone is still being made"),
        django_capture_on_commit_callbacks(execute=False),
    ):
        serving.serve_all(instrument=variation, form="variation", by=STAFF, link_base=SITE)
    run_job(job_id=jobs.Job.objects.get(kind="make_pack").pk)

    serve_all("variation")

    pack = RedlinePack.objects.get()
    [attachment] = server.to(CLERK).iter_attachments()
    assert hashlib.sha256(attachment.get_content()).hexdigest() == pack.sha256
    assert {said["form"] for said in lines(variation)} == {"the variation alone"}
    assert f"{SITE}/variations/{variation.ref}/" in server.to(CLERK).get_body(("plain",)).get_content()


def test_nothing_is_sent_before_the_pdf_is_there(body):
    variation = a_variation(an_issued_plan(body))
    with pytest.raises(CopyRefused, match="once the variation is issued"):
        serving.serve_all(instrument=variation, form="varied", by=STAFF, link_base=SITE)
    first = body.plans.get().instruments.get(kind="plan")

    with pytest.raises(CopyRefused, match="The PDF of the plan is still being made"):
        serving.serve_all(instrument=first, form="plan", by=STAFF, link_base=SITE)

    assert not Letter.objects.exists()


def test_a_copy_is_served_and_comes_back_after_the_file_is_closed_too(variation, serve_all):
    taken(variation, "publish", date(2014, 2, 14))
    reason = Reason("Two councils are sent theirs next week.", CHIEF_EXECUTIVE)
    serving.take_step(
        instrument=variation,
        taking=serving.Taking("close", date(2014, 2, 20), CHIEF_EXECUTIVE, waivers={"I1": reason}),
    )

    serve_all()
    incoming.receive(delivery_report(Letter.objects.get(to_email=CLERK).message_id))

    assert gap(variation) == {"wendle-vale", "fire"}
    assert Instrument.objects.get(pk=variation.pk).stage == "closed"


def test_a_worker_killed_between_leaves_no_line_and_no_second_letter(server, variation, monkeypatch):
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)
    serving.serve_one(
        instrument=variation, recipient="wendle-vale", email=CLERK, form="varied", by=STAFF, link_base=SITE
    )
    job = jobs.Job.objects.get(kind="post")
    post._begin(jobs.claim(job_id=job.pk))
    jobs.Job.objects.filter(pk=job.pk).update(state="queued", owner="", lease_until=None)

    run_job(job_id=job.pk)

    letter = Letter.objects.get()
    assert (letter.state, server.taken, lines(variation)) == ("unknown", [], [])
    letters.settle(letter=letter, left=True, by=STAFF)
    assert gap(variation) == {"chief-constable", "fire"}


def test_an_office_whose_own_rule_is_copies_first_publishes_when_they_are_sent(variation, body, serve_all):
    Body.objects.filter(pk=body.pk).update(copies_before_publication=True)
    with pytest.raises(NotPermitted, match="This office sends the copies before it publishes"):
        taken(variation, "publish", timezone.localdate())

    serve_all()
    serving.serve_by_hand(
        instrument=variation, recipient="fire", form="varied", channel="hand", on=timezone.localdate(), by=STAFF
    )

    taken(variation, "publish", timezone.localdate())
    assert Instrument.objects.get(pk=variation.pk).lines.filter(step="publish").exists()
