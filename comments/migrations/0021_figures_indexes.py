from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("comments", "0020_decision_run")]

    operations = [
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                F("created_at"),
                F("discussion"),
                F("status"),
                F("import_source"),
                condition=~Q(status=5) & Q(import_source=""),
                name="comments_comment_written",
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                F("decided_at"),
                F("verdict"),
                F("reason"),
                F("moderator"),
                F("status_before"),
                name="comments_decision_tallied",
            ),
        ),
        migrations.RemoveIndex(model_name="decision", name="comments_decision_by_time"),
    ]
