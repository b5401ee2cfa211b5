import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0035_rule_kind_classifier"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="appeal",
            name="sanction",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appeal",
                to="comments.sanction",
                verbose_name="sanction appealed",
            ),
        ),
        migrations.AlterField(
            model_name="appeal",
            name="decision",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appeal",
                to="comments.decision",
                verbose_name="decision appealed",
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision__isnull", False), ("sanction", None)),
                    models.Q(("decision", None), ("sanction__isnull", False)),
                    _connector="OR",
                ),
                name="comments_appeal_against_one",
            ),
        ),
    ]
