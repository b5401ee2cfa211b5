"""What moderators leave on the desk."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Look(models.Model):
    """That a moderator has looked at all that was published up to a comment; the furthest counts for everybody."""

    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("moderator"), on_delete=models.PROTECT, related_name="+"
    )
    # A key and no reference: it stays true when the comment goes.
    up_to = models.PositiveBigIntegerField(_("up to comment"), db_index=True)
    looked_at = models.DateTimeField(_("looked"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("look")
        verbose_name_plural = _("looks")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"#{self.up_to}"
