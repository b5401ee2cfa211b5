"""What editors have begun to write and not saved, and who has an article's form open."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.moments import moment_in_words


class ArticleDraft(models.Model):
    """The text in one open form, as typed; `article` is null for one that is not saved yet, or was deleted since.

    A row for each form, so that two windows never write into each other's. `based_on` is the
    number of the text that the editor had before their eyes. Of a text planned for the article it is
    where `is_planned`; `seen_at` is then when the one that it goes on from was last changed.
    """

    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("editor"), on_delete=models.CASCADE, related_name="+", db_index=False
    )
    article = models.ForeignKey(
        "articles.Article", verbose_name=_("article"), null=True, on_delete=models.SET_NULL, related_name="drafts"
    )
    form_key = models.UUIDField(editable=False)
    headline = models.TextField(_("headline"), blank=True)
    dek = models.TextField(_("dek"), blank=True)
    body = models.TextField(_("body"), blank=True)
    note = models.TextField(_("note"), blank=True)
    based_on = models.PositiveIntegerField(_("text it began with"), null=True)
    is_planned = models.BooleanField(_("of a planned text"), default=False)
    seen_at = models.DateTimeField(_("planned text it began with"), null=True)
    begun_at = models.DateTimeField(_("begun"), default=timezone.now)
    kept_at = models.DateTimeField(_("kept"), db_index=True)

    class Meta:
        verbose_name = _("draft of an article")
        verbose_name_plural = _("drafts of articles")
        ordering = ["-kept_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["editor", "form_key"], name="articles_articledraft_once_a_form"),
        ]

    def __str__(self) -> str:
        """Without its words: they are nobody's to see before they are saved."""
        return f"#{self.pk}"

    @property
    def kept_in_words(self) -> str:
        """To the second, as it was said when it was kept: several of one minute are told apart by it."""
        return moment_in_words(self.kept_at, to_the_second=True)


class ArticlePresence(models.Model):
    """That an editor has an article's form open; taken to have left when not seen for some minutes."""

    editor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="presences")
    since = models.DateTimeField(_("since"))
    seen_at = models.DateTimeField(_("last seen"), db_index=True)

    class Meta:
        verbose_name = _("presence at an article")
        verbose_name_plural = _("presences at articles")
        constraints = [
            models.UniqueConstraint(fields=["editor", "article"], name="articles_articlepresence_once"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
