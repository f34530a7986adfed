"""The statutory record: steps taken, chained by hash, with their waivers and evidence. Written once, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models.bodies import Body
from plans.models.plans import Instrument
from plans.models.texts import Wording
from plans.statute.terms import Office


class StepTaken(models.Model):
    """
    One line of a body's statutory record. Written once, never changed; a mistake is corrected by a later line.

    ``digest`` covers what was done and the digest of the line before: the same acts give the same head digest
    wherever they are loaded. ``seal`` covers the digest, when and by whom it was typed here, and the seal before.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="lines")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="lines")
    seq = models.PositiveIntegerField()
    step = models.CharField(max_length=40)
    section = models.CharField(max_length=80)
    taken_on = models.DateField()
    by_office = models.CharField(max_length=30, choices=[(o.value, o.value.replace("_", " ")) for o in Office])
    by_name = models.CharField(max_length=200)
    wording = models.ForeignKey(Wording, models.PROTECT, null=True, related_name="lines")
    particulars = models.JSONField(default=dict)
    evidence = models.JSONField(default=list, help_text="Title and SHA-256 digest of each piece of evidence.")
    waivers = models.JSONField(default=list, help_text="The gates passed with a reason, as kept in the waiver rows.")
    missing = models.JSONField(default=list, help_text="What the step lacked, when recorded as history.")
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    seal = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "seq"], name="line_number_once_in_a_record"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="lines_count_from_one"),
        ]
        indexes = [models.Index(fields=["instrument", "seq"], name="lines_of_an_instrument")]

    def __str__(self) -> str:
        return f"{self.seq}. {self.step} on {self.taken_on}"

    @property
    def as_history(self) -> bool:
        """Whether the step was recorded as history with something missing."""
        return bool(self.missing)


class Waiver(models.Model):
    """An officer's recorded reason for passing a soft gate. Written once, shown for ever."""

    line = models.ForeignKey(StepTaken, models.PROTECT, related_name="waiver_rows")
    rule = models.CharField(max_length=8)
    section = models.CharField(max_length=80)
    refusal = models.TextField()
    reason = models.TextField()
    officer = models.CharField(max_length=200)
    officer_office = models.CharField(max_length=30)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_waiver_has_a_reason"),
            models.CheckConstraint(condition=~Q(officer=""), name="a_waiver_has_a_named_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.reason}"


class Evidence(models.Model):
    """A document kept as evidence, under the SHA-256 digest of its bytes. Written once, never changed."""

    digest = models.CharField(primary_key=True, max_length=64)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()
    kept_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Consultation(models.Model):
    """
    A request to the Chief Constable to read one wording and reply, by a signed link without an account.

    The wording and the line of the record are fixed when it is made; the reply is a line of the record too.
    """

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="consultations")
    asked_line = models.OneToOneField(StepTaken, models.PROTECT, related_name="consultation")
    reply_line = models.OneToOneField(StepTaken, models.PROTECT, null=True, blank=True, related_name="replied_to")
    wording = models.ForeignKey(Wording, models.PROTECT, related_name="consultations")
    addressee = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    reply_by = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    draft_reply = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.addressee} on {self.instrument}"
