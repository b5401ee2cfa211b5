from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0014_search"),
    ]

    operations = [
        migrations.AddField(
            model_name="picture",
            name="digest",
            field=models.CharField(
                blank=True, db_default="", db_index=True, default="", editable=False, max_length=32
            ),
        ),
    ]
