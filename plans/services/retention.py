"""Working files that nobody needs any more: removed after a time, and nothing that the record or a letter names."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Model, QuerySet, TextField
from django.db.models.functions import Cast

from plans.models import Certificate, Edition, Job, Letter, ProposedChange, RedlinePack, ReturnedPaper, StepTaken
from plans.services.packs import MAKE_PACK, file_of


def sweep_working_files(*, at: datetime) -> tuple[int, int]:
    """
    Remove what is older than ``WORKING_FILES_KEPT_DAYS`` and no longer needed; return how many packs, and files.

    A redline pack is made again whenever somebody asks. A Word file that came back was read into proposals when it
    came in: its bytes go once all of them are settled or the text is closed, its changes and comments stay.
    """
    if not settings.WORKING_FILES_KEPT_DAYS:
        return 0, 0
    before = at - timedelta(days=settings.WORKING_FILES_KEPT_DAYS)
    packs = sum(_sweep_pack(pack) for pack in RedlinePack.objects.filter(asked_at__lt=before).order_by("pk"))
    return packs, _empty_returned_files(before)


@transaction.atomic
def _sweep_pack(pack: RedlinePack) -> bool:
    being_made = Job.objects.filter(kind=MAKE_PACK, subject=str(pack.pk), finished_at=None)
    if being_made.exists() or _is_a_variation_as_issued(pack) or (pack.sha256 and _is_named(pack.sha256)):
        return False
    path, file = pack.path, file_of(pack)
    pack.delete()
    others = (table.objects.filter(path=path).exists() for table in (RedlinePack, Certificate))
    if path and not any(others):
        transaction.on_commit(lambda: file.unlink(missing_ok=True))
    return True


def _is_a_variation_as_issued(pack: RedlinePack) -> bool:
    """Whether a pack may be the issued variation by itself (s.5(11)), which its copies were."""
    return Edition.objects.filter(instrument=pack.instrument_id, wording=pack.wording_id).exists()


def _is_named(sha256: str) -> bool:
    """Whether a letter went with a file, or a line of the record names it."""
    named: list[tuple[type[Model], str]] = [
        (Letter, "attachments"),
        (StepTaken, "evidence"),
        (StepTaken, "particulars"),
    ]
    return any(
        table._default_manager.annotate(said=Cast(field, TextField())).filter(said__contains=sha256).exists()
        for table, field in named
    )


def _empty_returned_files(before: datetime) -> int:
    waiting = ProposedChange.objects.filter(state=ProposedChange.State.WAITING).values("paper")
    old: QuerySet[ReturnedPaper] = ReturnedPaper.objects.filter(made_at__lt=before).exclude(file=b"")
    done = [
        paper.pk
        for paper in old.defer("file").select_related("instrument").order_by("pk")
        if not paper.instrument.is_open or not waiting.filter(paper=paper).exists()
    ]
    return ReturnedPaper.objects.filter(pk__in=done).update(file=b"")
