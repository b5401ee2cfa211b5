from django.db import migrations

from accounts.roles import ADMINISTRATOR, SENIOR_MODERATOR, grant


def let_seniors_make_rules(apps, schema_editor):
    for role in (SENIOR_MODERATOR, ADMINISTRATOR):
        grant(apps, role, "comments", {"rule": ["add_rule", "change_rule", "view_rule"]})


class Migration(migrations.Migration):
    dependencies = [("comments", "0029_rules"), ("accounts", "0002_roles")]

    operations = [migrations.RunPython(let_seniors_make_rules, migrations.RunPython.noop)]
