import django.db.models.deletion
from django.db import migrations, models

DECISION = {"null": True, "on_delete": django.db.models.deletion.PROTECT, "related_name": "+"}


class Migration(migrations.Migration):
    dependencies = [("comments", "0031_notices")]

    operations = [
        migrations.AddField(
            model_name="branch",
            name="pin",
            field=models.ForeignKey(to="comments.decision", verbose_name="pinned by", **DECISION),
        ),
        migrations.AddField(
            model_name="branch",
            name="feature",
            field=models.ForeignKey(to="comments.decision", verbose_name="featured by", **DECISION),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                models.F("discussion"),
                models.F("featured_at"),
                condition=models.Q(("featured_at__isnull", False)),
                name="comments_comment_featured",
            ),
        ),
        # Its choices are no matter of the database's.
        migrations.AlterField(
            model_name="decision",
            name="verdict",
            field=models.CharField(
                choices=[
                    ("approve", "approved"),
                    ("remove", "removed"),
                    ("hold", "held for review"),
                    ("restore", "restored"),
                    ("spam", "removed as spam"),
                    ("undo", "decision undone"),
                    ("lock", "branch locked"),
                    ("collapse", "branch collapsed"),
                    ("slow", "branch slowed down"),
                    ("pin", "thread pinned"),
                    ("feature", "featured"),
                    ("explain", "reason given"),
                    ("uphold", "upheld after an appeal"),
                ],
                max_length=10,
                verbose_name="verdict",
            ),
        ),
    ]
