from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0016_search")]

    operations = [
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                models.F("imported_name"),
                models.F("id"),
                condition=models.Q(("imported_name", ""), _negated=True),
                name="comments_comment_by_archived",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                models.F("status"),
                models.F("id"),
                condition=models.Q(("status", 1), _negated=True),
                name="comments_comment_not_published",
            ),
        ),
    ]
