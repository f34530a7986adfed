"""Bodies, plans and variations, their wordings, and their lawful course."""

from django.apps import AppConfig
from django.utils.module_loading import import_string

from plans.forms.plain_words import speak_plainly


class PlansConfig(AppConfig):
    name = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        speak_plainly()
        for follow in (
            "copies.follow_copies",
            "exercises.inviting.follow_invitations",
            "report_papers.draw_annual_reports",
            "welsh_papers.draw_welsh_editions",
        ):
            import_string(f"plans.services.{follow}")()  # the tables are there only now
