"""Feeds of comments, and the page on which somebody gets the address of their own."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from articles.feeds.answering import FORMATS, feed_view
from articles.feeds.entries import Feed, feed_address, whole_address
from articles.models import Article
from articles.policy import discussion_policy
from comments.feeds.addresses import drop_address, make_address
from comments.feeds.entries import entries_of, readable
from comments.feeds.finding import COMMENTS_IN_A_FEED, newest_below, newest_of
from comments.models import Comment, Notification, ReplyFeed


@feed_view
def of_discussion(request: HttpRequest, pk: str) -> Feed:
    """The newest comments on a public article."""
    article = get_object_or_404(Article.objects.public(), pk=pk)
    if not discussion_policy(article).has_discussion:
        raise Http404
    page = whole_address(f"{article.get_absolute_url()}#discussion")
    title = _("Comments on “%(headline)s”") % {"headline": article.headline}
    return Feed(title, article.dek, page, "discussion_feed", (article.pk,), entries_of(newest_of(article)))


@feed_view
def of_branch(request: HttpRequest, pk: str) -> Feed:
    """The newest of what answers a comment, and of what answers that."""
    start = get_object_or_404(readable(Comment.objects.on_public_articles()), pk=pk)
    if not discussion_policy(start.discussion.article).has_discussion:
        raise Http404
    page = whole_address(start.get_absolute_url())
    said = {"name": start.writer_name, "headline": start.discussion.article.headline}
    title = _("Replies to %(name)s on “%(headline)s”") % said
    return Feed(title, "", page, "branch_feed", (start.pk,), entries_of(newest_below(start)))


@feed_view
def _of_replies(request: HttpRequest, person: User, token: str) -> Feed:
    told = Notification.objects.filter(recipient=person, kind=Notification.Kind.REPLY).order_by("-pk")
    keys = list(told.values_list("comment_id", flat=True)[:COMMENTS_IN_A_FEED])
    replies = readable(Comment.objects.in_public_discussions().filter(pk__in=keys)).order_by("-pk")
    title = _("Replies to %(name)s – %(site)s") % {"name": person.get_full_name(), "site": settings.SITE_NAME}
    return Feed(title, "", whole_address(reverse("inbox")), "replies_feed", (token,), entries_of(replies))


def of_replies(request: HttpRequest, token: str, format_name: str) -> HttpResponse:
    """What was answered to the person whose secret address this is; kept by nobody between us and them."""
    feed = get_object_or_404(ReplyFeed.objects.select_related("person"), token=token, person__is_active=True)
    answer = _of_replies(request, feed.person, token, format_name=format_name)
    answer.headers["Cache-Control"] = "private, max-age=0"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_feed(request: HttpRequest) -> HttpResponse:
    """Ask for the address of one's replies' feed, for another one, or give it up."""
    assert isinstance(request.user, User)  # noqa: S101  # login_required said so
    if request.method == "POST":
        if request.POST.get("deed") == "drop":
            drop_address(request.user)
            messages.success(request, _("Your feed is gone: its address leads nowhere any more."))
        else:
            make_address(request.user)
            messages.success(request, _("Here is the new address of your feed."))
        return redirect("own_feed")
    feed = ReplyFeed.objects.filter(person=request.user).first()
    return render(request, "comments/own_feed.html", {"addresses": _addresses(feed) if feed else {}})


def _addresses(feed: ReplyFeed) -> dict[str, str]:
    return {name: feed_address("replies_feed", feed.token, format_name=name) for name in FORMATS}
