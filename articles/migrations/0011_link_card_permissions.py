from django.db import migrations

from accounts.roles import ADMINISTRATOR, EDITOR, grant


def let_editors_see_link_cards(apps, schema_editor):
    for role in (EDITOR, ADMINISTRATOR):
        grant(apps, role, "articles", {"linkcard": ["view_linkcard", "change_linkcard"]})


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_link_cards"), ("accounts", "0002_roles")]

    operations = [migrations.RunPython(let_editors_see_link_cards, migrations.RunPython.noop)]
