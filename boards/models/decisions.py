"""The office's own board, what it endorsed, and the decisions of the commissioner."""

from django.db import models
from simple_history.models import HistoricalRecords

from plans.models import Body, Committee, Instrument, StepTaken


class Endorsement(models.Model):
    """What a board made of an instrument at a meeting. Never the decision (STATUTE I7)."""

    class Outcome(models.TextChoices):
        ENDORSED = "endorsed", "Endorsed"
        NOTED = "noted", "Noted"
        DEFERRED = "deferred", "Deferred"

    board = models.ForeignKey(Committee, models.PROTECT, related_name="endorsements")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="endorsements")
    met_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    minute = models.TextField(blank=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "instrument", "met_on"], name="one_outcome_of_a_meeting"),
        ]

    def __str__(self) -> str:
        return f"{self.board}: {self.get_outcome_display()}"


class Decision(models.Model):
    """The published record of the commissioner's decision to issue a plan or variation (I7)."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="decisions")
    number = models.CharField(max_length=40)
    line = models.OneToOneField(StepTaken, models.PROTECT, related_name="decision")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="decisions")
    title = models.CharField(max_length=200)
    decision = models.TextField()
    decided_on = models.DateField()
    published_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "number"], name="decision_number_once_in_a_body")]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"
