"""The newsroom's desk: Django's admin over what the newsroom publishes."""

from articles.admin.article import ArticleAdmin
from articles.admin.link_card import LinkCardAdmin
from articles.admin.picture import PictureAdmin
from articles.admin.planned import PlannedRevisionAdmin
from articles.admin.remark import RemarkAdmin
from articles.admin.taxonomy import BylineAdmin, TagAdmin, TopicAdmin

__all__ = [
    "ArticleAdmin",
    "BylineAdmin",
    "LinkCardAdmin",
    "PictureAdmin",
    "PlannedRevisionAdmin",
    "RemarkAdmin",
    "TagAdmin",
    "TopicAdmin",
]
