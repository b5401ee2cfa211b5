"""The reported comments in order of their priority."""

from collections import defaultdict
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any

from django.db import connection
from django.utils import timezone

from comments.moderation.priority import Priority, ReporterRecord, priority
from comments.querysets import CommentQuerySet

# Of more than that the latest are ranked; a desk so far behind has other worries.
MOST_RANKED = 500


def by_priority(reported: CommentQuerySet) -> list[tuple[int, Priority]]:
    """Keys with their priority, the highest first; where it is equal, who waited longest.

    One statement, whose cost grows with the open reports and with their reporters' earlier ones.
    """
    members = reported.order_by("-pk").values_list("pk", "reply_count", "upvotes")[:MOST_RANKED]
    inner, params = members.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_REPORTS.format(members=inner), params)
        rows = cursor.fetchall()
    reporters: dict[int, list[ReporterRecord]] = defaultdict(list)
    facts: dict[int, tuple[int, int, datetime]] = {}
    for key, replies, upvotes, created_at, answered, upheld in rows:
        reporters[key].append(ReporterRecord(answered, upheld))
        facts.setdefault(key, (replies, upvotes, _moment(created_at)))
    now = timezone.now()
    ranked = [
        (key, priority(reporters[key], replies=replies, upvotes=upvotes, waited=now - since))
        for key, (replies, upvotes, since) in facts.items()
    ]
    return sorted(sorted(ranked, key=itemgetter(0)), key=lambda pair: -pair[1].total)


# MATERIALIZED: each of them is asked twice.
_OPEN_REPORTS = """
    WITH members (id, replies, upvotes) AS MATERIALIZED ({members}),
    opened AS MATERIALIZED (
        SELECT r.id, r.comment_id, r.reporter_id, r.created_at FROM comments_report r
        WHERE r.decision_id IS NULL AND r.comment_id IN (SELECT id FROM members)),
    records AS (
        SELECT r.reporter_id, count(*) AS answered,
            sum(CASE WHEN d.verdict IN ('remove', 'spam') THEN 1 ELSE 0 END) AS upheld
        FROM comments_report r JOIN comments_decision d ON d.id = r.decision_id
        WHERE r.reporter_id IN (SELECT reporter_id FROM opened) GROUP BY r.reporter_id)
    SELECT m.id, m.replies, m.upvotes, o.created_at, coalesce(k.answered, 0), coalesce(k.upheld, 0)
    FROM opened o JOIN members m ON m.id = o.comment_id LEFT JOIN records k ON k.reporter_id = o.reporter_id
    ORDER BY o.id
"""


def _moment(stored: Any) -> datetime:
    """SQLite's times are in UTC and do not say so."""
    moment = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
