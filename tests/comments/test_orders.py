"""The orders of a discussion, and paging through them while others write."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from unittest.mock import patch
from urllib.parse import parse_qs

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.http import urlencode
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from accounts.edition import raise_edition
from articles.models import Article
from comments import paging
from comments.discussion import DiscussionPage, discussion_page
from comments.models import Comment, Thread
from comments.orders import ORDERS, Order, read_cursor
from comments.ranking import rank
from tests.comments.threads import WRITTEN_AT, ThreadOf, discussion_of, keys_in, shown_roots, undone
from tests.factories import CommentFactory

pytestmark = pytest.mark.django_db

PUBLISHED, REMOVED, DELETED = Comment.Status.PUBLISHED, Comment.Status.REMOVED, Comment.Status.DELETED
# Few enough that small discussions have many pages, which are filled by more threads where these are small.
SMALL_PAGE, FULL_PAGE = 2, 5

orders = st.sampled_from(list(ORDERS.values()))
threads = st.builds(
    ThreadOf,
    upvotes=st.integers(0, 3),
    downvotes=st.integers(0, 2),
    replies=st.integers(0, 3),
    status=st.sampled_from([PUBLISHED, PUBLISHED, PUBLISHED, REMOVED, DELETED]),
)
discussions = st.lists(threads, max_size=14)
few_examples = settings(max_examples=25, deadline=None)


@pytest.fixture(autouse=True)
def _small_pages() -> Iterator[None]:
    with patch.multiple(
        paging,
        COMMENTS_ON_A_PAGE=FULL_PAGE,
        THREADS_ON_A_PAGE=SMALL_PAGE,
        MOST_THREADS_ON_A_PAGE=SMALL_PAGE + 2,
        REPLIES_OF_A_THREAD=2,
    ):
        yield


def page_at(article: Article, order: Order, query: str = "") -> DiscussionPage:
    asked = {name: values[0] for name, values in parse_qs(query).items()}
    article = Article.objects.get(pk=article.pk)
    return discussion_page(article, order=order, after=asked.get("after", ""), before=asked.get("before", ""))


def roots_on(page: DiscussionPage) -> list[int]:
    return roots_in(page.html)


def roots_in(html: str) -> list[int]:
    keys = keys_in(html)
    roots = set(Comment.objects.filter(pk__in=keys, parent=None).values_list("pk", flat=True))
    return [key for key in keys if key in roots]


def pages_forward(article: Article, order: Order, query: str = "") -> Iterator[DiscussionPage]:
    """From the page that the query asks for, which is the first for none, until nothing is left.

    Where the rest has moved past the reader meanwhile, a later page is the first one again, with no earlier one.
    """
    page = page_at(article, order, query)
    yield page
    while page.later:
        page = page_at(article, order, page.later)
        if not page.earlier:
            return
        yield page


def pages_backward(article: Article, order: Order, last: DiscussionPage) -> Iterator[DiscussionPage]:
    page = last
    yield page
    while page.earlier:
        page = page_at(article, order, page.earlier)
        yield page


def arrive(article: Article, count: int) -> None:
    for _ in range(count):
        CommentFactory.create(article=article, imported_name="Somebody")


def in_order(article: Article, order: Order) -> list[int]:
    """The shown roots as the order says they stand, worked out from the comments."""

    def place(root: Comment) -> tuple[int, int]:
        published = root.descendants.published().count() + root.is_published
        ways = {
            "best": (-rank(root.upvotes, root.downvotes), -root.pk),
            "newest": (0, -root.pk),
            "oldest": (0, root.pk),
            "discussed": (-published, -root.pk),
        }
        return ways[order.name]

    return [root.pk for root in sorted(Comment.objects.filter(pk__in=shown_roots(article)), key=place)]


@given(discussions, orders)
@few_examples
def test_pages_joined_forwards_give_each_shown_root_once_in_order(threads: list[ThreadOf], order: Order) -> None:
    with undone():
        article = discussion_of(*threads)

        read = [root for page in pages_forward(article, order) for root in roots_on(page)]

        assert read == in_order(article, order)


@given(discussions, orders)
@few_examples
def test_pages_joined_backwards_give_each_shown_root_once_in_order(threads: list[ThreadOf], order: Order) -> None:
    with undone():
        article = discussion_of(*threads)
        *_, last = pages_forward(article, order)

        pages = [roots_on(page) for page in pages_backward(article, order, last)]

        assert [root for page in reversed(pages) for root in page] == in_order(article, order)


@given(discussions, orders, st.data())
@few_examples
def test_who_reads_on_while_threads_arrive_misses_nothing(
    threads: list[ThreadOf], order: Order, data: st.DataObject
) -> None:
    with undone():
        article = discussion_of(*threads)
        there = shown_roots(article)
        read: list[int] = []

        for page in pages_forward(article, order):
            read += roots_on(page)
            arrive(article, data.draw(st.integers(0, 4)))

        assert sorted(root for root in read if root in there) == there
        assert len(read) == len(set(read))


@given(discussions, orders, st.data())
@few_examples
def test_who_reads_back_while_threads_arrive_misses_nothing(
    threads: list[ThreadOf], order: Order, data: st.DataObject
) -> None:
    with undone():
        article = discussion_of(*threads)
        there = shown_roots(article)
        *_, last = pages_forward(article, order)
        read: list[int] = []

        for page in pages_backward(article, order, last):
            read += roots_on(page)
            arrive(article, data.draw(st.integers(0, 4)))

        assert sorted(root for root in read if root in there) == there
        assert len(read) == len(set(read))


@given(discussions, st.sampled_from([ORDERS[name] for name in ("best", "newest", "oldest")]), st.data())
@few_examples
def test_who_reads_on_while_replies_arrive_misses_no_thread(
    threads: list[ThreadOf], order: Order, data: st.DataObject
) -> None:
    with undone():
        article = discussion_of(*threads)
        there = shown_roots(article)
        read: list[int] = []

        for page in pages_forward(article, order):
            read += roots_on(page)
            answered = data.draw(st.sampled_from(there)) if there else None
            if answered:
                CommentFactory.create(parent=Comment.objects.get(pk=answered), imported_name="Somebody")

        assert sorted(read) == there


@given(discussions, st.data())
@few_examples
def test_by_size_a_reader_misses_only_threads_that_grew_past_them_and_reads_none_twice(
    threads: list[ThreadOf], data: st.DataObject
) -> None:
    """A thread that grows moves up, and so, perhaps, past the reader: that is the order's meaning."""
    with undone():
        article = discussion_of(*threads)
        there = shown_roots(article)
        read: list[int] = []
        grown: set[int] = set()

        for number, page in enumerate(pages_forward(article, ORDERS["discussed"])):
            if number and not page.earlier:
                # All that was left has grown past the reader: the way on leads to the first page again.
                break
            read += roots_on(page)
            answered = data.draw(st.sampled_from(there)) if there else None
            if answered:
                CommentFactory.create(parent=Comment.objects.get(pk=answered), imported_name="Somebody")
                grown.add(answered)

        assert len(read) == len(set(read))
        assert set(there) - set(read) <= grown


@given(discussions, orders)
@few_examples
def test_no_page_weighs_more_than_a_page_may(threads: list[ThreadOf], order: Order) -> None:
    """Of tombstones, which are not counted, as many as there are may come on top."""
    with undone():
        article = discussion_of(*threads)
        tombstones = sum(thread.status != PUBLISHED and thread.is_shown for thread in threads)

        counts = [page.count for page in pages_forward(article, order)]

        assert max(counts) <= FULL_PAGE + tombstones
        assert all(count >= SMALL_PAGE for count in counts[:-1])


@given(st.lists(threads, max_size=2), orders)
@few_examples
def test_a_discussion_that_fits_is_one_page_with_every_comment(threads: list[ThreadOf], order: Order) -> None:
    assume(sum(thread.size for thread in threads) <= FULL_PAGE)
    with undone():
        article = discussion_of(*threads)
        shown = Comment.objects.filter(discussion=article.pk).shown().values_list("pk", flat=True)

        [page] = pages_forward(article, order)

        assert sorted(keys_in(page.html)) == sorted(shown)


@pytest.mark.parametrize("name", ORDERS)
def test_a_cursor_stays_good_when_its_thread_goes(name: str) -> None:
    article = discussion_of(*[ThreadOf(upvotes=number % 3, replies=number % 4) for number in range(8)])
    page = page_at(article, ORDERS[name])
    rest = in_order(article, ORDERS[name])[len(roots_on(page)) :]

    Thread.objects.filter(root=roots_on(page)[-1]).delete()

    assert [root for later in pages_forward(article, ORDERS[name], page.later) for root in roots_on(later)] == rest


@given(st.text(max_size=40) | st.from_regex(r"\d{1,20}\.\d{1,20}"), orders)
@few_examples
def test_a_nonsense_or_stale_cursor_gives_a_page_and_never_an_error(word: str, order: Order) -> None:
    with undone():
        article = discussion_of(*[ThreadOf(upvotes=number) for number in range(5)])

        pages = [
            discussion_page(article, order=order, after=word),
            discussion_page(article, order=order, before=word),
        ]

        first = roots_on(page_at(article, order))
        assert all(roots_on(page) for page in pages)
        assert read_cursor(word) or [roots_on(page) for page in pages] == [first, first]


def read_through(client: Client, address: str, way: str) -> Iterator[tuple[str, list[int]]]:
    """Each page's address and roots, following its links as a reader without script does."""
    while address:
        html = client.get(address).content.decode()
        yield address, roots_in(html)
        link = re.search(rf'<a rel="{way}" href="(\?[^"#]+)', html)
        address = address.partition("?")[0] + unescape(link[1]) if link else ""


def first_page(article: Article, name: str, **more: str) -> str:
    return f"{article.get_absolute_url()}?{urlencode({'sort': name, **more})}"


@pytest.mark.parametrize("name", ORDERS)
def test_links_lead_through_every_page_and_back(client: Client, name: str) -> None:
    article = discussion_of(*[ThreadOf(upvotes=number % 4, replies=number % 3) for number in range(10)])

    forwards = list(read_through(client, first_page(article, name), "next"))
    backwards = list(read_through(client, forwards[-1][0], "prev"))

    assert [root for _, page in forwards for root in page] == in_order(article, ORDERS[name])
    assert [root for _, page in backwards[::-1] for root in page] == in_order(article, ORDERS[name])


@pytest.mark.parametrize("name", ORDERS)
def test_what_is_new_stays_marked_from_page_to_page_in_every_order(client: Client, name: str) -> None:
    article = discussion_of(*[ThreadOf(upvotes=number % 4, replies=number % 3) for number in range(10)])
    fresh = set(shown_roots(article)[::2])
    Comment.objects.filter(pk__in=fresh).update(created_at=WRITTEN_AT + timedelta(hours=2))
    since = (WRITTEN_AT + timedelta(hours=1)).isoformat()

    forwards = [address for address, _ in read_through(client, first_page(article, name, since=since), "next")]
    backwards = [address for address, _ in read_through(client, forwards[-1], "prev")]

    assert len(forwards) > 1
    for addresses in (forwards, backwards):
        marked = [key for address in addresses for key in marked_in(client.get(address).content.decode())]
        assert sorted(marked) == sorted(fresh)


def marked_in(html: str) -> list[int]:
    """The comments that the list says are new."""
    comments = html.split('<li class="comment')[1:]
    return [key for comment in comments if 'class="mark new"' in comment for key in keys_in(comment)]


@pytest.mark.parametrize("remembered", ORDERS)
@pytest.mark.parametrize("name", ORDERS)
def test_a_page_leads_on_in_its_own_order_whatever_the_browser_remembers(
    client: Client, name: str, remembered: str
) -> None:
    article = discussion_of(*[ThreadOf(upvotes=number % 4, replies=number % 3) for number in range(10)])
    client.cookies["order"] = remembered

    pages = list(read_through(client, first_page(article, name), "next"))

    assert [root for _, page in pages for root in page] == in_order(article, ORDERS[name])


def test_best_is_the_usual_order_and_the_oldest_of_an_archive(client: Client) -> None:
    article = discussion_of(ThreadOf(), ThreadOf(upvotes=2), ThreadOf(upvotes=1))
    best = in_order(article, ORDERS["best"])

    as_written_here = roots_in(client.get(article.get_absolute_url()).content.decode())
    Article.objects.filter(pk=article.pk).update(import_source="archive", import_id="1")
    raise_edition()
    as_imported = roots_in(client.get(article.get_absolute_url()).content.decode())

    assert as_written_here == best
    assert as_imported == in_order(article, ORDERS["oldest"])


@pytest.mark.parametrize("name", ORDERS)
@pytest.mark.parametrize("asked", [{"after": "rubbish"}, {"before": "-1.2"}, {"after": "1"}, {"before": "9" * 40}])
def test_a_nonsense_cursor_in_the_address_gives_the_first_page(
    client: Client, name: str, asked: dict[str, str]
) -> None:
    article = discussion_of(*[ThreadOf(upvotes=number) for number in range(FULL_PAGE + 4)])

    response = client.get(first_page(article, name, **asked))

    assert response.status_code == 200
    first = roots_in(client.get(first_page(article, name)).content.decode())
    assert roots_in(response.content.decode()) == first == in_order(article, ORDERS[name])[: len(first)]


def test_a_nonsense_order_gives_the_usual_one(client: Client) -> None:
    article = discussion_of(ThreadOf(), ThreadOf(upvotes=1))

    response = client.get(first_page(article, "loudest"))

    assert roots_in(response.content.decode()) == in_order(article, ORDERS["best"])


def test_the_order_chosen_is_marked_and_the_others_are_links(client: Client) -> None:
    article = discussion_of(ThreadOf(), ThreadOf())

    html = client.get(first_page(article, "discussed")).content.decode()

    assert {name for name in ORDERS if re.search(rf'href="[^"]*sort={name}[#"&]', html)} >= set(ORDERS) - {"discussed"}


@pytest.mark.parametrize("name", ORDERS)
def test_a_page_costs_as_many_queries_in_a_long_discussion_as_in_a_short_one(name: str) -> None:
    short, long = (discussion_of(*[ThreadOf(upvotes=1, replies=1)] * count) for count in (4, 40))

    counts = []
    for article in (short, long):
        with CaptureQueriesContext(connection) as queries:
            discussion_page(article, order=ORDERS[name])
        counts.append(len(queries))

    # The article's topics, for its policy; the threads; their replies.
    assert counts == [3, 3]
