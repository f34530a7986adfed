"""Turn an edition into HTML for print, and HTML into a PDF in a child process with limits."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.template.loader import render_to_string

from plans.rendering.changes import changed_sections
from plans.rendering.facts import EditionFacts
from plans.rendering.links import without_dead_links
from plans.rendering.paper import paper_section

PROJECT_DIR = Path(__file__).resolve().parents[2]
MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one PDF may cost: a plan of 200 pages takes about 25 seconds and 400 MiB."""

    memory: int = 2048 * MIB
    cpu_seconds: int = 240
    seconds: int = 480


@dataclass(frozen=True, slots=True)
class Attached:
    """A data file carried inside the PDF."""

    name: str
    text: str
    description: str


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished PDF, its number of pages, and on which sheet each of the places that were asked for begins."""

    content: bytes
    pages: int
    places: Mapping[str, int] = field(default_factory=dict)


class PdfStopped(Exception):
    """The PDF went past a limit: trying again would end the same; the message says what to do."""


class PdfFailed(Exception):
    """The child process ended without a file, for a reason that may not come again."""


def render_edition_html(facts: EditionFacts) -> str:
    """Return the whole edition as one HTML document for print: cover, contents, text, changes and certificate."""
    sections = [paper_section(section) for section in facts.text.sections]
    changed = changed_sections(facts.redline, facts.reasons) if facts.redline else ()
    html = render_to_string("pdf/edition.html", {"edition": facts, "sections": sections, "changed": changed})
    return without_dead_links(html)


def html_to_pdf(
    html: str,
    *,
    attachments: Sequence[Attached] = (),
    identifier: str,
    created: datetime,
    images: Mapping[str, bytes] | None = None,
    places: Sequence[str] = (),
    limits: Limits | None = None,
    progress: Callable[[int, str], None] = lambda percent, words: None,
) -> Pdf:
    """
    Lay out an HTML document as PDF/A-3a and PDF/UA-1 in one file, the same bytes every time.

    The work is done in a child process that may load only our own fonts and stylesheets, and the pictures given by
    their address in ``images``. What ``progress`` raises stops the child too. ``places`` are ids of parts of the
    document whose first sheet is asked for.

    :raises PdfStopped: if a limit on memory, time or nesting is reached.
    :raises PdfFailed: if the child ends without a file for another reason.
    """
    limits = limits or Limits()
    with tempfile.TemporaryDirectory(prefix="pcc-pdf-") as folder:
        out = Path(folder) / "edition.pdf"
        request = {
            "html": html,
            "attachments": [{"name": a.name, "text": a.text, "description": a.description} for a in attachments],
            "identifier": identifier,
            "created": created.isoformat(),
            "out": str(out),
            "memory": limits.memory,
            "cpu_seconds": limits.cpu_seconds,
            "images": {address: b64encode(content).decode() for address, content in (images or {}).items()},
            "places": list(places),
        }
        pages, found = _run_child(request, limits, Path(folder) / "errors.txt", progress)
        return Pdf(out.read_bytes(), pages, found)


def _run_child(
    request: dict, limits: Limits, errors: Path, progress: Callable[[int, str], None]
) -> tuple[int, dict[str, int]]:
    pages, places, late = 0, {}, threading.Event()
    with errors.open("wb") as complaints:
        child = subprocess.Popen(
            [sys.executable, "-m", "plans.rendering.child"],
            cwd=PROJECT_DIR,
            env=_environment(request["created"]),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            start_new_session=True,
        )
    clock = threading.Timer(limits.seconds, lambda: (late.set(), _kill(child)))
    clock.daemon = True
    clock.start()
    try:
        _send(child, request)
        for line in child.stdout:
            message = json.loads(line)
            pages, places = message.get("pages", pages), message.get("places", places)
            if "words" in message:
                progress(message["percent"], message["words"])
        code = child.wait()
    finally:
        clock.cancel()
        _kill(child)
        child.wait()
        child.stdout.close()
        _close(child.stdin)
    _judge(code, late.is_set(), limits, errors)
    return pages, places


def _environment(created: str) -> dict[str, str]:
    passed = {name: os.environ[name] for name in ("PATH", "HOME", "LD_LIBRARY_PATH", "TMPDIR") if name in os.environ}
    epoch = str(int(datetime.fromisoformat(created).timestamp()))
    return passed | {"LANG": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": epoch}


def _send(child: subprocess.Popen, request: dict) -> None:
    with suppress(BrokenPipeError):  # the child has ended already; its exit code says why
        child.stdin.write(json.dumps(request).encode() + b"\n")
        child.stdin.flush()


def _close(pipe) -> None:
    with suppress(BrokenPipeError):  # what was still unsent is of no use to a child that has ended
        pipe.close()


def _kill(child: subprocess.Popen) -> None:
    if child.poll() is None:
        child.kill()


def _judge(code: int, late: bool, limits: Limits, errors: Path) -> None:
    if code == 0:
        return
    if late:
        raise PdfStopped(
            f"The PDF was stopped after {limits.seconds} seconds. "
            "Look for a very long table and split it, then try again."
        )
    if code == -signal.SIGXCPU:
        raise PdfStopped(
            f"The PDF was stopped after {limits.cpu_seconds} seconds of computing. "
            "Look for a very long table and split it, then try again."
        )
    if code == 72:
        raise PdfStopped("The PDF was stopped because the text is nested too deep. Flatten its lists, then try again.")
    complaint = errors.read_text(errors="replace").strip()
    if code == 71 or "MemoryError" in complaint or "memory" in complaint[-400:].lower():
        raise PdfStopped(
            f"The PDF was stopped because it needed more than {limits.memory // MIB} MB of memory. "
            "Look for a very long table and split it, then try again."
        )
    last = complaint.splitlines()[-1] if complaint else f"exit code {code}"
    raise PdfFailed(f"The PDF could not be made: {last[:300]}")
