"""Writing notifications, as part of the transaction in which the thing happens."""

from collections.abc import Iterable, Iterator

from accounts.models import User
from comments.actions.quoting import quotes_anything
from comments.mentions import handles_in
from comments.models import Comment, Notification
from comments.muting.reading import readers_muting


def notify(
    *, to: Iterable[int | None], kind: str, comment: Comment, actor: User | int | None, occasion: int = 0
) -> None:
    """Tell the people with these keys; nobody twice, and nobody of what they did themselves.

    None among the keys stands for somebody without an account. Who has muted the writer is not told what
    they wrote. Adds rows and touches no others, so that whoever is told of much makes nobody wait.
    One statement, with a query before it where somebody writes, and none for nobody.
    """
    done_by = actor.pk if isinstance(actor, User) else actor
    people = dict.fromkeys(person for person in to if person is not None and person != done_by)
    if people and done_by is not None and kind in Notification.FROM_WRITERS:
        deaf = readers_muting(done_by, people)
        people = {person: None for person in people if person not in deaf}
    if people:
        Notification.objects.bulk_create(
            [Notification(recipient_id=pk, kind=kind, comment=comment, occasion=occasion) for pk in people],
            ignore_conflicts=True,
        )


def tell_of_comment(comment: Comment) -> None:
    """Tell those whom a comment answers, quotes or mentions that it is published: each of the first of these.

    Doing so again tells nobody twice. Costs one query and one statement for the person answered, and a query
    more than that where it quotes and where it mentions somebody.
    """
    told: set[int] = set()
    for kind, people in _concerned(comment):
        new = [person for person in people if person is not None and person not in told]
        notify(to=new, kind=kind, comment=comment, actor=comment.author_id)
        told.update(new)


def _concerned(comment: Comment) -> Iterator[tuple[str, Iterable[int | None]]]:
    if comment.parent:
        yield Notification.Kind.REPLY, [comment.parent.author_id]
    if quotes_anything(comment):
        yield (
            Notification.Kind.QUOTATION,
            Comment.objects.published().filter(quoted_in__comment=comment).values_list("author_id", flat=True),
        )
    if handles := handles_in(comment.body_html):
        yield Notification.Kind.MENTION, User.objects.filter(handle__in=handles).values_list("pk", flat=True)
