"""Loads the worked example, once."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pcc_plans.example.loading import load_example
from pcc_plans.record_file.errors import NotLoaded


class Command(BaseCommand):
    help = "Load the worked example, the made-up police area of Fenmarch, with one account for each role."

    def handle(self, *args: object, verbosity: int = 1, **options: object) -> None:
        file = settings.VAR_DIR / "example-accounts.json"
        try:
            load_example(file)
        except NotLoaded as wrong:
            raise CommandError(f"The worked example cannot be loaded. {' '.join(wrong.reasons)}") from wrong
        if verbosity:
            self.stdout.write(f"The worked example is here. Its accounts are in {file.name}.")
