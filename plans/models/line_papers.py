"""Papers of a line: what a line of the record says, as files that the worker makes once."""

from django.db import models
from django.db.models import Q

from plans.models.record import StepTaken


class LinePaper(models.Model):
    """
    What one line of the record says, as a file of one format: the Panel's report, or an annual report as published.

    Written by ``plans.services.line_papers`` alone, once the file is there, whole, under its digest. It is as public as
    the line: a view that asks who is there gives it out.
    """

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        WORD = "docx", "Word"

    line = models.ForeignKey(StepTaken, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=30)
    format = models.CharField(max_length=4, choices=Format)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    pages = models.PositiveIntegerField(null=True, blank=True)
    path = models.CharField("path under MEDIA_ROOT", max_length=120)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "kind", "format"], name="a_line_has_one_paper_of_a_format"),
            models.CheckConstraint(condition=Q(size__gt=0), name="a_paper_of_a_line_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of line {self.line_id}, {self.get_format_display()}"
