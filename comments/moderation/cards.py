"""What a card of the desk shows of a comment."""

from django.db.models import Prefetch, QuerySet

from comments.discussion import mark_undone
from comments.models import Comment, Decision, Report
from comments.moderation.records import latest_statuses, record_of
from comments.moderation.stencils import Stencil
from comments.querysets import CommentQuerySet
from comments.rules.shown import found_by_rules, hits_in
from comments.sanctions.in_force import is_any_premoderation, sanctions_of_writers


def cards_of(comments: CommentQuerySet) -> list[Comment]:
    """The comments, each with its article, parent, `open_reports`, `history`, `hits`, `is_held` and `record`.

    Three queries in all, and one for `sanctions` where a writer may be under some. `priority` and `presence`
    are None: where they are known, the caller says them.
    """
    open_reports = Report.objects.filter(decision=None).select_related("reporter").order_by("pk")
    found = (
        comments.for_display()
        .annotate(latest_statuses=latest_statuses(), found_by_rules=found_by_rules())
        .select_related("discussion__article")
        .defer("discussion__article__body", "discussion__article__body_html")
        .prefetch_related(
            Prefetch("reports", queryset=open_reports, to_attr="open_reports"),
            Prefetch("decisions", queryset=history(), to_attr="history"),
        )
    )
    cards = list(found)
    stencils: dict[object, Stencil] = {}
    sanctions = sanctions_of_writers(cards)
    for card in cards:
        card.stencils = stencils  # type: ignore[attr-defined]  # for all of them together, as they are drawn
        mark_undone(card.history)  # type: ignore[attr-defined]  # prefetched above
        card.is_held = any(one.verdict == Decision.Verdict.HOLD for one in card.history)  # type: ignore[attr-defined]  # the same
        card.hits = hits_in(card.found_by_rules)  # type: ignore[attr-defined]  # beside its fields
        card.record = record_of(card)  # type: ignore[attr-defined]  # beside its fields
        card.sanctions = sanctions.get(card.pk)  # type: ignore[attr-defined]  # the same
        card.is_of_premoderated = is_any_premoderation(card.sanctions)  # type: ignore[attr-defined]  # the same
        # A template that asks in vain takes longer than one that shows something.
        card.priority = None  # type: ignore[attr-defined]  # as above
        card.presence = None  # type: ignore[attr-defined]  # as above
    return cards


def history() -> QuerySet[Decision]:
    """Decisions as a card tells of them, the first first."""
    return Decision.objects.select_related("moderator", "rule").defer("rule__parameters").order_by("pk")
