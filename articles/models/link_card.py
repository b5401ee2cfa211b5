"""What stands behind a link that a text gives a paragraph of its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.fetching.trouble import Trouble

# Short enough for an index on every database.
ADDRESS_LENGTH = 1_000
TITLE_LENGTH = 200
DESCRIPTION_LENGTH = 300
SITE_NAME_LENGTH = 80


class LinkCard(models.Model):
    """One for each address, however many texts lead there; they are `in_bodies`.

    Facts are what the page said when the worker fetched it: plain text, never HTML. Of an article of
    this site there are none here: what it says now is read from `article`.
    """

    # As articles/link_cards/addresses.py writes it: whole, or a path of this site.
    address = models.CharField(_("address"), max_length=ADDRESS_LENGTH, unique=True, editable=False)
    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("article of this site"),
        null=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="cards_to_it",
    )
    title = models.CharField(_("title"), max_length=TITLE_LENGTH, blank=True, editable=False)
    description = models.CharField(_("description"), max_length=DESCRIPTION_LENGTH, blank=True, editable=False)
    site_name = models.CharField(_("site"), max_length=SITE_NAME_LENGTH, blank=True, editable=False)
    canonical = models.CharField(
        _("address that the page names"), max_length=ADDRESS_LENGTH, blank=True, editable=False
    )
    is_plain = models.BooleanField(
        _("show as a plain link"), default=False, help_text=_("In every text, without title and description.")
    )
    fetched_at = models.DateTimeField(_("fetched"), null=True, editable=False)
    tried_at = models.DateTimeField(_("last tried"), null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts without success"), default=0, editable=False)
    trouble = models.CharField(_("why there is nothing"), max_length=20, blank=True, choices=Trouble, editable=False)

    class Meta:
        verbose_name = _("link card")
        verbose_name_plural = _("link cards")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title or self.address

    @property
    def is_new(self) -> bool:
        """Whether nobody has asked the other site yet."""
        return self.article_id is None and self.tried_at is None

    @property
    def is_drawn(self) -> bool:
        """Whether readers see more than the link; an article of this site only while they may read it."""
        has_facts = self.article.is_public if self.article else bool(self.title)
        return has_facts and not self.is_plain
