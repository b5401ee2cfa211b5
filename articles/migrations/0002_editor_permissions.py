from django.db import migrations

from accounts.roles import ADMINISTRATOR, EDITOR, grant

DEEDS = ("add", "change", "delete", "view")
MODELS = ("article", "articlebyline", "byline", "picture", "tag", "topic")


def let_editors_publish(apps, schema_editor):
    codenames = {model: [f"{deed}_{model}" for deed in DEEDS] for model in MODELS}
    codenames["articlerevision"] = ["view_articlerevision"]
    for role in (EDITOR, ADMINISTRATOR):
        grant(apps, role, "articles", codenames)


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_articles"), ("accounts", "0002_roles")]

    operations = [migrations.RunPython(let_editors_publish, migrations.RunPython.noop)]
