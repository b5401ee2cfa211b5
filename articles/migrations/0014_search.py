from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from articles.search import schema


# Whatever the index is by the time this runs: it holds nothing that the articles do not.
def lay_index(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema.lay_index()


def drop_index(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema.drop_index()


class Migration(migrations.Migration):
    dependencies = [("articles", "0013_drafts")]

    operations = [migrations.RunPython(lay_index, drop_index)]
