"""What lists of articles tell of their discussions."""

from django import template

from articles.models import Article
from articles.policy import discussion_policy

register = template.Library()


@register.filter
def comments_to_read(article: Article) -> int:
    """How many comments a reader finds below it. Queries nothing, if for_cards() loaded the article."""
    discussion = getattr(article, "discussion", None)
    return discussion.comment_count if discussion and discussion_policy(article).has_discussion else 0
