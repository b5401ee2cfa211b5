from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_edition"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="handle_skeleton",
            field=models.CharField(db_default="", default="", editable=False, max_length=120),
        ),
        migrations.AddField(
            model_name="user",
            name="name_skeleton",
            field=models.CharField(db_default="", default="", editable=False, max_length=120),
        ),
        migrations.AddIndex(
            model_name="user",
            index=models.Index(fields=["handle_skeleton"], name="accounts_user_handle_looks"),
        ),
        migrations.AddIndex(
            model_name="user",
            index=models.Index(fields=["name_skeleton"], name="accounts_user_name_looks"),
        ),
    ]
