import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from comments.append_only import allow_changes, refuse_changes


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_editor_permissions"),
        ("comments", "0028_sanction_run"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(allow_changes, refuse_changes),
        migrations.CreateModel(
            name="Rulebook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "verbose_name": "rulebook",
                "verbose_name_plural": "rulebooks",
            },
        ),
        migrations.CreateModel(
            name="RuleChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(verbose_name="version")),
                ("facts", models.JSONField(verbose_name="what the rule says")),
                ("role", models.CharField(max_length=30, verbose_name="role")),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="changed"),
                ),
            ],
            options={
                "verbose_name": "rule change",
                "verbose_name_plural": "rule changes",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="RuleHit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule_version", models.PositiveIntegerField(verbose_name="version")),
                ("revision_number", models.PositiveSmallIntegerField(default=1, verbose_name="revision judged")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("hold", "hold for a moderator"),
                            ("report", "publish and report"),
                            ("refuse", "refuse"),
                        ],
                        max_length=10,
                        verbose_name="action",
                    ),
                ),
                ("is_shadow", models.BooleanField(default=False, verbose_name="in shadow")),
                ("parts", models.JSONField(default=list, verbose_name="parts")),
                ("figure", models.PositiveIntegerField(null=True, verbose_name="figure")),
                (
                    "hit_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="hit"),
                ),
            ],
            options={
                "verbose_name": "rule hit",
                "verbose_name_plural": "rule hits",
                "ordering": ["pk"],
            },
        ),
        migrations.AlterField(
            model_name="decision",
            name="verdict",
            field=models.CharField(
                choices=[
                    ("approve", "approved"),
                    ("remove", "removed"),
                    ("hold", "held for review"),
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
        migrations.AlterField(
            model_name="report",
            name="reporter",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to=settings.AUTH_USER_MODEL,
                verbose_name="reporter",
            ),
        ),
        migrations.CreateModel(
            name="Rule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("words", "words and phrases"),
                            ("links", "links"),
                            ("first", "first comments"),
                            ("young", "young accounts"),
                            ("removals", "a history of removals"),
                            ("repeats", "the same words again"),
                            ("floods", "a flood in one discussion"),
                            ("reports", "reports reached"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("parameters", models.JSONField(default=dict, verbose_name="what it looks for")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("hold", "hold for a moderator"),
                            ("report", "publish and report"),
                            ("refuse", "refuse"),
                        ],
                        default="hold",
                        max_length=10,
                        verbose_name="action",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("off-topic", "off-topic"),
                            ("abuse", "abuse"),
                            ("hate", "hate"),
                            ("spam", "spam"),
                            ("personal-data", "somebody's personal data"),
                            ("illegal", "illegal"),
                            ("other", "other"),
                        ],
                        default="other",
                        max_length=20,
                        verbose_name="reason",
                    ),
                ),
                ("sentence", models.CharField(blank=True, max_length=500, verbose_name="what the writer is told")),
                ("tells_parts", models.BooleanField(default=True, verbose_name="tells the writer which words")),
                (
                    "newcomers_below",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="only of newcomers"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("shadow", "shadow"), ("live", "live"), ("off", "off")],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="made"),
                ),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.topic",
                        verbose_name="topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule",
                "verbose_name_plural": "rules",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="rule",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="comments.rule",
                verbose_name="rule",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="rule",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="comments.rule",
                verbose_name="rule",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("moderator", None), ("rule__isnull", False), ("verdict", "hold")),
                    models.Q(models.Q(("verdict", "hold"), _negated=True), ("rule", None)),
                    _connector="OR",
                ),
                name="comments_decision_hold_by_rule",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decision", None), ("rule__isnull", False)),
                fields=("comment", "rule"),
                name="comments_report_open_once_by_rule",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reporter__isnull", False), ("rule", None)),
                    models.Q(("reporter", None), ("rule__isnull", False)),
                    _connector="OR",
                ),
                name="comments_report_one_reporter",
            ),
        ),
        migrations.AddField(
            model_name="rulechange",
            name="changed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="changed by",
            ),
        ),
        migrations.AddField(
            model_name="rulechange",
            name="rule",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="comments.rule"
            ),
        ),
        migrations.AddField(
            model_name="rulehit",
            name="comment",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rule_hits",
                to="comments.comment",
            ),
        ),
        migrations.AddField(
            model_name="rulehit",
            name="rule",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="hits", to="comments.rule"
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(("topic", None), ("article", None), _connector="OR"), name="comments_rule_one_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(("action", "refuse"), ("kind", "reports"), _negated=True),
                name="comments_rule_reports_not_refused",
            ),
        ),
        migrations.AddConstraint(
            model_name="rulechange",
            constraint=models.UniqueConstraint(fields=("rule", "version"), name="comments_rulechange_version_once"),
        ),
        migrations.AddIndex(
            model_name="rulehit",
            index=models.Index(models.F("rule"), models.F("id"), name="comments_rulehit_of_rule"),
        ),
        migrations.AddIndex(
            model_name="rulehit",
            index=models.Index(
                models.F("comment"), condition=models.Q(("comment__isnull", False)), name="comments_rulehit_of_comment"
            ),
        ),
        migrations.AddIndex(
            model_name="rulehit",
            index=models.Index(models.F("hit_at"), name="comments_rulehit_in_time"),
        ),
        migrations.RunPython(refuse_changes, allow_changes),
    ]
