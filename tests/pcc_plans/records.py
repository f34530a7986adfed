"""What the tests of record files share: loading by the command, and a database as if fresh."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.db import transaction

RECORD_FILES = Path(__file__).parent.parent / "record_files"


@contextmanager
def a_fresh_database() -> Iterator[None]:
    """Undo at the end whatever is loaded inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def loaded(path: Path, **options: object) -> tuple[int, list[str]]:
    """Load a file by the command; return its exit status and the lines that it printed."""
    out, status = StringIO(), 0
    try:
        call_command("load_record", str(path), stdout=out, stderr=StringIO(), **options)
    except SystemExit as stop:
        status = int(stop.code or 0)
    return status, out.getvalue().splitlines()


def dumped(path: Path) -> bytes:
    """Dump everything by the command to a file, and return its bytes."""
    call_command("dump_record", str(path))
    return path.read_bytes()
