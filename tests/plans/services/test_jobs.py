"""The ledger of background work: who holds a job, what a dead worker leaves, and that each job is done once."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from plans.models import Job
from plans.services import jobs
from plans.services.jobs import LeaseLost

State = Job.State


@pytest.fixture
def bells(monkeypatch) -> list[int]:
    """The doorbells that were rung, in order; nobody answers them."""
    rung: list[int] = []
    monkeypatch.setattr(jobs, "_ring", rung.append)
    return rung


def a_job(**values) -> Job:
    now = timezone.now()
    return Job.objects.create(**{"kind": "sums", "subject": "7", "created_at": now, "rung_at": now} | values)


def a_dead_job(**values) -> Job:
    long_ago = timezone.now() - timedelta(minutes=5)
    return a_job(**{"state": State.RUNNING, "owner": "dead", "lease_until": long_ago, "attempts": 1} | values)


@pytest.mark.django_db(transaction=True)
def test_the_doorbell_rings_only_when_the_work_is_committed(bells):
    with transaction.atomic():
        jobs.enqueue(kind="sums", subject="7")
        rung_before = list(bells)

    assert (rung_before, bells) == ([], [Job.objects.get().pk])


@pytest.mark.django_db(transaction=True)
def test_work_of_a_transaction_that_fails_is_never_taken_on(bells):
    with transaction.atomic():
        jobs.enqueue(kind="sums", subject="7")
        transaction.set_rollback(True)

    assert (Job.objects.count(), bells) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_holds_up_nobody(monkeypatch):
    def away(job_id):
        raise ConnectionRefusedError

    monkeypatch.setattr(jobs, "_ring", away)
    jobs.enqueue(kind="sums", subject="7")

    assert Job.objects.get().state == State.QUEUED


@pytest.mark.django_db
def test_the_same_work_is_taken_on_once_while_it_is_alive(bells, django_assert_num_queries):
    with django_assert_num_queries(1):
        jobs.enqueue(kind="sums", subject="7")
    jobs.enqueue(kind="sums", subject="7")
    jobs.finish(jobs.claim(job_id=Job.objects.get().pk))
    jobs.enqueue(kind="sums", subject="7")

    assert list(Job.objects.order_by("pk").values_list("state", flat=True)) == [State.DONE, State.QUEUED]


@pytest.mark.django_db
def test_a_job_that_is_held_cannot_be_claimed():
    job = a_job()

    assert jobs.claim(job_id=job.pk) is not None
    assert jobs.claim(job_id=job.pk) is None


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.DONE, State.FAILED])
def test_a_job_that_has_ended_cannot_be_claimed(state):
    job = a_job(state=state, finished_at=timezone.now())

    assert jobs.claim(job_id=job.pk) is None


@pytest.mark.django_db
def test_progress_is_kept_in_words_and_holds_the_lease():
    held = jobs.claim(job_id=a_job().pk)
    Job.objects.update(lease_until=timezone.now())

    jobs.report_progress(held, 60, "Drawing 12 pages")

    job = Job.objects.get()
    assert (job.progress, job.message) == (60, "Drawing 12 pages")
    assert job.lease_until > timezone.now() + jobs.LEASE / 2


@pytest.mark.django_db
def test_a_finished_job_is_held_by_nobody():
    held = jobs.claim(job_id=a_job().pk)
    jobs.finish(held)

    job = Job.objects.get()
    assert (job.state, job.progress, job.owner, job.lease_until) == (State.DONE, 100, "", None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "write",
    [
        jobs.renew,
        jobs.finish,
        lambda held: jobs.fail(held, "No."),
        lambda held: jobs.put_back(held, "No."),
        lambda held: jobs.report_progress(held, 50, "Half"),
    ],
)
def test_a_worker_whose_job_was_taken_over_can_write_nothing(bells, write):
    job = a_job()
    zombie = jobs.claim(job_id=job.pk)
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    jobs.sweep()
    jobs.claim(job_id=job.pk)
    before = Job.objects.values().get()

    with pytest.raises(LeaseLost):
        write(zombie)

    assert Job.objects.values().get() == before


@pytest.mark.django_db(transaction=True)
def test_a_sweep_puts_back_the_job_of_a_dead_worker_and_rings_for_it(bells):
    job = a_dead_job()

    assert jobs.sweep() == 1

    job.refresh_from_db()
    assert (job.state, job.owner, bells) == (State.QUEUED, "", [job.pk])


@pytest.mark.django_db(transaction=True)
def test_a_sweep_rings_again_for_a_job_that_nobody_took_and_then_waits(bells):
    job = a_job(rung_at=timezone.now() - timedelta(minutes=1))

    assert [jobs.sweep(), jobs.sweep()] == [1, 0]
    assert bells == [job.pk]


@pytest.mark.django_db(transaction=True)
def test_a_sweep_leaves_alone_what_is_being_done_and_what_was_just_rung(bells):
    a_job(subject="rung")
    jobs.claim(job_id=a_job(subject="held").pk)

    assert (jobs.sweep(), bells) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_worker_died_three_times_is_given_up_with_a_reason(bells):
    job = a_dead_job(attempts=3)

    assert jobs.sweep() == 0

    job.refresh_from_db()
    assert (job.state, job.error) == (
        State.FAILED,
        "The worker stopped in the middle of the work 3 times. Look in its log, then try again.",
    )


@pytest.mark.django_db
def test_a_job_is_put_back_twice_and_then_given_up_with_the_reason():
    job = a_job()
    seen = []
    for _ in range(3):
        jobs.put_back(jobs.claim(job_id=job.pk), "The printer is away.")
        job.refresh_from_db()
        seen.append((job.state, job.error))

    assert seen == [
        (State.QUEUED, "The printer is away."),
        (State.QUEUED, "The printer is away."),
        (State.FAILED, "The printer is away. It was tried 3 times."),
    ]


@pytest.mark.django_db(transaction=True)
def test_the_lease_is_renewed_while_the_work_goes_on(monkeypatch):
    monkeypatch.setattr(jobs, "HEARTBEAT", timedelta(milliseconds=20))
    held = jobs.claim(job_id=a_job().pk)
    Job.objects.update(lease_until=timezone.now(), heartbeat_at=None)

    with jobs.kept_alive(held):
        until = timezone.now() + timedelta(seconds=10)
        while Job.objects.get().heartbeat_at is None and timezone.now() < until:
            threading.Event().wait(0.02)

    assert Job.objects.get().lease_until > timezone.now() + jobs.LEASE / 2


@pytest.mark.django_db(transaction=True)
def test_of_eight_workers_that_claim_at_once_one_has_the_job():
    job, together, held = a_job(), threading.Barrier(8), []

    def worker():
        try:
            together.wait(10)
            held.append(jobs.claim(job_id=job.pk))
        finally:
            connection.close()

    threads = [threading.Thread(target=worker) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(held), len([claim for claim in held if claim])) == (8, 1)
    assert Job.objects.get().attempts == 1
