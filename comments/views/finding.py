"""What an address names, among what its reader may see."""

from django.http import HttpRequest

from articles.lookup import article_or_404
from comments.lookup import comment_in_any_discussion, comment_or_404
from comments.models import Comment
from comments.permissions import may_read_discussion
from comments.places import Place


def comment_to(request: HttpRequest, pk: int) -> Comment:
    return comment_or_404(request.user, pk)


def place_below(request: HttpRequest, pk: int) -> Place:
    return Place(article_or_404(request.user, pk))


def place_of_reply(request: HttpRequest, pk: int) -> Place:
    """Also where the discussion is off: who was writing has their words back, and sees nobody else's."""
    parent = comment_in_any_discussion(request.user, pk)
    article = parent.discussion.article
    return Place(article, parent, is_unread=not may_read_discussion(request.user, article))


def place_of_edit(request: HttpRequest, pk: int) -> Place:
    comment = comment_to(request, pk)
    return Place(comment.discussion.article, comment, is_edit=True)
