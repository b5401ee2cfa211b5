from django.db import migrations

from accounts.roles import ADMINISTRATOR, ROLES, grant


def make_roles(apps, schema_editor):
    for name in ROLES:
        apps.get_model("auth", "Group").objects.get_or_create(name=name)
    grant(apps, ADMINISTRATOR, "accounts", {"user": ["add_user", "change_user", "view_user"]})
    grant(apps, ADMINISTRATOR, "auth", {"group": ["change_group", "view_group"]})


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_user"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    # Groups stay on the way back: an administrator may have tuned them.
    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
