"""Taking over what one wrote as a guest into one's account."""

from collections.abc import Iterable
from itertools import groupby

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import User
from comments.actions.bookkeeping import lock_discussion
from comments.actions.voting import take_votes_back
from comments.models import Claim, Comment
from comments.querysets import CommentQuerySet
from comments.sanctions.actions import carry_over


def claimable_by(person: User) -> CommentQuerySet:
    """What confirmed guests wrote with an address that the person has confirmed, too."""
    confirmed = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    mine = Comment.objects.filter(guest__email__in=[email.lower() for email in confirmed])
    gone = [Comment.Status.DELETED, Comment.Status.SPAM, Comment.Status.UNCONFIRMED]
    return mine.exclude(guest__confirmed_at=None).exclude(status__in=gone)


@transaction.atomic
def claim_comments(*, person: User, numbers: Iterable[int]) -> int:
    """Make these comments the person's, as far as they may be claimed; says how many were.

    The person's own votes on them are taken back, and what the guest was under goes on for the person.
    What was claimed before is passed over.
    """
    chosen = list(claimable_by(person).filter(pk__in=list(numbers)).order_by("discussion", "pk"))
    return sum(
        _claim_in(discussion, [comment.pk for comment in comments], person)
        for discussion, comments in groupby(chosen, key=lambda comment: comment.discussion_id)
    )


def _claim_in(article_id: int, numbers: list[int], person: User) -> int:
    discussion = lock_discussion(article_id)
    comments = list(claimable_by(person).filter(pk__in=numbers).select_for_update(of=("self",), no_key=True))
    for comment in comments:
        assert comment.guest is not None  # noqa: S101  # claimable_by asks for guests' comments
        carry_over(guest=comment.guest, person=person)
        take_votes_back(comment=comment, voter=person)
        Claim.objects.create(comment=comment, guest=comment.guest, person=person)
    discussion.refresh_from_db()
    discussion.version += 1
    discussion.save(update_fields=["version"])
    Comment.objects.filter(pk__in=[comment.pk for comment in comments]).update(
        author=person, guest=None, seq=discussion.version
    )
    return len(comments)
