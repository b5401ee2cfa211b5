"""Words taken out for good."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Scrub(models.Model):
    """That a passage was taken out of a comment, all that it said before, and what quotes it; never which."""

    comment = models.ForeignKey("comments.Comment", on_delete=models.PROTECT, related_name="scrubs")
    scrubber = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("done by"), on_delete=models.PROTECT, related_name="+"
    )
    # The capacity in which it was done; blank for the comment's author.
    role = models.CharField(_("role"), max_length=30, blank=True)
    places = models.PositiveIntegerField(_("places"))
    scrubbed_at = models.DateTimeField(_("done"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("scrub")
        verbose_name_plural = _("scrubs")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"#{self.comment_id} ({self.places})"
