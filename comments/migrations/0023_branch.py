import django.db.models.deletion
from django.db import migrations, models

from comments.append_only import allow_changes, refuse_changes

DECISION = {"null": True, "on_delete": django.db.models.deletion.PROTECT, "related_name": "+"}


class Migration(migrations.Migration):
    dependencies = [("comments", "0022_reply_feed")]

    operations = [
        migrations.CreateModel(
            name="Branch",
            fields=[
                (
                    "top",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="branch",
                        serialize=False,
                        to="comments.comment",
                    ),
                ),
                ("lock", models.ForeignKey(to="comments.decision", verbose_name="locked by", **DECISION)),
                ("collapse", models.ForeignKey(to="comments.decision", verbose_name="collapsed by", **DECISION)),
                ("slow", models.ForeignKey(to="comments.decision", verbose_name="slowed down by", **DECISION)),
            ],
            options={
                "verbose_name": "branch",
                "verbose_name_plural": "branches",
            },
        ),
        migrations.AddField(
            model_name="discussion",
            name="branch_count",
            field=models.PositiveIntegerField(db_default=0, default=0, verbose_name="branches with measures"),
        ),
        # A branch says what a thread said. Code that still serves writes these columns, which nobody has filled:
        # they go from the database when no such code is left.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField(model_name="thread", name="locked_at"),
                migrations.RemoveField(model_name="thread", name="slow_mode_seconds"),
            ]
        ),
        migrations.RunPython(allow_changes, refuse_changes),
        migrations.AddField(
            model_name="decision",
            name="slow_mode_seconds",
            field=models.PositiveIntegerField(
                blank=True, editable=False, null=True, verbose_name="seconds between one person's comments"
            ),
        ),
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
                    ("lock", "branch locked"),
                    ("collapse", "branch collapsed"),
                    ("slow", "branch slowed down"),
                ],
                max_length=10,
                verbose_name="verdict",
            ),
        ),
        migrations.RunPython(refuse_changes, allow_changes),
    ]
