"""A real mail server on loopback that says what a test tells it to, and keeps what it took."""

import socket
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller


class MailServer:
    """What the server answers to a recipient, in order ("451 Try later"), and the messages it took otherwise."""

    def __init__(self) -> None:
        self.answers: dict[str, list[str]] = defaultdict(list)
        self.after_data: list[str] = []
        self.hang_up_after_data = False
        self.taken: list[tuple[str, list[str], EmailMessage]] = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.answers[address]:
            return self.answers[address].pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.after_data:
            return self.after_data.pop(0)
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.taken.append((envelope.mail_from, list(envelope.rcpt_tos), message))
        if self.hang_up_after_data:
            server.transport.close()
        return "250 Taken"

    def to(self, address: str) -> EmailMessage:
        """The one message that was taken for somebody."""
        [found] = [message for _, recipients, message in self.taken if recipients == [address]]
        return found


@contextmanager
def a_mail_server(settings) -> Iterator[MailServer]:
    """Run a mail server, and have the product send by it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = MailServer()
    controller = Controller(server, hostname="127.0.0.1", port=port)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
    settings.MAIL_RETURN_PATH = "Returns <returns@plans.fenmarch.example>"
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


def delivery_report(
    message_id: str, action: str = "failed", status: str = "5.1.1", report_id: str = "<dsn-1@mx>"
) -> bytes:
    """A report of a mail server (RFC 3464) about a message that was sent from here."""
    return f"""\
From: Mail Delivery System <mailer-daemon@mx.example>
To: returns@plans.fenmarch.example
Subject: Undelivered Mail Returned to Sender
Message-ID: {report_id}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="BOUNDARY"

--BOUNDARY
Content-Type: text/plain

I could not deliver your message.

--BOUNDARY
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Fri, 14 Feb 2014 12:00:00 +0000

Final-Recipient: rfc822; clerk@wendle-vale.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} clerk@wendle-vale.example: mailbox not found

--BOUNDARY
Content-Type: text/rfc822-headers

From: office@fenmarch.example
To: clerk@wendle-vale.example
Subject: Copy of the variation
Message-ID: {message_id}

--BOUNDARY--
""".replace("\n", "\r\n").encode()


def receipt(message_id: str, disposition: str = "displayed") -> bytes:
    """A receipt of a reader's program (RFC 8098)."""
    return f"""\
From: clerk@wendle-vale.example
To: returns@plans.fenmarch.example
Subject: Read: Copy of the variation
Message-ID: <mdn-1@wendle-vale.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=disposition-notification; boundary="BOUNDARY"

--BOUNDARY
Content-Type: text/plain

The message was shown.

--BOUNDARY
Content-Type: message/disposition-notification

Reporting-UA: mail.wendle-vale.example; Reader 1.0
Final-Recipient: rfc822; clerk@wendle-vale.example
Original-Message-ID: {message_id}
Disposition: manual-action/MDN-sent-manually; {disposition}

--BOUNDARY--
""".replace("\n", "\r\n").encode()


def an_answer(message_id: str, *, by_itself: bool = False) -> bytes:
    """Somebody's answer to a message that was sent from here, or that of their absence."""
    automatic = "Auto-Submitted: auto-replied\r\n" if by_itself else ""
    return (
        f"From: The Clerk <clerk@wendle-vale.example>\r\nTo: office@fenmarch.example\r\n"
        f"Subject: Re: Copy of the variation\r\nMessage-ID: <answer-{by_itself}@wendle-vale.example>\r\n"
        f"In-Reply-To: {message_id}\r\nReferences: <older@elsewhere.example> {message_id}\r\n"
        f"{automatic}\r\nThank you.\r\n"
    ).encode()
