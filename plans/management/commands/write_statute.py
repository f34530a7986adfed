"""Writes docs/statute.md from the tables of the statute."""

from django.conf import settings
from django.core.management.base import BaseCommand

from plans.statute.document import statute_document


class Command(BaseCommand):
    help = "Write docs/statute.md from the tables in plans/statute."

    def handle(self, *args, **options) -> None:
        path = settings.BASE_DIR / "docs" / "statute.md"
        path.write_text(statute_document(), encoding="utf-8")
        self.stdout.write(f"Wrote {path.relative_to(settings.BASE_DIR)}.")
