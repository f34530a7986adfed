"""The composition of the product: settings, addresses, the worker, and what needs all apps at once."""

from django.apps import AppConfig


class PccPlansConfig(AppConfig):
    name = "pcc_plans"
    default_auto_field = "django.db.models.BigAutoField"
