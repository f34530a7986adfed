"""`make test` and `make lint`: every check in order, on SQLite, then on PostgreSQL with Redis, and a summary."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field

from tests import needs
from tests.verapdf import engine

PYTHON = sys.executable
PYTEST = [PYTHON, "-m", "pytest", "-q"]


@dataclass(frozen=True)
class Check:
    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)


LINT = [
    Check("Format", [PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."]),
    Check("Lint", [PYTHON, "-m", "ruff", "check", "--quiet", "."]),
    Check("Arrows between modules", [PYTHON, "-c", "from importlinter.cli import lint_imports_command as go; go()"]),
    Check("Types of the statute and the text", [PYTHON, "-m", "mypy"]),
    Check("Migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"]),
]


def tests_on(name: str, environment: dict[str, str], plain: str, browser: str) -> list[Check]:
    """Two runs of pytest: two processes without the browser, then one with it, which gains nothing from two."""
    checks = [Check(f"Tests on {name}", [*PYTEST, "-n", "2", "-m", plain], environment)]
    if not needs.chromium():
        checks.append(Check(f"Browser tests on {name}", [*PYTEST, "-m", browser], environment))
    return checks


def everything() -> list[Check]:
    checks = LINT + tests_on("SQLite", {"DATABASE_URL": "", "REDIS_URL": ""}, plain="not browser", browser="browser")
    if database := needs.postgresql_url():
        redis = needs.redis_url()
        # The pages are the same on both databases: here the browser only walks the journeys.
        servers = {"DATABASE_URL": database, "REDIS_URL": redis}
        name = f"PostgreSQL {'with' if redis else 'without'} Redis"
        checks += tests_on(name, servers, plain="not browser and not once", browser="browser and journey")
    return checks


def passes(check: Check) -> bool:
    print(f"\n== {check.name}", flush=True)
    began = time.monotonic()
    done = subprocess.run(
        check.command, cwd=needs.PROJECT, env=os.environ | {"PCC_LOCAL": "1"} | check.environment, check=False
    )
    print(f"   {'passed' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s", flush=True)
    return done.returncode == 0


def main(only_lint: bool) -> int:
    missing = [] if only_lint else list(needs.all_that_is_missing())
    if not only_lint and not needs.java():
        engine.prepare()
    failed = [check.name for check in (LINT if only_lint else everything()) if not passes(check)]
    print()
    for sentence in missing:
        print(f"Not everything was run. {sentence}")
    if missing and needs.IN_CI:
        failed.append("what this machine lacks, which here is a failure")
    print(f"Failed: {'; '.join(failed)}." if failed else "Everything that was run passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(only_lint=sys.argv[1:] == ["lint"]))
