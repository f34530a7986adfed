"""The papers of a line: made by the worker after the line is committed, the same bytes every time, and kept."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from plans.models import Job, LinePaper, StepTaken
from plans.queries.line_papers import MAKING, subject_of
from plans.services import jobs, published_files

Progress = Callable[[int, str], None]
RELATED = ("instrument__plan__body", "instrument__base", "wording")


@dataclass(frozen=True, slots=True)
class Drawn:
    """One paper as it was drawn: its format ("pdf"), its bytes, and how many pages it has if that is known."""

    format: str
    content: bytes
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class _Kind:
    lines: Callable[[], QuerySet[StepTaken]]
    draw: Callable[[StepTaken, Progress], list[Drawn]]


_KINDS: dict[str, _Kind] = {}


def have_papers(
    kind: str, *, lines: Callable[[], QuerySet[StepTaken]], draw: Callable[[StepTaken, Progress], list[Drawn]]
) -> None:
    """
    Have a kind of paper made of the lines that ``lines`` returns.

    ``draw`` returns every format of the paper of one line from the line alone, so that it is the same each time.
    """
    _KINDS[kind] = _Kind(lines, draw)


def ask_for_papers(*, line: StepTaken, kind: str) -> None:
    """Have the papers of a line made after the caller's transaction commits; asking again is harmless."""
    jobs.enqueue(kind=MAKING, subject=subject_of(line, kind))


def file_of(paper: LinePaper) -> Path:
    """Return the place of a paper's file."""
    return published_files.private_folder() / paper.path


def sweep() -> None:
    """Ask for the papers that were never asked for."""
    for kind, how in _KINDS.items():
        subject = Concat(Value(f"{kind}:"), Cast(OuterRef("pk"), CharField()))
        asked = Job.objects.filter(kind=MAKING, subject=subject)
        made = LinePaper.objects.filter(line=OuterRef("pk"), kind=kind)
        for line in how.lines().filter(~Exists(asked), ~Exists(made)).order_by("pk")[:100]:
            ask_for_papers(line=line, kind=kind)


def make_papers(held: jobs.Claim) -> None:
    """
    Make the papers of a line, and keep each file before its row says that it is there.

    :raises PdfStopped: if a limit on memory, time or nesting is reached.
    :raises PdfFailed: if the layout ends without a file for another reason.
    :raises LeaseLost: if another worker has the job now.
    """
    kind, _, pk = held.subject.rpartition(":")
    line = StepTaken.objects.select_related(*RELATED).get(pk=int(pk))
    jobs.report_progress(held, 5, "Reading the record")
    drawn = _KINDS[kind].draw(line, lambda percent, words: jobs.report_progress(held, percent, words))
    jobs.report_progress(held, 95, "Keeping the files")
    folder = published_files.private_folder()
    kept = [(one, published_files.keep(one.content, one.format, folder)) for one in drawn]
    with transaction.atomic():
        jobs.finish(held)
        for one, path in kept:
            made = {"path": path, "sha256": path.partition(".")[0], "size": len(one.content), "pages": one.pages}
            LinePaper.objects.update_or_create(
                line=line, kind=kind, format=one.format, defaults=made | {"made_at": timezone.now()}
            )
