import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0012_fill_quoted_counts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "claimed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="claimed"),
                ),
            ],
            options={
                "verbose_name": "claim",
                "verbose_name_plural": "claims",
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="sent")),
            ],
            options={
                "verbose_name": "letter",
                "verbose_name_plural": "letters",
            },
        ),
        migrations.AddField(
            model_name="guest",
            name="disowned_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="disowned"),
        ),
        migrations.AddField(
            model_name="guest",
            name="network",
            field=models.CharField(blank=True, db_default="", default="", editable=False, max_length=32),
        ),
        migrations.AddField(
            model_name="guest",
            name="skeleton",
            field=models.CharField(db_default="", default="", editable=False, max_length=120),
        ),
        migrations.AddField(
            model_name="guest",
            name="version",
            field=models.PositiveIntegerField(db_default=1, default=1, editable=False),
        ),
        migrations.AlterField(
            model_name="comment",
            name="status",
            field=models.PositiveSmallIntegerField(
                choices=[
                    (0, "pending"),
                    (1, "published"),
                    (2, "removed by a moderator"),
                    (3, "deleted by its author"),
                    (4, "spam"),
                    (5, "waiting for its writer's confirmation"),
                ],
                default=1,
                verbose_name="status",
            ),
        ),
        migrations.AddIndex(
            model_name="guest",
            index=models.Index(models.F("email"), name="comments_guest_address"),
        ),
        migrations.AddIndex(
            model_name="guest",
            index=models.Index(models.F("skeleton"), name="comments_guest_looks"),
        ),
        migrations.AddIndex(
            model_name="guest",
            index=models.Index(models.F("network"), models.F("id"), name="comments_guest_of_network"),
        ),
        migrations.AddField(
            model_name="claim",
            name="comment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="claims", to="comments.comment"
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="guest",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="claims", to="comments.guest"
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="claims",
                to=settings.AUTH_USER_MODEL,
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="guest",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="letters", to="comments.guest"
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(models.F("email"), models.F("id"), name="comments_letter_to_address"),
        ),
    ]
