"""The register of criminal justice bodies that a local policing body makes arrangements with, by date."""

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from plans.models.bodies import Body


class CriminalJusticeBody(models.Model):
    """A criminal justice body of the police area, by date (2011 Act, s.10(3))."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="criminal_justice_bodies")
    ref = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "criminal justice bodies"
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="justice_body_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=["body", "ref", "from_on"], name="justice_body_once_from_a_day"),
        ]

    def __str__(self) -> str:
        return self.name
