"""The certificates of an instrument as PDFs: each with its file, or the job that makes it."""

from collections.abc import Sequence
from dataclasses import dataclass

from plans.models import Certificate, Job

MAKING = "make_certificate"


@dataclass(frozen=True, slots=True)
class CertificateStanding:
    """Where one certificate stands: the row, None if it was never asked for, and the latest job that makes it."""

    certificate: Certificate | None
    job: Job | None

    @property
    def is_made(self) -> bool:
        """Whether its file was made."""
        return self.certificate is not None and bool(self.certificate.path)

    @property
    def is_moving(self) -> bool:
        """Whether it is waiting or being made."""
        return not self.is_made and self.job is not None and self.job.state in (Job.State.QUEUED, Job.State.RUNNING)

    @property
    def has_failed(self) -> bool:
        """Whether making it was given up."""
        return not self.is_made and self.job is not None and self.job.state == Job.State.FAILED


def certificate_standings(keys: Sequence[str]) -> list[CertificateStanding]:
    """Return where the certificates of these keys stand, in their order. Two queries, one where none was asked for."""
    rows = {row.key: row for row in Certificate.objects.filter(key__in=keys)}
    jobs: dict[str, Job] = {}
    if rows:
        subjects = [str(row.pk) for row in rows.values()]
        jobs = {job.subject: job for job in Job.objects.filter(kind=MAKING, subject__in=subjects).order_by("pk")}
    found = [rows.get(key) for key in keys]
    return [CertificateStanding(row, jobs.get(str(row.pk)) if row else None) for row in found]
