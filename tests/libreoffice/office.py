"""One LibreOffice for the tests that ask it: with a profile of its own, asked over a pipe, and ended by its id."""

import io
import json
import os
import re
import signal
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SYSTEM_PYTHON = "/usr/bin/python3"
READER = Path(__file__).with_name("reader.py")
# What holds the comments of a Word file. LibreOffice without a screen has no window for one, and ends as it opens it.
COMMENTS = re.compile(
    r"<w:comment(?:RangeStart|RangeEnd|Reference)[^>]*/>|<(?:Relationship|Override) [^>]*comments\.xml[^>]*/>"
)


def without_comments(docx: bytes) -> bytes:
    """Return a Word file without its comments."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if "comments" not in name:
                part = old.read(name)
                kept = COMMENTS.sub("", part.decode()).encode() if name.endswith((".xml", ".rels")) else part
                new.writestr(name, kept)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Opened:
    """
    A file as LibreOffice saves it, and what it found in it.

    ``labels`` are the style, number and words of each paragraph outside tables, ``changes`` the kind and words of each.
    """

    docx: bytes
    labels: list[tuple[str, str, str]]
    changes: list[tuple[str, str]]
    bookmarks: dict[str, str]


class Office:
    """A LibreOffice that reads Word files: what is in them, and what is when all changes are accepted or rejected."""

    def __init__(self, asked: subprocess.Popen, folder: Path) -> None:
        self._asked = asked
        self._folder = folder
        self._count = 0

    def opened(
        self, docx: bytes, then: str = "", *, edit: dict[str, str] | None = None, author: str = "", labels: bool = False
    ) -> Opened:
        """
        Return what this program makes of a file after ``then``: "accept", "reject" or nothing.

        ``edit`` replaces words before that, as tracked changes by ``author``; ``labels`` asks for the numbers, which
        takes longer.
        """
        path, saved = self._new_path(), self._new_path()
        path.write_bytes(without_comments(docx))
        request = {
            "path": str(path),
            "save": str(saved),
            "then": then,
            "edit": edit,
            "author": author,
            "labels": labels,
        }
        told = self._answer(request)
        return Opened(
            saved.read_bytes(),
            [tuple(line) for line in told["labels"]],
            [tuple(change) for change in told["changes"]],
            told["bookmarks"],
        )

    def _new_path(self) -> Path:
        self._count += 1
        return self._folder / f"{self._count}.docx"

    def _answer(self, request: dict[str, Any]) -> dict[str, Any]:
        self._asked.stdin.write(json.dumps(request) + "\n")
        self._asked.stdin.flush()
        line = self._asked.stdout.readline()
        assert line, "LibreOffice ended while it was asked."
        return json.loads(line)


@contextmanager
def started() -> Iterator[Office]:
    """Start LibreOffice and what asks it, and end both when done, whatever happens."""
    with tempfile.TemporaryDirectory(prefix="pcc-libreoffice-") as name:
        folder = Path(name)
        address = f"pipe,name={folder.name}"
        arguments = ["--headless", "--norestore", "--nologo", f"--accept={address};urp"]
        quiet = {
            "stdout": subprocess.DEVNULL,
            "stderr": subprocess.DEVNULL,
            "start_new_session": True,
            "stdin": subprocess.DEVNULL,
        }
        program = subprocess.Popen(["soffice", f"-env:UserInstallation=file://{folder}/profile", *arguments], **quiet)
        environment = {"PATH": os.environ["PATH"], "HOME": name, "LANG": "C.UTF-8"}
        asked = subprocess.Popen(
            [SYSTEM_PYTHON, str(READER), address],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        try:
            assert asked.stdout.readline(), "LibreOffice did not start."
            yield Office(asked, folder)
        finally:
            asked.stdin.close()
            asked.kill()
            asked.wait()
            asked.stdout.close()
            os.killpg(program.pid, signal.SIGKILL)
            program.wait()
