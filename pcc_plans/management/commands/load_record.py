"""Loads a record file, or says in words why not and writes nothing."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from pcc_plans.record_file.errors import FileWrong, NotLoaded
from pcc_plans.record_file.loading import Loaded, load


class Command(BaseCommand):
    help = "Load a record file (docs/record-file.md): every act through the statutory course, all of it or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the record file, or - for standard input")
        parser.add_argument(
            "--as-history",
            action="store_true",
            help="record what happened anyway, and mark what is missing as “evidence missing”",
        )

    def handle(self, *args: object, file: str, as_history: bool, **options: object) -> None:
        try:
            content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        except OSError as wrong:
            raise CommandError(f"{file} cannot be read: {wrong.strerror}.") from wrong
        try:
            loaded = load(content, as_history=as_history)
        except FileWrong as wrong:
            self._stop([f"refused: {reason}" for reason in wrong.reasons], "Nothing was written.")
        except NotLoaded as refused:
            self._stop(refused.reasons, f"Nothing was written. The record stops at {refused.place}.")
        else:
            self._say(loaded)

    def _stop(self, reasons: "list[str] | tuple[str, ...]", where: str) -> None:
        self.stderr.write(where)
        for reason in reasons:
            self.stdout.write(reason)
        sys.exit(1)

    def _say(self, loaded: Loaded) -> None:
        for missing in loaded.missing:
            self.stdout.write(missing)
        bodies = ", ".join(body.ref for body in loaded.bodies)
        words = f"Loaded {bodies}: {loaded.acts} act{'s' if loaded.acts != 1 else ''}"
        self.stdout.write(f"{words}, {len(loaded.missing)} with evidence missing." if loaded.missing else f"{words}.")
