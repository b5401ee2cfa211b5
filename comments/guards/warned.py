"""Whoever has been warned reads the warning before they write again: the button under it says that they have."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from accounts.keys import key_of
from comments.guards.stops import Stop, Stopped
from comments.sanctions.in_force import Somebody, unread_warning
from comments.sanctions.wording import told_of

# With the key of the warning: to have read one says nothing of the next.
_NAME = "warning-"


def stop_for_warning(somebody: Somebody) -> Stop | None:
    warning = unread_warning(somebody)
    if warning is None:
        return None
    return Stop(f"{_NAME}{warning.pk}", told_of(warning), may_insist=True, insist=_("I have read this: send it"))


def refuse_unread(somebody: Somebody) -> None:
    """For new words in an old place, which pass no other guard. Raises Stopped."""
    if stop := stop_for_warning(somebody):
        raise Stopped(stop)


def warnings_in(insisted: Iterable[str]) -> list[int]:
    """The keys of the warnings that somebody says they have read."""
    keys = (key_of(name.removeprefix(_NAME)) for name in insisted if name.startswith(_NAME))
    return [key for key in keys if key is not None]
