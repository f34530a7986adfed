"""Publish every edition as a Word file too: those that were published before are asked for again."""

from django.db import migrations, models
from django.utils import timezone

MAKING = "publish_edition"
ALIVE = ("queued", "running")


def ask(apps, schema_editor):
    Edition, Job = apps.get_model("plans", "Edition"), apps.get_model("plans", "Job")
    asked = set(Job.objects.filter(kind=MAKING, state__in=ALIVE).values_list("subject", flat=True))
    now = timezone.now()
    published = Edition.objects.filter(published_forms__isnull=False).exclude(published_forms__format="docx").distinct()
    for pk in published.order_by("pk").values_list("pk", flat=True):
        if str(pk) not in asked:
            Job.objects.create(kind=MAKING, subject=str(pk), created_at=now, rung_at=now)


class Migration(migrations.Migration):
    dependencies = [("plans", "0012_images")]

    operations = [
        migrations.AlterField(
            model_name="publishedform",
            name="format",
            field=models.CharField(choices=[("pdf", "PDF"), ("docx", "Word"), ("json", "data (JSON)")], max_length=4),
        ),
        migrations.RunPython(ask, migrations.RunPython.noop),
    ]
