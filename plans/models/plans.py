"""Plans, the instruments that make and vary them, and their editions."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from plans.models.bodies import Body
from plans.models.texts import Wording
from plans.statute.terms import InstrumentKind, Stage


class Plan(models.Model):
    """
    The identity and the legal period of a police and crime plan.

    ``years`` is how the title says it ("2013 to 2016"); the legal period is ``effective_from`` to
    ``period_ends_on`` (s.7), set when the plan is issued and by nothing else.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="plans")
    ref = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    years = models.CharField("years in the title", max_length=40, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    effective_from = models.DateField(null=True, blank=True)
    period_ends_on = models.DateField(null=True, blank=True)
    end_basis = models.CharField(max_length=200, blank=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "effective_from"],
                condition=Q(effective_from__isnull=False),
                name="one_plan_takes_effect_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True, effective_from__isnull=True, period_ends_on__isnull=True)
                | Q(
                    issued_on__isnull=False, effective_from__gte=F("issued_on"), period_ends_on__gte=F("effective_from")
                ),
                name="plan_is_issued_if_and_only_if_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("public:plan", args=[self.ref])

    @property
    def name(self) -> str:
        """The title with its years, said once: "Fenmarch Police and Crime Plan 2025 to 2029"."""
        return self.title if not self.years or self.years in self.title else f"{self.title} {self.years}"


class Instrument(models.Model):
    """
    What travels the statutory course: a draft plan, or a draft variation of one.

    ``stage`` and ``revision`` are written by ``plans.services.course`` alone; the statutory record is their history.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="instruments")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in InstrumentKind])
    ref = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    base = models.ForeignKey(
        "plans.Edition", models.PROTECT, null=True, blank=True, related_name="varied_by", verbose_name="edition varied"
    )
    procedure = models.CharField("version of the course", max_length=40)
    stage = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Stage], default=Stage.DRAFTING)
    revision = models.PositiveIntegerField(default=0)
    begun_on = models.DateField()
    hoped_for_issue_on = models.DateField(null=True, blank=True)
    public_from = models.DateField(null=True, blank=True, help_text="Shown to the public from this day.")
    history = HistoricalRecords(excluded_fields=["stage", "revision"])

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="plan", base__isnull=True) | Q(kind="variation", base__isnull=False),
                name="a_variation_varies_an_edition_and_a_plan_none",
            ),
            models.UniqueConstraint(fields=["plan"], condition=Q(kind="plan") & ~Q(stage="withdrawn"),
                                    name="a_plan_is_made_by_one_instrument"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("office:instrument", args=[self.ref])

    @property
    def is_variation(self) -> bool:
        return self.kind == InstrumentKind.VARIATION

    @property
    def is_open(self) -> bool:
        return self.stage in (Stage.DRAFTING, Stage.WITH_PANEL, Stage.REPORTED)

    @property
    def kind_words(self) -> str:
        """What it is called on screen: always "draft plan" or "variation"."""
        return "variation" if self.is_variation else "draft plan"


class Edition(models.Model):
    """An issued text of a plan: edition 1 as issued, 2 as first varied, and so on. Written once, never changed."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    wording = models.ForeignKey(Wording, models.PROTECT, related_name="editions")
    instrument = models.OneToOneField(Instrument, models.PROTECT, related_name="edition")
    issued_on = models.DateField()
    effective_from = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="edition_number_once_in_a_plan"),
            models.CheckConstraint(
                condition=Q(effective_from__gte=F("issued_on")), name="edition_has_effect_after_issue"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}, edition {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("public:edition", args=[self.plan.ref, self.number])
