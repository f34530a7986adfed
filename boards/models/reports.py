"""Reports of the house: their text with its versions, who signed it, and how the house writes them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from boards.text.kinds import ReportKind
from plans.models import Body, Committee, Instrument, MeetingDay, Paper
from plans.text.outline import Outline, from_data

KINDS = [(kind.value, kind.label) for kind in ReportKind]


class Signing(models.TextChoices):
    """A place in the chain of sign-off."""

    AUTHOR = "author", "the author"
    FINANCE = "finance", "finance"
    LEGAL = "legal", "legal"
    CHIEF_EXECUTIVE = "chief_executive", "the chief executive"


class HouseStyle(models.Model):
    """
    How one office writes its reports: its markings, where its papers lie, and who signs which kind.

    ``chains`` gives the chain of a kind (``{"panel": ["author", "chief_executive"]}``); a kind that is not there has
    the whole chain.
    """

    body = models.OneToOneField(Body, models.PROTECT, related_name="house_style")
    markings = models.JSONField(default=list, blank=True, help_text="The office’s own words, offered for a report.")
    location = models.CharField("where source documents lie", max_length=300, blank=True)
    terms_item = models.TextField("item of the Panel’s terms of reference", blank=True)
    finance = models.CharField("who signs for finance", max_length=200, blank=True)
    legal = models.CharField("who signs for legal", max_length=200, blank=True)
    chains = models.JSONField(default=dict, blank=True)
    history = HistoricalRecords()

    def __str__(self) -> str:
        return f"House style of the {self.body}"


class Report(models.Model):
    """
    A report of the house to a committee, generated from the record or written by hand (``free``).

    ``text`` is the outline as it stands, ``generated`` as it was last made from ``facts``; both are data of
    ``plans.text.outline``. ``final`` is the whole document once the last sign-off is given, under its ``digest``.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="house_reports")
    ref = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=KINDS)
    instrument = models.ForeignKey(Instrument, models.PROTECT, null=True, blank=True, related_name="house_reports")
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="house_reports")
    meeting_day = models.ForeignKey(
        MeetingDay, models.SET_NULL, null=True, blank=True, related_name="house_reports", verbose_name="meeting"
    )
    title = models.CharField(max_length=300)
    to = models.CharField(max_length=200)
    sender = models.CharField("from", max_length=200)
    dated = models.DateField("date")
    item_number = models.CharField("agenda item", max_length=20, blank=True)
    marking = models.CharField(max_length=60, blank=True)
    contact = models.CharField("contact officer", max_length=200, blank=True)
    text = models.JSONField()
    generated = models.JSONField(null=True, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    chain = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)
    final = models.JSONField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    final_at = models.DateTimeField(null=True, blank=True)
    pdf_path = models.CharField("path under MEDIA_ROOT", max_length=120, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    pdf_pages = models.PositiveIntegerField(default=0)
    pdf_size = models.PositiveIntegerField(default=0)
    paper = models.OneToOneField(Paper, models.PROTECT, null=True, blank=True, related_name="house_report")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="free", instrument__isnull=True) | ~Q(kind="free") & Q(instrument__isnull=False),
                name="a_report_is_on_an_instrument_unless_it_is_free",
            ),
            models.CheckConstraint(
                condition=Q(final__isnull=True, final_at__isnull=True, digest="")
                | Q(final__isnull=False, final_at__isnull=False) & ~Q(digest=""),
                name="a_report_is_final_whole_and_dated_or_not_at_all",
            ),
            models.CheckConstraint(
                condition=Q(paper__isnull=True) | Q(final_at__isnull=False), name="only_a_final_report_is_a_paper"
            ),
            models.CheckConstraint(
                condition=Q(pdf_path="", pdf_sha256="", pdf_size=0, pdf_pages=0)
                | ~Q(pdf_path="") & ~Q(pdf_sha256="") & Q(pdf_size__gt=0),
                name="the_file_of_a_report_is_complete_or_absent",
            ),
        ]
        indexes = [models.Index(fields=["body", "saved_at"], name="reports_of_a_body")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reports:report", args=[self.ref])

    @property
    def outline(self) -> Outline:
        """The text as it stands, without what is computed when it is drawn."""
        return from_data(self.text)

    @property
    def is_final(self) -> bool:
        """Whether everybody has signed, so that it changes no more."""
        return self.final_at is not None


class ReportVersion(models.Model):
    """A report as it was saved once: by whom, how, and what stood then. Written once."""

    class How(models.TextChoices):
        MADE = "made", "Made"
        EDITED = "edited", "Edited"
        REFRESHED = "refreshed", "Brought up to date"

    report = models.ForeignKey(Report, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    how = models.CharField(max_length=9, choices=How)
    what = models.CharField("what was edited", max_length=300, blank=True)
    head = models.JSONField()
    text = models.JSONField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="a_version_of_a_report_once")]

    def __str__(self) -> str:
        return f"{self.report}, version {self.number}"

    @property
    def outline(self) -> Outline:
        """The text as it stood."""
        return from_data(self.text)


class SignOff(models.Model):
    """
    What somebody in the chain said of one version: signed, or returned with a comment. It is cleared, never deleted.

    ``name`` is who said it; ``recorded_by`` is the account that wrote it down, the same person where it is their own.
    """

    class Outcome(models.TextChoices):
        SIGNED = "signed", "Signed"
        RETURNED = "returned", "Returned"

    report = models.ForeignKey(Report, models.CASCADE, related_name="sign_offs")
    place = models.CharField(max_length=15, choices=Signing)
    outcome = models.CharField(max_length=8, choices=Outcome)
    name = models.CharField(max_length=200)
    comment = models.TextField(blank=True)
    version = models.PositiveIntegerField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_sign_off_is_by_somebody"),
            models.CheckConstraint(
                condition=Q(outcome="signed") | ~Q(comment=""), name="a_report_is_returned_with_a_comment"
            ),
            models.CheckConstraint(
                condition=Q(cleared_at__isnull=True) | ~Q(cleared_why=""), name="a_sign_off_is_cleared_with_a_reason"
            ),
            models.UniqueConstraint(
                fields=["report", "place"],
                condition=Q(outcome="signed", cleared_at__isnull=True),
                name="each_place_signs_a_text_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_place_display()}: {self.get_outcome_display()}"
