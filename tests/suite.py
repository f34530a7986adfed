"""`make test` and `make lint`: every check, on SQLite and on PostgreSQL with Redis, and a summary."""

import json
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path

from tests import needs
from tests.verapdf import engine

PYTHON = sys.executable
PYTEST = [PYTHON, "-m", "pytest", "-q"]
SOME_FAILED = 1  # as pytest ends when tests failed, and not because it was stopped or could not begin
VAR = Path(os.environ.get("PCC_VAR_DIR", needs.PROJECT / "var"))


@dataclass(frozen=True)
class Check:
    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    looks_again: bool = False  # what failed is run once more, alone: on a busy machine a browser may be too late

    @property
    def memory(self) -> Path:
        """Where pytest remembers what failed in this check."""
        return VAR / "failed" / self.name.replace(" ", "-").lower()

    @property
    def last_failed(self) -> Path:
        return self.memory / "v" / "cache" / "lastfailed"


LINT = [
    Check("Format", [PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."]),
    Check("Lint", [PYTHON, "-m", "ruff", "check", "--quiet", "."]),
    Check("Arrows between modules", [PYTHON, "-c", "from importlinter.cli import lint_imports_command as go; go()"]),
    Check("Types of the statute and the text", [PYTHON, "-m", "mypy"]),
    Check("Migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"]),
]


def a_run(name: str, marked: str, environment: dict[str, str], *, processes: int = 1) -> Check:
    shared_out = ["-n", str(processes)] if processes > 1 else []
    return Check(name, [*PYTEST, *shared_out, "-m", marked], environment)


def browser_tests(name: str, marked: str, environment: dict[str, str]) -> list[Check]:
    """A run with the browser, beside one that needs a database of the same name without it."""
    if needs.chromium():
        return []
    apart = {"PCC_TESTS_APART": "_browser"}
    check = Check(name, [*PYTEST, "-m", marked], environment | apart, looks_again=True)
    return [replace(check, command=[*check.command, "-o", f"cache_dir={check.memory}"])]


def everything() -> list[list[list[Check]]]:
    """
    Return the stages, one after the other; in each the lanes that run at once, and in each lane its checks in order.

    A browser spends much of its time waiting, so its one process runs beside one that waits for nothing.
    """
    sqlite = {"DATABASE_URL": "", "REDIS_URL": ""}
    plain = a_run("Tests on SQLite", "not browser", sqlite, processes=2)
    pages = browser_tests("Browser tests on SQLite", "browser", sqlite)
    first = [[[check]] for check in [*LINT, plain]]
    if not (database := needs.postgresql_url()):
        return [*first, [pages]]
    redis = needs.redis_url()
    servers, name = {"DATABASE_URL": database, "REDIS_URL": redis}, f"PostgreSQL {'with' if redis else 'without'} Redis"
    # The pages are the same on both databases: there the browser only walks the journeys.
    pages += browser_tests(f"Browser tests on {name}", "browser and journey", servers)
    return [*first, [pages, [a_run(f"Tests on {name}", "not browser and not once", servers)]]]


@dataclass
class Outcome:
    """What came of the checks: the names of those that failed, and of the tests that passed only when run alone."""

    failed: list[str] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)


def run(stages: list[list[list[Check]]]) -> Outcome:
    """Run the stages; at the end of each, what failed and may be too late on a busy machine is run once more, alone."""
    outcome = Outcome()
    for stage in stages:
        lanes = [lane for lane in stage if lane]
        beside = len(lanes) > 1
        if beside:
            print(f"\n.. {' beside '.join(', then '.join(check.name for check in lane) for lane in lanes)}", flush=True)
        with ThreadPoolExecutor(max_workers=max(len(lanes), 1)) as pool:
            ended = list(pool.map(partial(_walk, beside=beside), lanes))
        for check, code in chain.from_iterable(ended):
            if code != 0 and not (code == SOME_FAILED and check.looks_again and _passes_alone(check, outcome)):
                outcome.failed.append(check.name)
    return outcome


def _walk(lane: list[Check], *, beside: bool) -> list[tuple[Check, int]]:
    return [(check, _ends(check, beside=beside)) for check in lane]


def _ends(check: Check, *, beside: bool) -> int:
    """Run a check, tell how it went, and return its exit status; beside others its output comes in one piece."""
    began, title = time.monotonic(), f"\n== {check.name}"
    shutil.rmtree(check.memory, ignore_errors=True)
    if not beside:
        print(title, flush=True)
    done = _run(check, check.command, kept=beside)
    how = f"   {'passed' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s"
    print(*([title, done.stdout.rstrip()] if beside else []), how, sep="\n", flush=True)
    return done.returncode


def _passes_alone(check: Check, outcome: Outcome) -> bool:
    if not check.last_failed.exists():
        return False
    names = list(json.loads(check.last_failed.read_text(encoding="utf-8")))
    print(
        f"\n== {check.name}: what failed, once more, alone. What fails twice fails the run.",
        *names,
        sep="\n   ",
        flush=True,
    )
    if _run(check, [*check.command, "--last-failed", "--last-failed-no-failures", "none"], kept=False).returncode:
        return False
    outcome.alone += names
    return True


def _run(check: Check, command: list[str], *, kept: bool) -> subprocess.CompletedProcess:
    where = {"cwd": needs.PROJECT, "env": os.environ | {"PCC_LOCAL": "1"} | check.environment, "check": False}
    if kept:
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **where)
    return subprocess.run(command, **where)


def main(only_lint: bool) -> int:
    missing = [] if only_lint else list(needs.all_that_is_missing())
    if not only_lint and not needs.java():
        engine.prepare()
    outcome = run([[[check]] for check in LINT] if only_lint else everything())
    failed = outcome.failed
    print()
    if outcome.alone:
        print("These tests failed at first, and passed when run once more, alone:", *outcome.alone, sep="\n  ")
    for sentence in missing:
        print(f"Not everything was run. {sentence}")
    if missing and needs.IN_CI:
        failed.append("what this machine lacks, which here is a failure")
    print(f"Failed: {'; '.join(failed)}." if failed else "Everything that was run passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(only_lint=sys.argv[1:] == ["lint"]))
