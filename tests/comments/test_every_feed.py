"""What holds for every feed there is: it is shown where it belongs, follows its format, and is sent once."""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

import pytest
import time_machine
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from django.utils.http import http_date
from pytest_django import Settings

from accounts.models import User
from articles.models import Article, Byline, Tag, Topic
from comments.actions.editing import delete_comment
from comments.feeds.addresses import make_address
from comments.models import Comment, Notification
from comments.notifications.telling import notify
from tests.comments.steps import text_of
from tests.factories import (
    ArticleFactory,
    BylineFactory,
    CommentFactory,
    TagFactory,
    TopicFactory,
    UserFactory,
)
from tests.feeds import check_atom, check_rss, said

pytestmark = pytest.mark.django_db

ADDRESS = "https://news.example"


class Shown(NamedTuple):
    """A feed's address without its format, and the page that leads to it."""

    feed: str
    page: str


@pytest.fixture
def reply(settings: Settings) -> Comment:
    """To a comment on an article that is in every kind of list."""
    settings.SITE_URL = ADDRESS
    article = ArticleFactory.create(
        headline="Ferry",
        topics=[TopicFactory.create(slug="sea")],
        tags=[TagFactory.create(slug="ferries")],
        bylines=[BylineFactory.create(slug="ada")],
    )
    root = CommentFactory.create(article=article, author=UserFactory.create(handle="rita"))
    reply = CommentFactory.create(parent=root)
    assert root.author is not None
    notify(to=[root.author.pk], kind=Notification.Kind.REPLY, comment=reply, actor=reply.author)
    return reply


@pytest.fixture
def feeds(reply: Comment) -> dict[str, Shown]:
    """By the name of their addresses."""
    root, article = reply.parent, reply.discussion.article
    assert root is not None
    assert root.author is not None
    return {
        "articles_feed": Shown("/feeds/articles", "/"),
        "topic_feed": Shown("/feeds/topics/sea", "/topics/sea/"),
        "tag_feed": Shown("/feeds/tags/ferries", "/tags/ferries/"),
        "byline_feed": Shown("/feeds/bylines/ada", "/bylines/ada/"),
        "discussion_feed": Shown(f"/feeds/discussions/{article.pk}", article.get_absolute_url()),
        "branch_feed": Shown(f"/feeds/branches/{root.pk}", root.get_absolute_url()),
        "replies_feed": Shown(f"/feeds/replies/{make_address(root.author).token}", "/account/feed/"),
    }


NAMES = [
    "articles_feed",
    "topic_feed",
    "tag_feed",
    "byline_feed",
    "discussion_feed",
    "branch_feed",
    "replies_feed",
]
# The moderation log's has tests of its own, and one is a page.
OTHERS = {"log_feed", "own_feed"}


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


def test_all_of_them_are_looked_at(feeds: dict[str, Shown]) -> None:
    found = {name for name in names(get_resolver().url_patterns) if name.endswith("_feed")}

    assert found == {*NAMES, *OTHERS}
    assert {*feeds} == {*NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_both_formats_are_what_they_claim_and_tell_of_answers(
    client: Client, feeds: dict[str, Shown], name: str
) -> None:
    atom, rss = (client.get(f"{feeds[name].feed}.{format_name}") for format_name in ("atom", "rss"))

    feed = check_atom(atom)
    assert said(feed, "a:link[@rel='self']/@href") == [f"{ADDRESS}{feeds[name].feed}.atom"]
    assert said(feed, "a:entry/thr:total/text()")
    assert all(said(feed, "a:entry/a:link[@rel='replies']/@thr:count"))
    assert bool(said(feed, "a:entry/thr:in-reply-to/@ref")) == (
        name in {"discussion_feed", "branch_feed", "replies_feed"}
    )
    assert said(check_rss(rss), "//item")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_that_is_told_in_it_breaks_it(client: Client, feeds: dict[str, Shown], name: str) -> None:
    strange = "A\x01b\x0bc\ufffe"
    Article.objects.update(headline=strange, dek=strange, body_html=strange)
    for model in (Topic, Tag, Byline):
        model._default_manager.update(name=strange)
    Topic.objects.update(description=strange)
    Byline.objects.update(bio=strange)
    User.objects.update(display_name=strange)

    check_atom(client.get(f"{feeds[name].feed}.atom"))
    check_rss(client.get(f"{feeds[name].feed}.rss"))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_leads_to_it_in_words(client: Client, feeds: dict[str, Shown], reply: Comment, name: str) -> None:
    if name == "replies_feed":
        assert reply.parent is not None
        assert reply.parent.author is not None
        client.force_login(reply.parent.author)

    page = text_of(client.get(feeds[name].page))

    if name == "replies_feed":
        assert f'value="{ADDRESS}{feeds[name].feed}.atom"' in page
        assert '<a href="/account/feed/" aria-current="page">Feed</a>' in page
        assert '<a href="/account/feed/" >Feed</a>' in text_of(client.get("/account/profile/"))
        return
    assert f'<a href="{feeds[name].feed}.atom"' in page
    assert f'href="{feeds[name].feed}.atom">' in page.partition("</head>")[0]


@pytest.mark.parametrize("format_name", ["atom", "rss"])
@pytest.mark.parametrize("name", NAMES)
def test_who_names_its_etag_or_its_date_is_not_sent_it_again_until_it_changes(
    client: Client, feeds: dict[str, Shown], reply: Comment, name: str, format_name: str
) -> None:
    address, now = f"{feeds[name].feed}.{format_name}", timezone.now().replace(microsecond=0)
    with time_machine.travel(now, tick=False):
        client.get(address)
    with time_machine.travel(now + timedelta(minutes=1), tick=False):
        first = client.get(address)
        known = [{"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}]
        assert [client.get(address, headers=headers).status_code for headers in known] == [304, 304]
        assert reply.author is not None
        delete_comment(comment=reply, author=reply.author)
        assert [client.get(address, headers=headers).status_code for headers in known] == [200, 200]


def test_it_is_dated_from_when_it_became_what_it_is_and_not_by_its_newest_entry(
    client: Client, reply: Comment
) -> None:
    now = timezone.now().replace(microsecond=0)
    dates = []
    for minutes in (0, 1, 2, 3):
        with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
            if minutes == 2:
                CommentFactory.create(article=reply.discussion.article)
            dates.append(client.get("/feeds/articles.atom").get("Last-Modified"))

    assert [date is None for date in dates] == [True, False, True, False]
    assert dates[1] is not None
    assert dates[3] is not None
    assert (dates[1][-12:-4], dates[3][-12:-4]) == (f"{now:%H:%M:%S}", f"{now + timedelta(minutes=2):%H:%M:%S}")


def test_no_other_date_than_its_own_keeps_a_feed_back(client: Client, reply: Comment) -> None:
    """Another process may have dated what it was before, and what was taken down since must not stay."""
    client.get("/feeds/articles.atom")
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        named = http_date((timezone.now() + timedelta(hours=1)).timestamp())

        assert client.get("/feeds/articles.atom", headers={"If-Modified-Since": named}).status_code == 200
