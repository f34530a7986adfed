"""The redline packs of a wording: each with its file, or the job that makes it."""

from dataclasses import dataclass

from plans.models import Job, RedlinePack

MAKING = "make_pack"


@dataclass(frozen=True, slots=True)
class PackStanding:
    """Where one pack stands: the row, None if it was never asked for, and the latest job that makes it."""

    pack: RedlinePack | None
    job: Job | None

    @property
    def is_made(self) -> bool:
        """Whether its file was made."""
        return self.pack is not None and bool(self.pack.path)

    @property
    def is_moving(self) -> bool:
        """Whether it is waiting or being made."""
        return not self.is_made and self.job is not None and self.job.state in (Job.State.QUEUED, Job.State.RUNNING)

    @property
    def has_failed(self) -> bool:
        """Whether making it was given up."""
        return not self.is_made and self.job is not None and self.job.state == Job.State.FAILED


def pack_standings(keys: list[str]) -> list[PackStanding]:
    """Return where the packs of these keys stand, in their order. Two queries, one where none was asked for."""
    packs = {pack.key: pack for pack in RedlinePack.objects.filter(key__in=keys)}
    jobs: dict[str, Job] = {}
    if packs:
        subjects = [str(pack.pk) for pack in packs.values()]
        jobs = {job.subject: job for job in Job.objects.filter(kind=MAKING, subject__in=subjects).order_by("pk")}
    found = [packs.get(key) for key in keys]
    return [PackStanding(pack, jobs.get(str(pack.pk)) if pack else None) for pack in found]
