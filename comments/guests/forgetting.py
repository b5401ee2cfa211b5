"""What is not kept of guests: words that nobody confirmed, and where forms came from."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from comments.models import Comment, CommentRevision, Guest, Letter

# The link is good for two days, and a new one can be asked for until then.
UNCONFIRMED_FOR = timedelta(days=14)
NETWORKS_FOR = timedelta(days=90)
# As far as the limits look back (limits.LETTERS_TO_ADDRESS), and a day more.
LETTERS_FOR = timedelta(days=2)


@transaction.atomic
def forget_old_guests() -> int:
    """Delete what waited too long for its guest, with guests of whom nothing is left; their number comes back.

    Nobody but its writer has seen it, so nothing hangs on it; what moderators decided on stays.
    """
    now = timezone.now()
    old = Comment.objects.unconfirmed().filter(created_at__lt=now - UNCONFIRMED_FOR, decisions=None, replies=None)
    waiting = list(old.values_list("pk", flat=True))
    CommentRevision.objects.filter(comment__in=waiting).delete()
    Comment.objects.filter(pk__in=waiting).delete()
    Letter.objects.filter(sent_at__lt=now - LETTERS_FOR).delete()
    Guest.objects.filter(created_at__lt=now - NETWORKS_FOR).exclude(network="").update(network="")
    left = Guest.objects.filter(comments=None, claims=None, confirmed_at=None, disowned_at=None, sanctions=None)
    count, _each = left.filter(created_at__lt=now - UNCONFIRMED_FOR).delete()
    return count
