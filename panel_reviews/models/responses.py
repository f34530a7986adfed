"""The response to the Panel: an outcome for each recommendation, the paragraphs of reasons, and what carries it out."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from panel_reviews.models.recommendations import Recommendation
from panel_reviews.models.reviews import Review


class ResponseParagraph(models.Model):
    """A paragraph of the response, which may answer several recommendations."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="paragraphs")
    position = models.PositiveSmallIntegerField()
    words = models.TextField()
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "position"], name="paragraph_of_a_response_once_in_a_place"),
            models.CheckConstraint(condition=~Q(words=""), name="a_paragraph_of_a_response_has_words"),
        ]

    def __str__(self) -> str:
        return self.words


class Answer(models.Model):
    """The commissioner's answer to one recommendation: accepted, in part or not; its reasons are paragraphs."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        IN_PART = "in_part", "Accepted in part"
        NOT_ACCEPTED = "not_accepted", "Not accepted"

    recommendation = models.OneToOneField(Recommendation, models.PROTECT, related_name="answer")
    outcome = models.CharField(max_length=12, choices=Outcome)
    paragraphs = models.ManyToManyField(ResponseParagraph, related_name="answers")
    history = HistoricalRecords()

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.reason}"

    @property
    def reason(self) -> str:
        """The words of its paragraphs, in their order. No query where they were fetched before."""
        rows = sorted(self.paragraphs.all(), key=lambda row: row.position)
        return "\n\n".join(row.words for row in rows)


class CarriedOut(models.Model):
    """
    What carries out an accepted recommendation: a change of the text, or something else, in a sentence.

    A change is known by its section and its mark among the changes since the draft that the Panel was sent; ``place``,
    ``before`` and ``after`` are how it read when it was linked.
    """

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="carried_out")
    section_id = models.SlugField(max_length=80, blank=True)
    mark = models.CharField(max_length=64, blank=True)
    place = models.CharField(max_length=400, blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    otherwise = models.TextField("how it is carried out otherwise", blank=True)
    name = models.CharField("who said so", max_length=200)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(otherwise="") & ~Q(mark="") | ~Q(otherwise="") & Q(mark=""),
                name="carried_out_by_a_change_or_otherwise",
            ),
            models.UniqueConstraint(
                fields=["recommendation", "section_id", "mark"],
                condition=~Q(mark=""),
                name="a_change_carries_out_a_recommendation_once",
            ),
        ]

    def __str__(self) -> str:
        return self.otherwise or self.place
