"""What the newsroom publishes."""

from articles.models.article import Article, ArticleByline, ArticleRevision, FormerAddress
from articles.models.draft import ArticleDraft, ArticlePresence
from articles.models.link_card import LinkCard
from articles.models.picture import Picture
from articles.models.planned import PlannedRevision
from articles.models.remark import PreviewLink, Remark
from articles.models.taxonomy import Byline, Tag, Topic

__all__ = [
    "Article",
    "ArticleByline",
    "ArticleDraft",
    "ArticlePresence",
    "ArticleRevision",
    "Byline",
    "FormerAddress",
    "LinkCard",
    "Picture",
    "PlannedRevision",
    "PreviewLink",
    "Remark",
    "Tag",
    "Topic",
]
