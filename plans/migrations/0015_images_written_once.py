"""A picture belongs to the wordings that name it by its digest: the database refuses to change or delete it."""

from django.db import migrations

from plans.models import triggers

TABLES = ("plans_image",)


def make(apps, schema_editor):
    triggers.make(schema_editor.connection, TABLES)


def let_go(apps, schema_editor):
    triggers.drop(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [("plans", "0014_returned_papers")]

    operations = [migrations.RunPython(make, let_go)]
