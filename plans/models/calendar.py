"""What the days of a body are counted with: holidays, pre-election periods, meetings, postponements, ends answered."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from plans.models.bodies import Body, Election


class BankHoliday(models.Model):
    """A one-off holiday of a body's nation that is not among the usual ones, or a usual one that was moved away."""

    class Counts(models.TextChoices):
        ADDED = "added", "It is a bank holiday"
        REMOVED = "removed", "It is not a bank holiday, but moved to another day"

    body = models.ForeignKey(Body, models.PROTECT, related_name="bank_holidays")
    on = models.DateField("day")
    name = models.CharField(max_length=200)
    counts = models.CharField(max_length=8, choices=Counts, default=Counts.ADDED)
    history = HistoricalRecords()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "on"], name="one_entry_for_a_holiday")]

    def __str__(self) -> str:
        return f"{self.on}: {self.name}"


class PreElectionPeriod(models.Model):
    """A pre-election period entered by hand, both days included: for an election that is not the commissioner's."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="pre_election_periods")
    from_on = models.DateField("first day")
    to_on = models.DateField("last day")
    why = models.CharField("which election", max_length=200)
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="pre_election_period_ends_later"),
            models.UniqueConstraint(fields=["body", "from_on", "to_on", "why"], name="pre_election_period_once"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.from_on} to {self.to_on}: {self.why}"


class MeetingDay(models.Model):
    """A day on which the Panel, or the office's Board, meets. Timetables are planned with the Panel's."""

    class Of(models.TextChoices):
        PANEL = "panel", "the Panel"
        BOARD = "board", "the office’s Board"

    body = models.ForeignKey(Body, models.PROTECT, related_name="meeting_days")
    of = models.CharField("who meets", max_length=5, choices=Of, default=Of.PANEL)
    name = models.CharField(max_length=200)
    on = models.DateField("day")
    history = HistoricalRecords()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "of", "name", "on"], name="meets_once_a_day")]

    def __str__(self) -> str:
        return f"{self.name}, {self.on}"


class Postponement(models.Model):
    """
    That an election was put off: to when, decided on which day, why, and who recorded it. Written once.

    An election may be put off again; a row that was entered wrongly is put right by a later one, which names it.
    """

    election = models.ForeignKey(Election, models.PROTECT, related_name="postponements")
    to = models.DateField("new day")
    decided_on = models.DateField("day of the decision", null=True)
    why = models.TextField(blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    recorded_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.election}: put off to {self.to}"


class DoneRecord(models.Model):
    """
    Somebody's word that what they held was done, on which day and how; or that it was recorded by mistake.

    ``key`` is that of what was due, ``what`` its words then. Written once: of several under a key the last stands.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="done_records")
    key = models.CharField(max_length=200)
    what = models.CharField(max_length=400)
    done = models.BooleanField(default=True)
    on = models.DateField()
    note = models.TextField()
    by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(note=""), name="what_is_done_is_said_in_words"),
            models.CheckConstraint(condition=~Q(by_name=""), name="what_is_done_is_said_by_somebody"),
        ]
        indexes = [models.Index(fields=["body", "key"], name="done_records_of_a_body")]

    def __str__(self) -> str:
        return f"{self.what}: {'done' if self.done else 'not done'} on {self.on}"


class PeriodConfirmation(models.Model):
    """
    The monitoring officer's answer to a proposed end of a plan's period, which a moved election gives (STATUTE P9).

    Written once. A confirmation is the only way in which the end of an issued plan moves.
    """

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="period_confirmations")
    election = models.ForeignKey(Election, models.PROTECT, null=True, related_name="+")
    stood_until = models.DateField("end that stood")
    ends_on = models.DateField("end proposed")
    confirmed = models.BooleanField()
    reason = models.TextField()
    decided_on = models.DateField()
    officer = models.CharField(max_length=200)
    officer_office = models.CharField(max_length=30)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="an_end_is_answered_with_a_reason"),
            models.CheckConstraint(condition=~Q(officer=""), name="an_end_is_answered_by_a_named_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {'confirmed' if self.confirmed else 'declined'} {self.ends_on}"
