"""Changes of severity, the law that an instrument is under, and attempts that were refused."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from plans.models import triggers

TABLES = ("plans_severitychange",)


def make(apps, schema_editor):
    triggers.make(schema_editor.connection, TABLES)


def drop(apps, schema_editor):
    triggers.drop(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0016_welsh_beside_the_english"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalinstrument",
            name="law",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="The table of rules when it was begun, and what was held otherwise then.",
            ),
        ),
        migrations.AddField(
            model_name="instrument",
            name="law",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="The table of rules when it was begun, and what was held otherwise then.",
            ),
        ),
        migrations.CreateModel(
            name="RefusedAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("step", models.CharField(max_length=40)),
                ("acted_on", models.DateField(verbose_name="day of the act")),
                ("by_name", models.CharField(max_length=200)),
                (
                    "refusals",
                    models.JSONField(default=list, help_text="The rule, the section and the reason of each refusal."),
                ),
                ("tried_at", models.DateTimeField(auto_now_add=True)),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refused_attempts",
                        to="plans.instrument",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["instrument", "tried_at"], name="attempts_on_an_instrument")],
            },
        ),
        migrations.CreateModel(
            name="SeverityChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.PositiveIntegerField()),
                ("rule", models.CharField(max_length=8)),
                ("severity", models.CharField(choices=[("block", "block"), ("warn", "warn")], max_length=10)),
                ("from_on", models.DateField()),
                ("by_name", models.CharField(max_length=200)),
                ("reason", models.TextField()),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="severity_changes", to="plans.body"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("body", "seq"), name="severity_change_number_once_in_a_body"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), models.Q(("by_name", ""), _negated=True)
                        ),
                        name="a_severity_change_has_a_reason_and_a_name",
                    ),
                ],
            },
        ),
        migrations.RunPython(make, drop),
    ]
