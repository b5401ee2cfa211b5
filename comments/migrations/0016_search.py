from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from comments.moderation import search_schema


# Whatever the index is by the time this runs: it holds nothing that the comments do not.
def lay_index(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    search_schema.lay_index()


def drop_index(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    search_schema.drop_index()


class Migration(migrations.Migration):
    # The triggers come first, and then a part of the comments at a time: nobody waits for all of them.
    atomic = False

    dependencies = [("comments", "0015_fill_status_before")]

    operations = [migrations.RunPython(lay_index, drop_index)]
