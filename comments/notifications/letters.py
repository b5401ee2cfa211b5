"""Mail about decisions: that a guest's comment was taken down, and what came of an appeal.

It holds none of the comment's words: mail is kept in more places than a comment that was taken down should be.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.letters import queue_letter
from comments.models import Comment, Decision, Guest
from comments.permissions import APPEALED_WITHIN

_SALT = "comments.notifications.letters"


@dataclass(frozen=True)
class Link:
    """What a link of ours says: which comment, and the version that its guest had then."""

    comment: int
    version: int


def mail_ruling(comment: Comment, decision: Decision) -> None:
    """Queue the message to whoever wrote the comment; to nobody whose address is not theirs for sure, or is gone.

    In the site's language: whoever decides may read another.
    """
    if address := _address_of(comment):
        with override(settings.LANGUAGE_CODE):
            _mail(address, comment, decision)


def _mail(address: str, comment: Comment, decision: Decision) -> None:
    is_down = decision.answers_id is None
    subject = _("%(site)s: Your comment was removed") if is_down else _("%(site)s: Your appeal is answered")
    facts = {
        "headline": comment.discussion.article.headline,
        "decision": decision,
        "is_down": is_down,
        "is_upheld": decision.verdict == Decision.Verdict.UPHOLD,
        "link": f"{settings.SITE_URL}{appeal_path(comment)}",
        "until": decision.decided_at + APPEALED_WITHIN,
    }
    queue_letter(
        address,
        subject=subject % {"site": settings.SITE_NAME},
        template="comments/appeals/letter.txt",
        facts=facts,
    )


def appeal_path(comment: Comment) -> str:
    """Where its author appeals: a guest by a link that proves who they are, in any browser."""
    if comment.guest is None:
        return reverse("appeal", args=[comment.pk])
    return reverse("appeal_by_link", args=[signing.dumps([comment.pk, comment.guest.version], salt=_SALT)])


def read_link(token: str) -> Link | None:
    """What the link says; None for one that we did not write."""
    try:
        number, version = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Link(number, version)


def _address_of(comment: Comment) -> str:
    if comment.author is not None:
        return comment.author.email if comment.author.is_active else ""
    return _address_of_guest(comment.guest)


def _address_of_guest(guest: Guest | None) -> str:
    return guest.email if guest and guest.is_confirmed and guest.disowned_at is None else ""
