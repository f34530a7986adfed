"""Local policing bodies, who held which office when, the authorities on their register, and elections."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from plans.statute.terms import BodyKind, Office


class Body(models.Model):
    """A local policing body: the office whose plans these are."""

    ref = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(
        max_length=20, choices=[(k.value, k.value) for k in BodyKind], default=BodyKind.COMMISSIONER
    )
    area = models.CharField("police area", max_length=100)
    name = models.CharField(max_length=200, help_text="Police and Crime Commissioner for the area")
    panel_name = models.CharField(max_length=200)
    force_name = models.CharField(max_length=200)
    districts = models.CharField("local government areas", max_length=400, blank=True)
    contact_email = models.EmailField(blank=True)
    panel_floor_days = models.PositiveSmallIntegerField(
        "working days that the Panel has at least", default=20, help_text="Local policy; the Act gives no number."
    )
    history = HistoricalRecords()

    def __str__(self) -> str:
        return self.name


class OfficeHolder(models.Model):
    """Who held an office from when to when, both days included."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="office_holders")
    office = models.CharField(max_length=30, choices=[(o.value, o.value.replace("_", " ")) for o in Office])
    name = models.CharField(max_length=200)
    title = models.CharField("rank or title", max_length=100, blank=True)
    email = models.EmailField(blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="offices_held"
    )
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="office_held_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=["body", "office", "from_on"], name="office_has_one_holder_from_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_office_display()}"


class ResponsibleAuthority(models.Model):
    """A responsible authority on the register of a body, by date (Crime and Disorder Act 1998 s.5)."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="authorities")
    ref = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    is_chief_constable = models.BooleanField(
        default=False, help_text="The chief officer of police, who is addressed once as the Chief Constable."
    )
    email = models.EmailField(blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="authority_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=["body", "ref", "from_on"], name="authority_once_from_a_day"),
        ]

    def __str__(self) -> str:
        return self.name


class Election(models.Model):
    """An election of the body. A by-election is not an ordinary election and starts no new duty (STATUTE P4)."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="elections")
    ordinary = models.BooleanField(default=True)
    expected_on = models.DateField()
    postponed_to = models.DateField(null=True, blank=True)
    postponed_by_decision_on = models.DateField(null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "expected_on"], name="election_once_a_day"),
            models.CheckConstraint(
                condition=Q(postponed_to__isnull=True) | Q(postponed_to__gt=F("expected_on")),
                name="election_is_postponed_to_a_later_day",
            ),
        ]

    def __str__(self) -> str:
        return f"Election of {self.postponed_to or self.expected_on}"


class Membership(models.Model):
    """What a signed-in person is to a body: which rooms they may enter and what they may do there."""

    class Role(models.TextChoices):
        POLICY_OFFICER = "policy_officer", "policy officer"
        CHIEF_EXECUTIVE = "chief_executive", "chief executive and monitoring officer"
        COMMISSIONER = "commissioner", "commissioner"
        PANEL_SUPPORT = "panel_support", "Panel support officer"
        PANEL_MEMBER = "panel_member", "Panel member"
        ADMINISTRATOR = "administrator", "administrator"

    body = models.ForeignKey(Body, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    history = HistoricalRecords()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "user"], name="one_role_of_a_person_in_a_body")]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"
