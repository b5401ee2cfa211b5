from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_correction_index"),
    ]

    operations = [
        migrations.AddField(
            model_name="picture",
            name="renditions",
            field=models.CharField(blank=True, db_default="", default="", editable=False, max_length=60),
        ),
    ]
