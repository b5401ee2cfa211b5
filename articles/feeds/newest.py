"""Feeds of articles: all of them, and those of a topic, a tag or a writer."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Prefetch
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from articles.body import as_seen_in
from articles.feeds.answering import feed_view
from articles.feeds.entries import (
    ENTRIES_IN_A_FEED,
    Entry,
    Feed,
    Person,
    Replies,
    entry_id,
    feed_address,
    whole_address,
    with_whole_addresses,
)
from articles.models import Article, ArticleRevision, Byline, Tag, Topic
from articles.policy import discussion_policy
from articles.querysets import ArticleQuerySet
from articles.showing import one_img, with_single_images

if TYPE_CHECKING:
    from django.utils.safestring import SafeString


@feed_view
def all_articles(request: HttpRequest) -> Feed:
    public, home = Article.objects.public(), whole_address(reverse("home"))
    return Feed(settings.SITE_NAME, _("The newest articles."), home, "articles_feed", (), _entries(public))


@feed_view
def of_topic(request: HttpRequest, slug: str) -> Feed:
    topic = get_object_or_404(Topic, slug=slug)
    return _feed(topic, "topic_feed", Article.objects.public().in_group("topics", topic), topic.description)


@feed_view
def of_tag(request: HttpRequest, slug: str) -> Feed:
    tag = get_object_or_404(Tag, slug=slug)
    return _feed(tag, "tag_feed", Article.objects.public().in_group("tags", tag))


@feed_view
def of_byline(request: HttpRequest, slug: str) -> Feed:
    byline = get_object_or_404(Byline, slug=slug)
    return _feed(byline, "byline_feed", Article.objects.public().in_group("bylines", byline), byline.bio)


def _feed(of: Topic | Tag | Byline, name: str, articles: ArticleQuerySet, subtitle: str = "") -> Feed:
    title = _("%(what)s – %(site)s") % {"what": of.name, "site": settings.SITE_NAME}
    return Feed(title, subtitle, whole_address(of.get_absolute_url()), name, (of.slug,), _entries(articles))


def _entries(articles: ArticleQuerySet) -> list[Entry]:
    corrections = ArticleRevision.objects.filter(is_correction=True).defer("body").order_by("number")
    newest = articles.latest_first().for_display().prefetch_related(Prefetch("revisions", corrections))
    return [_entry(article) for article in newest[:ENTRIES_IN_A_FEED]]


def _entry(article: Article) -> Entry:
    published = article.published_at or article.created_at
    return Entry(
        id=article_id(article),
        url=whole_address(article.get_absolute_url()),
        title=article.headline,
        html=with_whole_addresses(
            f"{_lead_picture(article)}{with_single_images(as_seen_in(article))}{_corrections(article)}"
        ),
        published=published,
        updated=article.corrected_at or published,
        writers=[_person(named.byline) for named in article.article_bylines.all()],
        summary=article.dek,
        categories=[found.name for found in [*article.topics.all(), *article.tags.all()]],
        replies=_replies(article) if discussion_policy(article).has_discussion else None,
    )


def article_id(article: Article) -> str:
    return entry_id("articles", article.pk, article.created_at)


def _person(byline: Byline) -> Person:
    return Person(byline.name, whole_address(byline.get_absolute_url()))


def _replies(article: Article) -> Replies:
    # Discussions have their article's key, and begin with the first comment.
    discussion = getattr(article, "discussion", None)
    return Replies(
        feed=feed_address("discussion_feed", article.pk),
        page=whole_address(f"{article.get_absolute_url()}#discussion"),
        count=discussion.comment_count if discussion else 0,
        updated=discussion.last_comment_at if discussion else None,
    )


def _lead_picture(article: Article) -> "SafeString":
    picture = article.lead_picture
    if picture is None or not picture.file:
        return mark_safe("")  # nothing is in it
    shown = one_img(picture, alt=picture.alt)
    said = " ".join(filter(None, [picture.caption, picture.credit]))
    return format_html(
        "<figure>{}{}</figure>", shown, format_html("<figcaption>{}</figcaption>", said) if said else ""
    )


def _corrections(article: Article) -> "SafeString":
    return mark_safe("".join(map(_correction, article.revisions.all())))  # noqa: S308  # each is escaped


def _correction(revision: ArticleRevision) -> str:
    moment = date_format(timezone.localtime(revision.created_at), "DATETIME_FORMAT")
    said = revision.note or _("The text was changed.")
    return format_html("<p><strong>{}</strong> {}</p>", _("Corrected, %(moment)s:") % {"moment": moment}, said)
