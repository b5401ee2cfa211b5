"""What is kept beside the comments, kept in step with them.

Every visible change goes through `set_status` or `mark_changed`, within the caller's
transaction and with the discussion locked first (lock order: discussion, comments from below
upwards, thread; a vote takes the same way).
The laws they keep: counters equal what they count; a thread's row exists exactly while its
root is shown; a comment's `seq` is the discussion's version at its last visible change.
"""

from typing import Any

from django.db.models import Count, F, Max, Q
from django.db.models.functions import Greatest

from accounts.statements import insert_row, read_row, write_fields
from comments.actions.quoting import count_quotations, retell_quotations
from comments.measures import measures_in_force
from comments.models import Comment, Decision, Discussion, Thread
from comments.ranking import rank

_COUNTS = ("comment_count", "linkback_count", "thread_count", "version", "last_comment_at")


def lock_discussion(article_id: int) -> Discussion:
    """The article's discussion, made if need be, and held until the transaction ends.

    Its key is not locked: a vote, which only names the discussion, need not wait.
    """
    discussion = read_row(Discussion, "article_id = %s", [article_id], hold=True)
    if discussion is None:
        Discussion.objects.get_or_create(article_id=article_id)
        return lock_discussion(article_id)
    return discussion


def hold_comment(comment: Comment) -> Comment:
    """The comment as it stands now, in its discussion, which is held until the transaction ends."""
    discussion = lock_discussion(comment.discussion_id)
    discussion.article = comment.discussion.article
    held = read_row(Comment, "id = %s", [comment.pk])
    if held is None:
        raise Comment.DoesNotExist
    held.discussion = discussion
    return held


def add_comment(comment: Comment, discussion: Discussion, status: int) -> None:
    """Save a new comment with its status, and count it.

    Comes to the same as saving it as pending before `set_status`, in fewer statements: nobody can have
    answered it or voted on it, and its parent, loaded since the discussion was locked, is published.
    """
    comment.status = status
    if not comment.is_published:
        insert_row(comment)
        return
    discussion.version += 1
    comment.seq = discussion.version
    insert_row(comment)
    _count_in_discussion(comment, discussion, 1)
    _date_discussion(comment, discussion, 1)
    if comment.parent is None:
        discussion.thread_count += 1
        _insert_thread(comment, best=rank(0, 0), size=1, last_reply_at=comment.created_at)
    else:
        _count_reply(comment.parent, 1, discussion)
        _count_in_thread(comment, 1)
    write_fields(discussion, *_COUNTS)


def set_status(comment: Comment, status: int, discussion: Discussion) -> None:
    """Give `comment` its status and bring every count that depends on it up to date.

    Costs a few updates, and one more for each tombstone above that appears or goes with its last
    shown reply.
    """
    was_published, was_shown, is_new = comment.is_published, comment.is_shown, not comment.seq
    comment.went_unseen = _goes_unseen(comment, status)
    comment.status = status
    discussion.version += 1
    comment.seq = discussion.version
    write_fields(comment, "status", "seq", "went_unseen")
    change = int(comment.is_published) - int(was_published)
    opened = _tell_ancestors(comment, discussion, was_shown=was_shown)
    if change:
        _count_in_discussion(comment, discussion, change)
        if not opened:
            _count_in_thread(comment, change)
        _date_discussion(comment, discussion, change)
        count_quotations(comment, change, discussion)
    write_fields(discussion, *_COUNTS)
    if not is_new:
        retell_quotations(comment, discussion)


def mark_changed(comment: Comment, discussion: Discussion) -> None:
    """Note that readers see `comment` differently now, though its status is the same."""
    discussion.version += 1
    comment.seq = discussion.version
    write_fields(comment, "seq")
    write_fields(discussion, "version")


def _goes_unseen(comment: Comment, status: int) -> bool:
    """Whether a comment that is taken down now, or was before, has never been shown."""
    waiting = {Comment.Status.PENDING, Comment.Status.UNCONFIRMED}
    if status in {*waiting, Comment.Status.PUBLISHED}:
        return False
    return comment.went_unseen or comment.status in waiting


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
        # Read afresh: the caller's may be older than the lock.
        parent = Comment.objects.get(pk=comment.parent_id)
        was_shown = parent.is_shown
        _count_reply(parent, change, discussion)
        comment = parent
    return False


def _count_reply(parent: Comment, change: int, discussion: Discussion) -> None:
    parent.reply_count += change
    parent.seq = discussion.version
    write_fields(parent, "reply_count", "seq")


def _open_thread(root: Comment) -> None:
    published = Comment.objects.published().filter(Q(pk=root.pk) | Q(root=root))
    facts = published.aggregate(size=Count("pk"), at=Max("created_at"))
    # Read afresh: a vote may have been counted since the root was loaded, but none can be now.
    votes = Comment.objects.values_list("upvotes", "downvotes").get(pk=root.pk)
    pin = measures_in_force(list(root.decisions.order_by("pk"))).get(Decision.Verdict.PIN)
    _insert_thread(
        root,
        best=rank(*votes, is_pinned=pin is not None),
        size=facts["size"],
        last_reply_at=facts["at"] or root.created_at,
        pinned_at=pin and pin.decided_at,
    )


def _insert_thread(root: Comment, **facts: Any) -> None:
    insert_row(Thread(root=root, discussion_id=root.discussion_id, **facts))


def _count_in_thread(comment: Comment, change: int) -> None:
    thread = Thread.objects.filter(root_id=comment.thread_id)
    if change > 0:
        thread.update(size=F("size") + 1, last_reply_at=Greatest(F("last_reply_at"), comment.created_at))
        return
    left = Comment.objects.published().filter(Q(pk=comment.thread_id) | Q(root_id=comment.thread_id))
    newest = left.aggregate(at=Max("created_at"))["at"]
    thread.update(size=F("size") - 1, last_reply_at=newest or F("last_reply_at"))
