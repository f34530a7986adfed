"""The composition of the product: settings, addresses, the worker, and what needs all apps at once."""

from django.apps import AppConfig


class PccPlansConfig(AppConfig):
    name = "pcc_plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pcc_plans.celery import app  # noqa: PLC0415 -- registers the tasks

        app.autodiscover_tasks(force=True)
