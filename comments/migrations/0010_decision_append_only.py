from django.db import migrations

from comments.append_only import allow_changes, refuse_changes


class Migration(migrations.Migration):
    dependencies = [("comments", "0009_scrub")]

    operations = [migrations.RunPython(refuse_changes, allow_changes)]
