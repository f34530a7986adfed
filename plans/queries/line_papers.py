"""The papers of a line: the files that are there, or the job that makes them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from plans.models import Job, LinePaper, StepTaken

MAKING = "make_line_papers"


@dataclass(frozen=True, slots=True)
class PaperStanding:
    """Where the papers of one line stand: the files by format, and the latest job that makes them, if any."""

    papers: dict[str, LinePaper] = field(default_factory=dict)
    job: Job | None = None

    @property
    def is_made(self) -> bool:
        """Whether a file is there."""
        return bool(self.papers)

    @property
    def is_moving(self) -> bool:
        """Whether they are waiting or being made."""
        return not self.is_made and self.job is not None and self.job.state in (Job.State.QUEUED, Job.State.RUNNING)

    @property
    def has_failed(self) -> bool:
        """Whether making them was given up."""
        return not self.is_made and self.job is not None and self.job.state == Job.State.FAILED


def subject_of(line: StepTaken, kind: str) -> str:
    """Return by what the job that makes the papers of a line is known."""
    return f"{kind}:{line.pk}"


def paper_standings(lines: Iterable[StepTaken], kind: str) -> dict[int, PaperStanding]:
    """Return where the papers of lines stand, by the id of the line. Two queries, however many lines; none for none."""
    lines = list(lines)
    if not lines:
        return {}
    papers: dict[int, dict[str, LinePaper]] = {line.pk: {} for line in lines}
    for paper in LinePaper.objects.filter(line__in=lines, kind=kind).order_by("format"):
        papers[paper.line_id][paper.format] = paper
    subjects = [subject_of(line, kind) for line in lines]
    jobs = {job.subject: job for job in Job.objects.filter(kind=MAKING, subject__in=subjects).order_by("pk")}
    return {line.pk: PaperStanding(papers[line.pk], jobs.get(subject_of(line, kind))) for line in lines}
