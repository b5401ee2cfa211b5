import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from comments.append_only import allow_changes, refuse_changes


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0026_reason_to_follow"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

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
                    ("lock", "branch locked"),
                    ("collapse", "branch collapsed"),
                    ("slow", "branch slowed down"),
                    ("explain", "reason given"),
                    ("uphold", "upheld after an appeal"),
                ],
                max_length=10,
                verbose_name="verdict",
            ),
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("body", models.TextField(max_length=2000, verbose_name="why")),
                (
                    "appealed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="appealed"),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("upheld", "the decision stands"),
                            ("overturned", "the decision was overturned"),
                            ("taken-back", "the decision was taken back"),
                        ],
                        max_length=12,
                        verbose_name="outcome",
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=500, verbose_name="answer")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeals_answered",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeal",
                        to="comments.decision",
                        verbose_name="decision appealed",
                    ),
                ),
            ],
            options={
                "verbose_name": "appeal",
                "verbose_name_plural": "appeals",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="answers",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rulings",
                to="comments.appeal",
                verbose_name="appeal it answers",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verdict", "uphold"), _negated=True), ("answers__isnull", False), _connector="OR"
                ),
                name="comments_decision_uphold_has_appeal",
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(models.F("id"), condition=models.Q(("outcome", "")), name="comments_appeal_waiting"),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(("answered_by", models.F("decided_by")), _negated=True),
                name="comments_appeal_by_somebody_else",
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at", None), ("answered_by", None), ("outcome", "")),
                    models.Q(models.Q(("outcome", ""), _negated=True), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="comments_appeal_outcome_has_time",
            ),
        ),
        migrations.RunPython(refuse_changes, allow_changes),
    ]
