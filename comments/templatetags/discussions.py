"""What pages of other parts ask of the discussions."""

from datetime import datetime
from typing import Any

from django import template
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.context import RequestContext

from accounts.models import User
from articles.models import Article
from comments.asking import Asked, asked_of
from comments.discussion import DiscussionPage, discussion_page, kept_page
from comments.forms import CommentForm
from comments.keeping import GOOD_UNTIL
from comments.live import shown_version
from comments.models import Comment, Visit
from comments.orders import ORDERS
from comments.permissions import may_comment, may_moderate
from comments.tokens import with_token

register = template.Library()

COMMENTS_ON_A_PERSON_PAGE = 20


@register.inclusion_tag("comments/_discussion.html", takes_context=True)
def discussion(context: RequestContext, article: Article) -> dict[str, Any]:
    """The article's discussion with its form, as the reader may use it."""
    request: HttpRequest = context["request"]
    with_token(request)
    asked = asked_of(request, article)
    may = may_comment(request.user, article)
    version = shown_version(article)
    page = _page(article, asked, version)
    request.META[GOOD_UNTIL] = page.good_until
    return {
        "article": article,
        "page": page,
        "asked": asked,
        "orders": [(order, asked.address_of(order)) for order in ORDERS.values()],
        "version": version,
        "seen_until": _seen_until(request, article),
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


def _page(article: Article, asked: Asked, version: str) -> DiscussionPage:
    if asked.is_first_page:
        return kept_page(article, asked.order, version)
    return discussion_page(article, order=asked.order, after=asked.after, before=asked.before, since=asked.since)


def _seen_until(request: HttpRequest, article: Article) -> datetime | None:
    if not request.user.is_authenticated:
        return None
    visit = Visit.objects.filter(reader=request.user, discussion=article.pk).first()
    return visit.seen_until if visit else None
