"""What the workers are asked to do: ids in, one service call."""

import logging

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from plans.services import incoming, publishing, reminders, retention
from plans.services.exercises import erasing

log = logging.getLogger(__name__)


@shared_task(name="plans.ring", ignore_result=True)
def ring(*, job_id: int) -> None:
    publishing.run_job(job_id=job_id)


@shared_task(name="plans.sweep_jobs", ignore_result=True)
def sweep_jobs() -> None:
    publishing.sweep()


@shared_task(name="plans.receive_mail", ignore_result=True)
def receive_mail() -> None:
    try:
        for received in incoming.receive_from_inbox(settings.MAIL_INBOX_URL):
            log.info("%s", received.words)
    except incoming.NotReadable as wrong:
        log.error("%s", wrong)


@shared_task(name="plans.remind", ignore_result=True)
def remind() -> None:
    reminders.remind(on=timezone.localdate())


@shared_task(name="plans.erase_answers", ignore_result=True)
def erase_answers() -> None:
    erasing.erase_what_is_due(on=timezone.localdate())


@shared_task(name="plans.sweep_working_files", ignore_result=True)
def sweep_working_files() -> None:
    retention.sweep_working_files(at=timezone.now())
