"""The ledger of background work, and the published forms that it makes."""

from django.db import models
from django.db.models import Q


class Job(models.Model):
    """
    One piece of background work. The row is the truth; a message to a worker is only a doorbell.

    A worker owns the job while ``owner`` is its token and ``lease_until`` is ahead; ``heartbeat_at`` says when it was
    last heard of. Written by ``plans.services.jobs`` alone.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "waiting"
        RUNNING = "running", "being done"
        DONE = "done", "done"
        FAILED = "failed", "failed"

    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=120)
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    owner = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    message = models.CharField("what is being done", max_length=200, blank=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    rung_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=Q(state__in=["queued", "running"]),
                name="one_job_alive_for_a_subject",
            ),
            models.CheckConstraint(
                condition=Q(state="running", lease_until__isnull=False) & ~Q(owner="")
                | ~Q(state="running") & Q(lease_until__isnull=True, owner=""),
                name="job_has_an_owner_and_a_lease_only_while_running",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["done", "failed"], finished_at__isnull=False)
                | Q(state__in=["queued", "running"], finished_at__isnull=True),
                name="job_is_finished_if_and_only_if_dated",
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="job_progress_is_a_percentage"),
        ]
        indexes = [models.Index(fields=["state", "rung_at"], name="jobs_to_be_swept")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}: {self.get_state_display()}"


class PublishedForm(models.Model):
    """
    An issued edition in one format, as a file named by its own digest. Written once, never changed.

    ``source_key`` is the digest of everything the file was made from, so that nothing is ever rendered twice.
    """

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        WORD = "docx", "Word"
        JSON = "json", "data (JSON)"

    edition = models.ForeignKey("plans.Edition", models.PROTECT, related_name="published_forms")
    format = models.CharField(max_length=4, choices=Format)
    source_key = models.CharField(max_length=64, unique=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    pages = models.PositiveIntegerField(null=True, blank=True)
    path = models.CharField("path under PUBLISHED_DIR", max_length=120)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "format"], name="an_edition_is_published_once_in_a_format"),
            models.CheckConstraint(condition=Q(size__gt=0), name="a_published_form_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.edition}, {self.get_format_display()}"


class RedlinePack(models.Model):
    """
    What a frozen wording changes, as one PDF to read on paper: private, for those who may read that wording.

    ``key`` is the digest of everything the pack is made from, so that the same pack is made once. ``reasons`` are those
    that stood when it was asked for. ``path`` is empty until the file is there, whole.
    """

    instrument = models.ForeignKey("plans.Instrument", models.CASCADE, related_name="redline_packs")
    wording = models.ForeignKey("plans.Wording", models.PROTECT, related_name="+")
    before = models.ForeignKey("plans.Wording", models.PROTECT, related_name="+", verbose_name="compared with")
    reasons = models.JSONField()
    whole = models.BooleanField("with the clean text of every section", default=False)
    key = models.CharField(max_length=64, unique=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    path = models.CharField("path under MEDIA_ROOT", max_length=120, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(path="", sha256="", size=0, pages=0) | ~Q(path="") & ~Q(sha256="") & Q(size__gt=0),
                name="a_redline_pack_is_complete_or_absent",
            ),
        ]

    def __str__(self) -> str:
        return f"Redline pack of {self.instrument}, wording {self.wording_id[:12]}"


class Certificate(models.Model):
    """
    The certificate of compliance of an instrument as one PDF, as its record stood: for the office, or for the public.

    ``key`` is the digest of everything that it says, so that the same certificate is made once. ``path`` is empty until
    the file is there, whole. Once the record has moved on, a new one is made beside it.
    """

    instrument = models.ForeignKey("plans.Instrument", models.CASCADE, related_name="certificates")
    public = models.BooleanField("without what is kept from the public", default=False)
    key = models.CharField(max_length=64, unique=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    path = models.CharField("path under MEDIA_ROOT", max_length=120, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(path="", sha256="", size=0, pages=0) | ~Q(path="") & ~Q(sha256="") & Q(size__gt=0),
                name="a_certificate_is_complete_or_absent",
            ),
        ]

    def __str__(self) -> str:
        return f"Certificate of {self.instrument}, {self.key[:12]}"
