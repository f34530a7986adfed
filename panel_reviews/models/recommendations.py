"""Recommendations of the full Panel, every wording of each, and the amendments that were moved."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from panel_reviews.models.groups import GroupProposal
from panel_reviews.models.motions import Motion
from panel_reviews.models.reviews import Review
from plans.models import Instrument, Wording
from plans.text.anchors import Anchor


class Recommendation(Motion):
    """
    A recommendation before the full Panel, numbered through all reviews of one instrument.

    What was not carried when the report was adopted has no number of the Panel's; ``stood_as`` is the one it had.
    ``wording`` is the text on which it hangs, with the words quoted: they are followed from there.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="recommendations")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="recommendations")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    stood_as = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.TextField("recommendation")
    concerns = models.SlugField("section it concerns", max_length=80, blank=True)
    wording = models.ForeignKey(Wording, models.PROTECT, null=True, blank=True, related_name="recommendations")
    quote = models.TextField(blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    at = models.PositiveIntegerField(default=0)
    proposal = models.ForeignKey(GroupProposal, models.PROTECT, null=True, blank=True, related_name="taken_up")
    history = HistoricalRecords()

    class Meta(Motion.Meta):
        constraints = [
            *Motion.Meta.constraints,
            models.UniqueConstraint(fields=["instrument", "number"], name="recommendation_number_once"),
            models.CheckConstraint(
                condition=Q(number__isnull=False, stood_as__isnull=True)
                | Q(number__isnull=True, stood_as__isnull=False, state__in=("lost", "withdrawn")),
                name="only_what_was_not_carried_has_no_number",
            ),
        ]

    def __str__(self) -> str:
        return f"Recommendation {self.number}" if self.number else f"Recommendation {self.stood_as}, not carried"

    @property
    def anchor(self) -> Anchor:
        """The words it hangs on, and their place in the wording as it was sent."""
        return Anchor(self.concerns, self.quote, self.before, self.after, self.at)


class Amendment(Motion):
    """An amendment of a recommendation: the words that are to stand instead, and those they were moved against."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    against = models.TextField("words that it amends")
    words = models.TextField("words as amended")
    history = HistoricalRecords()

    class Meta(Motion.Meta):
        constraints = [
            *Motion.Meta.constraints,
            models.UniqueConstraint(fields=["recommendation", "number"], name="amendment_number_once"),
        ]

    def __str__(self) -> str:
        return f"Amendment {self.number} of {self.recommendation}"


class RecommendationDraft(models.Model):
    """One wording of a recommendation: which words, whose, and when. Written once."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="drafts")
    words = models.TextField()
    name = models.CharField("who worded it", max_length=200, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    amendment = models.OneToOneField(Amendment, models.CASCADE, null=True, blank=True, related_name="draft")

    def __str__(self) -> str:
        return self.words
