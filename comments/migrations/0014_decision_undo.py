import django.db.models.deletion
from django.db import migrations, models

from comments.append_only import allow_changes, refuse_changes


class Migration(migrations.Migration):
    # The next one lets the database refuse changes again.
    dependencies = [("comments", "0013_guests")]

    operations = [
        migrations.RunPython(allow_changes, refuse_changes),
        migrations.AlterField(
            model_name="decision",
            name="verdict",
            field=models.CharField(
                choices=[
                    ("approve", "approved"),
                    ("remove", "removed"),
                    ("restore", "restored"),
                    ("spam", "removed as spam"),
                    ("undo", "decision undone"),
                ],
                max_length=10,
                verbose_name="verdict",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="status_before",
            field=models.PositiveSmallIntegerField(db_default=1, default=1, editable=False),
        ),
        migrations.AddField(
            model_name="decision",
            name="undoes",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="undone_by",
                to="comments.decision",
                verbose_name="undoes",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("undoes__isnull", False), ("verdict", "undo"))
                | (~models.Q(("verdict", "undo")) & models.Q(("undoes", None))),
                name="comments_decision_undo_has_decision",
            ),
        ),
    ]
