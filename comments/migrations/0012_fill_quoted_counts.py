"""How many quote each comment that an import found quoted before this was counted."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Count


def fill_counts(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    comments = apps.get_model("comments", "Comment").objects
    quotations = apps.get_model("comments", "Quotation").objects.filter(
        source_comment__isnull=False, comment__status=1
    )
    counted = quotations.order_by().values("source_comment").annotate(count=Count("comment", distinct=True))
    for pk, count in counted.values_list("source_comment", "count").iterator():
        comments.filter(pk=pk).update(quoted_count=count)


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0011_quotations_and_counts"),
    ]

    operations = [
        migrations.RunPython(fill_counts, migrations.RunPython.noop, elidable=True),
    ]
