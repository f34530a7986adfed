"""The folder of published files: each is there whole under its own digest, or not at all."""

import hashlib
import os
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings

UNFINISHED = ".unfinished-"
ABANDONED_AFTER = timedelta(hours=1)  # longer than any file takes to write


def keep(content: bytes, suffix: str) -> str:
    """
    Write a file that is complete or absent, and on the disk before this returns.

    Return its path under ``PUBLISHED_DIR``: the SHA-256 digest of its bytes and the suffix ("pdf").
    """
    folder = Path(settings.PUBLISHED_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{hashlib.sha256(content).hexdigest()}.{suffix}"
    handle, unfinished = tempfile.mkstemp(prefix=UNFINISHED, dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), 0o644)
            os.fsync(file.fileno())
        os.replace(unfinished, folder / name)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
    _sync(folder)
    return name


def digest_of(path: str) -> str:
    """Return the SHA-256 digest of a published file's bytes, or "" if it is not there."""
    try:
        with (Path(settings.PUBLISHED_DIR) / path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def sweep_unfinished() -> int:
    """Remove the unfinished files that a killed worker left behind, and return how many there were."""
    folder, swept = Path(settings.PUBLISHED_DIR), 0
    for path in folder.glob(f"{UNFINISHED}*"):
        try:
            if time.time() - path.stat().st_mtime > ABANDONED_AFTER.total_seconds():
                path.unlink()
                swept += 1
        except FileNotFoundError:  # another sweeper, or the writer itself, was here first
            continue
    return swept


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
