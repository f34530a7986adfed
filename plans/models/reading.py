"""How members of the Panel read a draft: what they were shown informally, their own notes, and what they have read."""

from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from plans.models.bodies import Membership
from plans.models.comments import OnWords
from plans.models.record import StepTaken
from plans.models.texts import Wording


class InformalLook(models.Model):
    """
    A draft, as it was frozen at a line of the record, that the office showed the Panel beside the course (STATUTE V15).

    It is working data and no act: no guard asks for it, and it never stands for the review of section 28(3).
    """

    instrument = models.ForeignKey("plans.Instrument", models.CASCADE, related_name="informal_looks")
    frozen_line = models.ForeignKey(StepTaken, models.PROTECT, related_name="informal_looks")
    shown_on = models.DateField("day on which the Panel sees it")
    occasion = models.CharField("where or how the Panel sees it", max_length=200)
    by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(occasion=""), name="a_look_has_an_occasion")]

    def __str__(self) -> str:
        return self.occasion


class PrivateNote(OnWords):
    """
    What a member wrote to themselves about a draft; it goes with the membership.

    Nobody else reads it, so it has no editing history, and no name but that it is one. ``wording`` is the text as its
    writer saw it; ``client_id`` the name that the writer's browser gave it, so that sending it twice makes one.
    """

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="private_notes")
    instrument = models.ForeignKey("plans.Instrument", models.CASCADE, related_name="private_notes")
    wording = models.ForeignKey(Wording, models.PROTECT, related_name="+")
    text = models.TextField()
    client_id = models.UUIDField(null=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "client_id"], name="one_note_sent_under_an_id")]

    def __str__(self) -> str:
        return "A private note"


class SectionRead(models.Model):
    """That a member has read a section as it stood in a wording; nobody else is told."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="sections_read")
    instrument = models.ForeignKey("plans.Instrument", models.CASCADE, related_name="+")
    section_id = models.SlugField(max_length=80)
    wording = models.ForeignKey(Wording, models.PROTECT, related_name="+")
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "instrument", "section_id"], name="a_section_is_read_once"),
        ]

    def __str__(self) -> str:
        return "A section read"
