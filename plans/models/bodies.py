"""Local policing bodies, who held which office when, the authorities on their register, and elections."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from plans.statute.dates import Calendar, Counted, Nation
from plans.statute.names import Names
from plans.statute.profiles import PROFILES
from plans.statute.terms import BodyKind, NationalKind, Office


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
    bilingual = models.BooleanField(
        "texts in Welsh too",
        default=False,
        help_text="The plan is issued in Welsh and English, and neither may be behind the other.",
    )
    copies_before_publication = models.BooleanField(
        "copies go out before publication", default=False, help_text="Local rule; the Act gives no such order."
    )
    nation = models.CharField(
        max_length=3,
        choices=[(Nation.ENGLAND.value, "England"), (Nation.WALES.value, "Wales")],
        default=Nation.ENGLAND.value,
    )
    clear_days_counted = models.CharField(
        "clear days before a meeting are counted in",
        max_length=7,
        choices=[(Counted.WORKING.value, "working days"), (Counted.EVERY.value, "all days")],
        default=Counted.WORKING.value,
    )
    reply_days = models.PositiveSmallIntegerField(
        "working days planned for the Chief Constable’s reply", default=10, help_text="The office’s own allowance."
    )
    response_days = models.PositiveSmallIntegerField(
        "working days planned for the response to the Panel", default=10, help_text="The office’s own allowance."
    )
    questions_days = models.PositiveSmallIntegerField(
        "working days before a meeting by which the public’s questions are in",
        null=True,
        blank=True,
        help_text="The Panel’s own rule (N7). Leave it empty if the Panel has none.",
    )
    questions_hour = models.PositiveSmallIntegerField("hour by which they are in", default=12)
    pre_election_days = models.PositiveSmallIntegerField(
        "days before a poll that the pre-election period begins", default=42, help_text="The office’s own policy."
    )
    plan_name = models.CharField(
        "name of the plan", max_length=200, blank=True, help_text="Where it is not called a police and crime plan."
    )
    succeeded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="successor"
    )
    succeeded_on = models.DateField("functions passed on", null=True, blank=True)
    pre_election_gate_from = models.DateField(
        "day from which issuing in a pre-election period asks for a reason", null=True, blank=True
    )
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(succeeded_by__isnull=True, succeeded_on__isnull=True)
                | Q(succeeded_by__isnull=False, succeeded_on__isnull=False),
                name="a_body_is_succeeded_by_another_from_a_day",
            ),
            models.CheckConstraint(
                condition=Q(succeeded_by__isnull=True) | ~Q(succeeded_by=F("id")), name="no_body_succeeds_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def calendar_with(self, added: frozenset[date], removed: frozenset[date]) -> Calendar:
        """Return the calendar of the body with its one-off holidays."""
        nation = Nation.WALES if self.kind == BodyKind.COMMISSIONER_WALES else Nation(self.nation)
        return Calendar(nation, added, removed, Counted(self.clear_days_counted))

    @property
    def names(self) -> Names:
        """What bodies of this kind call their office-holder, their plan and their Panel."""
        return PROFILES[BodyKind(self.kind)].names

    def has_ended(self, on: date) -> bool:
        """Tell whether the body's functions had passed to another by a day."""
        return self.succeeded_on is not None and self.succeeded_on <= on


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
    is_local_authority = models.BooleanField(
        "a local authority",
        default=False,
        help_text="A county, district or unitary council, to which the Panel sends its reports too (s.28).",
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


class NationalDocument(models.Model):
    """An edition of the Strategic Policing Requirement (s.5(5)), or guidance on plans (s.7(4)), by days in force."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="national_documents")
    kind = models.CharField(
        max_length=20,
        choices=[
            (NationalKind.REQUIREMENT.value, "Strategic Policing Requirement"),
            (NationalKind.GUIDANCE.value, "guidance or code of the Secretary of State"),
        ],
    )
    title = models.CharField("edition or title", max_length=200)
    from_on = models.DateField("in force from")
    to_on = models.DateField("in force until", null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="national_document_ends_after_it_begins",
            ),
            models.UniqueConstraint(fields=["body", "kind", "title"], name="national_document_once_by_its_title"),
        ]

    def __str__(self) -> str:
        return self.title


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
    reads_victims = models.BooleanField(
        "reads victims’ answers",
        default=False,
        help_text="May open what individual victims of crime answered. Everybody else sees counts alone.",
    )
    history = HistoricalRecords()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "user"], name="one_role_of_a_person_in_a_body")]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"
