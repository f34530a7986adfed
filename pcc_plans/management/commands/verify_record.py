"""Walks the statutory record of every body and names the first line that does not hold."""

import sys
from itertools import chain

from django.core.management.base import BaseCommand, CommandError, CommandParser

from boards.services import altered_decisions
from boards.services.report_files import altered_reports
from plans.models import Body
from plans.services.chain import breaks_in
from plans.services.images import altered_images
from plans.services.publishing import altered_forms


class Command(BaseCommand):
    help = (
        "Verify the statutory record: every line against its digest, the line before, its wording and its evidence; "
        "every published file and decision against its line, every signed report and picture against its digest."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--body", metavar="REF", help="verify one body alone")

    def handle(self, *args: object, body: str | None, **options: object) -> None:
        bodies = Body.objects.order_by("ref")
        if body is not None:
            bodies = bodies.filter(ref=body)
            if not bodies:
                raise CommandError(f"There is no body “{body}”.")
        broken = [first for one in bodies if (first := self._verify(one))]
        if broken:
            sys.exit(1)

    def _verify(self, body: Body) -> str:
        beside = (altered_forms(body), altered_decisions(body), altered_reports(body), altered_images(body))
        found = chain(breaks_in(body), *beside)
        first = next(map(str, found), None)
        if first is not None:
            self.stdout.write(f"broken: {first}.")
            return first
        head = body.lines.order_by("-seq").first()
        count = head.seq if head else 0
        lines = f"{count} line{'' if count == 1 else 's'} checked"
        self.stdout.write(
            f"sound: {body.ref}: {lines}, head {head.digest}." if head else f"sound: {body.ref}: no line."
        )
        return ""
