"""Where comments came from, for the limits on what one network may send."""

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Origin(models.Model):
    """The network a comment was sent from, as a keyed digest (comments/guards/origins.py); kept for 90 days."""

    comment = models.OneToOneField(
        "comments.Comment", on_delete=models.CASCADE, related_name="origin", primary_key=True
    )
    network = models.CharField(_("network"), max_length=32)
    noted_at = models.DateTimeField(_("noted"), default=timezone.now)

    class Meta:
        verbose_name = _("origin")
        verbose_name_plural = _("origins")
        indexes = [
            models.Index(F("network"), F("comment"), name="comments_origin_of_network"),
            models.Index(F("noted_at"), name="comments_origin_in_time"),
        ]

    def __str__(self) -> str:
        return f"#{self.comment_id}"
