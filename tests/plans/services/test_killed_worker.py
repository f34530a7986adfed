"""A real worker, killed without warning in the middle of rendering: the edition is published once and whole."""

import hashlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.pdf_ua import faults

PROJECT = Path(__file__).resolve().parents[3]
ISSUE_A_LONG_PLAN = """
import django; django.setup()
from plans.services.publishing import publish_edition
from plans.text.outline import Outline, Section
from tests.specimens import editions, fenmarch
sections = [
    Section(f"s{n}-{s.id}", s.kind, s.heading, s.html * 4, s.limbs)
    for n in range(10) for s in fenmarch.EDITION_1.sections[:4]
]
publish_edition(edition=editions.an_edition(text=Outline("Police and Crime Plan", tuple(sections))))
"""


class Office:
    """One office's machine: a folder with a database and a broker, and the worker and Redis that the test starts."""

    def __init__(self, folder: Path, redis_port: int | None = None) -> None:
        self.folder, self.redis_port = folder, redis_port
        self.environment = {
            **{k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}},
            "PCC_LOCAL": "1",
            "PCC_VAR_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "pcc_plans.settings",
        }
        if redis_port:
            self.environment["REDIS_URL"] = f"redis://127.0.0.1:{redis_port}/0"
        self.worker: subprocess.Popen | None = None
        self.redis: subprocess.Popen | None = None

    def run(self, *arguments: str) -> None:
        subprocess.run([sys.executable, *arguments], cwd=PROJECT, env=self.environment, check=True, capture_output=True)

    def start_redis(self) -> None:
        if not self.redis_port:
            return
        self.redis = subprocess.Popen(
            ["redis-server", "--port", str(self.redis_port), "--bind", "127.0.0.1", "--save", "", "--dir", self.folder],
            stdout=subprocess.DEVNULL,
        )
        wait_for(lambda: answers(self.redis_port), "Redis to answer")

    def start_worker(self) -> None:
        arguments = ["-m", "celery", "-A", "pcc_plans", "worker", "-B", "--concurrency", "1", "--loglevel", "WARNING"]
        with (self.folder / "worker.log").open("ab") as log:
            self.worker = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=PROJECT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        if self.worker:
            os.killpg(self.worker.pid, signal.SIGKILL)
            self.worker.wait()
            self.worker = None
        if self.redis:
            self.redis.kill()
            self.redis.wait()
            self.redis = None

    def ask(self, sql: str) -> list[tuple]:
        with closing(sqlite3.connect(self.folder / "pcc_plans.sqlite3", timeout=20)) as database, database:
            return database.execute(sql).fetchall()

    def job(self) -> tuple:
        (job,) = self.ask("SELECT state, attempts, progress FROM plans_job")
        return job


@pytest.fixture(params=["filesystem", pytest.param("redis", marks=pytest.mark.redis)])
def office(request, tmp_path) -> Iterator[Office]:
    here = Office(tmp_path, redis_port=a_free_port() if request.param == "redis" else None)
    here.start_redis()
    try:
        here.run("manage.py", "migrate", "--verbosity", "0")
        here.run("-c", ISSUE_A_LONG_PLAN)
        yield here
    finally:
        here.kill()


def a_free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def answers(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


def wait_for(holds: Callable[[], bool], what: str, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, f"Waited {seconds} seconds for {what}."
        time.sleep(0.05)


def test_an_edition_whose_worker_is_killed_is_published_once_after_the_restart(office):
    office.start_worker()
    wait_for(lambda: office.job()[0] == "running" and office.job()[2] >= 20, "the pages to be laid out")
    office.kill()

    assert office.job()[:2] == ("running", 1)
    assert office.ask("SELECT * FROM plans_publishedform") == []
    assert not list(office.folder.glob("published/*"))

    office.ask("UPDATE plans_job SET lease_until = '2026-01-01 00:00:00'")  # the lease runs out
    office.start_redis()
    office.start_worker()
    wait_for(lambda: office.job()[0] == "done", "the edition to be published")

    forms = office.ask("SELECT format, path, sha256, size FROM plans_publishedform ORDER BY format")
    assert [form[0] for form in forms] == ["docx", "json", "pdf"]
    for _, path, digest, size in forms:
        content = (office.folder / "published" / path).read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (digest, size)
    assert faults(content) == []
    assert sorted(p.name for p in (office.folder / "published").iterdir()) == sorted(form[1] for form in forms)
    assert office.job()[:2] == ("done", 2)
