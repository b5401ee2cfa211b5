"""How often people agreed with what a rule found."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from comments.models import RuleHit

PRECISION_DAYS = 90

# Of a comment that a rule found twice, in an edit, the first time counts.
_JUDGED = """
    SELECT rule_id, count(*),
        sum(CASE WHEN is_looked_at AND status IN (1, 2, 4) THEN 1 ELSE 0 END),
        sum(CASE WHEN is_looked_at AND status IN (2, 4) THEN 1 ELSE 0 END)
    FROM (
        SELECT f.rule_id, c.status, EXISTS (
            SELECT 1 FROM comments_decision d
            WHERE d.comment_id = f.comment_id AND d.moderator_id IS NOT NULL AND d.decided_at >= f.first_at
        ) AS is_looked_at
        FROM (
            SELECT rule_id, comment_id, min(hit_at) AS first_at FROM comments_rulehit
            WHERE hit_at >= %s AND comment_id IS NOT NULL GROUP BY rule_id, comment_id
        ) f JOIN comments_comment c ON c.id = f.comment_id
    ) judged GROUP BY rule_id
"""


@dataclass(frozen=True)
class Precision:
    """Of the last PRECISION_DAYS: how many comments a rule found, and how often it refused words; of the former how
    many people decided on, and removed. Those that wait, and those that nobody looked at, say nothing yet.
    """

    hits: int = 0
    decided: int = 0
    removed: int = 0
    refused: int = 0

    @property
    def percent(self) -> int | None:
        """removed ÷ decided, rounded; None where nothing is decided."""
        return round(100 * self.removed / self.decided) if self.decided else None


def precisions() -> dict[int, Precision]:
    """Of all rules that found something, by their keys; two queries."""
    since = timezone.now() - timedelta(days=PRECISION_DAYS)
    refused_of = RuleHit.objects.filter(comment=None, is_shadow=False, hit_at__gte=since).order_by().values("rule")
    refused = dict(refused_of.annotate(count=Count("pk")).values_list("rule", "count"))
    with connection.cursor() as cursor:
        cursor.execute(_JUDGED, [connection.ops.adapt_datetimefield_value(since)])
        judged = {rule: (hits, decided, removed) for rule, hits, decided, removed in cursor.fetchall()}
    none = (0, 0, 0)
    return {rule: Precision(*judged.get(rule, none), refused.get(rule, 0)) for rule in judged.keys() | refused.keys()}
