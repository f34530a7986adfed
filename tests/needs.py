"""What of the machine the tests need besides Python: asked here, once, by the suite and by pytest."""

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2

from tests.verapdf.engine import JAXB

PROJECT = Path(__file__).resolve().parent.parent
SEEDS = PROJECT.parent / "shared" / "seeds"
CHROMIUM = os.environ.get("PCC_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
IN_CI = os.environ.get("CI", "") == "true"
POSTGRESQL_HERE = (
    "postgresql://postgres@127.0.0.1:5432/postgres",
    "postgresql://postgres:postgres@127.0.0.1:5432/postgres",
    "postgresql://root@127.0.0.1:5432/test",
)
REDIS_HERE = "redis://127.0.0.1:6379/0"


def chromium() -> str:
    return "" if CHROMIUM else "Chromium is not installed. Run: apt-get install chromium"


def java() -> str:
    missing = [name for name in ("java", "javac") if not shutil.which(name)] or [p for p in JAXB if not p.exists()]
    return "Java, which checks the PDF, is not whole. Run: apt-get install default-jdk libjaxb-java" if missing else ""


def seeds() -> str:
    return "" if SEEDS.is_dir() else f"The real papers are not at {SEEDS}. Put the folder of seeds there."


def poppler() -> str:
    return "" if shutil.which("pdftoppm") else "Poppler is not installed. Run: apt-get install poppler-utils"


def libreoffice() -> str:
    there = shutil.which("soffice") and Path("/usr/lib/python3/dist-packages/uno.py").exists()
    return "" if there else "LibreOffice is not installed. Run: apt-get install libreoffice-writer-nogui python3-uno"


def missing_by_mark() -> dict[str, str]:
    """For each mark of a test that needs something which is not here, the sentence that says so."""
    asked = {
        "browser": chromium(),
        "java": java(),
        "seeds": seeds(),
        "poppler": poppler(),
        "libreoffice": libreoffice(),
    }
    return {mark: sentence for mark, sentence in asked.items() if sentence}


def postgresql_url() -> str:
    """Find a PostgreSQL that lets databases be made: the one of DATABASE_URL, or one on this machine."""
    given = os.environ.get("DATABASE_URL", "")
    return next((url for url in ([given] if given else POSTGRESQL_HERE) if can_create_databases(url)), "")


def can_create_databases(url: str) -> bool:
    if not url.startswith("postgres"):
        return False
    try:
        connection = psycopg2.connect(url, connect_timeout=3)
    except psycopg2.OperationalError:
        return False
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper OR rolcreatedb FROM pg_roles WHERE rolname = current_user")
            return cursor.fetchone()[0]
    finally:
        connection.close()


def redis_url() -> str:
    """Find a Redis that answers: the one of REDIS_URL, or one on this machine."""
    url = os.environ.get("REDIS_URL") or REDIS_HERE
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 6379), timeout=3):
            return url
    except OSError:
        return ""


def all_that_is_missing() -> Iterator[str]:
    yield from missing_by_mark().values()
    if not postgresql_url():
        yield "PostgreSQL does not answer. Run: apt-get install postgresql, or set DATABASE_URL."
    if not redis_url():
        yield "Redis does not answer. Run: apt-get install redis-server, or set REDIS_URL."
