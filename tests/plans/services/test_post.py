"""Letters through a real mail server: taken, put off, refused, lost, and what comes back."""

from datetime import timedelta
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from plans.models import Job, Letter
from plans.services import incoming, jobs, letters, post
from plans.services.evidence import keep_evidence
from plans.services.letters import LetterChanged
from plans.services.post import write_letter
from plans.services.publishing import run_job, sweep
from plans.statute.terms import Actor, Office
from plans.tasks import receive_mail
from tests.factories import STAFF, a_body
from tests.inbox_server import a_mailbox
from tests.mail_server import a_mail_server, an_answer, delivery_report, receipt

pytestmark = pytest.mark.django_db
CLERK = "clerk@wendle-vale.example"


@pytest.fixture
def server(settings):
    with a_mail_server(settings) as running:
        yield running


@pytest.fixture
def body():
    return a_body()


@pytest.fixture
def no_worker(monkeypatch):
    """The doorbell is rung and nobody hears it."""
    rung: list[int] = []
    monkeypatch.setattr(jobs, "_ring", rung.append)
    return rung


@pytest.fixture
def write(body, django_capture_on_commit_callbacks):
    """Write a letter, and let the worker do what follows."""

    def written(**values) -> Letter:
        with django_capture_on_commit_callbacks(execute=True):
            letter = write_letter(body=body, **{**A_LETTER, **values})
        letter.refresh_from_db()
        return letter

    return written


A_LETTER = {
    "kind": "note",
    "to_name": "The Clerk, Wendle Vale",
    "to_email": CLERK,
    "subject": "A copy for you",
    "text": "To the Clerk\n\nRead it here:\nhttps://plans.example/plans/fenmarch/\n\nThank you.",
    "by": STAFF,
}


def events_of(letter: Letter) -> list[str]:
    return list(letter.events.order_by("pk").values_list("what", flat=True))


def try_again(letter: Letter) -> Letter:
    run_job(job_id=Job.objects.get(kind="post", subject=str(letter.pk), state="queued").pk)
    letter.refresh_from_db()
    return letter


def test_a_letter_is_taken_by_the_mail_server_with_its_attachment_and_the_heads_it_needs(server, write):
    paper = keep_evidence(name="plan.pdf", content=b"%PDF-1.7 the plan")
    attached = {"name": "plan.pdf", "media_type": "application/pdf", "sha256": paper.digest}

    letter = write(attachments=[attached])

    envelope_from, recipients, message = server.taken[0]
    assert (envelope_from, recipients) == ("returns@plans.fenmarch.example", [CLERK])
    assert message["From"] == "Police and Crime Commissioner for Fenmarch <office@fenmarch.example>"
    assert message["To"] == f'"The Clerk, Wendle Vale" <{CLERK}>'
    assert message["Reply-To"] == "office@fenmarch.example"
    assert message["Message-ID"] == letter.message_id
    assert letter.message_id.endswith("@plans.fenmarch.example>")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Disposition-Notification-To"] == "returns@plans.fenmarch.example"
    assert message["Subject"] == "A copy for you"
    plain, html = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert plain.replace("\r\n", "\n").strip() == A_LETTER["text"]
    assert '<a href="https://plans.example/plans/fenmarch/"' in html
    assert '<html lang="en-GB">' in html
    [file] = message.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("plan.pdf", "application/pdf")
    assert file.get_content() == b"%PDF-1.7 the plan"
    assert (letter.state, letter.digest, letter.attempts) == ("sent", paper.digest, 1)
    assert timezone.now() - letter.sent_at < timedelta(minutes=1)
    assert events_of(letter) == ["attempt", "sent"]
    assert Job.objects.get(kind="post").state == "done"


def test_a_letter_with_a_key_is_written_and_sent_once(server, write):
    first, second = write(key="reminder:7"), write(key="reminder:7", subject="Again")

    assert first.pk == second.pk
    assert len(server.taken) == 1


def test_a_letter_of_a_transaction_that_fails_is_never_sent(server, body, no_worker):
    with pytest.raises(RuntimeError):
        _written_and_undone(body)

    assert (Letter.objects.count(), Job.objects.count(), server.taken) == (0, 0, [])


def _written_and_undone(body):
    with transaction.atomic():
        write_letter(body=body, **A_LETTER)
        raise RuntimeError


def test_an_address_that_the_mail_server_refuses_is_refused_in_its_words(server, write):
    server.answers[CLERK] = ["550 5.1.1 No such mailbox here"]

    letter = write()

    assert (letter.state, letter.sent_at) == ("refused", None)
    assert letter.detail == "The mail server answered: 550 5.1.1 No such mailbox here"
    assert Job.objects.get(kind="post").state == "done"


def test_a_mail_server_that_asks_for_patience_is_asked_again_after_a_pause(
    server, write, no_worker, django_capture_on_commit_callbacks
):
    server.answers[CLERK] = ["451 4.7.1 Greylisted, try later"]
    letter = write()
    assert letter.state == "waiting"

    try_again(letter)
    assert (letter.state, letter.detail) == ("waiting", "The mail server answered: 451 4.7.1 Greylisted, try later")
    no_worker.clear()
    with django_capture_on_commit_callbacks(execute=True):
        sweep()
    assert no_worker == []  # a minute is not over
    Job.objects.filter(kind="post").update(rung_at=timezone.now() - timedelta(seconds=11))
    with django_capture_on_commit_callbacks(execute=True):
        sweep()
    assert no_worker == [Job.objects.get(kind="post").pk]
    try_again(letter)

    assert letter.state == "sent"
    assert events_of(letter) == ["attempt", "deferred", "attempt", "sent"]
    assert len(server.taken) == 1


def test_a_letter_that_is_put_off_for_a_day_is_given_up(server, write, no_worker):
    server.answers[CLERK] = ["452 4.2.2 Mailbox full"] * 9
    letter = write()

    for _ in range(post.MOST_ATTEMPTS):
        try_again(letter)

    assert (letter.state, letter.attempts) == ("refused", 8)
    assert letter.detail.endswith("452 4.2.2 Mailbox full It was tried 8 times.")
    assert not Job.objects.filter(kind="post", state="queued").exists()


def test_a_mail_server_that_is_away_is_asked_again(settings, server, write, no_worker):
    letter, port = write(), settings.EMAIL_PORT
    settings.EMAIL_PORT = 1
    try_again(letter)
    assert letter.detail.startswith("The office’s mail server could not be reached: ")

    settings.EMAIL_PORT = port
    try_again(letter)

    assert letter.state == "sent"


def test_a_message_that_is_refused_after_it_was_given_was_not_sent(server, write):
    server.after_data = ["554 5.7.1 Message refused by policy"]

    assert write().detail == "The mail server answered: 554 5.7.1 Message refused by policy"


def test_a_server_that_is_lost_after_it_was_given_the_letter_leaves_it_unknown_and_nothing_is_sent_twice(
    server, write, no_worker
):
    server.hang_up_after_data = True
    letter = write()
    try_again(letter)

    assert letter.state == "unknown"
    assert "perhaps after it took the letter" in letter.detail
    sweep()
    assert not Job.objects.filter(kind="post", state="queued").exists()
    assert len(server.taken) == 1


def test_a_worker_that_dies_while_it_sends_does_not_have_the_letter_sent_twice(server, write, no_worker):
    letter = write()
    held = jobs.claim(job_id=Job.objects.get(kind="post").pk)
    post._begin(held)  # the attempt is written down; the worker dies here, and nobody knows what the server took
    Job.objects.filter(kind="post").update(lease_until=timezone.now() - timedelta(seconds=1))

    sweep()
    try_again(letter)

    assert letter.state == "unknown"
    assert letter.detail.startswith("The program stopped while it was sending this letter.")
    assert server.taken == []


def test_a_letter_whose_job_was_given_up_is_taken_up_again_or_said_to_be_unknown(write, no_worker):
    waiting, sending = write(), write()
    Letter.objects.filter(pk=sending.pk).update(state="sending")
    Job.objects.filter(kind="post").update(state="failed", finished_at=timezone.now())

    sweep()

    assert Job.objects.filter(kind="post", state="queued", subject=str(waiting.pk)).exists()
    sending.refresh_from_db()
    assert sending.state == "unknown"


def test_what_became_of_an_unknown_letter_is_settled_by_hand_once(write, no_worker):
    left, stayed = write(), write()
    Letter.objects.update(state="unknown")

    assert letters.settle(letter=left, left=True, by=STAFF).state == "sent"
    assert letters.settle(letter=stayed, left=False, by=STAFF).detail == "Priya Nair found that it had not left."
    with pytest.raises(LetterChanged, match="sent by now"):
        letters.settle(letter=left, left=False, by=STAFF)


def test_a_letter_on_paper_has_no_job_and_is_marked_as_posted_once(write):
    letter = write(to_email="")
    assert not Job.objects.exists()
    sweep()
    assert not Job.objects.exists()

    letter = letters.mark_posted(letter=letter, on=timezone.localdate(), by=Actor(Office.STAFF, "Tom Dale"))

    assert (letter.state, letter.by_name) == ("posted", "Tom Dale")
    with pytest.raises(LetterChanged, match="posted already"):
        letters.mark_posted(letter=letter, on=timezone.localdate(), by=STAFF)


def test_a_document_that_is_not_there_as_it_was_kept_is_not_sent(server, write):
    gone = {"name": "plan.pdf", "media_type": "application/pdf", "sha256": "0" * 64}

    letter = write(attachments=[gone])

    assert letter.state == "refused"
    assert letter.detail.startswith("“plan.pdf”, which was to go with it, is not there")
    assert server.taken == []


def test_nobody_writes_a_head_of_the_message_through_the_subject_or_a_name(server, write):
    letter = write(subject="Copy\r\nBcc: all@example.org", to_name="The\nClerk")

    assert letter.state == "sent"
    assert server.to(CLERK)["Subject"] == "Copy Bcc: all@example.org"
    assert server.to(CLERK)["Bcc"] is None


# What comes back


def test_a_report_of_non_delivery_marks_the_letter_with_the_reason_once(server, write):
    letter = write()
    report = delivery_report(letter.message_id)

    assert incoming.receive(report).letter == letter
    incoming.receive(report)

    letter.refresh_from_db()
    assert letter.state == "bounced"
    assert letter.detail == f"{CLERK}: 5.1.1 550 5.1.1 {CLERK}: mailbox not found"
    assert events_of(letter) == ["attempt", "sent", "bounced"]


def test_a_delay_is_noted_and_the_letter_stays_sent(server, write):
    letter = write()

    incoming.receive(delivery_report(letter.message_id, action="delayed", status="4.4.1"))

    letter.refresh_from_db()
    assert letter.state == "sent"
    assert events_of(letter)[-1] == "delayed"


def test_an_answer_is_noted_as_one_and_an_automatic_answer_is_not(server, write):
    letter = write()

    incoming.receive(an_answer(letter.message_id, by_itself=True))
    letter.refresh_from_db()
    assert letter.replied_at is None
    incoming.receive(an_answer(letter.message_id))
    letter.refresh_from_db()

    assert letter.replied_at is not None
    assert events_of(letter)[-2:] == ["automatic", "replied"]


@pytest.mark.parametrize(("disposition", "state"), [("displayed", "acknowledged"), ("deleted", "sent")])
def test_a_receipt_acknowledges_what_was_shown_and_nothing_else(server, write, disposition, state):
    letter = write()

    incoming.receive(receipt(letter.message_id, disposition))

    letter.refresh_from_db()
    assert letter.state == state


def test_a_letter_that_was_acknowledged_does_not_come_back(server, write):
    letter = write()
    incoming.receive(receipt(letter.message_id))

    incoming.receive(delivery_report(letter.message_id))

    letter.refresh_from_db()
    assert letter.state == "acknowledged"


@pytest.mark.parametrize(
    "message",
    [
        delivery_report("<nobody-knows@elsewhere.example>"),
        receipt("<nobody-knows@elsewhere.example>"),
        an_answer("<nobody-knows@elsewhere.example>"),
        b"",
        b"\x00\xff not a message",
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n--x\r\nContent-Type: messa",
    ],
)
def test_what_is_about_no_letter_of_ours_changes_nothing(server, write, message):
    letter = write()

    assert incoming.receive(message).letter is None

    letter.refresh_from_db()
    assert (letter.state, events_of(letter)) == ("sent", ["attempt", "sent"])


def test_a_mail_server_pipes_a_report_into_the_command(server, write, monkeypatch):
    letter = write()
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(delivery_report(letter.message_id))))
    out = StringIO()

    call_command("receive_mail", stdout=out)

    assert out.getvalue() == f"It came back. Letter {letter.pk}, to The Clerk, Wendle Vale.\n"


def test_a_database_that_is_away_asks_the_mail_server_to_try_again(monkeypatch):
    def away(content):
        raise DatabaseError("locked")

    monkeypatch.setattr("plans.management.commands.receive_mail.receive", away)
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"Subject: x\r\n\r\n")))

    with pytest.raises(SystemExit) as ended:
        call_command("receive_mail", stderr=StringIO())

    assert ended.value.code == 75


def test_what_is_new_in_a_maildir_is_read_once(server, write, tmp_path):
    letter = write()
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    (tmp_path / "new" / "1.report").write_bytes(delivery_report(letter.message_id))
    first, second = StringIO(), StringIO()

    call_command("receive_mail", maildir=tmp_path, stdout=first)
    call_command("receive_mail", maildir=tmp_path, stdout=second)

    assert first.getvalue().startswith("It came back.")
    assert second.getvalue() == ""
    assert [path.name for path in (tmp_path / "cur").iterdir()] == ["1.report:2,S"]
    with pytest.raises(CommandError, match="not a Maildir"):
        call_command("receive_mail", maildir=tmp_path / "nothing")


@pytest.fixture
def inbox(tmp_path, settings, monkeypatch):
    """A mailbox over IMAP whose certificate is trusted."""
    with a_mailbox(tmp_path, user="returns", password="p@ss", name="Returned") as running:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
        settings.MAIL_INBOX_URL = f"imaps://returns:p%40ss@127.0.0.1:{running.port}/Returned"
        yield running


def test_a_mailbox_over_imap_is_read_once(server, write, inbox):
    letter = write()
    inbox.put(delivery_report(letter.message_id))
    inbox.put(an_answer(letter.message_id))

    receive_mail()
    receive_mail()

    letter.refresh_from_db()
    assert letter.state == "bounced"
    assert letter.events.filter(what="replied").count() == 1
    assert inbox.seen == {1, 2}


def test_what_a_mailbox_could_not_give_stays_unread_and_is_read_the_next_time(server, write, inbox, caplog):
    letter = write()
    inbox.put(an_answer(letter.message_id))
    inbox.put(delivery_report(letter.message_id))
    inbox.fails_after = 1
    receive_mail()
    assert inbox.seen == {1}
    assert "could not be read" in caplog.text

    inbox.fails_after = None
    receive_mail()

    letter.refresh_from_db()
    assert (inbox.seen, letter.state) == ({1, 2}, "bounced")


def test_a_mailbox_is_not_opened_with_a_wrong_password_or_behind_an_unknown_certificate(inbox, settings, monkeypatch):
    right = settings.MAIL_INBOX_URL
    with pytest.raises(incoming.NotReadable, match="AUTHENTICATIONFAILED"):
        list(incoming.receive_from_inbox(right.replace("p%40ss", "guess")))
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(incoming.NotReadable, match="CERTIFICATE_VERIFY_FAILED"):
        list(incoming.receive_from_inbox(right))


def test_a_mailbox_that_cannot_be_read_is_said(settings, caplog):
    settings.MAIL_INBOX_URL = "imaps://returns:secret@127.0.0.1:1/INBOX"

    receive_mail()

    assert "The mailbox at 127.0.0.1 could not be read" in caplog.text
    assert "secret" not in caplog.text
    settings.MAIL_INBOX_URL = "http://mail.example/"
    with pytest.raises(CommandError, match="must read imaps://"):
        call_command("receive_mail", inbox=True)
