"""The calendar of a body, its meetings, the ends of plans confirmed, and reminders."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from plans.models import triggers

TABLES = ("plans_periodconfirmation",)


def make(apps, schema_editor):
    triggers.make(schema_editor.connection, TABLES)


def let_go(apps, schema_editor):
    triggers.drop(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0019_letters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="body",
            name="clear_days_counted",
            field=models.CharField(
                choices=[("working", "working days"), ("every", "all days")],
                default="working",
                max_length=7,
                verbose_name="clear days before a meeting are counted in",
            ),
        ),
        migrations.AddField(
            model_name="body",
            name="nation",
            field=models.CharField(choices=[("ENG", "England"), ("WLS", "Wales")], default="ENG", max_length=3),
        ),
        migrations.AddField(
            model_name="body",
            name="pre_election_days",
            field=models.PositiveSmallIntegerField(
                default=42,
                help_text="The office’s own policy.",
                verbose_name="days before a poll that the pre-election period begins",
            ),
        ),
        migrations.AddField(
            model_name="body",
            name="pre_election_gate_from",
            field=models.DateField(
                blank=True, null=True, verbose_name="day from which issuing in a pre-election period asks for a reason"
            ),
        ),
        migrations.AddField(
            model_name="body",
            name="questions_days",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="The Panel’s own rule (N7). Leave it empty if the Panel has none.",
                null=True,
                verbose_name="working days before a meeting by which the public’s questions are in",
            ),
        ),
        migrations.AddField(
            model_name="body",
            name="questions_hour",
            field=models.PositiveSmallIntegerField(default=12, verbose_name="hour by which they are in"),
        ),
        migrations.AddField(
            model_name="body",
            name="reply_days",
            field=models.PositiveSmallIntegerField(
                default=10,
                help_text="The office’s own allowance.",
                verbose_name="working days planned for the Chief Constable’s reply",
            ),
        ),
        migrations.AddField(
            model_name="body",
            name="response_days",
            field=models.PositiveSmallIntegerField(
                default=10,
                help_text="The office’s own allowance.",
                verbose_name="working days planned for the response to the Panel",
            ),
        ),
        migrations.AddField(
            model_name="historicalbody",
            name="clear_days_counted",
            field=models.CharField(
                choices=[("working", "working days"), ("every", "all days")],
                default="working",
                max_length=7,
                verbose_name="clear days before a meeting are counted in",
            ),
        ),
        migrations.AddField(
            model_name="historicalbody",
            name="nation",
            field=models.CharField(choices=[("ENG", "England"), ("WLS", "Wales")], default="ENG", max_length=3),
        ),
        migrations.AddField(
            model_name="historicalbody",
            name="pre_election_days",
            field=models.PositiveSmallIntegerField(
                default=42,
                help_text="The office’s own policy.",
                verbose_name="days before a poll that the pre-election period begins",
            ),
        ),
        migrations.AddField(
            model_name="historicalbody",
            name="pre_election_gate_from",
            field=models.DateField(
                blank=True, null=True, verbose_name="day from which issuing in a pre-election period asks for a reason"
            ),
        ),
        migrations.AddField(
            model_name="historicalbody",
            name="questions_days",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="The Panel’s own rule (N7). Leave it empty if the Panel has none.",
                null=True,
                verbose_name="working days before a meeting by which the public’s questions are in",
            ),
        ),
        migrations.AddField(
            model_name="historicalbody",
            name="questions_hour",
            field=models.PositiveSmallIntegerField(default=12, verbose_name="hour by which they are in"),
        ),
        migrations.AddField(
            model_name="historicalbody",
            name="reply_days",
            field=models.PositiveSmallIntegerField(
                default=10,
                help_text="The office’s own allowance.",
                verbose_name="working days planned for the Chief Constable’s reply",
            ),
        ),
        migrations.AddField(
            model_name="historicalbody",
            name="response_days",
            field=models.PositiveSmallIntegerField(
                default=10,
                help_text="The office’s own allowance.",
                verbose_name="working days planned for the response to the Panel",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalBankHoliday",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("on", models.DateField(verbose_name="day")),
                ("name", models.CharField(max_length=200)),
                (
                    "counts",
                    models.CharField(
                        choices=[
                            ("added", "It is a bank holiday"),
                            ("removed", "It is not a bank holiday, but moved to another day"),
                        ],
                        default="added",
                        max_length=8,
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.body",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical bank holiday",
                "verbose_name_plural": "historical bank holidays",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMeetingDay",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "of",
                    models.CharField(
                        choices=[("panel", "the Panel"), ("board", "the office’s Board")],
                        default="panel",
                        max_length=5,
                        verbose_name="who meets",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("on", models.DateField(verbose_name="day")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.body",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical meeting day",
                "verbose_name_plural": "historical meeting days",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPreElectionPeriod",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("from_on", models.DateField(verbose_name="first day")),
                ("to_on", models.DateField(verbose_name="last day")),
                ("why", models.CharField(max_length=200, verbose_name="which election")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.body",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical pre election period",
                "verbose_name_plural": "historical pre election periods",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="MeetingDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "of",
                    models.CharField(
                        choices=[("panel", "the Panel"), ("board", "the office’s Board")],
                        default="panel",
                        max_length=5,
                        verbose_name="who meets",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("on", models.DateField(verbose_name="day")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="meeting_days", to="plans.body"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="historicalinstrument",
            name="planned_meeting",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="plans.meetingday",
            ),
        ),
        migrations.AddField(
            model_name="instrument",
            name="planned_meeting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="planned_for",
                to="plans.meetingday",
            ),
        ),
        migrations.CreateModel(
            name="PeriodConfirmation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stood_until", models.DateField(verbose_name="end that stood")),
                ("ends_on", models.DateField(verbose_name="end proposed")),
                ("confirmed", models.BooleanField()),
                ("reason", models.TextField()),
                ("decided_on", models.DateField()),
                ("officer", models.CharField(max_length=200)),
                ("officer_office", models.CharField(max_length=30)),
                ("recorded_at", models.DateTimeField()),
                (
                    "election",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.election"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="period_confirmations",
                        to="plans.plan",
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
            name="PreElectionPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_on", models.DateField(verbose_name="first day")),
                ("to_on", models.DateField(verbose_name="last day")),
                ("why", models.CharField(max_length=200, verbose_name="which election")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pre_election_periods",
                        to="plans.body",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=250)),
                ("due_on", models.DateField()),
                ("threshold", models.SmallIntegerField(help_text="Days before; -1 for the day after it is missed.")),
                ("claimed_at", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("error", models.CharField(blank=True, max_length=300)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReminderChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by_mail", models.BooleanField(default=True)),
                ("calendar_key", models.CharField(blank=True, max_length=32)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminder_choice",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BankHoliday",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="day")),
                ("name", models.CharField(max_length=200)),
                (
                    "counts",
                    models.CharField(
                        choices=[
                            ("added", "It is a bank holiday"),
                            ("removed", "It is not a bank holiday, but moved to another day"),
                        ],
                        default="added",
                        max_length=8,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bank_holidays", to="plans.body"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("body", "on"), name="one_entry_for_a_holiday")],
            },
        ),
        migrations.AddConstraint(
            model_name="meetingday",
            constraint=models.UniqueConstraint(fields=("body", "of", "on"), name="meets_once_a_day"),
        ),
        migrations.AddConstraint(
            model_name="periodconfirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="an_end_is_answered_with_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="periodconfirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(("officer", ""), _negated=True), name="an_end_is_answered_by_a_named_officer"
            ),
        ),
        migrations.AddConstraint(
            model_name="preelectionperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_on__gte", models.F("from_on"))), name="pre_election_period_ends_later"
            ),
        ),
        migrations.AddConstraint(
            model_name="preelectionperiod",
            constraint=models.UniqueConstraint(
                fields=("body", "from_on", "to_on", "why"), name="pre_election_period_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                fields=("user", "key", "due_on", "threshold"), name="a_reminder_goes_once"
            ),
        ),
        migrations.RunPython(make, let_go),
    ]
