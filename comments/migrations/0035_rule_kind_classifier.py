from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0034_rehearsal"),
    ]

    operations = [
        migrations.AlterField(
            model_name="rule",
            name="kind",
            field=models.CharField(
                choices=[
                    ("words", "words and phrases"),
                    ("links", "links"),
                    ("first", "first comments"),
                    ("young", "young accounts"),
                    ("removals", "a history of removals"),
                    ("repeats", "the same words again"),
                    ("floods", "a flood in one discussion"),
                    ("reports", "reports reached"),
                    ("classifier", "what the classifier learned"),
                ],
                max_length=10,
                verbose_name="kind",
            ),
        ),
    ]
