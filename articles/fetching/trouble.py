"""Why nothing came."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Trouble(models.TextChoices):
    NOT_ALLOWED = "not_allowed", _("an address that this site does not ask")
    UNREACHABLE = "unreachable", _("nobody answered there")
    TOO_SLOW = "too_slow", _("the answer took too long")
    BROKEN = "broken", _("the other site was in trouble")
    NOT_SHOWN = "not_shown", _("not there, or not for everybody")
    OTHER_KIND = "other_kind", _("something else than was asked for")


_MAY_PASS = frozenset({Trouble.UNREACHABLE, Trouble.TOO_SLOW, Trouble.BROKEN})


class NotFetched(Exception):  # noqa: N818  # an outcome, no fault of ours
    """`trouble` says why, and what the exception says is for the log."""

    def __init__(self, trouble: Trouble, said: str = "") -> None:
        super().__init__(said or trouble.value)
        self.trouble = trouble

    @property
    def may_pass(self) -> bool:
        """Whether it is worth asking again later."""
        return self.trouble in _MAY_PASS
