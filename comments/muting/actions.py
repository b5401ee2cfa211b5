"""Muting somebody, and hearing them again."""

from accounts.models import User
from comments.models import Mute
from comments.muting.permissions import may_mute

# Each is a rule in the stylesheet that the reader's pages load.
MOST_MUTED = 500


class TooManyError(Exception):
    """The reader has muted MOST_MUTED people."""


def mute(*, reader: User, whom: User) -> Mute:
    """Fold what somebody writes, for this reader alone; twice does no more than once.

    Raises PermissionDenied where the reader may not, and TooManyError.
    """
    may_mute(reader, whom).enforce()
    if Mute.objects.filter(reader=reader).exclude(muted=whom).count() >= MOST_MUTED:
        raise TooManyError
    return Mute.objects.get_or_create(reader=reader, muted=whom)[0]


def unmute(*, reader: User, whom: User) -> None:
    Mute.objects.filter(reader=reader, muted=whom).delete()
