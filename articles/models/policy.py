"""The fields by which a topic or an article sets its discussion's policy; blank ones are inherited."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

# Fifty years, beyond which nobody plans; one database has no room for twice as much.
MOST_DAYS = 18_250
TOO_MANY_DAYS = _("At most %(limit_value)d days, which is fifty years. Say 0 if it is never to close.")


class DiscussionMode(models.TextChoices):
    OPEN = "open", _("open: comments are published at once")
    PREMODERATED = "premoderated", _("premoderated: a moderator looks first")
    CLOSED = "closed", _("closed: what was said stays, nothing is added")
    OFF = "off", _("off: there is no discussion")


class DiscussionPolicyFields(models.Model):
    """Site, then topic, then article: the nearest one that says something counts (articles/policy.py)."""

    discussion_mode = models.CharField(
        _("discussion"), max_length=12, blank=True, choices=DiscussionMode, help_text=_("Blank: inherited.")
    )
    allows_guests = models.BooleanField(
        _("guests may comment"), null=True, blank=True, help_text=_("Unknown: inherited.")
    )
    closes_after_days = models.PositiveSmallIntegerField(
        _("closes after days"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_DAYS, TOO_MANY_DAYS)],
        help_text=_("Blank: inherited; 0: never."),
    )
    slow_mode_seconds = models.PositiveIntegerField(
        _("seconds between one person's comments"), null=True, blank=True, help_text=_("Blank: inherited; 0: none.")
    )

    class Meta:
        abstract = True
