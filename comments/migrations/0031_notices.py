import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0003_lifecycle"),
        ("comments", "0030_rule_permissions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("hate", "incitement or hate"),
                            ("threat", "threats or stalking"),
                            ("defamation", "defamation or insult"),
                            ("privacy", "personal data or private life"),
                            ("copyright", "copyright or trade marks"),
                            ("fraud", "fraud"),
                            ("terrorism", "terrorism"),
                            ("child-abuse", "sexual abuse of children"),
                            ("other", "something else"),
                        ],
                        max_length=20,
                        verbose_name="what it is against",
                    ),
                ),
                ("law", models.CharField(blank=True, max_length=300, verbose_name="law")),
                ("explanation", models.TextField(max_length=4000, verbose_name="why it is illegal")),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("network", models.CharField(blank=True, editable=False, max_length=32)),
                ("form_key", models.UUIDField(editable=False, unique=True)),
                (
                    "received_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="received"),
                ),
                ("role", models.CharField(blank=True, max_length=30, verbose_name="role")),
                ("answer", models.CharField(blank=True, max_length=1000, verbose_name="what the notifier is told")),
                ("is_automated", models.BooleanField(default=False, verbose_name="automated means helped to decide")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices_decided",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "notifier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account of whoever sent it",
                    ),
                ),
            ],
            options={
                "verbose_name": "notice",
                "verbose_name_plural": "notices",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="NoticeLocation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=300, verbose_name="address")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("taken-down", "taken down"),
                            ("left", "left as it is"),
                            ("gone", "was gone already"),
                        ],
                        max_length=12,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="noticed",
                        to="comments.comment",
                        verbose_name="comment",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="locations", to="comments.notice"
                    ),
                ),
                (
                    "ruling",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follows_notices",
                        to="comments.decision",
                        verbose_name="decision",
                    ),
                ),
            ],
            options={
                "verbose_name": "location",
                "verbose_name_plural": "locations",
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                models.F("id"), condition=models.Q(("decided_at", None)), name="comments_notice_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(models.F("email"), models.F("id"), name="comments_notice_from_address"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(models.F("network"), models.F("id"), name="comments_notice_of_network"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("decided_at", None), ("decided_by", None)),
                    ("decided_at__isnull", False),
                    _connector="OR",
                ),
                name="comments_notice_decision_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticelocation",
            constraint=models.UniqueConstraint(fields=("notice", "path"), name="comments_notice_location_once"),
        ),
    ]
