"""What a group of the Panel's members proposed: kept apart from what the Panel adopted (Sch.6 para 27)."""

from django.db import models
from simple_history.models import HistoricalRecords

from panel_reviews.models.reviews import Review


class PanelGroup(models.Model):
    """A working group or sub-committee, or members who took an earlier look. None of them is the Panel's review."""

    class Kind(models.TextChoices):
        WORKING_GROUP = "working_group", "A working group"
        SUB_COMMITTEE = "sub_committee", "A sub-committee"
        EARLIER_LOOK = "earlier_look", "An informal earlier look"

    review = models.ForeignKey(Review, models.PROTECT, related_name="groups")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=14, choices=Kind)
    met_on = models.DateField(null=True, blank=True)
    found = models.TextField("what it found", blank=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "name"], name="one_group_of_a_name_in_a_review")]

    def __str__(self) -> str:
        return self.name


class GroupProposal(models.Model):
    """A recommendation as a group proposes it to the full Panel."""

    group = models.ForeignKey(PanelGroup, models.PROTECT, related_name="proposals")
    number = models.PositiveSmallIntegerField()
    words = models.TextField("proposal")
    concerns = models.SlugField("section it concerns", max_length=80, blank=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "number"], name="proposal_number_once_in_a_group")]

    def __str__(self) -> str:
        return f"{self.group}, proposal {self.number}"
