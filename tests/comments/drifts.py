"""One kind of drift each, put in by hand: gives the sentence in which it should be told.

They lean on the discussion of test_check_discussions.py: root ← reply ← answer, and another root, "other".
"""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from comments.models import Comment, Discussion, Thread, Vote
from comments.ranking import rank
from tests.factories import ArticleFactory, CommentFactory


def called(body: str) -> Comment:
    return Comment.objects.get(body=body)


def wrong_depth() -> str:
    Comment.objects.filter(body="answer").update(depth=7)
    return f"Comment {called('answer').pk} says its depth is 7; it lies 2 deep."


def wrong_root() -> str:
    answer, other, root = (called(body).pk for body in ("answer", "other", "root"))
    Comment.objects.filter(pk=answer).update(root=other)
    return f"Comment {answer} names {other} as its root; it lies in the thread of {root}."


def wrong_reply_count() -> str:
    Comment.objects.filter(body="root").update(reply_count=5)
    return f"Comment {called('root').pk} counts 5 shown replies; there are 1."


def wrong_report_count() -> str:
    Comment.objects.filter(body="root").update(report_count=0)
    return f"Comment {called('root').pk} counts 0 open reports; there are 1."


def wrong_quoted_count() -> str:
    Comment.objects.filter(body="root").update(quoted_count=2)
    return f"Comment {called('root').pk} counts 2 that quote it; there are 0."


def wrong_upvotes() -> str:
    Comment.objects.filter(body="root").update(upvotes=3, score=3)
    return f"Comment {called('root').pk} counts 3 upvotes; there are 1."


def wrong_downvotes() -> str:
    Comment.objects.filter(body="other").update(downvotes=1)
    return f"Comment {called('other').pk} counts 1 downvotes; there are 0."


def wrong_score() -> str:
    Comment.objects.filter(body="root").update(score=9)
    return f"Comment {called('root').pk} has the score 9; its votes make 1."


def astray_vote() -> str:
    elsewhere = CommentFactory.create()
    Vote.objects.update(discussion=elsewhere.discussion)
    return f"Comment {called('root').pk} has votes that name another discussion: 1."


def missing_thread() -> str:
    Thread.objects.filter(root__body="other").delete()
    return f"Comment {called('other').pk} opens a shown thread, which has no row."


def extra_thread_of_a_reply() -> str:
    reply = called("reply")
    Thread.objects.create(root=reply, discussion_id=reply.discussion_id, last_reply_at=timezone.now())
    return f"Comment {reply.pk} opens no shown thread, yet one has its row."


def extra_thread_of_a_hidden_root() -> str:
    Comment.objects.filter(body="other").update(status=Comment.Status.REMOVED)
    return f"Comment {called('other').pk} opens no shown thread, yet one has its row."


def thread_in_another_discussion() -> str:
    elsewhere = CommentFactory.create().discussion_id
    Thread.objects.filter(root__body="other").update(discussion=elsewhere)
    other = called("other")
    return f"The thread of comment {other.pk} names discussion {elsewhere}; it lies in {other.discussion_id}."


def wrong_size() -> str:
    Thread.objects.filter(root__body="root").update(size=1)
    return f"The thread of comment {called('root').pk} counts 1 published comments; there are 3."


def wrong_rank() -> str:
    Thread.objects.filter(root__body="root").update(best=5)
    return f"The thread of comment {called('root').pk} has the rank 5; its votes make {rank(1, 0)}."


def wrong_last_reply() -> str:
    Thread.objects.filter(root__body="root").update(last_reply_at=F("last_reply_at") - timedelta(days=1))
    return f"The thread of comment {called('root').pk} dates its last comment "


def wrong_comment_count() -> str:
    Discussion.objects.update(comment_count=0)
    return f"Discussion {called('root').discussion_id} counts 0 published comments; there are 4."


def wrong_linkback_count() -> str:
    Comment.objects.filter(body="other").update(kind=Comment.Kind.LINKBACK)
    return f"Discussion {called('root').discussion_id} counts 0 published linkbacks; there are 1."


def wrong_thread_count() -> str:
    Discussion.objects.update(thread_count=9)
    return f"Discussion {called('root').discussion_id} counts 9 shown threads; there are 2."


def wrong_branch_count() -> str:
    Discussion.objects.update(branch_count=2)
    return f"Discussion {called('root').discussion_id} counts 2 branches with measures; there are 0."


def wrong_last_comment() -> str:
    Discussion.objects.update(last_comment_at=None)
    return f"Discussion {called('root').discussion_id} dates its last comment none; that was written "


def wrong_version() -> str:
    Comment.objects.filter(body="reply").update(seq=1_000)
    discussion = called("root").discussion
    return f"Discussion {discussion.pk} has the version {discussion.version}; a comment changed at 1000."


def wrong_discussion() -> str:
    elsewhere = ArticleFactory.create()
    Discussion.objects.create(article=elsewhere)
    reply = called("reply")
    Comment.objects.filter(pk=reply.pk).update(discussion=elsewhere.pk)
    return f"Comment {reply.pk} lies in discussion {elsewhere.pk}, what it answers in {reply.discussion_id}."


def circle() -> str:
    reply, answer = called("reply"), called("answer")
    Comment.objects.filter(pk=reply.pk).update(parent=answer)
    return f"Comment {reply.pk} answers {answer.pk}, which answers it in turn."


DRIFTS: list[Callable[[], str]] = [
    wrong_depth,
    wrong_root,
    wrong_reply_count,
    wrong_report_count,
    wrong_quoted_count,
    wrong_upvotes,
    wrong_downvotes,
    wrong_score,
    astray_vote,
    missing_thread,
    extra_thread_of_a_reply,
    extra_thread_of_a_hidden_root,
    thread_in_another_discussion,
    wrong_size,
    wrong_rank,
    wrong_last_reply,
    wrong_comment_count,
    wrong_linkback_count,
    wrong_thread_count,
    wrong_branch_count,
    wrong_last_comment,
    wrong_version,
    wrong_discussion,
    circle,
]

# What a comment is, or whom it answers, is a fact: mending accepts what it finds.
CHANGE_FACTS = (circle, extra_thread_of_a_hidden_root, wrong_linkback_count)
