"""Writing notifications, as part of the transaction in which the thing happens."""

from collections.abc import Iterable

from accounts.models import User
from comments.models import Comment, Notification


def notify(
    *, to: Iterable[int | None], kind: str, comment: Comment, actor: User | int | None, occasion: int = 0
) -> None:
    """Tell the people with these keys; nobody twice, and nobody of what they did themselves.

    None among the keys stands for somebody without an account. Adds rows and touches no others,
    so that whoever is told of much makes nobody wait. One statement, and none for nobody.
    """
    done_by = actor.pk if isinstance(actor, User) else actor
    people = dict.fromkeys(person for person in to if person is not None and person != done_by)
    if people:
        Notification.objects.bulk_create(
            [Notification(recipient_id=pk, kind=kind, comment=comment, occasion=occasion) for pk in people],
            ignore_conflicts=True,
        )


def tell_of_comment(comment: Comment) -> None:
    """Tell those whom a comment concerns that it is published; doing so again tells nobody twice."""
    if comment.parent:
        notify(to=[comment.parent.author_id], kind=Notification.Kind.REPLY, comment=comment, actor=comment.author_id)
