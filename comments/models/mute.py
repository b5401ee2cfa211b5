"""Readers who do not want to read somebody."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Mute(models.Model):
    """That a reader has muted somebody: for themselves alone, and nobody else is told."""

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reader"),
        on_delete=models.CASCADE,
        related_name="mutes",
        db_index=False,
    )
    muted = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("muted"), on_delete=models.CASCADE, related_name="+"
    )
    muted_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("mute")
        verbose_name_plural = _("mutes")
        constraints = [
            models.UniqueConstraint(fields=["reader", "muted"], name="comments_mute_once"),
            models.CheckConstraint(condition=~Q(reader=F("muted")), name="comments_mute_another"),
        ]

    def __str__(self) -> str:
        return f"{self.reader_id} – {self.muted_id}"
