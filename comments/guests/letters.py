"""The mail that asks a guest to confirm, and the link in it.

It holds none of the comment's words and no name: whoever knows an address could have them sent there.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.letters import queue_letter
from comments.models import Comment, Letter

CONFIRMED_WITHIN = timedelta(hours=48)
# The owner of an address may read of it late, and still say that it was somebody else.
DISOWNED_WITHIN = timedelta(days=90)
_SALT = "comments.guests.letters"


@dataclass(frozen=True)
class Link:
    """What a link of ours says: which comment, and the version that its guest had then."""

    comment: int
    version: int
    is_expired: bool


def send_letter(comment: Comment) -> None:
    """Queue the mail for the guest who wrote the comment, and note it for the limits."""
    guest = comment.guest
    assert guest is not None  # noqa: S101  # only guests' comments are confirmed
    token = signing.dumps([comment.pk, guest.version], salt=_SALT)
    facts = {
        "headline": comment.discussion.article.headline,
        "link": _address("confirmation", token),
        "disavowal": _address("disavowal", token),
        "hours": int(CONFIRMED_WITHIN.total_seconds() // 3600),
    }
    Letter.objects.create(guest=guest, email=guest.email)
    queue_letter(
        guest.email,
        subject=_("%(site)s: Confirm your comment") % {"site": settings.SITE_NAME},
        template="comments/guests/letter.txt",
        facts=facts,
    )


def read_link(token: str, within: timedelta = CONFIRMED_WITHIN) -> Link | None:
    """What the link says; None for one that we did not write."""
    try:
        number, version = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Link(number, version, is_expired=_is_older(token, within))


def _is_older(token: str, within: timedelta) -> bool:
    try:
        signing.loads(token, salt=_SALT, max_age=within)
    except signing.SignatureExpired:
        return True
    return False


def _address(name: str, token: str) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=[token])}"
