from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0003_votes_visits_and_orders"),
    ]

    operations = [
        migrations.AddField(
            model_name="commentrevision",
            name="is_public",
            field=models.BooleanField(db_default=False, default=False, verbose_name="shown to readers"),
        ),
    ]
