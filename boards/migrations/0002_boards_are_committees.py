"""Boards move to the register of committees, where the Panel stands too; what they endorsed points there."""

import django.db.models.deletion
from django.db import migrations, models
from django.utils.text import slugify


def move(apps, schema_editor):
    board_model, committee_model = apps.get_model("boards", "Board"), apps.get_model("plans", "Committee")
    for board in board_model.objects.order_by("pk"):
        ref = slugify(board.name)[:40] or "board"
        if committee_model.objects.filter(body_id=board.body_id, ref=ref).exists():
            ref = f"{ref}-{board.pk}"
        committee = committee_model.objects.create(body_id=board.body_id, kind="board", name=board.name, ref=ref)
        for table in ("Endorsement", "HistoricalEndorsement"):
            apps.get_model("boards", table).objects.filter(board_id=board.pk).update(committee_id=committee.pk)
    if schema_editor.connection.vendor == "postgresql":  # it alters no table whose new keys are still to be checked
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):
    dependencies = [("boards", "0001_boards_and_decisions"), ("plans", "0024_meetings")]

    operations = [
        migrations.RemoveConstraint("endorsement", "one_outcome_of_a_meeting"),
        migrations.AddField(
            "endorsement",
            "committee",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.committee"
            ),
        ),
        migrations.AddField(
            "historicalendorsement",
            "committee",
            models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="plans.committee",
            ),
        ),
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.RemoveField("endorsement", "board"),
        migrations.RemoveField("historicalendorsement", "board"),
        migrations.RenameField("endorsement", "committee", "board"),
        migrations.RenameField("historicalendorsement", "committee", "board"),
        migrations.AlterField(
            "endorsement",
            "board",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="endorsements", to="plans.committee"
            ),
        ),
        migrations.AddConstraint(
            "endorsement",
            models.UniqueConstraint(fields=("board", "instrument", "met_on"), name="one_outcome_of_a_meeting"),
        ),
        migrations.DeleteModel("HistoricalBoard"),
        migrations.DeleteModel("Board"),
    ]
