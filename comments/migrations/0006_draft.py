import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_editor_permissions"),
        ("comments", "0005_notification"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_edit", models.BooleanField(default=False, verbose_name="replaces the comment")),
                ("body", models.TextField(verbose_name="body")),
                ("form_key", models.UUIDField(editable=False)),
                ("updated_at", models.DateTimeField(db_index=True, verbose_name="last changed")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.article"
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="comments.comment",
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reader",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft",
                "verbose_name_plural": "drafts",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("comment", None)),
                        fields=("reader", "article"),
                        name="comments_draft_once_below",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("comment__isnull", False)),
                        fields=("reader", "comment", "is_edit"),
                        name="comments_draft_once_on_comment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_edit", False), ("comment__isnull", False), _connector="OR"),
                        name="comments_draft_edits_a_comment",
                    ),
                ],
            },
        ),
    ]
