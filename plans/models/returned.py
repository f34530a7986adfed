"""Word files that came back with somebody's changes, and each change until it is settled."""

from typing import Any

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from plans.text.outline import Section, section_from_data


class ReturnedPaper(models.Model):
    """
    A Word file that came back, bound to the wording it was sent out with.

    ``absent`` are ids of sections that are not in the file, ``without_effect`` counts tracked changes that change no
    words of the text (of its cover, say).
    """

    instrument = models.ForeignKey("plans.Instrument", models.CASCADE, related_name="returned_papers")
    wording = models.ForeignKey("plans.Wording", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    file = models.BinaryField()
    digest = models.CharField(max_length=64, help_text="The SHA-256 of the file.")
    absent = models.JSONField(default=list)
    without_effect = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class ProposedChange(models.Model):
    """
    One change that somebody made in a returned file.

    ``sections`` holds the data of each section concerned without the change and with it, null where there is none, and
    where its last blocks were written among the priority actions of an objective, that one's letter and how many;
    ``needs`` are the numbers of the changes of the same file that it was made upon.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "to settle"
        ACCEPTED = "accepted", "accepted"
        REJECTED = "rejected", "rejected"

    paper = models.ForeignKey(ReturnedPaper, models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField()
    author = models.CharField(max_length=200)
    dated = models.CharField(max_length=30, blank=True)
    tracked = models.BooleanField(default=True)
    needs = models.JSONField(default=list)
    sections = models.JSONField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "number"], name="change_number_once_in_a_paper")]

    def __str__(self) -> str:
        return f"change {self.number} by {self.author}"

    @property
    def pairs(self) -> tuple[tuple[Section | None, Section | None], ...]:
        """Each section concerned, without the change and with it."""
        return tuple((_section(pair["before"]), _section(pair["after"])) for pair in self.sections)

    @property
    def among(self) -> dict[str, tuple[str, int]]:
        """By section: the objective among whose priority actions its last blocks were written, and how many."""
        return {pair["after"]["id"]: tuple(pair["among"]) for pair in self.sections if pair.get("among")}


def _section(data: dict[str, Any] | None) -> Section | None:
    return section_from_data(data) if data else None
