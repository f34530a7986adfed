"""Meetings of the Panel and of the office's boards: who sits on them, when they meet, who came."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from plans.models.bodies import Body
from plans.models.calendar import MeetingDay


class Committee(models.Model):
    """
    A body that meets on agendas: the Panel, or a board of the office's own, of any name.

    The Panel's name is the body's. A board advises; it never decides for the commissioner (STATUTE I7).
    """

    class Kind(models.TextChoices):
        PANEL = "panel", "the Panel"
        BOARD = "board", "a board of the office"

    body = models.ForeignKey(Body, models.PROTECT, related_name="committees")
    kind = models.CharField(max_length=5, choices=Kind)
    name = models.CharField(max_length=200)
    ref = models.SlugField(max_length=60, help_text="The word for it in the addresses of its meetings.")
    quorum = models.PositiveSmallIntegerField(null=True, blank=True)
    days_before = models.PositiveSmallIntegerField(
        "clear days that the papers of a board are out before a meeting",
        null=True,
        blank=True,
        help_text="The office’s own policy for its boards (N6); for a Panel the law gives it (N3).",
    )
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "name"], name="committee_name_once_in_a_body"),
            models.UniqueConstraint(fields=["body", "ref"], name="committee_ref_once_in_a_body"),
            models.UniqueConstraint(fields=["body"], condition=Q(kind="panel"), name="a_body_has_one_panel"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_panel(self) -> bool:
        """Whether it is the Panel, which the law of local authorities' meetings binds (N3 to N5)."""
        return self.kind == self.Kind.PANEL


class CommitteeMember(models.Model):
    """Somebody who sits on a committee from one day to another, both included; as a substitute for a member, or not."""

    class Role(models.TextChoices):
        CHAIR = "chair", "chair"
        VICE_CHAIR = "vice_chair", "vice-chair"
        MEMBER = "member", "member"
        INDEPENDENT = "independent", "independent member"
        SUBSTITUTE = "substitute", "substitute"

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="members")
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=11, choices=Role, default=Role.MEMBER)
    represents = models.CharField("authority or body represented", max_length=200, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="seats")
    from_on = models.DateField("first day")
    to_on = models.DateField("last day", null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="a_seat_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=["committee", "name", "from_on"], name="a_seat_once_from_a_day"),
        ]

    def __str__(self) -> str:
        return self.name


class Meeting(models.Model):
    """
    A meeting with an agenda, on a day that the calendar has.

    ``agenda_on`` is the day on which agenda and papers were opened to the public; from then on they are. Where that was
    later than the law or the policy asks, ``late_reason`` and ``late_by`` say why, and who answers for it (N3).
    """

    day = models.OneToOneField(MeetingDay, models.PROTECT, related_name="meeting")
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="meetings")
    ref = models.SlugField(max_length=80, unique=True)
    starts_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=300, blank=True)
    in_public = models.BooleanField("held in public", default=True)
    agenda_on = models.DateField("agenda opened to the public", null=True, blank=True)
    late_reason = models.TextField(blank=True)
    late_by = models.CharField(max_length=200, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_why = models.TextField(blank=True)
    minutes = models.TextField("minutes, as cleaned blocks of text", blank=True)
    minutes_on = models.DateField("minutes published", null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(late_reason="", late_by="") | ~Q(late_reason="") & ~Q(late_by=""),
                name="a_late_agenda_is_answered_for_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on__isnull=True) | ~Q(cancelled_why=""), name="a_meeting_is_cancelled_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(self.day)

    @property
    def on(self) -> date:
        """The day on which it is held."""
        return self.day.on


class Attendance(models.Model):
    """Whether a member came to a meeting, sent apologies, or was stood in for by a substitute."""

    class State(models.TextChoices):
        PRESENT = "present", "Present"
        APOLOGIES = "apologies", "Apologies"
        ABSENT = "absent", "Absent"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    member = models.ForeignKey(CommitteeMember, models.PROTECT, related_name="attendances")
    state = models.CharField(max_length=9, choices=State)
    substitute = models.ForeignKey(CommitteeMember, models.PROTECT, null=True, blank=True, related_name="stood_in_at")
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="a_member_attends_a_meeting_once"),
            models.CheckConstraint(
                condition=Q(substitute__isnull=True) | ~Q(state="present"), name="who_is_present_needs_no_substitute"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_state_display()}"


class DeclaredInterest(models.Model):
    """An interest that a member declared at a meeting, in an item or in general, and whether the member left for it."""

    class Kind(models.TextChoices):
        PECUNIARY = "pecuniary", "Disclosable pecuniary interest"
        OTHER = "other", "Other interest"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="interests")
    member = models.ForeignKey(CommitteeMember, models.PROTECT, related_name="interests")
    item = models.ForeignKey("plans.AgendaItem", models.SET_NULL, null=True, blank=True, related_name="interests")
    kind = models.CharField(max_length=9, choices=Kind)
    nature = models.TextField()
    left_the_room = models.BooleanField(default=False)
    history = HistoricalRecords()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(nature=""), name="an_interest_is_declared_in_words")]

    def __str__(self) -> str:
        return f"{self.member}: {self.nature}"
