"""What a comment said before."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from comments.models import Comment
from comments.permissions import may_moderate, may_read_words
from comments.revisions import changes_of


@require_safe
def revisions(request: HttpRequest, pk: int) -> HttpResponse:
    """The changes that left a trace, with their differences; for moderators the others, too."""
    comment = get_object_or_404(Comment.objects.visible_to(request.user).for_display().with_article(), pk=pk)
    if not may_read_words(request.user, comment):
        raise Http404
    moderates = bool(may_moderate(request.user))
    changes, earlier = changes_of(comment, with_traceless=moderates, before=request.GET.get("before", ""))
    context = {
        "comment": comment,
        "article": comment.discussion.article,
        "changes": changes,
        "earlier": earlier,
        "moderates": moderates,
    }
    return render(request, "comments/revisions.html", context)
