"""Keep each postponement of an election, and the word of whoever held it that something was done; both written once."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from plans.models import triggers

TABLES = ("plans_postponement", "plans_donerecord")


def make(apps, schema_editor):
    triggers.make(schema_editor.connection, TABLES)


def let_go(apps, schema_editor):
    triggers.drop(schema_editor.connection, TABLES)


def keep_what_stands(apps, schema_editor):
    """Make a row of each postponement that an election has: why, and by whom, was not asked for then."""
    rows = apps.get_model("plans", "Election").objects.filter(postponed_to__isnull=False).order_by("pk")
    postponements = apps.get_model("plans", "Postponement").objects
    for row in rows:
        postponements.create(election=row, to=row.postponed_to, decided_on=row.postponed_by_decision_on)


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0024_meetings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Postponement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("to", models.DateField(verbose_name="new day")),
                ("decided_on", models.DateField(null=True, verbose_name="day of the decision")),
                ("why", models.TextField(blank=True)),
                ("by_name", models.CharField(blank=True, max_length=200)),
                ("recorded_at", models.DateTimeField(null=True)),
                (
                    "corrects",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="plans.postponement",
                    ),
                ),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="postponements", to="plans.election"
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
        ),
        migrations.CreateModel(
            name="DoneRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200)),
                ("what", models.CharField(max_length=400)),
                ("done", models.BooleanField(default=True)),
                ("on", models.DateField()),
                ("note", models.TextField()),
                ("by_name", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="done_records", to="plans.body"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["body", "key"], name="done_records_of_a_body")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True), name="what_is_done_is_said_in_words"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("by_name", ""), _negated=True), name="what_is_done_is_said_by_somebody"
                    ),
                ],
            },
        ),
        migrations.RunPython(make, let_go),
        # Last, since PostgreSQL alters no table in which rows of the same transaction wait to be checked.
        migrations.RunPython(keep_what_stands, migrations.RunPython.noop),
    ]
