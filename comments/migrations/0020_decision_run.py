import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from comments.append_only import allow_changes, refuse_changes


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0019_decision_log_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DecisionRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "begun_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="begun"),
                ),
                (
                    "moderator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision_runs",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="moderator",
                    ),
                ),
            ],
            options={
                "verbose_name": "run of decisions",
                "verbose_name_plural": "runs of decisions",
            },
        ),
        migrations.RunPython(allow_changes, refuse_changes),
        migrations.AddField(
            model_name="decision",
            name="run",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="comments.decisionrun",
                verbose_name="run",
            ),
        ),
        migrations.RunPython(refuse_changes, allow_changes),
    ]
