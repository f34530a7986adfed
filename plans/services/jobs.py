"""The ledger of background work: take on, claim, keep, finish, give up, sweep."""

import logging
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from celery import current_app
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone

from plans.models import Job

LEASE = timedelta(seconds=45)
HEARTBEAT = timedelta(seconds=10)
RING_AGAIN_AFTER = timedelta(seconds=10)
MOST_ATTEMPTS = 3
DOORBELL = "plans.ring"

log = logging.getLogger(__name__)


class LeaseLost(Exception):
    """Another worker has the job now: what this one made is to be thrown away."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A worker's hold on a job. Each write under it is conditional on ``owner``: a lost hold writes nothing."""

    job_id: int
    owner: str
    kind: str
    subject: str
    attempt: int


def enqueue(*, kind: str, subject: str) -> None:
    """
    Take on a piece of work, in the caller's transaction and in one query; the doorbell rings when that commits.

    Nothing is added where work of that kind is already waiting or being done for the same subject.
    """
    now = timezone.now()
    Job.objects.bulk_create([Job(kind=kind, subject=subject, created_at=now, rung_at=now)], ignore_conflicts=True)
    # A bell that nobody hears does no harm: the sweep rings again. So a broker that is away, which ``robust`` puts in
    # the log, holds up nobody.
    transaction.on_commit(lambda: _ring_for(kind, subject), robust=True)


def claim(*, job_id: int) -> Claim | None:
    """Take a waiting job for this worker, or return None if it is not waiting any more."""
    owner, now = secrets.token_hex(16), timezone.now()
    taken = Job.objects.filter(pk=job_id, state=Job.State.QUEUED).update(
        state=Job.State.RUNNING,
        owner=owner,
        attempts=F("attempts") + 1,
        lease_until=now + LEASE,
        heartbeat_at=now,
        started_at=now,
        progress=0,
        message="Starting",
    )
    if not taken:
        return None
    job = Job.objects.get(pk=job_id)
    return Claim(job.pk, owner, job.kind, job.subject, job.attempts)


def renew(held: Claim) -> None:
    """
    Say that the worker is alive, and hold the job for another lease.

    :raises LeaseLost: if the job is no longer this worker's.
    """
    now = timezone.now()
    _update(held, lease_until=now + LEASE, heartbeat_at=now)


def report_progress(held: Claim, percent: int, words: str) -> None:
    """
    Say how far the work is, for the people who wait for it.

    :raises LeaseLost: if the job is no longer this worker's.
    """
    now = timezone.now()
    _update(held, progress=percent, message=words[:200], lease_until=now + LEASE, heartbeat_at=now)


def finish(held: Claim) -> None:
    """
    Mark the job as done. Call it first in the transaction that writes what the job made.

    :raises LeaseLost: if the job is no longer this worker's; the transaction must then write nothing.
    """
    _update(held, progress=100, message="Done", error="", **_ended(Job.State.DONE))


def fail(held: Claim, reason: str) -> None:
    """
    Give the job up for good, with the reason in words.

    :raises LeaseLost: if the job is no longer this worker's.
    """
    _update(held, error=reason, message="", **_ended(Job.State.FAILED))


def put_back(held: Claim, reason: str) -> None:
    """
    Let the job be tried again, or give it up after the third attempt.

    :raises LeaseLost: if the job is no longer this worker's.
    """
    if held.attempt >= MOST_ATTEMPTS:
        fail(held, f"{reason} It was tried {MOST_ATTEMPTS} times.")
        return
    _update(held, state=Job.State.QUEUED, owner="", lease_until=None, error=reason, message="Waiting to be tried again")


def wait(held: Claim, reason: str, pause: timedelta) -> None:
    """
    Let the job be tried again after a pause, however often it was tried.

    :raises LeaseLost: if the job is no longer this worker's.
    """
    later = timezone.now() + pause - RING_AGAIN_AFTER  # the sweep rings for what was rung for so long ago
    words = "Waiting to be tried again"
    _update(held, state=Job.State.QUEUED, owner="", lease_until=None, error=reason, message=words, rung_at=later)


def sweep() -> int:
    """
    Put back the jobs whose worker was not heard of for a whole lease, and ring again for those that nobody took.

    Return how many bells were rung.
    """
    now = timezone.now()
    dead = Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=now)
    dead.filter(attempts__gte=MOST_ATTEMPTS).update(
        error=f"The worker stopped in the middle of the work {MOST_ATTEMPTS} times. Look in its log, then try again.",
        message="",
        **_ended(Job.State.FAILED),
    )
    dead.update(
        state=Job.State.QUEUED,
        owner="",
        lease_until=None,
        rung_at=now - RING_AGAIN_AFTER,
        message="Waiting to be tried again",
    )
    waiting = Job.objects.filter(state=Job.State.QUEUED, rung_at__lte=now - RING_AGAIN_AFTER)
    rung = 0
    for job_id in waiting.order_by("pk").values_list("pk", flat=True)[:100]:
        # Several sweepers may run: the one whose update counts is the one that rings.
        if Job.objects.filter(pk=job_id, state=Job.State.QUEUED, rung_at__lte=now - RING_AGAIN_AFTER).update(
            rung_at=now
        ):
            transaction.on_commit(partial(_ring, job_id), robust=True)
            rung += 1
    return rung


@contextmanager
def kept_alive(held: Claim) -> Iterator[None]:
    """Renew the lease from a thread for as long as the work inside goes on."""
    done = threading.Event()
    keeper = threading.Thread(target=_keep, args=(held, done), name=f"job-{held.job_id}", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        done.set()
        keeper.join()


def _keep(held: Claim, done: threading.Event) -> None:
    try:
        while not done.wait(HEARTBEAT.total_seconds()):
            try:
                renew(held)
            except LeaseLost:
                return
            except DatabaseError:
                log.exception("The lease of job %s could not be renewed; it is tried again.", held.job_id)
                connection.close()
    finally:
        connection.close()


def _ended(state: Job.State) -> dict:
    return {"state": state, "owner": "", "lease_until": None, "finished_at": timezone.now()}


def _update(held: Claim, **values) -> None:
    owned = Job.objects.filter(pk=held.job_id, state=Job.State.RUNNING, owner=held.owner)
    if not owned.update(**values):
        raise LeaseLost(f"Job {held.job_id} is no longer held by this worker.")


def _ring_for(kind: str, subject: str) -> None:
    waiting = Job.objects.filter(kind=kind, subject=subject, state=Job.State.QUEUED).order_by("pk")
    for job_id in waiting.values_list("pk", flat=True):
        _ring(job_id)


def _ring(job_id: int) -> None:
    current_app.tasks[DOORBELL].apply_async(kwargs={"job_id": job_id}, retry=False)
