"""What guests do beyond what everybody does who writes: say who they are, confirm it, or deny it."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.skeletons import skeleton
from articles.models import Article
from articles.policy import discussion_policy
from comments.actions.bookkeeping import lock_discussion, set_status
from comments.actions.posting import post_comment
from comments.guards.gentle import OVERRIDABLE
from comments.guests.letters import send_letter
from comments.guests.limits import refuse_guest, refuse_letter
from comments.models import Comment, Discussion, Guest
from comments.notifications.telling import tell_of_comment
from comments.permissions import may_confirm
from comments.rules.recording import carry_out, found_before
from comments.sanctions.in_force import is_premoderated
from comments.writers import GuestViewer


def write_as_new_guest(
    *, article: Article, name: str, email: str, network: str, parent: Comment | None = None, **words: Any
) -> Comment:
    """Keep the comment until its guest opens the link that is mailed to `email`.

    The same form sent again answers with the same comment and sends no second letter. Raises Stopped
    where no letter may go there now, or a guard has something to say; PermissionDenied where guests
    may not comment. `words` are those of `post_comment`.
    """
    refuse_guest(network)
    refuse_letter(email)
    writer = _newcomer(name, email, network)
    comment = post_comment(article=article, author=writer, parent=parent, network=network, **words)
    if comment.guest and not comment.guest.letters.exists():
        send_letter(comment)
    return comment


@transaction.atomic
def keep_trapped(
    *, article: Article, name: str, email: str, network: str, parent: Comment | None = None, **words: Any
) -> Comment:
    """What looks like a program's: kept as spam, for moderators to look at, and nobody is mailed."""
    refuse_guest(network)
    lock_discussion(article.pk)
    writer = _newcomer(name, email, network)
    words["insisted"] = OVERRIDABLE
    comment = post_comment(article=article, author=writer, parent=parent, network=network, **words)
    if comment.status == Comment.Status.UNCONFIRMED:
        set_status(comment, Comment.Status.SPAM, lock_discussion(article.pk))
    return comment


def _newcomer(name: str, email: str, network: str) -> GuestViewer:
    """A guest of their own for each browser, kept with the comment."""
    return GuestViewer(Guest(name=name, email=email, skeleton=skeleton(name), network=network))


def send_letter_again(*, comment: Comment) -> None:
    """Raises Stopped where that would be too many."""
    assert comment.guest is not None  # noqa: S101  # the view asks for unconfirmed ones only
    refuse_letter(comment.guest.email)
    send_letter(comment)


@transaction.atomic
def confirm_guest(*, guest: Guest) -> list[Comment]:
    """The address is the guest's: send on all that waited for it; twice does no more than once.

    What may not be published any more, because its discussion was closed meanwhile, goes on waiting.
    """
    places = guest.comments.unconfirmed().order_by("discussion").values_list("discussion", flat=True)
    discussions = {number: lock_discussion(number) for number in dict.fromkeys(places)}
    Guest.objects.filter(pk=guest.pk, confirmed_at=None).update(confirmed_at=timezone.now())
    guest.refresh_from_db()
    waiting = guest.comments.unconfirmed().filter(discussion__in=discussions).with_article().order_by("pk")
    return [_send_on(comment, discussions[comment.discussion_id]) for comment in waiting if may_confirm(comment)]


def _send_on(comment: Comment, discussion: Discussion) -> Comment:
    policy = discussion_policy(comment.discussion.article)
    waits_anyhow, found = policy.is_premoderated or is_premoderated(comment.guest), found_before(comment)
    status = Comment.Status.PENDING if waits_anyhow or found.hold else Comment.Status.PUBLISHED
    set_status(comment, status, discussion)
    carry_out(comment, found, waits_anyhow=waits_anyhow)
    if comment.is_published:
        tell_of_comment(comment)
    return comment


@transaction.atomic
def disown_guest(*, guest: Guest) -> None:
    """The address's owner wrote none of it: take all of it down, and forget every browser that may act as the guest.

    The address gets no more letters for a while (limits.LEFT_IN_PEACE). Twice does no more than once.
    """
    standing = [Comment.Status.UNCONFIRMED, Comment.Status.PENDING, Comment.Status.PUBLISHED]
    places = guest.comments.filter(status__in=standing).order_by("discussion").values_list("discussion", flat=True)
    discussions = {number: lock_discussion(number) for number in dict.fromkeys(places)}
    if not Guest.objects.filter(pk=guest.pk, disowned_at=None).update(
        disowned_at=timezone.now(), confirmed_at=None, version=F("version") + 1
    ):
        return
    for comment in guest.comments.filter(status__in=standing, discussion__in=discussions).order_by("-pk"):
        set_status(comment, Comment.Status.DELETED, discussions[comment.discussion_id])


def forget_everywhere(*, guest: Guest) -> None:
    """No browser is remembered as this guest's any more; what was written stays."""
    Guest.objects.filter(pk=guest.pk).update(version=F("version") + 1)
