"""The Celery application: `celery -A pcc_plans worker`. Its settings are the CELERY_ names of settings.py."""

import os
from pathlib import Path

from celery import Celery
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pcc_plans.settings")

app = Celery("pcc_plans")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def say_that_the_worker_is_up(**_) -> None:
    if path := os.environ.get("PCC_WORKER_IS_UP"):
        Path(path).touch()
