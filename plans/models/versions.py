"""What is kept of a draft besides its text: named saves, and the reasons as they stood when it was frozen."""

from django.conf import settings
from django.db import models

from plans.models.plans import Edition, Instrument
from plans.models.record import StepTaken
from plans.models.texts import Wording


class DraftVersion(models.Model):
    """
    A named save of a whole working draft: a working paper, and no part of the statutory record.

    ``base`` is the edition that the draft stood on; ``changes`` and ``sections`` count what it changes against the
    version before it, or against ``base`` for the first.
    """

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    wording = models.ForeignKey(Wording, models.PROTECT, related_name="versions")
    base = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="+")
    changes = models.PositiveIntegerField(default=0)
    sections = models.PositiveSmallIntegerField(default=0)
    restored_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instrument", "number"], name="version_number_once_in_a_draft"),
            models.CheckConstraint(condition=~models.Q(name=""), name="a_version_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}: {self.name}"


class FrozenReason(models.Model):
    """A reason as it stood when the draft was frozen. Written once: whoever is shown that wording reads this."""

    line = models.ForeignKey(StepTaken, models.PROTECT, related_name="reasons")
    change_key = models.CharField(max_length=64)
    reason = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "change_key"], name="one_reason_frozen_for_a_change")]

    def __str__(self) -> str:
        return self.reason
