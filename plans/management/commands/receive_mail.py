"""``manage.py receive_mail``: read what came back by mail, and keep it with the letters that it is about."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from plans.services.incoming import NotReadable, Received, receive, receive_from_inbox, receive_from_maildir

TRY_AGAIN_LATER = 75  # what a mail server takes for "keep it, and try again" (sysexits.h)


class Command(BaseCommand):
    help = "Read one message from standard input, or what is new in a mailbox, and keep it with the letter it is about."

    def add_arguments(self, parser: ArgumentParser) -> None:
        where = parser.add_mutually_exclusive_group()
        where.add_argument("--maildir", type=Path, metavar="DIR", help="read what is new in a Maildir")
        where.add_argument("--inbox", action="store_true", help="read the mailbox of MAIL_INBOX_URL over IMAP")

    def handle(self, *, maildir: Path | None, inbox: bool, **options) -> None:
        try:
            for received in self._read(maildir, inbox):
                about = f" Letter {received.letter.pk}, to {received.letter.to_name}." if received.letter else ""
                self.stdout.write(f"{received.words}{about}")
        except NotReadable as wrong:
            raise CommandError(str(wrong)) from wrong
        except DatabaseError as away:
            self.stderr.write(f"The database did not take it: {away}")
            sys.exit(TRY_AGAIN_LATER)

    def _read(self, maildir: Path | None, inbox: bool) -> Iterable[Received]:
        if maildir:
            return receive_from_maildir(maildir)
        if not inbox:
            return [receive(sys.stdin.buffer.read())]
        if not settings.MAIL_INBOX_URL:
            raise NotReadable("Set MAIL_INBOX_URL first, for example imaps://user:password@host/INBOX.")
        return receive_from_inbox(settings.MAIL_INBOX_URL)
