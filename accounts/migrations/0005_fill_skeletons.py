"""What the names of those who joined before look like."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from accounts.skeletons import skeleton

_AT_ONCE = 1_000


def fill_skeletons(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    people = apps.get_model("accounts", "User").objects
    batch = []
    for person in people.only("handle", "display_name").iterator(_AT_ONCE):
        person.handle_skeleton = skeleton(person.handle)
        person.name_skeleton = skeleton(person.display_name) if person.display_name else ""
        batch.append(person)
        if len(batch) == _AT_ONCE:
            people.bulk_update(batch, ["handle_skeleton", "name_skeleton"])
            batch = []
    people.bulk_update(batch, ["handle_skeleton", "name_skeleton"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_user_skeletons"),
    ]

    operations = [
        migrations.RunPython(fill_skeletons, migrations.RunPython.noop, elidable=True),
    ]
