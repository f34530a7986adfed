"""Named saves of a draft, and reasons kept as they stood when it was frozen."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from plans.models import triggers

TABLES = ("plans_frozenreason",)


def guard(apps, schema_editor):
    triggers.make(schema_editor.connection, TABLES)


def let_go(apps, schema_editor):
    triggers.drop(schema_editor.connection, TABLES)


def keep_what_was_given(apps, schema_editor):
    """Keep with each draft frozen before now the reasons of its instrument, which its readers have been shown."""
    lines = apps.get_model("plans", "StepTaken").objects.filter(step="prepare_draft").order_by("pk")
    reasons = apps.get_model("plans", "ChangeReason").objects.order_by("pk")
    given: dict[int, list] = {}
    for row in reasons:
        given.setdefault(row.instrument_id, []).append(row)
    frozen = apps.get_model("plans", "FrozenReason")
    frozen.objects.bulk_create(
        frozen(line_id=line.pk, change_key=row.change_key, reason=row.reason)
        for line in lines
        for row in given.get(line.instrument_id, [])
    )


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0009_conflicts_kept_with_a_draft"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="changereason",
            name="given_for",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="historicalchangereason",
            name="given_for",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.CreateModel(
            name="DraftVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("changes", models.PositiveIntegerField(default=0)),
                ("sections", models.PositiveSmallIntegerField(default=0)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "base",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.edition"
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="plans.instrument"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "restored_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="plans.draftversion",
                    ),
                ),
                (
                    "wording",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="plans.wording"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("instrument", "number"), name="version_number_once_in_a_draft"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="a_version_has_a_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FrozenReason",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("change_key", models.CharField(max_length=64)),
                ("reason", models.TextField()),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reasons", to="plans.steptaken"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("line", "change_key"), name="one_reason_frozen_for_a_change")
                ],
            },
        ),
        migrations.RunPython(guard, let_go),
        migrations.RunPython(keep_what_was_given, migrations.RunPython.noop),
    ]
