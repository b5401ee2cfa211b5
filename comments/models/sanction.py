"""What moderators do to people rather than to comments, and what they note about them for each other."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.guest import Guest
from comments.models.judgement import DecisionRun, Reason

if TYPE_CHECKING:
    from accounts.models import User

SENTENCE_LENGTH = 500
WORDS_LENGTH = 2_000

_ONE_OF_BOTH = Q(person=None, guest__isnull=False) | Q(person__isnull=False, guest=None)


class SanctionQuerySet(models.QuerySet["Sanction"]):
    def in_force(self) -> "SanctionQuerySet":
        """Neither lifted nor over; a warning is, until it has been read."""
        waiting = Q(kind="warning", acknowledgement=None)
        lasting = ~Q(kind="warning") & (Q(until=None) | Q(until__gt=timezone.now()))
        return self.filter(waiting | lasting, lifting=None)

    def for_display(self) -> "SanctionQuerySet":
        """With what a line about each tells; newest first."""
        return self.select_related("moderator", "lifting__moderator", "acknowledgement").order_by("-pk")


class Sanction(models.Model):
    """What was done to somebody: appended, never edited. That it was lifted or read is a row of its own."""

    class Kind(models.TextChoices):
        WARNING = "warning", _("warning")
        PREMODERATION = "premoderation", _("premoderation")
        SUSPENSION = "suspension", _("suspension")
        BAN = "ban", _("ban")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sanctions",
    )
    guest = models.ForeignKey(
        Guest, verbose_name=_("guest"), null=True, blank=True, on_delete=models.PROTECT, related_name="sanctions"
    )
    kind = models.CharField(_("sanction"), max_length=15, choices=Kind)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    sentence = models.CharField(_("what the person is told"), max_length=SENTENCE_LENGTH)
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("moderator"), on_delete=models.PROTECT, related_name="+"
    )
    # As of a decision: people change roles.
    role = models.CharField(_("role"), max_length=30)
    imposed_at = models.DateTimeField(_("imposed"), default=timezone.now, editable=False)
    # The removal of what they wrote before, where that went with it; its decisions may still be being made.
    run = models.OneToOneField(
        DecisionRun,
        verbose_name=_("removal"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sanction",
    )
    # None where it has no end of its own.
    until = models.DateTimeField(_("until"), null=True, blank=True)

    objects = SanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("sanction")
        verbose_name_plural = _("sanctions")
        permissions = [("impose_sanction", "Can impose sanction"), ("impose_ban", "Can impose ban")]
        indexes = [models.Index(F("imposed_at"), name="comments_sanction_by_time")]
        constraints = [
            models.CheckConstraint(condition=_ONE_OF_BOTH, name="comments_sanction_of_one"),
            models.CheckConstraint(
                condition=Q(kind="suspension", until__isnull=False)
                | Q(kind="premoderation")
                | Q(kind__in=["warning", "ban"], until=None),
                name="comments_sanction_has_its_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.whom}: {self.get_kind_display()}"

    @property
    def whom(self) -> "User | Guest":
        """The person or guest it is imposed on."""
        somebody = self.person or self.guest
        assert somebody is not None  # noqa: S101  # the database sees to it
        return somebody

    @property
    def lifted(self) -> "Lifting | None":
        return getattr(self, "lifting", None)

    @property
    def read_at(self) -> datetime | None:
        """When its addressee said that they have read it, which ends a warning."""
        read: Acknowledgement | None = getattr(self, "acknowledgement", None)
        return read.acknowledged_at if read else None

    @property
    def is_in_force(self) -> bool:
        """As `in_force`, of one row."""
        if self.lifted:
            return False
        if self.kind == self.Kind.WARNING:
            return self.read_at is None
        return self.until is None or self.until > timezone.now()


class Lifting(models.Model):
    """That a moderator ended a sanction before its time; appended as well."""

    sanction = models.OneToOneField(
        Sanction, verbose_name=_("sanction"), on_delete=models.PROTECT, related_name="lifting"
    )
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("moderator"), on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(_("role"), max_length=30)
    sentence = models.CharField(_("what the person is told"), max_length=SENTENCE_LENGTH, blank=True)
    lifted_at = models.DateTimeField(_("lifted"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("lifting")
        verbose_name_plural = _("liftings")

    def __str__(self) -> str:
        return f"#{self.sanction_id}"


class Acknowledgement(models.Model):
    """That somebody says they have read a warning."""

    sanction = models.OneToOneField(
        Sanction, verbose_name=_("sanction"), on_delete=models.PROTECT, related_name="acknowledgement"
    )
    acknowledged_at = models.DateTimeField(_("read"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")

    def __str__(self) -> str:
        return f"#{self.sanction_id}"


class ModeratorNote(models.Model):
    """What moderators tell each other of somebody; it stays as long as that person's data does.

    `sanction` is the one that it was written with, if it was.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="moderator_notes",
    )
    guest = models.ForeignKey(
        Guest, verbose_name=_("guest"), null=True, blank=True, on_delete=models.CASCADE, related_name="moderator_notes"
    )
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("moderator"), on_delete=models.PROTECT, related_name="+"
    )
    words = models.CharField(_("note"), max_length=WORDS_LENGTH)
    sanction = models.ForeignKey(
        Sanction, verbose_name=_("sanction"), null=True, blank=True, on_delete=models.PROTECT, related_name="notes"
    )
    written_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("moderators’ note")
        verbose_name_plural = _("moderators’ notes")
        constraints = [models.CheckConstraint(condition=_ONE_OF_BOTH, name="comments_moderatornote_of_one")]

    def __str__(self) -> str:
        return self.words[:50]
