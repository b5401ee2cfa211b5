"""What pages of other parts ask of the discussions."""

from datetime import timedelta
from typing import Any

from django import template
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.context import RequestContext

from accounts.models import User
from articles.models import Article
from comments.asking import Asked, asked_of, since_query
from comments.counts import comments_counted, linkbacks_counted
from comments.discussion import DiscussionPage, discussion_page, kept_page
from comments.forms import BodyForm
from comments.guards.stops import exact_span_in_words
from comments.keeping import GOOD_UNTIL
from comments.live import shown_version
from comments.models import Comment
from comments.orders import ORDERS
from comments.permissions import may_comment, may_moderate
from comments.places import Place
from comments.sanctions.in_force import unread_warning
from comments.sketches import sketch_of
from comments.state import reader_state
from comments.tokens import with_token
from comments.unseen import waiting_of
from comments.writers import as_somebody, is_guest, is_writer

register = template.Library()

COMMENTS_ON_A_PERSON_PAGE = 20


@register.inclusion_tag("comments/_discussion.html", takes_context=True)
def discussion(context: RequestContext, article: Article) -> dict[str, Any]:
    """The article's discussion with its form, as the reader may use it."""
    request: HttpRequest = context["request"]
    asked, sketch = asked_of(request, article), sketch_of(request)
    facts = sketch.facts(article, asked.order) if sketch else _facts(request, article, asked)
    return {
        "article": article,
        "asked": asked,
        "orders": [(order, asked.address_of(order)) for order in ORDERS.values()],
        "is_writer": is_writer(request.user),
        "form": BodyForm.begin(request, Place(article)) if facts["may_comment"] and is_writer(request.user) else None,
        "user": request.user,
        "csrf_token": context.get("csrf_token"),
        **facts,
    }


@register.simple_tag(takes_context=True)
def comments_of(context: RequestContext, article: Article) -> str:
    """How many comments the article has, in words; blank where it has none."""
    if sketch := sketch_of(context["request"]):
        return sketch.shown("count", when=sketch.outline.has_comments)
    count = _count(article, "comment_count")
    return comments_counted(count) if count else ""


@register.inclusion_tag("comments/_comments_by.html", takes_context=True)
def comments_by(context: RequestContext, person: User) -> dict[str, Any]:
    """The person's published comments in discussions that everybody may read, newest first."""
    mine = Comment.objects.in_public_discussions().published().filter(author=person).order_by("-pk")
    paginator = Paginator(mine.for_display().select_related("discussion__article"), COMMENTS_ON_A_PERSON_PAGE)
    return {"page": paginator.get_page(context["request"].GET.get("page"))}


@register.filter
def in_words(seconds: int) -> str:
    """A length of time, to the second."""
    return exact_span_in_words(timedelta(seconds=seconds))


@register.simple_tag(takes_context=True)
def moderates(context: RequestContext) -> bool:
    """Whether the person reading decides on comments."""
    return bool(may_moderate(context["request"].user))


def _facts(request: HttpRequest, article: Article, asked: Asked) -> dict[str, Any]:
    with_token(request)
    version = shown_version(article)
    page = _page(article, asked, version)
    request.META[GOOD_UNTIL] = page.good_until
    linkbacks = _count(article, "linkback_count")
    return {
        "page": page,
        "version": version,
        "count": comments_counted(_count(article, "comment_count")),
        "linkbacks": linkbacks_counted(linkbacks) if linkbacks else "",
        "since": _since(request, article),
        "may_comment": may_comment(request.user, article),
        "warning": unread_warning(as_somebody(request.user)) if is_writer(request.user) else None,
        # Of guests, whose pages are drawn one by one; accounts find theirs by script and on their own page.
        "waiting": list(waiting_of(request.user, article)) if is_guest(request.user) else [],
    }


def _page(article: Article, asked: Asked, version: str) -> DiscussionPage:
    if asked.is_first_page:
        return kept_page(article, asked.order, version)
    return discussion_page(article, order=asked.order, after=asked.after, before=asked.before, since=asked.since)


def _since(request: HttpRequest, article: Article) -> str:
    seen = reader_state(article.pk, request.user.pk).seen_until if request.user.is_authenticated else None
    return since_query(seen) if seen else ""


def _count(article: Article, name: str) -> int:
    return getattr(getattr(article, "discussion", None), name, 0)
