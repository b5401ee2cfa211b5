"""Which words of whom a comment quotes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Quotation(models.Model):
    """A block quotation in a comment, with its source where that is known.

    `position` counts the comment's block quotations from 0. `passage` holds the words as
    quoted; an ellipsis in it may join two passages of the source. With neither source it is
    unresolved: quoted from something that is not on the page (any more). Unless it
    `is_verbatim`, these were not the source's words when they were quoted.
    """

    comment = models.ForeignKey("comments.Comment", on_delete=models.CASCADE, related_name="quotations")
    position = models.PositiveSmallIntegerField(_("position"))
    passage = models.TextField(_("passage"))
    source_comment = models.ForeignKey(
        "comments.Comment",
        verbose_name=_("quoted comment"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="quoted_in",
    )
    source_revision = models.ForeignKey(
        "articles.ArticleRevision",
        verbose_name=_("quoted article revision"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="quoted_in",
    )

    # The revision of the quoted comment; null where that is not known, and for an article's.
    source_number = models.PositiveSmallIntegerField(_("quoted comment's revision"), null=True, blank=True)
    is_verbatim = models.BooleanField(_("word for word"), default=True, db_default=True)

    class Meta:
        verbose_name = _("quotation")
        verbose_name_plural = _("quotations")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "position"], name="comments_quotation_position_once"),
            models.CheckConstraint(
                condition=Q(source_comment=None) | Q(source_revision=None), name="comments_quotation_one_source"
            ),
        ]

    def __str__(self) -> str:
        return self.passage[:60]
