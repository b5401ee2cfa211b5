"""People who comment without an account."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Guest(models.Model):
    """A name and an e-mail address, confirmed or not yet."""

    name = models.CharField(_("name"), max_length=60)
    email = models.EmailField(_("e-mail address"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    created_at = models.DateTimeField(_("first seen"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("guest")
        verbose_name_plural = _("guests")

    def __str__(self) -> str:
        return self.name
