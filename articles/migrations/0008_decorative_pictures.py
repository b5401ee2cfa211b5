from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0007_body_pictures"),
    ]

    operations = [
        # What is there already stays as it is: nobody has ticked it yet.
        migrations.AddField(
            model_name="picture",
            name="is_decorative",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="It says nothing that the text does not: readers who cannot see it are not told of it.",
                verbose_name="is decorative",
            ),
        ),
        migrations.AlterField(
            model_name="picture",
            name="alt",
            field=models.CharField(
                blank=True,
                help_text="What the picture shows, in a sentence.",
                max_length=300,
                verbose_name="text for those who cannot see it",
            ),
        ),
        migrations.AddConstraint(
            model_name="picture",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_decorative", False), ("alt", ""), _connector="OR"),
                name="articles_picture_decorative_says_nothing",
                violation_error_message="A decorative picture is described to nobody.",
            ),
        ),
    ]
