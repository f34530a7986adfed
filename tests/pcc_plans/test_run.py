"""`make run` as a user meets it: it comes up, says where it is, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pcc_plans.health import is_up

pytestmark = pytest.mark.once
PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def started(port: int, tmp_path: Path) -> Iterator[subprocess.Popen]:
    inherited = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    with subprocess.Popen(
        [sys.executable, "-m", "pcc_plans.run"],
        cwd=PROJECT,
        env=inherited
        | {"PORT": str(port), "PCC_VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "pcc_plans.settings"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        bufsize=1,
    ) as process:
        yield process
        process.kill()


def read_until_up(started: subprocess.Popen) -> str:
    said = ""
    while "Ctrl-C" not in said:
        line = started.stdout.readline()
        assert line, said
        said += line
    return said


def processes_that_write_in(folder: Path) -> set[int]:
    """Find every process of this machine with the folder in its environment (Linux)."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"PCC_VAR_DIR={folder}\0" in (process / "environ").read_text():
                found.add(int(process.name))
        except OSError:
            continue
    return found


def is_left_alone(folder: Path) -> bool:
    latest = time.monotonic() + 15
    while (left := processes_that_write_in(folder)) and time.monotonic() < latest:
        time.sleep(0.2)
    return not left


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_ends_the_web_the_worker_and_all_they_started(started, port, tmp_path, number):
    said = read_until_up(started)
    assert f"http://127.0.0.1:{port}/" in said
    assert is_up(port)
    assert len(processes_that_write_in(tmp_path)) >= 6

    started.send_signal(number)

    assert started.wait(timeout=30) == 0
    assert is_left_alone(tmp_path)


def test_when_the_worker_is_killed_the_rest_ends_and_says_so(started, tmp_path):
    read_until_up(started)
    worker = min(
        number
        for number in processes_that_write_in(tmp_path)
        if "celery" in Path(f"/proc/{number}/cmdline").read_text()
    )

    os.kill(worker, signal.SIGKILL)

    assert "The worker has ended, so the rest ends too." in started.stdout.read()
    assert started.wait(timeout=30) == 1
    assert is_left_alone(tmp_path)


def test_nothing_outlives_a_start_that_is_killed_outright(started, tmp_path):
    read_until_up(started)

    started.kill()

    assert is_left_alone(tmp_path)


def test_a_taken_port_is_said_in_one_sentence_with_the_command_that_mends_it():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]

        answer = subprocess.run(
            [sys.executable, "-m", "pcc_plans.preflight"],
            cwd=PROJECT,
            env=os.environ | {"PORT": str(taken)},
            capture_output=True,
            text=True,
            check=False,
        )

    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr == f"Port {taken} is taken by another program. Run: PORT={taken + 1} make run\n"
