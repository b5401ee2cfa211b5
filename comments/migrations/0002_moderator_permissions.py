from django.db import migrations

from accounts.roles import ADMINISTRATOR, MODERATOR, SENIOR_MODERATOR, grant


def let_moderators_decide(apps, schema_editor):
    codenames = {
        "comment": ["moderate_comment", "view_comment"],
        "decision": ["view_decision"],
        "report": ["view_report"],
    }
    for role in (MODERATOR, SENIOR_MODERATOR, ADMINISTRATOR):
        grant(apps, role, "comments", codenames)


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_comments"), ("accounts", "0002_roles")]

    operations = [migrations.RunPython(let_moderators_decide, migrations.RunPython.noop)]
