"""What a rehearsal found, as the rule's page shows it."""

from collections import Counter
from dataclasses import dataclass

from comments.models import Comment, Rehearsal, Rule
from comments.rules.rehearsing import MOST_DECISIONS, MOST_UNDECIDED, MOST_WRONG, condition_facts


@dataclass(frozen=True)
class Result:
    """`wrong`: comments that it found and people let stand, with what it found; `is_current`: of the rule as it is."""

    rehearsal: Rehearsal
    wrong: list[tuple[Comment, str]]
    is_current: bool
    most_decisions = MOST_DECISIONS
    most_undecided = MOST_UNDECIDED
    most_wrong = MOST_WRONG

    @property
    def counts(self) -> Counter[str]:
        """By their names; 0 where nothing was counted."""
        return Counter({name: count for name, count in self.rehearsal.found.items() if name != "wrong"})

    @property
    def agreement(self) -> int | None:
        """The share of its hits that people removed, in per cent; None where it found nothing."""
        return round(100 * self.counts["removed_hits"] / self.counts["hits"]) if self.counts["hits"] else None

    @property
    def wrong_count(self) -> int:
        return self.counts["hits"] - self.counts["removed_hits"]


def latest_rehearsal(rule: Rule) -> Result | None:
    rehearsal = Rehearsal.objects.filter(rule=rule).select_related("asked_by").order_by("-pk").first()
    if rehearsal is None:
        return None
    wrong = rehearsal.found.get("wrong", [])
    comments = Comment.objects.filter(pk__in=[one["comment"] for one in wrong]).for_display().with_article()
    by_key = {comment.pk: comment for comment in comments}
    listed = [(by_key[one["comment"]], ", ".join(one["words"])) for one in wrong if one["comment"] in by_key]
    return Result(rehearsal, listed, rehearsal.condition == condition_facts(rule))
