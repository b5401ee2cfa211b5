import django.db.models.deletion
from django.db import migrations, models

from comments.append_only import changes_of

refuse, allow = changes_of("comments_sanction")


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0027_appeals"),
    ]

    operations = [
        migrations.RunPython(allow, refuse),
        migrations.AddField(
            model_name="sanction",
            name="run",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sanction",
                to="comments.decisionrun",
                verbose_name="removal",
            ),
        ),
        migrations.RunPython(refuse, allow),
    ]
