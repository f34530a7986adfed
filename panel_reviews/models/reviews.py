"""The Panel's review of a draft, and the text of its report while that is written."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from plans.models import Instrument, StepTaken
from plans.text.outline import digest_of


class Review(models.Model):
    """
    The Panel's review of one sending of a draft. Its report, and the response, are lines of the statutory record.

    Recommendations and answers are working text until the line that adopts or gives them is taken.
    """

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="reviews")
    sent_line = models.OneToOneField(StepTaken, models.PROTECT, related_name="review")
    report_line = models.OneToOneField(StepTaken, models.PROTECT, null=True, blank=True, related_name="reported_review")
    response_line = models.OneToOneField(
        StepTaken, models.PROTECT, null=True, blank=True, related_name="responded_review"
    )
    report = models.TextField("what the report says", blank=True)
    response = models.TextField("response to the report as a whole", blank=True)
    response_manner = models.TextField("in what manner the Panel determined that the response be published", blank=True)
    published_on = models.DateField("the Panel published its report on", null=True, blank=True)
    published_manner = models.TextField("in what manner the Panel published it", blank=True)
    published_by = models.CharField(max_length=200, blank=True)
    history = HistoricalRecords()

    def __str__(self) -> str:
        return f"Review of {self.instrument}"

    @property
    def is_adopted(self) -> bool:
        return self.report_line_id is not None


class ReportDraft(models.Model):
    """
    The text of the Panel's report before it is adopted.

    ``generated`` is what was last written from the record: with the text as it is edited, it is what a text that is
    written anew is brought together with. The chair approves a text by its digest, so an edit ends the approval.
    """

    review = models.OneToOneField(Review, models.PROTECT, related_name="report_draft")
    text = models.TextField()
    generated = models.TextField()
    approved_by = models.CharField(max_length=200, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    approved_digest = models.CharField(max_length=64, blank=True)
    approval_recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    saved_by = models.CharField(max_length=200, blank=True)
    history = HistoricalRecords()

    def __str__(self) -> str:
        return f"Report on {self.review.instrument}"

    @property
    def digest(self) -> str:
        """The digest of the text as it stands."""
        return digest_of(self.text)

    @property
    def is_approved(self) -> bool:
        """Whether the chair approved the text as it stands."""
        return bool(self.approved_by) and self.approved_digest == self.digest
