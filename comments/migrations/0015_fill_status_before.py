from django.db import migrations

from comments.append_only import allow_changes, refuse_changes

# As far as old rows tell: what the decision before it made of the comment; of the first one, what it was given on.
_FILL = """
    UPDATE comments_decision SET status_before = COALESCE(
        (SELECT CASE before.verdict WHEN 'remove' THEN 2 ELSE 1 END FROM comments_decision before
            WHERE before.comment_id = comments_decision.comment_id AND before.id < comments_decision.id
            ORDER BY before.id DESC LIMIT 1),
        CASE
            WHEN verdict = 'restore' THEN 2
            WHEN verdict = 'approve' AND NOT EXISTS (
                SELECT 1 FROM comments_report r WHERE r.decision_id = comments_decision.id
            ) THEN 0
            ELSE 1
        END)
"""


class Migration(migrations.Migration):
    dependencies = [("comments", "0014_decision_undo")]

    operations = [
        migrations.RunSQL(_FILL, migrations.RunSQL.noop),
        migrations.RunPython(refuse_changes, allow_changes),
    ]
