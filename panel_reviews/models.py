"""The Panel's review of a draft: recommendations, the report adopted, and the response to each."""

from django.db import models
from simple_history.models import HistoricalRecords

from plans.models import Instrument, StepTaken


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
    history = HistoricalRecords()

    def __str__(self) -> str:
        return f"Review of {self.instrument}"

    @property
    def is_adopted(self) -> bool:
        return self.report_line_id is not None


class Recommendation(models.Model):
    """A recommendation of the Panel, numbered through all reviews of one instrument."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="recommendations")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    words = models.TextField("recommendation")
    concerns = models.SlugField("section it concerns", max_length=80, blank=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instrument", "number"], name="recommendation_number_once"),
        ]

    def __str__(self) -> str:
        return f"Recommendation {self.number}"


class Answer(models.Model):
    """The commissioner's answer to one recommendation: accepted, in part or not, with the reason."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        IN_PART = "in_part", "Accepted in part"
        NOT_ACCEPTED = "not_accepted", "Not accepted"

    recommendation = models.OneToOneField(Recommendation, models.PROTECT, related_name="answer")
    outcome = models.CharField(max_length=12, choices=Outcome)
    reason = models.TextField()
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="an_answer_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.reason}"
