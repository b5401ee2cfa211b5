"""Giving somebody the secret address of their replies' feed, another one, or none."""

from accounts.models import User
from accounts.tokens import new_token
from comments.models import ReplyFeed


def make_address(person: User) -> ReplyFeed:
    """A new one; the address before it, which may have been passed on, leads nowhere any more."""
    feed, _made = ReplyFeed.objects.update_or_create(person=person, defaults={"token": new_token()})
    return feed


def drop_address(person: User) -> None:
    ReplyFeed.objects.filter(person=person).delete()
