"""What the workers are asked to do: ids in, one service call."""

from celery import shared_task

from plans.services import publishing


@shared_task(name="plans.ring", ignore_result=True)
def ring(*, job_id: int) -> None:
    publishing.run_job(job_id=job_id)


@shared_task(name="plans.sweep_jobs", ignore_result=True)
def sweep_jobs() -> None:
    publishing.sweep()
