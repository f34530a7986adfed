"""The office's own board: meetings, endorsements and the commissioner's decisions."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class BoardsConfig(AppConfig):
    name = "boards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The tables are there only now, and the worker's list is in plans, which knows no boards.
        also_does = import_string("plans.services.publishing.also_does")
        also_does(
            import_string("boards.services.report_files.MAKE_REPORT"),
            import_string("boards.services.report_files.make_pdf"),
        )
