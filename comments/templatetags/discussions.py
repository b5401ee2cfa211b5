"""What pages of other parts ask of the discussions."""

from typing import Any

from django import template
from django.core.paginator import Paginator
from django.template.context import RequestContext

from accounts.models import User
from articles.models import Article
from comments.discussion import discussion_page
from comments.forms import CommentForm
from comments.models import Comment
from comments.permissions import may_comment, may_moderate

register = template.Library()

COMMENTS_ON_A_PERSON_PAGE = 20


@register.inclusion_tag("comments/_discussion.html", takes_context=True)
def discussion(context: RequestContext, article: Article) -> dict[str, Any]:
    """The article's discussion with its form, as the reader may use it."""
    request = context["request"]
    may = may_comment(request.user, article)
    return {
        "article": article,
        "page": discussion_page(article, after=request.GET.get("after", ""), before=request.GET.get("before", "")),
        "may_comment": may,
        "form": CommentForm.begin(request, f"article-{article.pk}") if may else None,
        "user": request.user,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("comments/_comments_by.html", takes_context=True)
def comments_by(context: RequestContext, person: User) -> dict[str, Any]:
    """The person's published comments on articles that everybody may read, newest first."""
    mine = Comment.objects.on_public_articles().published().filter(author=person).order_by("-pk")
    paginator = Paginator(mine.select_related("discussion__article"), COMMENTS_ON_A_PERSON_PAGE)
    return {"page": paginator.get_page(context["request"].GET.get("page"))}


@register.simple_tag(takes_context=True)
def moderates(context: RequestContext) -> bool:
    """Whether the person reading decides on comments."""
    return bool(may_moderate(context["request"].user))
