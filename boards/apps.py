"""The office's own board: meetings, endorsements and the commissioner's decisions."""

from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "boards"
    default_auto_field = "django.db.models.BigAutoField"
