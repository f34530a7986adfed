"""One letter as an e-mail, handed to a mail server: it is taken, put off, refused, or nobody knows."""

import smtplib
from collections.abc import Sequence
from contextlib import suppress
from email.utils import formataddr

from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string

from plans.models import Letter

# Codes of SMTP from which a refusal is for good (RFC 5321 4.2.1); below, the server asks to be tried again later.
FOR_GOOD = 500


class Deferred(Exception):
    """The letter did not leave, and may leave later; the message is the server's reason."""


class Refused(Exception):
    """The letter did not leave, and trying again would end the same; the message is the reason."""


class Unknown(Exception):
    """The server was lost after it was given the letter, so nobody knows whether it took it."""


def message_of(
    letter: Letter, attachments: Sequence[tuple[str, bytes, str]], return_path: str
) -> EmailMultiAlternatives:
    """
    Return a letter as an e-mail: plain text and HTML, with its attachments as name, bytes and media type.

    ``return_path`` is the sender on the envelope, to which mail servers report; the reader sees the letter's own.
    """
    headers = {
        "From": formataddr((letter.from_name, letter.from_email)),
        "To": formataddr((letter.to_name, letter.to_email)),
        "Message-ID": letter.message_id,
        "Auto-Submitted": "auto-generated",
        "Disposition-Notification-To": return_path,
    }
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=return_path,
        to=[letter.to_email],
        reply_to=[letter.reply_to or letter.from_email],
        headers=headers,
    )
    message.attach_alternative(render_to_string("plans/letters/mail.html", {"letter": letter}), "text/html")
    for name, content, media_type in attachments:
        message.attach(name, content, media_type)
    return message


def send(letter: Letter, attachments: Sequence[tuple[str, bytes, str]], return_path: str) -> None:
    """
    Hand a letter to the mail server.

    :raises Deferred: if no server answers, or it asks to be tried again.
    :raises Refused: if it refuses for good, or the letter cannot be written as an e-mail.
    :raises Unknown: if the server was lost while it was being given the letter.
    """
    message = message_of(letter, attachments, return_path)
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as away:
        raise Deferred(f"The office’s mail server could not be reached: {_in_words(away)}.") from away
    try:
        connection.send_messages([message])
    except smtplib.SMTPRecipientsRefused as refused:
        code, words = next(iter(refused.recipients.values()))
        raise _judged(code, words) from refused
    except smtplib.SMTPResponseException as refused:
        raise _judged(refused.smtp_code, refused.smtp_error) from refused
    except (smtplib.SMTPNotSupportedError, ValueError) as wrong:
        raise Refused(f"The address or the letter cannot be sent as it is: {_in_words(wrong)}.") from wrong
    except (OSError, smtplib.SMTPException) as lost:
        words = f"The connection to the mail server was lost ({_in_words(lost)}), perhaps after it took the letter."
        raise Unknown(f"{words} Look in its log before you send it again.") from lost
    finally:
        with suppress(OSError, smtplib.SMTPException):
            connection.close()


def _judged(code: int, words: bytes | str) -> Deferred | Refused:
    said = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
    printable = "".join(c for c in " ".join(said.split()) if c.isprintable())
    answer = f"The mail server answered: {code} {printable}"
    return Refused(answer) if code >= FOR_GOOD else Deferred(answer)


def _in_words(wrong: Exception) -> str:
    return " ".join(str(wrong).split()) or type(wrong).__name__
