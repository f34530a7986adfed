"""Let the database itself refuse to change what is written once."""

from django.db import migrations

from plans.models import triggers

TABLES = ("plans_steptaken", "plans_waiver", "plans_wording", "plans_edition", "plans_evidence")


def make(apps, schema_editor):
    triggers.make(schema_editor.connection, TABLES)


def drop(apps, schema_editor):
    triggers.drop(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_bodies_plans_and_the_record")]

    operations = [migrations.RunPython(make, drop)]
