"""The packs of a meeting: what stands in each, where it stands, and on which pages each paper is found."""

from dataclasses import dataclass

from plans.models import AgendaPack, Job, Meeting, Paper

MAKE_AGENDA_PACK = "make_agenda_pack"


@dataclass(frozen=True, slots=True)
class PackStanding:
    """One pack with the latest job that makes it."""

    row: AgendaPack
    job: Job | None

    @property
    def is_made(self) -> bool:
        """Whether its file was made."""
        return bool(self.row.path)

    @property
    def is_moving(self) -> bool:
        """Whether it is waiting or being made."""
        return not self.is_made and self.job is not None and self.job.state in (Job.State.QUEUED, Job.State.RUNNING)

    @property
    def has_failed(self) -> bool:
        """Whether making it was given up."""
        return not self.is_made and self.job is not None and self.job.state == Job.State.FAILED


def packs_of(meeting: Meeting) -> list[PackStanding]:
    """Return the packs that were asked for, the agenda's own first, then the supplements, each in public first."""
    rows = list(meeting.packs.order_by("number", "-public", "-asked_at", "-pk"))
    latest: dict[tuple[int, bool], AgendaPack] = {}
    for row in rows:
        key = (row.number, row.public)
        if key not in latest or row.sent_at is not None:
            latest[key] = row
    subjects = [str(row.pk) for row in latest.values()]
    jobs = {job.subject: job for job in Job.objects.filter(kind=MAKE_AGENDA_PACK, subject__in=subjects).order_by("pk")}
    return [PackStanding(row, jobs.get(str(row.pk))) for row in latest.values()]


def sent_packs(meeting: Meeting, *, public: bool) -> list[AgendaPack]:
    """Return the packs of an audience that were sent out, in order. One query."""
    return list(meeting.packs.filter(public=public, sent_at__isnull=False).order_by("number"))


def offered_packs(meeting: Meeting) -> list[AgendaPack]:
    """
    Return the packs that the public is offered: those sent out, but for any in which a paper since withdrawn stands.

    Such a pack is kept as it was sent; the public reads its other papers on the web. Two queries.
    """
    rows = sent_packs(meeting, public=True)
    withdrawn = set(
        Paper.objects.filter(item__meeting=meeting, withdrawn_at__isnull=False).values_list("pk", flat=True)
    )
    return [row for row in rows if withdrawn.isdisjoint(part.get("paper") for part in row.parts)]


def pages_by_paper(packs: list[AgendaPack]) -> dict[int, tuple[int, int]]:
    """Return on which pages each paper stands in the packs that were sent out, by the paper's key. No query."""
    return {part["paper"]: (part["from"], part["to"]) for pack in packs for part in pack.parts if part.get("paper")}
