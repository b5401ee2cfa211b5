"""What an address names, among what its reader may see."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from articles.models import Article
from comments.models import Comment
from comments.places import Place


def comment_to(request: HttpRequest, pk: int) -> Comment:
    """The comment, as its page shows it."""
    return get_object_or_404(Comment.objects.visible_to(request.user).for_display().with_article(), pk=pk)


def place_below(request: HttpRequest, pk: int) -> Place:
    return Place(get_object_or_404(Article.objects.visible_to(request.user).prefetch_related("topics"), pk=pk))


def place_of_reply(request: HttpRequest, pk: int) -> Place:
    parent = comment_to(request, pk)
    return Place(parent.discussion.article, parent)


def place_of_edit(request: HttpRequest, pk: int) -> Place:
    comment = comment_to(request, pk)
    return Place(comment.discussion.article, comment, is_edit=True)
