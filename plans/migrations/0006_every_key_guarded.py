"""Let SQLite refuse INSERT OR REPLACE by any key of what is written once, and not by the first alone."""

from django.db import migrations

from plans.models import triggers

TABLES = (
    "plans_steptaken",
    "plans_waiver",
    "plans_wording",
    "plans_edition",
    "plans_evidence",
    "plans_publishedform",
)


def make(apps, schema_editor):
    triggers.drop(schema_editor.connection, TABLES)
    triggers.make(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [("plans", "0005_published_forms_written_once")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
