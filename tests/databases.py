"""
The databases of the tests: cast from a mould that ran the migrations once, and emptied of what a test wrote.

The mould is named by a digest of all that makes a database what it is, so it is made again only when that has changed.
"""

import fcntl
import hashlib
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from plans.models import triggers

# What the migrations and the signal after them write: it stands in every database, and no test changes it.
WRITTEN_BY_MIGRATE = {"django_migrations", "django_content_type", "auth_permission"}
MAKES_IT_WHAT_IT_IS = ("*/migrations/*.py", "*/models.py", "*/models/*.py", "pcc_plans/settings.py", "requirements.txt")


def cast(connection: BaseDatabaseWrapper) -> None:
    """Make the test database of this process anew, and let the connection, and those to come, lead to it."""
    own = _own_name(connection)
    connection.close()
    with _alone():
        mould = _mould(connection)
        if connection.vendor == "sqlite":
            _unlink(Path(own))
            shutil.copyfile(mould, own)
        else:
            _tell(
                connection,
                f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)',
                f'CREATE DATABASE "{own}" TEMPLATE "{mould}"',
            )
    _lead_to(connection, own)


def throw_away(connection: BaseDatabaseWrapper) -> None:
    """Remove the test database of this process."""
    own = connection.settings_dict["NAME"]
    connection.close()
    if connection.vendor == "sqlite":
        _unlink(Path(own))
    else:
        _tell(connection, f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)')


def empty(connection: BaseDatabaseWrapper) -> None:
    """Delete every row that a test wrote, those of the statutory record too, which its triggers would refuse."""
    with transaction.atomic(), connection.cursor() as cursor:
        tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
        written = with_rows(cursor, sorted(tables - WRITTEN_BY_MIGRATE))
        guarded = [table for table in triggers.WRITTEN_ONCE if table in written]
        triggers.drop(connection, guarded)
        for table in written:
            cursor.execute(f"DELETE FROM {table}")
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or the triggers could not be made in this transaction
        triggers.make(connection, guarded)


def with_rows(cursor, tables: Iterable[str]) -> list[str]:
    """Return those of the tables that have any row."""
    cursor.execute(" UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})" for table in tables))
    return [table for (table,) in cursor.fetchall()]


def _own_name(connection: BaseDatabaseWrapper) -> str:
    return str(connection.settings_dict["TEST"]["NAME"])


def _lead_to(connection: BaseDatabaseWrapper, name: str) -> None:
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other process makes the mould or takes a cast of it."""
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.VAR_DIR / "mould.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _digest() -> str:
    found = hashlib.sha256()
    for pattern in MAKES_IT_WHAT_IT_IS:
        for path in sorted(settings.BASE_DIR.glob(pattern)):
            found.update(f"{path.relative_to(settings.BASE_DIR)}\n".encode() + path.read_bytes())
    return found.hexdigest()[:12]


def _mould(connection: BaseDatabaseWrapper) -> str:
    """Return the name of the mould; make it if there is none of this digest, in place of those of another."""
    start = settings.MOULD
    if connection.vendor == "sqlite":
        mould, beside = Path(start + _digest()), Path(start + "in_making")
        if not mould.exists():
            for old in mould.parent.glob(Path(start).name + "*"):
                old.unlink()
            _migrate(connection, str(beside))
            beside.rename(mould)
        return str(mould)
    mould, beside = start + _digest(), start + "in_making"
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [start])
        there = [name for (name,) in cursor.fetchall()]
    if mould not in there:
        _tell(connection, *(f'DROP DATABASE "{old}" WITH (FORCE)' for old in there), f'CREATE DATABASE "{beside}"')
        _migrate(connection, beside)
        _tell(connection, f'ALTER DATABASE "{beside}" RENAME TO "{mould}"')
    return mould


def _migrate(connection: BaseDatabaseWrapper, name: str) -> None:
    _lead_to(connection, name)
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()  # the last one: SQLite then writes its log into the file


def _tell(connection: BaseDatabaseWrapper, *commands: str) -> None:
    """Have the server make or drop databases, which it does outside any of them and any transaction."""
    with connection.creation._nodb_cursor() as cursor:
        for command in commands:
            cursor.execute(command)


def _unlink(database: Path) -> None:
    for name in (database, Path(f"{database}-wal"), Path(f"{database}-shm")):
        name.unlink(missing_ok=True)
