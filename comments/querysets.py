"""Reading comments: chainable adjectives."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.permissions import Viewer
from articles.models import Article
from comments.permissions import may_moderate
from comments.writers import written_by

if TYPE_CHECKING:
    from comments.models import Comment


class CommentQuerySet(models.QuerySet["Comment"]):
    def published(self) -> Self:
        return self.filter(status=1)

    def shown(self) -> Self:
        """What the discussion shows everybody: published, or a tombstone that holds shown replies."""
        return self.filter(Q(status=1) | Q(status__in=[2, 3, 4], reply_count__gt=0))

    def visible_to(self, user: Viewer) -> Self:
        """What `user` may open: moderators all; others their own, and what is or was published where it can be read.

        Of an article that the user may not read, nothing.
        """
        visible = self.visible_in_any_discussion(user)
        if may_moderate(user):
            return visible
        discussed = Article.objects.with_discussion().filter(pk=OuterRef("discussion"))
        return visible.filter(written_by(user) | Q(Exists(discussed)))

    def visible_in_any_discussion(self, user: Viewer) -> Self:
        """The same where the article may have no discussion any more: for whoever asks `may_read_discussion` itself.

        Composing that question takes the ORM longer than the database takes to answer all.
        """
        articles = Article.objects.visible_to(user)
        if may_moderate(user):
            # A discussion has its article's key. Asked of each comment: else SQLite begins with all articles.
            return self.filter(Exists(articles.filter(pk=OuterRef("discussion"))))
        # Of spam only what keeps a place in a discussion.
        once_shown = Q(status__in=[1, 2, 3], went_unseen=False) | Q(status=4, went_unseen=False, reply_count__gt=0)
        return self.filter(once_shown | written_by(user), discussion__article__in=articles)

    def on_public_articles(self) -> Self:
        return self.filter(Exists(Article.objects.public().filter(pk=OuterRef("discussion"))))

    def in_public_discussions(self) -> Self:
        """On such articles, where these have a discussion."""
        return self.filter(Exists(Article.objects.public().with_discussion().filter(pk=OuterRef("discussion"))))

    def pending(self) -> Self:
        return self.filter(status=0)

    def unconfirmed(self) -> Self:
        """Written by guests who have not opened the link that was mailed to them."""
        return self.filter(status=5)

    def confirmed(self) -> Self:
        """Without those: until then nobody has said it."""
        return self.exclude(status=5)

    def reported(self) -> Self:
        """Published, with reports that no decision has answered."""
        return self.filter(status=1, report_count__gt=0)

    def for_display(self) -> Self:
        """What one comment with its line of facts shows."""
        return self.select_related("author", "guest", "parent__author", "parent__guest")

    def with_article(self) -> Self:
        """With what permissions ask of the article: its discussion and its topics' policy."""
        return self.select_related("discussion__article").prefetch_related("discussion__article__topics")
