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


class SavedFilter(models.Model):
    """A queue with its order and filters, as a moderator likes to come back to it; `query` is its address's."""

    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("moderator"), on_delete=models.PROTECT, related_name="saved_filters"
    )
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("query"), max_length=2_000)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["moderator", "name"], name="comments_savedfilter_name_once"),
        ]

    def __str__(self) -> str:
        return self.name
