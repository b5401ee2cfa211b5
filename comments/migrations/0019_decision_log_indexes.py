from django.db import migrations, models
from django.db.models import F


class Migration(migrations.Migration):
    dependencies = [("comments", "0018_look")]

    operations = [
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(F("verdict"), F("id"), name="comments_decision_by_verdict"),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(F("reason"), F("id"), name="comments_decision_by_reason"),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(F("decided_at"), name="comments_decision_by_time"),
        ),
    ]
