"""Writes a record file of what is here."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from pcc_plans.record_file.dumping import dump
from plans.models import Body


class Command(BaseCommand):
    help = "Write a record file (docs/record-file.md) of every body, or of one, to a file or to standard output."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", metavar="FILE", nargs="?", default="-", help="where to write; standard output if left out"
        )
        parser.add_argument("--body", metavar="REF", help="write one body alone")

    def handle(self, *args: object, file: str, body: str | None, **options: object) -> None:
        bodies = Body.objects.order_by("ref")
        if body is not None:
            bodies = bodies.filter(ref=body)
        if not bodies:
            raise CommandError(f"There is no body “{body}”." if body else "There is no body here, so nothing to write.")
        with transaction.atomic():
            content = dump(bodies.select_for_update())  # a step locks its body too, so this is one state of the record
        if file == "-":
            self.stdout.write(content, ending="")
            return
        try:
            Path(file).write_text(content, encoding="utf-8")
        except OSError as wrong:
            raise CommandError(f"{file} cannot be written: {wrong.strerror}.") from wrong
