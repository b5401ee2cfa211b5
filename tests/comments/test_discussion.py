"""The discussion on an article's page."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from urllib.parse import parse_qsl

import pytest
from django.test import Client

from accounts.models import User
from articles.models import Article
from comments import paging
from comments.models import Comment
from comments.orders import ORDERS
from tests.comments.steps import path_of, text_of
from tests.comments.threads import ThreadOf, discussion_of
from tests.factories import ArticleFactory, BylineFactory, CommentFactory, DecisionFactory, TagFactory, TopicFactory
from tests.statements import statements

pytestmark = pytest.mark.django_db

REMOVED = Comment.Status.REMOVED


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create()


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few comments on a page that small discussions are long."""
    monkeypatch.setattr(paging, "COMMENTS_ON_A_PAGE", 4)
    monkeypatch.setattr(paging, "THREADS_ON_A_PAGE", 3)
    monkeypatch.setattr(paging, "MOST_THREADS_ON_A_PAGE", 3)
    monkeypatch.setattr(paging, "REPLIES_OF_A_THREAD", 3)


def page_of(client: Client, article: Article, **query: str) -> str:
    return text_of(client.get(article.get_absolute_url(), query))


def shown(page: str) -> list[int]:
    """The comments on the page, from top to bottom."""
    return [int(number) for number in re.findall(r'<li class="comment[^>]* id="comment-(\d+)"', page)]


def head_of(page: str) -> str:
    head = page[page.index('<header class="discussion-head">') :]
    return re.sub(r"<[^>]+>|\s+", " ", head[: head.index("</header>")])


def read_on(client: Client, article: Article, order: str) -> Iterator[str]:
    """Each page of the order, following the links to later ones."""
    query: dict[str, str] | None = {"sort": order}
    while query:
        page = page_of(client, article, **query)
        yield page
        later = re.search(r'<a rel="next" href="\?([^"#]+)', page)
        query = dict(parse_qsl(unescape(later[1]))) if later else None


def roots(article: Article, count: int, author: User) -> list[Comment]:
    return CommentFactory.create_batch(count, article=article, author=author)


def test_comments_stand_in_the_order_of_a_conversation(client: Client, article: Article) -> None:
    first = CommentFactory.create(article=article)
    second = CommentFactory.create(article=article)
    late = CommentFactory.create(parent=first)
    deeper = CommentFactory.create(parent=late)

    assert shown(page_of(client, article, sort="oldest")) == [first.pk, late.pk, deeper.pk, second.pk]


def test_an_empty_discussion_says_so(client: Client, article: Article) -> None:
    page = page_of(client, article)

    assert "Nobody has said anything yet." in page
    assert "0 comments" in head_of(page)


def test_the_head_counts_what_is_published(client: Client, article: Article) -> None:
    root = CommentFactory.create(article=article, status=Comment.Status.REMOVED)
    CommentFactory.create(parent=root)
    CommentFactory.create(article=article, status=Comment.Status.PENDING)
    CommentFactory.create(article=article, kind=Comment.Kind.LINKBACK, author=None, imported_name="Another paper")

    head = head_of(page_of(client, article))

    assert " 1 comment " in head
    assert "and 1 linkback " in head


def test_without_an_account_the_page_asks_to_sign_in_and_come_back(client: Client, article: Article) -> None:
    page = page_of(client, article)

    assert "Sign in to take part in the discussion." in page
    assert f"/account/login/?next={article.get_absolute_url()}%23say" in page
    assert "<textarea" not in page
    assert "data-overlay" not in page


def test_without_an_account_no_cookie_is_set(client: Client, article: Article) -> None:
    CommentFactory.create(article=article)

    assert not client.get(article.get_absolute_url()).cookies


def test_signed_in_the_form_stands_ready(signed_in: Client, article: Article) -> None:
    page = page_of(signed_in, article)

    assert f'action="/discussions/{article.pk}/comments/"' in page
    assert re.search(r'name="form_key" value="[0-9a-f-]{36}"', page)
    assert "csrfmiddlewaretoken" in page
    assert f'data-overlay="/discussions/{article.pk}/overlay/"' in page


def test_each_form_has_a_key_of_its_own(signed_in: Client, article: Article) -> None:
    keys = [re.findall(r'name="form_key" value="([^"]+)"', page_of(signed_in, article))[0] for _ in range(2)]

    assert keys[0] != keys[1]


def test_the_list_is_the_same_for_everybody(client: Client, article: Article, author: User, moderator: User) -> None:
    CommentFactory.create(article=article, author=author)
    CommentFactory.create(article=article, author=author, status=Comment.Status.PENDING)
    lists = set()

    for somebody in (None, author, moderator):
        if somebody:
            client.force_login(somebody)
        page = page_of(client, article)
        lists.add(page[page.index("data-list") : page.index('<div class="say"')])

    assert len(lists) == 1


def test_a_writer_of_any_kind_is_named_and_linked_where_there_is_a_page(client: Client, author: User) -> None:
    article = ArticleFactory.create()
    CommentFactory.create(article=article, author=author)
    CommentFactory.create(article=article, author=None, imported_name="Dora <b>")

    page = page_of(client, article)

    assert '<a class="writer" href="/people/author/"><bdi>Ada Author</bdi></a>' in page
    assert '<b class="writer"><bdi>Dora &lt;b&gt;</bdi></b>' in page


def test_an_archive_that_knows_only_the_day_claims_no_hour(client: Client, article: Article) -> None:
    CommentFactory.create(article=article, created_at=datetime(2007, 8, 6, 12, tzinfo=UTC), time_is_known=False)
    CommentFactory.create(article=article, created_at=datetime(2007, 8, 7, 12, 30, tzinfo=UTC))

    page = page_of(client, article)

    assert '<time datetime="2007-08-06">6 Aug 2007</time>' in page
    assert '<time datetime="2007-08-07T12:30:00+00:00" data-relative>7 Aug 2007, 12:30</time>' in page


def test_linkbacks_are_marked_and_not_reported(client: Client, article: Article) -> None:
    linkback = CommentFactory.create(
        article=article, kind=Comment.Kind.LINKBACK, author=None, imported_name="Another paper"
    )

    page = page_of(client, article)

    assert f'<li class="comment linkback" id="comment-{linkback.pk}"' in page
    assert '<span class="mark">linkback</span>' in page
    assert path_of("report", linkback) not in page
    assert path_of("reply", linkback) in page


def test_deeper_than_is_drawn_a_reply_says_whom_it_answers(client: Client, article: Article) -> None:
    comment = CommentFactory.create(article=article)
    for _ in range(7):
        above, comment = comment, CommentFactory.create(parent=comment)

    page = page_of(client, article)

    assert page.count("in reply to") == 1
    assert f'href="/comments/{above.pk}/" data-jump="{above.pk}"' in page
    assert page.count('<details class="branch" open>') == 6


@pytest.mark.usefixtures("small_pages")
def test_a_long_thread_is_cut_with_a_link_to_the_rest(client: Client, article: Article, author: User) -> None:
    root = CommentFactory.create(article=article)
    CommentFactory.create_batch(5, parent=root, author=author)

    page = page_of(client, article)

    assert len(shown(page)) == 1 + 3
    assert f'<a class="more" href="/comments/{root.pk}/#replies">2 more replies</a>' in page


@pytest.mark.usefixtures("small_pages")
def test_a_long_discussion_comes_in_pages_that_lead_to_each_other(
    client: Client, article: Article, author: User
) -> None:
    made = [root.pk for root in roots(article, 5, author)]
    last, next_one = made[2], made[3]

    first = page_of(client, article, sort="oldest")
    second = page_of(client, article, sort="oldest", after=f"{last}.{last}")
    back = page_of(client, article, sort="oldest", before=f"{next_one}.{next_one}")

    assert shown(first) == made[:3] == shown(back)
    assert shown(second) == made[3:]
    assert f'href="?sort=oldest&amp;after={last}.{last}#discussion"' in first
    assert f'href="?sort=oldest&amp;before={next_one}.{next_one}#discussion"' in second
    assert "Earlier comments" not in first + back
    assert "Later comments" not in second
    assert "Later comments" in back


@pytest.mark.usefixtures("small_pages")
def test_the_page_before_a_place_ends_right_before_it(client: Client, article: Article, author: User) -> None:
    made = [root.pk for root in roots(article, 5, author)]

    page = page_of(client, article, sort="oldest", before=f"{made[-1]}.{made[-1]}")

    assert shown(page) == made[1:-1]
    assert "Earlier comments" in page


@pytest.mark.parametrize("order", ORDERS)
def test_a_discussion_that_fits_a_page_is_whole_in_every_order(client: Client, author: User, order: str) -> None:
    article = discussion_of(ThreadOf(replies=120), *[ThreadOf(upvotes=1)] * 60, ThreadOf(status=REMOVED, replies=19))

    page = page_of(client, article, sort=order)

    assert len(shown(page)) == 201
    assert 'class="more"' not in page
    assert "Later comments" not in page


@pytest.mark.parametrize("order", ORDERS)
def test_every_page_of_a_longer_one_keeps_to_the_budget(client: Client, order: str) -> None:
    article = discussion_of(*[ThreadOf(replies=0)] * 90, *[ThreadOf(replies=3)] * 30, *[ThreadOf(replies=90)] * 30)

    pages = list(read_on(client, article, order))

    assert all(len(shown(page)) <= paging.COMMENTS_ON_A_PAGE for page in pages)
    assert sorted(len(shown(page)) for page in pages)[1] >= paging.MOST_THREADS_ON_A_PAGE


@pytest.mark.parametrize(
    "place", ["", "x", "-1", "²", str(10**30), "0", "1.5", "9" * 16 + ".1", "\x00", " 1", "1.1.1"]
)
def test_a_place_that_is_none_is_the_first_page(client: Client, author: User, place: str) -> None:
    article = ArticleFactory.create()
    made = [root.pk for root in roots(article, 2, author)]

    page = page_of(client, article, sort="newest", after=place)

    assert shown(page) == made[::-1]


def test_two_places_at_once_are_no_harm(client: Client, article: Article, author: User) -> None:
    made = [root.pk for root in roots(article, 3, author)]
    first, last = made[0], made[2]

    page = page_of(client, article, sort="oldest", after=f"{first}.{first}", before=f"{last}.{last}")

    assert shown(page) == made[:2]


def furnished_article(count: int) -> Article:
    """An article with all that a page can show, and `count` of each kind of comment."""
    article = ArticleFactory.create(
        topics=[TopicFactory.create()], tags=[TagFactory.create()], bylines=[BylineFactory.create()]
    )
    for _ in range(count):
        root = CommentFactory.create(article=article)
        removed = CommentFactory.create(parent=root, status=Comment.Status.REMOVED)
        DecisionFactory.create(comment=removed)
        recovered = Comment.ParentSource.RECOVERED
        CommentFactory.create(parent=removed, author=None, imported_name="Dora", parent_source=recovered)
    return article


# Which article that is, in four queries, and its versions; the article for its policy, with its topics;
# roots, replies, the tombstones' decisions; then for the frame: the article, its topics, tags and bylines;
# what else to read, in four queries, and two for how many there are; the topics. Pages in a kept frame cost less:
# tests/config/test_framing.py.
FOR_EVERYBODY = 21


@pytest.mark.parametrize("count", [1, 8])
def test_the_page_asks_the_database_as_often_for_a_long_discussion(client: Client, count: int) -> None:
    article = furnished_article(count)

    with statements() as asked:
        page = page_of(client, article)

    assert len(shown(page)) == 3 * count
    assert len(asked) == FOR_EVERYBODY


@pytest.mark.parametrize("count", [1, 8])
def test_signed_in_too(signed_in: Client, count: int) -> None:
    article = furnished_article(count)

    with statements() as asked:
        page_of(signed_in, article)

    # Session, person, and what is theirs on the page with what waits in the inbox, beside what everybody costs.
    assert len(asked) == FOR_EVERYBODY + 3
