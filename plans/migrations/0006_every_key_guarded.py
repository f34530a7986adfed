"""Let SQLite refuse INSERT OR REPLACE by any key of what is written once, and not by the first alone."""

from django.db import migrations

from plans.models import triggers


def make(apps, schema_editor):
    triggers.drop(schema_editor.connection)
    triggers.make(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("plans", "0005_published_forms_written_once")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
