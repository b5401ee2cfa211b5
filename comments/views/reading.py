"""Reading one comment, and what concerns one reader of a discussion."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.policy import discussion_policy
from comments.discussion import ancestors_of, branch_of, facts_about
from comments.models import Comment
from comments.permissions import may_delete, may_edit, may_moderate
from comments.renderer import render_list
from comments.tree import Line


@require_safe
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """The comment between what it answers and what answers it."""
    comment = get_object_or_404(Comment.objects.visible_to(request.user).for_display().with_article(), pk=pk)
    article = comment.discussion.article
    ancestors, branch = ancestors_of(comment), branch_of(comment)
    facts = facts_about([comment, *ancestors, *(line.comment for line in branch)], discussion_policy(article))
    context = {
        "comment": comment,
        "article": article,
        "ancestors": render_list([Line(ancestor, depth=0) for ancestor in ancestors], facts),
        "entry": render_list([Line(comment, depth=0)], facts),
        "replies": render_list(branch, facts),
        "decisions": comment.decisions.select_related("moderator").order_by("pk"),
        "may_edit": may_edit(request.user, comment),
        "may_delete": may_delete(request.user, comment) and comment.status != Comment.Status.DELETED,
        "may_moderate": may_moderate(request.user),
        "is_own": request.user.is_authenticated and comment.author_id == request.user.pk,
    }
    return render(request, "comments/comment.html", context)


@require_safe
@cache_control(private=True, no_store=True)
def overlay(request: HttpRequest, pk: int) -> JsonResponse:
    """What a script lays over the discussion that is the same for everyone: this reader's own deeds.

    `deeds` maps a comment's key to the deeds its reader may do beside those that all may;
    `everywhere` lists those that the reader may do on every comment.
    """
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    labels = {"edit": _("Edit"), "deletion": _("Delete"), "decision": _("Decide")}
    deeds: dict[int, list[str]] = {}
    if request.user.is_authenticated:
        own = Comment.objects.filter(discussion_id=article.pk, author=request.user)
        for one in own.exclude(status=Comment.Status.DELETED).with_article().order_by("-pk")[:200]:
            asked = {"edit": may_edit(request.user, one), "deletion": may_delete(request.user, one)}
            deeds[one.pk] = [deed for deed, may in asked.items() if may]
    everywhere = ["decision"] if may_moderate(request.user) else []
    return JsonResponse({"labels": labels, "deeds": deeds, "everywhere": everywhere})
