"""What the journeys share: the worked example with its accounts, and a doorbell that nobody hears."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pcc_plans.example.loading import load_example
from plans.models import Job
from plans.services import jobs
from plans.services.publishing import run_job
from tests.journey.people import People
from tests.journey.walk import Way, accounts_in


@pytest.fixture
def no_worker(monkeypatch) -> None:
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)


@pytest.fixture
def way(no_worker, transactional_db, live_server, browser, tmp_path: Path) -> Iterator[Way]:
    """A way that begins at the worked example."""
    load_example(tmp_path / "accounts.json")
    people = People(browser, live_server.url, accounts_in(tmp_path / "accounts.json"))
    yield Way(people, look_at_work=do_the_latest_job)
    people.leave()


def do_the_latest_job() -> None:
    run_job(job_id=Job.objects.latest("pk").pk)
