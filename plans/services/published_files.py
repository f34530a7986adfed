"""The folders of files that are made here: each is there whole under its own digest, or not at all."""

import hashlib
import os
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings

UNFINISHED = ".unfinished-"
ABANDONED_AFTER = timedelta(hours=1)  # longer than any file takes to write


def private_folder() -> Path:
    """Return the folder of files that are not published: only a view that asks who is there gives them out."""
    return Path(settings.MEDIA_ROOT) / "packs"


def keep(content: bytes, suffix: str, folder: Path | None = None) -> str:
    """
    Write a file that is complete or absent, and on the disk before this returns.

    Return its path under ``folder``, by default ``PUBLISHED_DIR``: the SHA-256 digest of its bytes and the suffix
    ("pdf").
    """
    folder = folder or Path(settings.PUBLISHED_DIR)
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
    folders, swept = (Path(settings.PUBLISHED_DIR), private_folder()), 0
    for path in (unfinished for folder in folders for unfinished in folder.glob(f"{UNFINISHED}*")):
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
