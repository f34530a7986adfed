"""Consultations of every kind, their answers and published summaries, and who may read victims' answers."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from plans.models import triggers

TABLES = ("plans_publishedsummary",)


def make(apps, schema_editor):
    triggers.make(schema_editor.connection, TABLES)


def let_go(apps, schema_editor):
    triggers.drop(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0020_dates_and_reminders"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(blank=True)),
                ("chosen", models.JSONField(default=list)),
            ],
        ),
        migrations.AddField(
            model_name="historicalmembership",
            name="reads_victims",
            field=models.BooleanField(
                default=False,
                help_text="May open what individual victims of crime answered. Everybody else sees counts alone.",
                verbose_name="reads victims’ answers",
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="reads_victims",
            field=models.BooleanField(
                default=False,
                help_text="May open what individual victims of crime answered. Everybody else sees counts alone.",
                verbose_name="reads victims’ answers",
            ),
        ),
        migrations.CreateModel(
            name="ConsultationExercise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.SlugField(max_length=80, unique=True)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("authorities", "Responsible authorities"),
                            ("criminal_justice", "Criminal justice bodies"),
                            ("public", "People in the area"),
                            ("victims", "Victims of crime in the area"),
                        ],
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("introduction", models.TextField(max_length=5000)),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField()),
                ("retention_until", models.DateField(verbose_name="answers are erased on")),
                ("takes_attachments", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("preparing", "being prepared"), ("launched", "launched")],
                        default="preparing",
                        max_length=10,
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                (
                    "counts",
                    models.JSONField(
                        blank=True, help_text="What is kept of the answers once they are erased.", null=True
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exercises", to="plans.body"
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exercises",
                        to="plans.instrument",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exercises",
                        to="plans.plan",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CriminalJusticeBody",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.SlugField(max_length=60)),
                ("name", models.CharField(max_length=200)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("from_on", models.DateField()),
                ("to_on", models.DateField(blank=True, null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="criminal_justice_bodies",
                        to="plans.body",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "criminal justice bodies",
            },
        ),
        migrations.CreateModel(
            name="HistoricalConsultationExercise",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("ref", models.SlugField(max_length=80)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("authorities", "Responsible authorities"),
                            ("criminal_justice", "Criminal justice bodies"),
                            ("public", "People in the area"),
                            ("victims", "Victims of crime in the area"),
                        ],
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("introduction", models.TextField(max_length=5000)),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField()),
                ("retention_until", models.DateField(verbose_name="answers are erased on")),
                ("takes_attachments", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("preparing", "being prepared"), ("launched", "launched")],
                        default="preparing",
                        max_length=10,
                    ),
                ),
                ("made_at", models.DateTimeField(blank=True, editable=False)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
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
                (
                    "instrument",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.instrument",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical consultation exercise",
                "verbose_name_plural": "historical consultation exercises",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCriminalJusticeBody",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("ref", models.SlugField(max_length=60)),
                ("name", models.CharField(max_length=200)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("from_on", models.DateField()),
                ("to_on", models.DateField(blank=True, null=True)),
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
                "verbose_name": "historical criminal justice body",
                "verbose_name_plural": "historical criminal justice bodies",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.SlugField(max_length=60)),
                ("name", models.CharField(max_length=200)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="plans.consultationexercise",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="PublishedSummary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.JSONField()),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("published_on", models.DateField()),
                (
                    "exercise",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="summary",
                        to="plans.consultationexercise",
                    ),
                ),
                (
                    "published_by",
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
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "An answer in their own words"),
                            ("one", "One of several answers"),
                            ("several", "Any of several answers"),
                            ("scale", "A number from 1 to 5"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(max_length=500)),
                ("hint", models.CharField(blank=True, max_length=500)),
                ("required", models.BooleanField(default=False)),
                (
                    "options",
                    models.JSONField(
                        default=list, help_text="The answers to choose from; on a scale what 1 and 5 mean."
                    ),
                ),
                (
                    "gives_priorities",
                    models.BooleanField(
                        default=False, help_text="The answer is a responsible authority's priorities (s.10(1))."
                    ),
                ),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="plans.consultationexercise",
                    ),
                ),
            ],
            options={
                "ordering": ["exercise", "number"],
            },
        ),
        migrations.CreateModel(
            name="Disposition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("accepted", "Accepted"),
                            ("in_part", "Accepted in part"),
                            ("not_accepted", "Not accepted"),
                            ("out_of_scope", "Out of scope"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "led_to",
                    models.CharField(
                        blank=True, help_text="“section:<id>” or “change:<key>” of the draft.", max_length=200
                    ),
                ),
                ("led_to_words", models.CharField(blank=True, max_length=300)),
                ("reason", models.TextField(blank=True)),
                (
                    "released_words",
                    models.TextField(blank=True, help_text="The comment as it may be published; empty if it may not."),
                ),
                ("settled_at", models.DateTimeField(auto_now=True)),
                (
                    "answer",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="disposition",
                        to="plans.answer",
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="dispositions", to="plans.question"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="answer",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="plans.question"
            ),
        ),
        migrations.CreateModel(
            name="SpreadsheetImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                ("rows", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="imports",
                        to="plans.consultationexercise",
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
            ],
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("form", "Public form"),
                            ("link", "Signed link"),
                            ("email", "E-mail, keyed in"),
                            ("paper", "Paper, keyed in"),
                            ("spreadsheet", "Spreadsheet"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("begun", "begun"),
                            ("submitted", "submitted"),
                            ("held", "held apart"),
                            ("left_out", "left out"),
                            ("erased", "erased"),
                        ],
                        default="begun",
                        max_length=10,
                    ),
                ),
                ("key_digest", models.CharField(max_length=64, null=True, unique=True)),
                (
                    "reference",
                    models.CharField(blank=True, help_text="The office's own reference: “Letter 12”.", max_length=60),
                ),
                ("begun_at", models.DateTimeField(auto_now_add=True)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("received_on", models.DateField(blank=True, null=True)),
                ("suspicions", models.JSONField(default=list, help_text="Why it is held apart, a sentence each.")),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="submissions",
                        to="plans.consultationexercise",
                    ),
                ),
                (
                    "invitation",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="submission",
                        to="plans.invitation",
                    ),
                ),
                (
                    "looked_at_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "spreadsheet",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="submissions",
                        to="plans.spreadsheetimport",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attachments", to="plans.submission"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="answer",
            name="submission",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="plans.submission"
            ),
        ),
        migrations.AddConstraint(
            model_name="consultationexercise",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_on__gte", models.F("opens_on"))), name="exercise_closes_after_it_opens"
            ),
        ),
        migrations.AddConstraint(
            model_name="consultationexercise",
            constraint=models.CheckConstraint(
                condition=models.Q(("retention_until__gt", models.F("closes_on"))),
                name="answers_are_kept_until_after_the_close",
            ),
        ),
        migrations.AddConstraint(
            model_name="criminaljusticebody",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_on__isnull", True), ("to_on__gte", models.F("from_on")), _connector="OR"),
                name="justice_body_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="criminaljusticebody",
            constraint=models.UniqueConstraint(fields=("body", "ref", "from_on"), name="justice_body_once_from_a_day"),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(fields=("exercise", "ref"), name="an_organisation_is_asked_once"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(fields=("exercise", "number"), name="question_number_once_in_a_set"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="questions_count_from_one"),
        ),
        migrations.AddConstraint(
            model_name="disposition",
            constraint=models.CheckConstraint(
                condition=models.Q(("led_to", ""), ("outcome__in", ["accepted", "in_part"]), _connector="OR"),
                name="only_an_accepted_comment_leads_to_a_change",
            ),
        ),
        migrations.AddConstraint(
            model_name="spreadsheetimport",
            constraint=models.UniqueConstraint(fields=("exercise", "digest"), name="the_same_answers_come_in_once"),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["exercise", "state"], name="answers_by_state"),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reference", ""), _negated=True),
                fields=("exercise", "reference"),
                name="reference_once_in_a_consultation",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(fields=("submission", "question"), name="one_answer_to_a_question"),
        ),
        migrations.RunPython(make, let_go),
    ]
