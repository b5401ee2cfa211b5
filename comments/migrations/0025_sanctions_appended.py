from django.db import migrations

from accounts.roles import ADMINISTRATOR, MODERATOR, SENIOR_MODERATOR, grant
from comments.append_only import changes_of

refuse, allow = changes_of("comments_sanction", "comments_lifting")


def let_moderators_impose(apps, schema_editor):
    seen = {"sanction": ["impose_sanction", "view_sanction"]}
    for role in (MODERATOR, SENIOR_MODERATOR, ADMINISTRATOR):
        grant(apps, role, "comments", seen)
    for role in (SENIOR_MODERATOR, ADMINISTRATOR):
        grant(apps, role, "comments", {"sanction": ["impose_ban"]})


class Migration(migrations.Migration):
    dependencies = [("comments", "0024_sanctions")]

    operations = [
        migrations.RunPython(refuse, allow),
        migrations.RunPython(let_moderators_impose, migrations.RunPython.noop),
    ]
