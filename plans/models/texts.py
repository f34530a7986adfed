"""Wordings, which never change, and the working draft, which does."""

import json
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from simple_history.models import HistoricalRecords

from plans.statute.terms import Limb
from plans.text.outline import Objective, Outline, PriorityAction, Section, SectionKind, from_data

ACTION_CODE = RegexValidator(r"^[A-Z]{1,3}[0-9]{1,3}$", "Give the code as letters and a number, such as V8.")


class Wording(models.Model):
    """
    An immutable text, stored once under the SHA-256 digest of its canonical JSON.

    ``facts`` is what the law asks of it without reading the text: the order, digest and heading of each section, the
    limbs answered, the action codes. It is derived from ``content`` when the wording is made.
    """

    digest = models.CharField(primary_key=True, max_length=64)
    content = models.TextField()
    facts = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.digest[:12]

    @cached_property
    def outline(self) -> Outline:
        """The text as an outline."""
        return from_data(self.data)

    @cached_property
    def data(self) -> dict[str, Any]:
        """The text as JSON data."""
        return json.loads(self.content)


class DraftSection(models.Model):
    """A section of the working draft of an instrument; ``section_id`` is stable across editions."""

    instrument = models.ForeignKey("plans.Instrument", models.CASCADE, related_name="draft_sections")
    section_id = models.SlugField(max_length=80)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=[(k.value, k.value.replace("_", " ")) for k in SectionKind])
    heading = models.CharField(max_length=300)
    html = models.TextField(blank=True)
    limbs = models.JSONField(default=list, blank=True)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(auto_now=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instrument", "section_id"], name="section_once_in_a_draft"),
        ]

    def __str__(self) -> str:
        return self.heading

    def as_section(self) -> Section:
        """Return the row, with its objectives, as a section of an outline."""
        return Section(
            id=self.section_id,
            kind=SectionKind(self.kind),
            heading=self.heading,
            html=self.html,
            limbs=frozenset(limb for limb in self.limbs if limb in set(Limb)),
            objectives=tuple(o.as_objective() for o in sorted(self.objectives.all(), key=lambda o: o.position)),
        )


class DraftObjective(models.Model):
    """A police and crime objective in the working draft."""

    section = models.ForeignKey(DraftSection, models.CASCADE, related_name="objectives")
    position = models.PositiveSmallIntegerField()
    code = models.CharField("theme letter", max_length=3, validators=[RegexValidator(r"^[A-Z]{1,3}$")])
    title = models.CharField(max_length=300)
    aim = models.TextField(blank=True)
    outcomes = models.TextField(blank=True, help_text="One shared outcome on each line.")
    history = HistoricalRecords()

    def __str__(self) -> str:
        return self.title

    def as_objective(self) -> Objective:
        """Return the row, with its priority actions, as an objective of an outline."""
        return Objective(
            code=self.code,
            title=self.title,
            aim=self.aim,
            outcomes=tuple(line.strip() for line in self.outcomes.splitlines() if line.strip()),
            actions=tuple(
                PriorityAction(a.code, a.text, a.lead) for a in sorted(self.actions.all(), key=lambda a: a.position)
            ),
        )


class DraftAction(models.Model):
    """A priority action in the working draft; its code is never used again once retired."""

    instrument = models.ForeignKey("plans.Instrument", models.CASCADE, related_name="draft_actions")
    objective = models.ForeignKey(DraftObjective, models.CASCADE, related_name="actions")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=6, validators=[ACTION_CODE])
    text = models.TextField()
    lead = models.CharField("who leads", max_length=100, blank=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["instrument", "code"], name="action_code_once_in_a_draft")]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class ChangeReason(models.Model):
    """
    Why a change is made: the reason for one derived change, under the key that the redline gives it.

    ``given_for`` is what the change was when the reason was given (``plans.text.subjects.Subject`` as data), so that
    the reason is found again when the change is edited further. It is empty for a reason that came in from a file.
    """

    instrument = models.ForeignKey("plans.Instrument", models.CASCADE, related_name="change_reasons")
    change_key = models.CharField(max_length=64)
    reason = models.TextField()
    given_for = models.JSONField(default=dict, blank=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["instrument", "change_key"], name="one_reason_for_a_change")]

    def __str__(self) -> str:
        return self.reason


class TotalMark(models.Model):
    """
    What a drafter said of a row or column of a section's tables: that it is a total, or that it is none.

    Without a mark its name decides. It belongs to the plan, so that the next variation need not say it again.
    """

    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="total_marks")
    section_id = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    is_total = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "section_id", "name"], name="one_mark_for_a_row_or_column"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {'a total' if self.is_total else 'no total'}"


class ImportedPaper(models.Model):
    """A paper that came in for a draft, as it was read; it waits here until its drafter has corrected and landed it."""

    instrument = models.ForeignKey("plans.Instrument", models.CASCADE, related_name="imported_papers")
    name = models.CharField(max_length=200)
    data = models.JSONField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
