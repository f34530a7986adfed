"""What is on the agenda of a meeting: items, papers, and the packs in which they were sent out."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from plans.models.meetings import Meeting
from plans.models.record import Evidence


class Access(models.TextChoices):
    """Whether the public may have an item or a paper (Local Government Act 1972 s.100A, Sch.12A; STATUTE N4)."""

    PUBLIC = "public", "Open to the public"
    EXEMPT = "exempt", "Exempt: the meeting may resolve to exclude the public"
    CONFIDENTIAL = "confidential", "Confidential: the public must be excluded"


class AgendaItem(models.Model):
    """
    One item of an agenda, in the order of ``position``; its number is computed.

    ``urgent_reason`` is given where the item came after the agenda was opened: the special circumstances (N3). What
    came of the item at the meeting is ``outcome`` with the ``minute``.
    """

    class Kind(models.TextChoices):
        APOLOGIES = "apologies", "Apologies and substitutes"
        INTERESTS = "interests", "Declarations of interest"
        MINUTES = "minutes", "Minutes of the last meeting"
        QUESTIONS = "questions", "Questions from the public"
        REPORT = "report", "A report"
        ACTIONS = "actions", "Actions"
        EXCLUSION = "exclusion", "Exclusion of the public"
        OTHER = "other", "Other business"

    class Outcome(models.TextChoices):
        ENDORSED = "endorsed", "Endorsed"
        APPROVED = "approved", "Approved"
        NOTED = "noted", "Noted"
        REVIEWED = "reviewed", "Reviewed"
        DEFERRED = "deferred", "Deferred"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.REPORT)
    title = models.CharField(max_length=300)
    asked = models.CharField("what the meeting is asked to do", max_length=300, blank=True)
    instrument = models.ForeignKey(
        "plans.Instrument", models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )
    access = models.CharField(max_length=12, choices=Access, default=Access.PUBLIC)
    exempt_paragraphs = models.JSONField("paragraphs of Schedule 12A", default=list, blank=True)
    access_reason = models.TextField("why the public interest is in keeping it closed, or what bars it", blank=True)
    urgent_reason = models.TextField("special circumstances of an item added late", blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    minute = models.TextField(blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(access="public") | ~Q(access_reason=""), name="a_closed_item_has_its_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Paper(models.Model):
    """
    A paper under an item: text that web page and pack draw alike, and the file that it came in as, if it came as one.

    It is as closed as its item, or closed where the item is open. ``supplement`` is 0 for what went out with the agenda
    and the number of the supplement for a late paper; what was sent is never renumbered. A withdrawn paper stays.
    """

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="papers")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    sender = models.CharField("from", max_length=200, blank=True)
    marking = models.CharField(max_length=60, blank=True)
    text = models.TextField("text, as cleaned blocks", blank=True)
    background_papers = models.JSONField("background papers (N5)", default=list, blank=True)
    oddities = models.JSONField("what looks wrong in it, as it came in", default=list, blank=True)
    file = models.ForeignKey(Evidence, models.PROTECT, null=True, blank=True, related_name="+")
    access = models.CharField(max_length=12, choices=Access, default=Access.PUBLIC)
    exempt_paragraphs = models.JSONField("paragraphs of Schedule 12A", default=list, blank=True)
    access_reason = models.TextField(blank=True)
    supplement = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.TextField(blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(access="public") | ~Q(access_reason=""), name="a_closed_paper_has_its_reason"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why=""), name="a_paper_is_withdrawn_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AgendaPack(models.Model):
    """
    The papers of a meeting as one PDF: the agenda (number 0) or a supplement to it, for the public or in private.

    Pages count on from ``first_page`` through all packs of a meeting and audience, so that no page is ever renumbered.
    ``parts`` says on which pages each paper stands: ``[{"item": id, "paper": id or null, "title", "from", "to"}]``.
    ``path`` is empty until the file is there, whole; ``key`` is the digest of all that it was made from.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="packs")
    number = models.PositiveSmallIntegerField(default=0)
    public = models.BooleanField(default=True)
    key = models.CharField(max_length=64, unique=True)
    first_page = models.PositiveIntegerField(default=1)
    pages = models.PositiveIntegerField(default=0)
    parts = models.JSONField(default=list, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    path = models.CharField("path under MEDIA_ROOT", max_length=120, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField("sent out, and so never made again", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(path="", sha256="", size=0, pages=0) | ~Q(path="") & ~Q(sha256="") & Q(size__gt=0),
                name="an_agenda_pack_is_complete_or_absent",
            ),
            models.UniqueConstraint(
                fields=["meeting", "number", "public"],
                condition=Q(sent_at__isnull=False),
                name="a_pack_is_sent_out_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}, {'supplement ' + str(self.number) if self.number else 'agenda'}"


class MeetingAction(models.Model):
    """Something that a meeting asked somebody to do by a day; it stays on the log, open or done."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="actions")
    what = models.TextField()
    owner = models.CharField("who does it", max_length=200)
    due_on = models.DateField("by when", null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_note = models.TextField("what was done", blank=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done_on__isnull=True) | ~models.Q(done_note=""), name="what_was_done_is_said"
            ),
            models.CheckConstraint(condition=~models.Q(what="") & ~models.Q(owner=""), name="an_action_has_an_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.owner}: {self.what}"
