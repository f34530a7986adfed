"""What a draft and a later edition changed in different ways, kept with the draft until somebody settles it."""

import json

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from plans.text.outline import Outline, from_data


class DraftMeeting(models.Model):
    """A draft brought up to date: from one edition to another, with the whole draft as it stood before."""

    instrument = models.ForeignKey("plans.Instrument", models.CASCADE, related_name="meetings")
    stood_on = models.ForeignKey("plans.Edition", models.PROTECT, related_name="+")
    edition = models.ForeignKey("plans.Edition", models.PROTECT, related_name="+")
    draft = models.TextField("the draft before, as canonical JSON")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.instrument} brought from edition {self.stood_on.number} to edition {self.edition.number}"

    @property
    def outline(self) -> Outline:
        """The draft as it stood before it was brought up to date."""
        return from_data(json.loads(self.draft))


class DraftConflict(models.Model):
    """
    One unit of the text (a paragraph, an item, a cell, a heading) that a draft and a later edition changed differently.

    ``base``, ``ours`` (the draft's) and ``theirs`` (the edition's) are canonical HTML, empty where it was taken out.
    ``settled_as`` is "ours", "theirs" or "text", of which ``text`` is what was written instead; empty while it is open.
    """

    meeting = models.ForeignKey(DraftMeeting, models.CASCADE, related_name="conflicts")
    instrument = models.ForeignKey("plans.Instrument", models.CASCADE, related_name="conflicts")
    key = models.CharField(max_length=64)
    position = models.PositiveSmallIntegerField()
    section_id = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=400)
    base = models.TextField(blank=True)
    ours = models.TextField(blank=True)
    theirs = models.TextField(blank=True)
    settled_as = models.CharField(
        max_length=6, blank=True, choices=[("ours", "the draft’s"), ("theirs", "the edition’s"), ("text", "another")]
    )
    text = models.TextField(blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "key"], name="one_conflict_for_a_unit"),
            models.CheckConstraint(
                condition=Q(settled_as="", settled_at=None) | (~Q(settled_as="") & Q(settled_at__isnull=False)),
                name="a_conflict_is_settled_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.place

    @property
    def choice(self) -> str:
        """What ``plans.text.changeset.settled`` takes for it: a side, or the HTML that was written instead."""
        return self.text if self.settled_as == "text" else self.settled_as
