"""The secret address at which a person's program reads what was answered to them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.tokens import new_token


class ReplyFeed(models.Model):
    """One for each person who asked for it. Whoever knows `token` can read the feed, and nothing else."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="reply_feed"
    )
    token = models.CharField(_("token"), max_length=64, unique=True, default=new_token)
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("feed of replies")
        verbose_name_plural = _("feeds of replies")

    def __str__(self) -> str:
        return f"{self.person_id}"
