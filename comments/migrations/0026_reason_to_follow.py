import django.db.models.deletion
from django.db import migrations, models

from comments.append_only import allow_changes, refuse_changes


class Migration(migrations.Migration):
    dependencies = [("comments", "0025_sanctions_appended")]

    operations = [
        migrations.CreateModel(
            name="OwedReason",
            fields=[
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="owed",
                        serialize=False,
                        to="comments.decision",
                        verbose_name="decision",
                    ),
                ),
            ],
            options={
                "verbose_name": "reason to follow",
                "verbose_name_plural": "reasons to follow",
            },
        ),
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
                    ("lock", "branch locked"),
                    ("collapse", "branch collapsed"),
                    ("slow", "branch slowed down"),
                    ("explain", "reason given"),
                ],
                max_length=10,
                verbose_name="verdict",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("off-topic", "off-topic"),
                    ("abuse", "abuse"),
                    ("hate", "hate"),
                    ("spam", "spam"),
                    ("personal-data", "somebody's personal data"),
                    ("illegal", "illegal"),
                    ("other", "other"),
                    ("to-follow", "reason to follow"),
                ],
                max_length=20,
                verbose_name="reason",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="explains",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="explained_by",
                to="comments.decision",
                verbose_name="explains",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=(
                    models.Q(("explains__isnull", False), ("verdict", "explain"))
                    & ~models.Q(("reason__in", ["", "to-follow"]))
                )
                | (~models.Q(("verdict", "explain")) & models.Q(("explains", None))),
                name="comments_decision_explanation_has_removal",
            ),
        ),
        migrations.RunPython(refuse_changes, allow_changes),
    ]
