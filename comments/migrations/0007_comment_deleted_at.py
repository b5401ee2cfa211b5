from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0006_draft"),
    ]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="deleted_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="deleted"),
        ),
        migrations.AddField(
            model_name="comment",
            name="went_unseen",
            field=models.BooleanField(db_default=False, default=False, verbose_name="taken down unseen"),
        ),
    ]
