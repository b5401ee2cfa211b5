"""People who comment without an account."""

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.skeletons import SKELETON_LENGTH


class Guest(models.Model):
    """A name and an e-mail address, as one browser gave them; confirmed or not yet.

    The same person in another browser is another guest: whoever only knows an address gets no
    hold of what was written with it. An account with the address can claim the comments of all.
    """

    name = models.CharField(_("name"), max_length=60)
    # In small letters, so that it can be looked for.
    email = models.EmailField(_("e-mail address"))
    # What the name looks like (accounts/skeletons.py).
    skeleton = models.CharField(max_length=SKELETON_LENGTH, default="", db_default="", editable=False)
    # Raised to forget every browser that is remembered as this guest's.
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    # When the address's owner said that somebody else had used it.
    disowned_at = models.DateTimeField(_("disowned"), null=True, blank=True)
    # Where the form came from, as a digest that names nobody (comments/guards/origins.py); kept for 90 days.
    network = models.CharField(max_length=32, default="", db_default="", blank=True, editable=False)
    created_at = models.DateTimeField(_("first seen"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("guest")
        verbose_name_plural = _("guests")
        indexes = [
            models.Index(F("email"), name="comments_guest_address"),
            models.Index(F("skeleton"), name="comments_guest_looks"),
            models.Index(F("network"), F("id"), name="comments_guest_of_network"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None


class Letter(models.Model):
    """That a guest was sent the mail with the link, for the limits on how many there may be."""

    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="letters")
    email = models.EmailField(_("e-mail address"))
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = [models.Index(F("email"), F("id"), name="comments_letter_to_address")]

    def __str__(self) -> str:
        return f"{self.guest_id}: {self.sent_at}"


class Claim(models.Model):
    """That somebody with an account took over what they had written as a guest."""

    comment = models.ForeignKey("comments.Comment", on_delete=models.CASCADE, related_name="claims")
    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="claims")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="claims"
    )
    claimed_at = models.DateTimeField(_("claimed"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")

    def __str__(self) -> str:
        return f"#{self.comment_id}"
