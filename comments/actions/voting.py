"""Recommending a comment, or taking that back."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from accounts.statements import insert_row, read_row, write_fields
from comments.models import Comment, Discussion, Thread, Vote
from comments.permissions import may_vote
from comments.ranking import rank

# How old the scores in the shared page may be.
SCORES_SHOWN_EVERY = timedelta(minutes=1)


@transaction.atomic
def vote_on(*, comment: Comment, voter: User, value: int) -> Comment:
    """Count `voter`'s judgement: 1, -1, or 0 to take it back. The same again changes nothing.

    Raises PermissionDenied unless `voter` may vote so. Touches the discussion at most twice a
    minute, however many vote, and before the comment, as every deed does.
    """
    may_vote(voter, comment, value).enforce()
    if _value_of(_vote_of(voter, comment)) == value:
        return comment
    _show_soon(comment.discussion_id)
    comment = _held(comment.pk)
    vote = _vote_of(voter, comment)
    before = _value_of(vote)
    if before != value:
        _keep(vote, comment, voter, value)
        _count(comment, before, value)
    return comment


def take_votes_back(*, comment: Comment, voter: User) -> None:
    """Within a transaction that holds the discussion: nobody's words are recommended by themselves."""
    vote = _vote_of(voter, comment)
    if vote:
        _keep(vote, comment, voter, 0)
        _count(comment, vote.value, 0)


@transaction.atomic
def withdraw_vote(vote: Vote) -> None:
    """Take one vote back without asking anybody: its voter's account is closed."""
    _show_soon(vote.discussion_id)
    comment = _held(vote.comment_id)
    if Vote.objects.filter(pk=vote.pk, value=vote.value).delete()[0]:
        _count(comment, vote.value, 0)


def _held(key: int) -> Comment:
    """The comment as it is now, which nobody else changes until the transaction ends."""
    comment = read_row(Comment, "id = %s", [key], hold=True)
    if comment is None:
        raise Comment.DoesNotExist
    return comment


def _vote_of(voter: User, comment: Comment) -> Vote | None:
    return read_row(Vote, "comment_id = %s AND voter_id = %s", [comment.pk, voter.pk])


def _value_of(vote: Vote | None) -> int:
    return vote.value if vote else 0


def _keep(vote: Vote | None, comment: Comment, voter: User, value: int) -> None:
    if vote is None:
        insert_row(Vote(comment=comment, discussion_id=comment.discussion_id, voter=voter, value=value))
    elif value:
        Vote.objects.filter(pk=vote.pk).update(value=value, voted_at=timezone.now())
    else:
        vote.delete()


def _count(comment: Comment, before: int, after: int) -> None:
    comment.upvotes += (after == 1) - (before == 1)
    comment.downvotes += (after == -1) - (before == -1)
    comment.score = comment.upvotes - comment.downvotes
    write_fields(comment, "upvotes", "downvotes", "score")
    if comment.is_root:
        thread = Thread.objects.filter(root=comment)
        for pinned_at in thread.values_list("pinned_at", flat=True):
            thread.update(best=rank(comment.upvotes, comment.downvotes, is_pinned=pinned_at is not None))


def _show_soon(discussion_id: int) -> None:
    """Raise the version if it was not raised for votes within the minute; else leave a mark, once."""
    now = timezone.now()
    discussion = Discussion.objects.filter(pk=discussion_id)
    is_due = discussion.exclude(scored_at__gt=now - SCORES_SHOWN_EVERY)
    if not is_due.update(version=F("version") + 1, scored_at=now, has_new_votes=False):
        discussion.filter(has_new_votes=False).update(has_new_votes=True)
