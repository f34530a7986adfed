"""`make run`: prepare the database, start the web and the worker, say where they are, and end them together."""

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command, get_commands

from pcc_plans.health import is_up
from pcc_plans.preflight import what_is_missing

PATIENCE = 60  # seconds for the web and the worker to be up
GRACE = 8  # seconds to end before being killed; a job cut short is done again at the next start
PR_SET_PDEATHSIG = 1


def main() -> int:
    port = int(os.environ.get("PORT", "8000"))
    os.environ["PCC_LOCAL"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pcc_plans.settings")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        if missing := list(what_is_missing(port)):
            print(*missing, sep="\n", file=sys.stderr)
            return 1
        django.setup()
        accounts = prepare()
        return serve(port, accounts)
    except KeyboardInterrupt:
        print("\nEnded.")
        return 0


def prepare() -> Path:
    """Bring the database up to date and, the first time, load the worked example."""
    accounts = settings.VAR_DIR / "example-accounts.json"
    call_command("migrate", verbosity=0, interactive=False)
    if not accounts.exists() and "load_example" in get_commands():
        print("Loading the worked example ...", flush=True)
        call_command("load_example", verbosity=0)
    return accounts


def serve(port: int, accounts: Path) -> int:
    worker_is_up = settings.VAR_DIR / "worker-is-up"
    worker_is_up.unlink(missing_ok=True)
    with (
        running("web", web_command(port)) as web,
        running("worker", worker_command(), PCC_WORKER_IS_UP=str(worker_is_up)) as worker,
    ):
        parts = {"web": web, "worker": worker}
        if wait_until(lambda: is_up(port) and worker_is_up.exists(), parts):
            announce(port, accounts)
            started_by = os.getppid()
            while not ended(parts) and os.getppid() == started_by:
                time.sleep(0.3)
        for name in ended(parts) or parts:
            print(f"The {name} has ended, so the rest ends too. The last lines of {log_of(name)}:", file=sys.stderr)
            print(*log_of(name).read_text(errors="replace").splitlines()[-12:], sep="\n", file=sys.stderr)
    return 1


def web_command(port: int) -> list[str]:
    options = f"--bind 127.0.0.1:{port} --worker-class gthread --workers 2 --threads 4 --timeout 60 --access-logfile -"
    log = ["--logger-class", "pcc_plans.secret_links.AccessLog"]
    return [sys.executable, "-m", "gunicorn", *options.split(), *log, "pcc_plans.wsgi"]


def worker_command() -> list[str]:
    options = "--beat --loglevel INFO --without-gossip --without-mingle"
    return [sys.executable, "-m", "celery", "-A", "pcc_plans", "worker", *options.split()]


def log_of(name: str) -> Path:
    return settings.VAR_DIR / f"{name}.log"


@contextmanager
def running(name: str, command: list[str], **environment: str) -> Iterator[subprocess.Popen]:
    """Run a process with its descendants as one group, and end the whole group on the way out."""
    with log_of(name).open("w") as log:
        process = subprocess.Popen(  # noqa: S603 -- the commands are written in this file
            command,
            cwd=settings.BASE_DIR,
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # a Ctrl-C reaches this program alone, which then ends the others
            preexec_fn=end_with_parent,
        )
    try:
        yield process
    finally:
        end(process)


def end_with_parent() -> None:
    """Ask Linux to end this process should the one that started it be killed outright."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def end(process: subprocess.Popen) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    process.terminate()  # the leader alone: it knows how to end the others in good order
    with suppress(subprocess.TimeoutExpired):
        process.wait(GRACE)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_until(ready: Callable[[], bool], parts: dict[str, subprocess.Popen]) -> bool:
    latest = time.monotonic() + PATIENCE
    while time.monotonic() < latest and not ended(parts):
        if ready():
            return True
        time.sleep(0.2)
    return False


def ended(parts: dict[str, subprocess.Popen]) -> list[str]:
    return [name for name, process in parts.items() if process.poll() is not None]


def announce(port: int, accounts: Path) -> None:
    print(f"\nPolice and crime plans are at http://127.0.0.1:{port}/\n")
    for account in json.loads(accounts.read_text(encoding="utf-8")) if accounts.exists() else ():
        print(f"  {account['role']:<28} {account['username']:<16} {account['password']}")
    print("\nCtrl-C ends it. What you do is kept in var/ for the next start.", flush=True)


if __name__ == "__main__":
    sys.exit(main())
