"""How a body holds the rules, and what the rules have refused it: beside the statutory record, and no lines of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models.bodies import Body
from plans.models.plans import Instrument
from plans.statute.terms import Severity


class SeverityChange(models.Model):
    """
    A decision of a body to hold a rule that refuses as one that yields to a reason, or back. Written once.

    It touches nothing that was begun before: each instrument keeps the law as it stood when it was begun. ``digest``
    covers what was decided and the digest of the decision before.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="severity_changes")
    seq = models.PositiveIntegerField()
    rule = models.CharField(max_length=8)
    severity = models.CharField(max_length=10, choices=[(s.value, s.value) for s in (Severity.BLOCK, Severity.WARN)])
    from_on = models.DateField()
    by_name = models.CharField(max_length=200)
    reason = models.TextField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "seq"], name="severity_change_number_once_in_a_body"),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(by_name=""), name="a_severity_change_has_a_reason_and_a_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.severity} from {self.from_on}"


class RefusedAttempt(models.Model):
    """An act that somebody tried on a page and the law refused, with every reason. Not a line of the record."""

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="refused_attempts")
    step = models.CharField(max_length=40)
    acted_on = models.DateField("day of the act")
    by_name = models.CharField(max_length=200)
    refusals = models.JSONField(default=list, help_text="The rule, the section and the reason of each refusal.")
    tried_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["instrument", "tried_at"], name="attempts_on_an_instrument")]

    def __str__(self) -> str:
        return f"{self.step} of {self.instrument}, refused"
