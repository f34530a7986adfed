"""Bodies, plans and variations, their wordings, and their lawful course."""

from django.apps import AppConfig
from django.utils.module_loading import import_string

from plans.forms.plain_words import speak_plainly


class PlansConfig(AppConfig):
    name = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        speak_plainly()
        import_string("plans.services.copies.follow_copies")()  # the tables are there only now
