"""The Police and Crime Panel's side: meetings, recommendations, the report, the response to each."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class PanelReviewsConfig(AppConfig):
    name = "panel_reviews"
    verbose_name = "Panel reviews"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # What this app has shown before issue; the tables are there only now.
        unkept = import_string("panel_reviews.queries.promises.unkept_promises")
        import_string("plans.queries.before_issue.SOURCES").append(unkept)
        import_string("panel_reviews.services.draw_panel_reports")()  # the tables are there only now
