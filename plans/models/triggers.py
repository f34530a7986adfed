"""The database's own refusal to change what is written once: triggers for PostgreSQL and for SQLite."""

from collections.abc import Iterable

from django.db.backends.base.base import BaseDatabaseWrapper

# Each table with every key that tells one row from another, by which SQLite's INSERT OR REPLACE would take a row out.
WRITTEN_ONCE = {
    "plans_steptaken": ("rowid", "digest", "body_id, seq"),
    "plans_waiver": ("rowid",),
    "plans_wording": ("rowid", "digest"),
    "plans_edition": ("rowid", "instrument_id", "plan_id, number"),
    "plans_evidence": ("rowid", "digest"),
    "plans_publishedform": ("rowid", "source_key", "edition_id, format"),
    "plans_frozenreason": ("rowid", "line_id, change_key"),
    "plans_image": ("rowid", "digest"),
    "plans_severitychange": ("rowid", "digest", "body_id, seq"),
    "plans_periodconfirmation": ("rowid",),
    "plans_postponement": ("rowid", "corrects_id"),
    "plans_donerecord": ("rowid",),
    "plans_publishedsummary": ("rowid", "digest", "exercise_id"),
}
MESSAGE = "the statutory record is written once: it is not updated or deleted"


def make(connection: BaseDatabaseWrapper, tables: Iterable[str] = WRITTEN_ONCE) -> None:
    """Make the triggers that refuse update, delete and (PostgreSQL) truncate of these tables; of all without them."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION written_once() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$"
            )
        for table in tables:
            if connection.vendor == "postgresql":
                cursor.execute(
                    f"CREATE TRIGGER {table}_written_once BEFORE UPDATE OR DELETE ON {table} "
                    "FOR EACH ROW EXECUTE FUNCTION written_once()"
                )
                cursor.execute(
                    f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
                    "FOR EACH STATEMENT EXECUTE FUNCTION written_once()"
                )
            else:
                for verb in ("UPDATE", "DELETE"):
                    cursor.execute(
                        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
                    )
                same = " OR ".join(_same(key) for key in WRITTEN_ONCE[table])
                cursor.execute(
                    f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
                    f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
                    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
                )


def _same(key: str) -> str:
    """Return the condition that a row stands under the key of the new one."""
    return "(" + " AND ".join(f"{column} = NEW.{column}" for column in key.split(", ")) + ")"


def drop(connection: BaseDatabaseWrapper, tables: Iterable[str] = WRITTEN_ONCE) -> None:
    """Drop the triggers: for reversing the migration, and for tests that empty their database."""
    with connection.cursor() as cursor:
        for table in tables:
            if connection.vendor == "postgresql":
                for suffix in ("written_once", "not_emptied"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{suffix} ON {table}")
            else:
                for verb in ("update", "delete", "replace"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
