"""The facts of one discussion, read at one go: memory grows with its comments, not with the site's."""

from django.db.models import Count, F, Q

from comments.checking.drift import Drift
from comments.checking.facts import DiscussionFacts, Entry, ThreadFacts
from comments.models import Branch, Comment, Discussion, Quotation, Report, Thread, Vote

_COUNTS = ("comment_count", "linkback_count", "thread_count", "branch_count", "last_comment_at", "version")
_BESIDE_COMMENTS = (
    "pk",
    "parent_id",
    "kind",
    "status",
    "created_at",
    "import_source",
    "root_id",
    "depth",
    "reply_count",
    "report_count",
    "upvotes",
    "downvotes",
    "score",
    "seq",
    "quoted_count",
)


def read_facts(article_id: int) -> DiscussionFacts:
    entries = _entries(article_id)
    _count_rows(article_id, entries)
    kept = Discussion.objects.values(*_COUNTS).get(pk=article_id)
    branches = Branch.objects.filter(top__discussion=article_id).count()
    return DiscussionFacts(article_id, kept, entries, _threads(article_id), branches)


def strays(article_id: int | None = None) -> list[Drift]:
    """Replies that lie in another discussion than what they answer; of one discussion, or of all."""
    replies = Comment.objects.filter(parent__isnull=False).exclude(discussion=F("parent__discussion"))
    if article_id is not None:
        replies = replies.filter(discussion=article_id)
    places = replies.order_by("pk").values_list("pk", "discussion_id", "parent__discussion_id")
    return [Drift("comment", pk, "discussion_id", found, right) for pk, found, right in places]


def _entries(article_id: int) -> dict[int, Entry]:
    comments = Comment.objects.filter(discussion=article_id).order_by("pk")
    return {values[0]: Entry(*values) for values in comments.values_list(*_BESIDE_COMMENTS).iterator()}


def _count_rows(article_id: int, entries: dict[int, Entry]) -> None:
    """Found by way of the comments: neither votes nor reports have an index on the discussion."""
    votes = Vote.objects.filter(comment__discussion=article_id).values("comment")
    counted = votes.annotate(
        up=Count("pk", filter=Q(value=1)),
        down=Count("pk", filter=Q(value=-1)),
        astray=Count("pk", filter=~Q(discussion=article_id)),
    )
    for pk, up, down, astray in counted.values_list("comment", "up", "down", "astray").iterator():
        entry = entries[pk]
        entry.upvote_rows, entry.downvote_rows, entry.astray_votes = up, down, astray
    reports = Report.objects.filter(comment__discussion=article_id, decision=None).order_by()
    for pk, count in reports.values("comment").annotate(count=Count("pk")).values_list("comment", "count"):
        entries[pk].open_reports = count
    quoting = Quotation.objects.filter(source_comment__discussion=article_id, comment__status=1).order_by()
    quoted = quoting.values("source_comment").annotate(count=Count("comment", distinct=True))
    for pk, count in quoted.values_list("source_comment", "count"):
        entries[pk].quoting_comments = count


def _threads(article_id: int) -> dict[int, ThreadFacts]:
    rows = Thread.objects.filter(root__discussion=article_id).values_list(
        "root_id", "discussion_id", "best", "size", "last_reply_at", "pinned_at"
    )
    return {row[0]: ThreadFacts(*row[1:5], is_pinned=row[5] is not None) for row in rows.iterator()}
