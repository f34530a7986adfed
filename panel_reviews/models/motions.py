"""What the full Panel moves, seconds and decides, and how this Panel votes."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from plans.models import Body


class Motion(models.Model):
    """Something that is moved and seconded, and carried, lost or withdrawn by the full Panel."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "Not decided yet"
        CARRIED = "carried", "Carried"
        LOST = "lost", "Lost"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class How(models.TextChoices):
        COUNTED = "counted", "by a counted vote"
        AGREED = "agreed", "agreed without a count"
        WITH_THE_REPORT = "with_report", "agreed together with the report"

    moved_by = models.CharField(max_length=200, blank=True)
    seconded_by = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    how = models.CharField("how it was decided", max_length=12, choices=How, blank=True)
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    abstained = models.PositiveSmallIntegerField(null=True, blank=True)
    casting = models.CharField(
        "casting vote", max_length=7, choices=[("for", "for it"), ("against", "against it")], blank=True
    )
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    how="counted", votes_for__isnull=False, votes_against__isnull=False, abstained__isnull=False
                )
                | (
                    ~Q(how="counted")
                    & Q(votes_for__isnull=True, votes_against__isnull=True, abstained__isnull=True, casting="")
                ),
                name="%(class)s_has_votes_if_they_were_counted",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("proposed", "withdrawn"), how="")
                | Q(state="carried") & ~Q(how="")
                | Q(state="lost", how="counted"),
                name="%(class)s_is_decided_in_some_way",
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether the Panel has still to decide it."""
        return self.state == self.State.PROPOSED


class PanelRules(models.Model):
    """A Panel's own rules: whether its chair has a casting vote, and what of its votes it wishes to be shown."""

    class Shown(models.TextChoices):
        COUNTS = "counts", "Who moved and seconded each, and the votes"
        RESULT = "result", "That each was carried, and no more"

    body = models.OneToOneField(Body, models.PROTECT, related_name="panel_rules")
    casting_vote = models.BooleanField("the chair has a casting vote", default=True)
    shown = models.CharField("what of its votes the Panel shows", max_length=6, choices=Shown, default=Shown.COUNTS)
    history = HistoricalRecords()

    def __str__(self) -> str:
        return f"Rules of the {self.body.panel_name}"
