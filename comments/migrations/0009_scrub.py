import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0008_origin"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Scrub",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(blank=True, max_length=30, verbose_name="role")),
                ("places", models.PositiveIntegerField(verbose_name="places")),
                (
                    "scrubbed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="done"),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scrubs", to="comments.comment"
                    ),
                ),
                (
                    "scrubber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="done by",
                    ),
                ),
            ],
            options={
                "verbose_name": "scrub",
                "verbose_name_plural": "scrubs",
                "ordering": ["pk"],
            },
        ),
    ]
