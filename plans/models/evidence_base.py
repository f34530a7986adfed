"""The evidence base of a plan: what police, partners and public brought to it, and which objectives each shaped."""

from django.db import models

from plans.models.plans import Instrument
from plans.models.record import Evidence


class EvidenceItem(models.Model):
    """
    One thing that shaped a draft plan or a variation: an assessment, somebody's priorities, an answer.

    ``shaped`` holds codes of objectives ("V") and of priority actions ("V3"). Working papers, not the record: the
    public sees an item only where it says so.
    """

    class LedBy(models.TextChoices):
        POLICE = "police", "Police-led"
        PARTNER = "partner", "Partner-led"
        PUBLIC = "public", "Public-led"

    class Kind(models.TextChoices):
        ASSESSMENT = "assessment", "An assessment"
        PRIORITIES = "priorities", "Priorities"
        REPLY = "reply", "A reply to a consultation"
        SURVEY = "survey", "A survey or talks"
        INSPECTION = "inspection", "An inspection or audit"
        RESEARCH = "research", "Research or figures"

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="evidence_items")
    led_by = models.CharField(max_length=10, choices=LedBy)
    kind = models.CharField(max_length=12, choices=Kind)
    title = models.CharField(max_length=200)
    says = models.TextField()
    source = models.CharField("source organisation", max_length=200)
    dated = models.DateField(null=True, blank=True)
    document = models.ForeignKey(Evidence, models.PROTECT, null=True, blank=True, related_name="+")
    shaped = models.JSONField(default=list, blank=True)
    may_be_published = models.BooleanField(default=False)

    class Meta:
        ordering = ("led_by", "dated", "id")
        indexes = [models.Index(fields=["instrument", "led_by"], name="evidence_of_an_instrument")]

    def __str__(self) -> str:
        return self.title
