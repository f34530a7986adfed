"""Consultations of every kind: what is asked, of whom, from when until when. The answers are in answers.py."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from plans.models.bodies import Body
from plans.models.plans import Instrument, Plan


class ConsultationExercise(models.Model):
    """
    One consultation of one audience with one question set, from its opening day to its closing day.

    The answers are erased on ``retention_until``; ``counts`` is what is kept of them then, small counts left out.
    """

    class Audience(models.TextChoices):
        AUTHORITIES = "authorities", "Responsible authorities"
        JUSTICE = "criminal_justice", "Criminal justice bodies"
        PUBLIC = "public", "People in the area"
        VICTIMS = "victims", "Victims of crime in the area"

    class State(models.TextChoices):
        PREPARING = "preparing", "being prepared"
        LAUNCHED = "launched", "launched"

    body = models.ForeignKey(Body, models.PROTECT, related_name="exercises")
    ref = models.SlugField(max_length=80, unique=True)
    instrument = models.ForeignKey(Instrument, models.PROTECT, null=True, blank=True, related_name="exercises")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="exercises")
    audience = models.CharField(max_length=20, choices=Audience)
    title = models.CharField(max_length=200)
    introduction = models.TextField(max_length=5000)
    opens_on = models.DateField()
    closes_on = models.DateField()
    retention_until = models.DateField("answers are erased on")
    takes_attachments = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.PREPARING)
    made_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(null=True, blank=True, help_text="What is kept of the answers once they are erased.")
    history = HistoricalRecords(excluded_fields=["counts"])

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="exercise_closes_after_it_opens"),
            models.CheckConstraint(
                condition=Q(retention_until__gt=F("closes_on")), name="answers_are_kept_until_after_the_close"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("office:consultation", args=[self.ref])

    @property
    def asks_organisations(self) -> bool:
        """Whether it asks named organisations by invitation, and not people."""
        return self.audience in (self.Audience.AUTHORITIES, self.Audience.JUSTICE)

    @property
    def is_of_victims(self) -> bool:
        """Whether its answers are the strand that only named readers may open."""
        return self.audience == self.Audience.VICTIMS

    @property
    def is_launched(self) -> bool:
        return self.state == self.State.LAUNCHED

    def public_draft(self, on: date) -> Instrument | None:
        """Return the draft that it is about, if that is before the public on a day."""
        draft = self.instrument
        return draft if draft and draft.public_from and draft.public_from <= on else None

    def is_open(self, on: date) -> bool:
        """Tell whether answers are taken from those asked on a day, both days included."""
        return self.is_launched and self.opens_on <= on <= self.closes_on and self.erased_at is None

    def is_closed(self, on: date) -> bool:
        """Tell whether the time for answers is over."""
        return self.is_launched and on > self.closes_on


class Question(models.Model):
    """One question of a set. It stays as it is from the day the consultation is launched."""

    class Kind(models.TextChoices):
        TEXT = "text", "An answer in their own words"
        ONE = "one", "One of several answers"
        SEVERAL = "several", "Any of several answers"
        SCALE = "scale", "A number from 1 to 5"

    exercise = models.ForeignKey(ConsultationExercise, models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    words = models.CharField(max_length=500)
    hint = models.CharField(max_length=500, blank=True)
    required = models.BooleanField(default=False)
    options = models.JSONField(default=list, help_text="The answers to choose from; on a scale what 1 and 5 mean.")
    gives_priorities = models.BooleanField(
        default=False, help_text="The answer is a responsible authority's priorities (s.10(1))."
    )

    class Meta:
        ordering = ["exercise", "number"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "number"], name="question_number_once_in_a_set"),
            models.CheckConstraint(condition=Q(number__gte=1), name="questions_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.words}"

    @property
    def labels(self) -> list[str]:
        """The answers to choose from, in words; none for an answer in one's own words."""
        if self.kind != self.Kind.SCALE:
            return list(self.options)
        low, high = [*self.options, "", ""][:2]
        return [f"1 – {low}" if low else "1", "2", "3", "4", f"5 – {high}" if high else "5"]

    @property
    def is_text(self) -> bool:
        return self.kind == self.Kind.TEXT


class Invitation(models.Model):
    """An organisation that is asked, as it stood on the register when the consultation was launched."""

    exercise = models.ForeignKey(ConsultationExercise, models.CASCADE, related_name="invitations")
    ref = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["exercise", "ref"], name="an_organisation_is_asked_once")]

    def __str__(self) -> str:
        return self.name


class PublishedSummary(models.Model):
    """What a consultation found, as it was published: no personal data. Written once, never changed."""

    exercise = models.OneToOneField(ConsultationExercise, models.PROTECT, related_name="summary")
    content = models.JSONField()
    digest = models.CharField(max_length=64, unique=True)
    published_on = models.DateField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"Summary of {self.exercise}"
