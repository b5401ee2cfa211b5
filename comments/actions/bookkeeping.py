"""What is kept beside the comments, kept in step with them.

Every visible change goes through `set_status` or `mark_changed`, within the caller's
transaction and with the discussion locked first (lock order: discussion, comments from below
upwards, thread; a vote takes the same way).
The laws they keep: counters equal what they count; a thread's row exists exactly while its
root is shown; a comment's `seq` is the discussion's version at its last visible change.
"""

from django.db.models import Count, F, Max, Q
from django.db.models.functions import Greatest

from comments.models import Comment, Discussion, Thread
from comments.ranking import rank


def lock_discussion(article_id: int) -> Discussion:
    """The article's discussion, made if need be, and held until the transaction ends.

    Its key is not locked: a vote, which only names the discussion, need not wait.
    """
    Discussion.objects.get_or_create(article_id=article_id)
    return Discussion.objects.select_for_update(no_key=True).get(article_id=article_id)


def set_status(comment: Comment, status: int, discussion: Discussion) -> None:
    """Give `comment` its status and bring every count that depends on it up to date.

    Answers for a new comment too, once it is saved as pending. Costs a few updates, and one
    more for each tombstone above that appears or goes with its last shown reply.
    """
    was_published, was_shown = comment.is_published, comment.is_shown
    comment.went_unseen = _goes_unseen(comment, status)
    comment.status = status
    discussion.version += 1
    comment.seq = discussion.version
    comment.save(update_fields=["status", "seq", "went_unseen"])
    change = int(comment.is_published) - int(was_published)
    opened = _tell_ancestors(comment, discussion, was_shown=was_shown)
    if change:
        _count_in_discussion(comment, discussion, change)
        if not opened:
            _count_in_thread(comment, change)
        _date_discussion(comment, discussion, change)
    discussion.save()


def mark_changed(comment: Comment, discussion: Discussion) -> None:
    """Note that readers see `comment` differently now, though its status is the same."""
    discussion.version += 1
    comment.seq = discussion.version
    comment.save(update_fields=["seq"])
    discussion.save(update_fields=["version"])


def _goes_unseen(comment: Comment, status: int) -> bool:
    """Whether a comment that is taken down now, or was before, has never been shown."""
    if status in {Comment.Status.PENDING, Comment.Status.PUBLISHED}:
        return False
    return comment.went_unseen or comment.status == Comment.Status.PENDING


def _count_in_discussion(comment: Comment, discussion: Discussion, change: int) -> None:
    if comment.kind == Comment.Kind.LINKBACK:
        discussion.linkback_count += change
    else:
        discussion.comment_count += change


def _date_discussion(comment: Comment, discussion: Discussion, change: int) -> None:
    """Date the discussion by its last published comment, once the threads are counted."""
    last = discussion.last_comment_at
    if change > 0:
        discussion.last_comment_at = max(last or comment.created_at, comment.created_at)
    elif last is not None and last <= comment.created_at:
        discussion.last_comment_at = discussion.threads.aggregate(at=Max("last_reply_at"))["at"]


def _tell_ancestors(comment: Comment, discussion: Discussion, *, was_shown: bool) -> bool:
    """Count a reply that appeared or went; a tombstone stands only while it holds shown replies.

    Says whether the thread was opened, in which case its counts are fresh.
    """
    while comment.is_shown != was_shown:
        change = 1 if comment.is_shown else -1
        if comment.parent_id is None:
            discussion.thread_count += change
            _open_thread(comment) if comment.is_shown else Thread.objects.filter(root=comment).delete()
            return comment.is_shown
        parent = Comment.objects.get(pk=comment.parent_id)
        was_shown = parent.is_shown
        parent.reply_count += change
        parent.seq = discussion.version
        parent.save(update_fields=["reply_count", "seq"])
        comment = parent
    return False


def _open_thread(root: Comment) -> None:
    published = Comment.objects.published().filter(Q(pk=root.pk) | Q(root=root))
    facts = published.aggregate(size=Count("pk"), at=Max("created_at"))
    # Read afresh: a vote may have been counted since the root was loaded, but none can be now.
    upvotes, downvotes = Comment.objects.values_list("upvotes", "downvotes").get(pk=root.pk)
    Thread.objects.create(
        root=root,
        discussion_id=root.discussion_id,
        best=rank(upvotes, downvotes),
        size=facts["size"],
        last_reply_at=facts["at"] or root.created_at,
    )


def _count_in_thread(comment: Comment, change: int) -> None:
    thread = Thread.objects.filter(root_id=comment.thread_id)
    if change > 0:
        thread.update(size=F("size") + 1, last_reply_at=Greatest(F("last_reply_at"), comment.created_at))
        return
    left = Comment.objects.published().filter(Q(pk=comment.thread_id) | Q(root_id=comment.thread_id))
    newest = left.aggregate(at=Max("created_at"))["at"]
    thread.update(size=F("size") - 1, last_reply_at=newest or F("last_reply_at"))
