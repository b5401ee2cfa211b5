"""What people say to the desk about a text: readers about what is published, others about a draft shown to them."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.tokens import new_token

SHOWN_FOR = timedelta(days=7)
# For whoever was still writing when the link ran out.
REMARKS_TAKEN_AFTERWARDS = timedelta(hours=1)


def a_week_from_now() -> datetime:
    return timezone.now() + SHOWN_FOR


class PreviewLink(models.Model):
    """A secret address at which somebody without an account reads an article before readers do."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="preview_links")
    token = models.CharField(_("token"), max_length=64, unique=True, default=new_token, editable=False)
    label = models.CharField(_("for whom"), max_length=100, help_text=_("Your own note: who gets this address."))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("made by"), null=True, editable=False, on_delete=models.SET_NULL
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("good until"), default=a_week_from_now)

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links, for people without an account")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("preview", args=[self.token])

    @property
    def is_good(self) -> bool:
        return self.expires_at > timezone.now()

    @property
    def takes_remarks(self) -> bool:
        # Reckoned from now: a link that is good for ever ends where no later moment is.
        return self.expires_at > timezone.now() - REMARKS_TAKEN_AFTERWARDS


class Remark(models.Model):
    """About a passage of an article, or the whole of it. Nobody but the desk reads it.

    `link` says by which preview it came, and is null for what readers say of a published text.
    """

    class Kind(models.TextChoices):
        TYPO = "typo", _("a slip of the pen")
        FACT = "fact", _("a fact that is wrong")
        OTHER = "other", _("something else")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        APPLIED = "applied", _("applied")
        DECLINED = "declined", _("left as it was")

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="remarks")
    link = models.ForeignKey(PreviewLink, null=True, editable=False, on_delete=models.SET_NULL, related_name="remarks")
    revision_number = models.PositiveIntegerField(_("text it is about"), editable=False)
    kind = models.CharField(_("what it is"), max_length=10, choices=Kind, default=Kind.TYPO)
    passage = models.TextField(_("the passage"), blank=True, max_length=1_000)
    words = models.TextField(_("what is wrong with it"), max_length=2_000)
    proposal = models.TextField(_("how it should read"), blank=True, max_length=1_000)
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="article_remarks"
    )
    name = models.CharField(_("your name"), max_length=100, blank=True)
    email = models.EmailField(_("your e-mail address"), blank=True)
    wants_credit = models.BooleanField(_("thank me by name where the correction is told"), default=False)
    written_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    answer = models.CharField(_("answer to the reader"), max_length=500, blank=True)
    revision = models.ForeignKey(
        "articles.ArticleRevision", null=True, editable=False, on_delete=models.SET_NULL, related_name="remarks"
    )

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["-pk"]
        indexes = [
            models.Index(F("article"), F("id"), condition=Q(state="open"), name="articles_remark_open"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.words[:60]}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def writer_name(self) -> str:
        """Blank for somebody who gave none."""
        return self.reader.get_full_name() if self.reader else self.name
