"""Let the database itself refuse to change a published form, too."""

from django.db import migrations

from plans.models import triggers

TABLES = ("plans_publishedform",)


def make(apps, schema_editor):
    triggers.make(schema_editor.connection, TABLES)


def drop(apps, schema_editor):
    triggers.drop(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [("plans", "0004_imported_papers")]

    operations = [migrations.RunPython(make, drop)]
