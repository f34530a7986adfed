"""The Police and Crime Panel's side: meetings, recommendations, the report, the response to each."""

from django.apps import AppConfig


class PanelReviewsConfig(AppConfig):
    name = "panel_reviews"
    verbose_name = "Panel reviews"
    default_auto_field = "django.db.models.BigAutoField"
