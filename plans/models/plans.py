"""Plans, the instruments that make and vary them, and their editions."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from plans.models.bodies import Body
from plans.models.texts import Wording
from plans.statute.kinds import KINDS
from plans.statute.terms import InstrumentKind, PlanFamily, Stage


class Plan(models.Model):
    """
    The identity and the legal period of a police and crime plan, or of a fire and rescue plan.

    ``years`` is how the title says it ("2013 to 2016"); the legal period is ``effective_from`` to
    ``period_ends_on`` (s.7), set when the plan is issued and by nothing else.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="plans")
    ref = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    years = models.CharField("years in the title", max_length=40, blank=True)
    welsh_title = models.CharField("title in Welsh", max_length=200, blank=True)
    family = models.CharField(
        max_length=20, choices=[(f.value, f.value.replace("_", " ")) for f in PlanFamily],
        default=PlanFamily.POLICE_AND_CRIME,
    )  # fmt: skip
    issued_on = models.DateField(null=True, blank=True)
    effective_from = models.DateField(null=True, blank=True)
    period_ends_on = models.DateField(null=True, blank=True)
    end_basis = models.CharField(max_length=200, blank=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "family", "effective_from"],
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
    What travels a statutory course: a draft plan, a draft variation of one, a review of a plan, an annual report.

    ``stage`` and ``revision`` are written by ``plans.services.course`` alone; the statutory record is their history.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="instruments")
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in InstrumentKind])
    ref = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    base = models.ForeignKey(
        "plans.Edition", models.PROTECT, null=True, blank=True, related_name="varied_by", verbose_name="edition varied"
    )
    procedure = models.CharField("version of the course", max_length=40)
    law = models.JSONField(
        default=dict, blank=True, help_text="The table of rules when it was begun, and what was held otherwise then."
    )
    stage = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Stage], default=Stage.DRAFTING)
    revision = models.PositiveIntegerField(default=0)
    begun_on = models.DateField()
    hoped_for_issue_on = models.DateField(null=True, blank=True)
    planned_meeting = models.ForeignKey(
        "plans.MeetingDay", models.SET_NULL, null=True, blank=True, related_name="planned_for"
    )
    year = models.PositiveSmallIntegerField(
        "financial year", null=True, blank=True, help_text="The year in which the financial year begins."
    )
    came_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="led_to", verbose_name="review that it came of"
    )
    public_from = models.DateField(null=True, blank=True, help_text="Shown to the public from this day.")
    history = HistoricalRecords(excluded_fields=["stage", "revision"])

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=("variation", "fire_variation"), base__isnull=False)
                | Q(kind__in=("plan", "fire_plan", "review", "annual_report"), base__isnull=True),
                name="a_variation_varies_an_edition_and_nothing_else_does",
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(kind__in=("plan", "fire_plan")) & ~Q(stage="withdrawn"),
                name="a_plan_is_made_by_one_instrument",
            ),
            models.CheckConstraint(
                condition=Q(kind="annual_report", year__isnull=False)
                | (~Q(kind="annual_report") & Q(year__isnull=True)),
                name="an_annual_report_and_nothing_else_has_a_year",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("office:instrument", args=[self.ref])

    @property
    def is_variation(self) -> bool:
        return InstrumentKind(self.kind).varies

    @property
    def makes_a_plan(self) -> bool:
        return InstrumentKind(self.kind).makes_a_plan

    @property
    def has_text(self) -> bool:
        """Whether it has a text of its own, which is drafted and frozen; a review has none."""
        return KINDS[InstrumentKind(self.kind)].has_text

    @property
    def is_open(self) -> bool:
        return self.stage in (Stage.DRAFTING, Stage.WITH_PANEL, Stage.REPORTED)

    @property
    def kind_words(self) -> str:
        """What it is called on screen: "draft plan", "variation", "review", "annual report"."""
        return KINDS[InstrumentKind(self.kind)].on_screen

    @property
    def answers_s7(self) -> bool:
        """Whether s.7 says what its text sets out."""
        return KINDS[InstrumentKind(self.kind)].answers_s7

    @property
    def text_words(self) -> str:
        """What its text is the text of: "plan", "annual report"."""
        return KINDS[InstrumentKind(self.kind)].text

    @property
    def stage_words(self) -> str:
        """Where it stands, after "it is": "being drafted", "with the Panel", "under way"."""
        return KINDS[InstrumentKind(self.kind)].stage_words(Stage(self.stage))


class Edition(models.Model):
    """An issued text of a plan: edition 1 as issued, 2 as first varied, and so on. Written once, never changed."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    wording = models.ForeignKey(Wording, models.PROTECT, related_name="editions")
    welsh = models.ForeignKey(
        Wording, models.PROTECT, null=True, blank=True, related_name="welsh_editions", verbose_name="wording in Welsh"
    )
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
