"""What stands around a comment, for moderators: on a page of its own, or in its card."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.models import User
from comments.models import Comment
from comments.moderation.background import background_of
from comments.permissions import may_moderate
from comments.views.answers import form_page, sign_in_first


@require_safe
def background(request: HttpRequest, pk: int) -> HttpResponse:
    if not isinstance(request.user, User):
        return sign_in_first(request)
    may_moderate(request.user).enforce()
    visible = Comment.objects.visible_to(request.user).for_display().with_article().select_related("article_revision")
    comment = get_object_or_404(visible, pk=pk)
    context = {
        "comment": comment,
        "article": comment.discussion.article,
        "background": background_of(comment, request.user),
    }
    return form_page(request, "comments/background.html", context)
