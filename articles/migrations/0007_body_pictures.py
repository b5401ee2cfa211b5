from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0006_remarks"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="body_pictures",
            field=models.ManyToManyField(
                editable=False,
                related_name="in_bodies",
                to="articles.picture",
                verbose_name="pictures in the text",
            ),
        ),
    ]
