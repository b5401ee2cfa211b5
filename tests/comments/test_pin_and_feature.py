"""Pinning a thread and featuring a comment: seen by readers, logged, and taken back."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from comments.actions.measuring import take_measure
from comments.actions.moderating import remove_comment, restore_comment
from comments.actions.voting import vote_on
from comments.discussion import discussion_page
from comments.featured import FEATURED_SHOWN
from comments.models import Branch, Comment, Decision, Discussion, Thread
from comments.orders import ORDERS
from tests.comments.steps import everything, path_of, sign_in, text_of
from tests.factories import ArticleFactory, CommentFactory, UserFactory

pytestmark = pytest.mark.django_db

DEEDS = ("pin", "feature")


@pytest.fixture
def thread(author: User) -> list[Comment]:
    """Two threads, the second of them recommended, and an answer in the first."""
    first = CommentFactory.create(body="The first.", author=author)
    second = CommentFactory.create(article=first.discussion.article, body="The second.")
    vote_on(comment=second, voter=UserFactory.create(), value=1)
    return [first, second, CommentFactory.create(parent=first, body="The answer.")]


@pytest.fixture
def desk(client: Client, moderator: User) -> Client:
    client.force_login(moderator)
    return client


def article_of(comment: Comment) -> str:
    return text_of(Client().get(comment.discussion.article.get_absolute_url()))


@pytest.mark.parametrize("role", ["anonymous", "guest", "reader", "editor"])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("deed", DEEDS)
def test_nobody_else_does_it(client: Client, thread: list[Comment], deed: str, method: str, role: str) -> None:
    sign_in(client, role)
    before = everything()

    answer = getattr(client, method)(path_of(deed, thread[0]))

    assert answer.status_code == (302 if role in {"anonymous", "guest"} else 403)
    assert everything() == before


def test_a_pinned_thread_stands_first_among_the_best_and_says_so(desk: Client, thread: list[Comment]) -> None:
    before = article_of(thread[0])
    desk.post(path_of("pin", thread[0]))

    page = article_of(thread[0])

    assert before.index("The second.") < before.index("The first.")
    assert page.index("The first.") < page.index("The second.")
    assert page.count('<span class="mark">pinned</span>') == 1


def test_a_vote_leaves_it_first(desk: Client, thread: list[Comment], reader: User) -> None:
    desk.post(path_of("pin", thread[0]))

    vote_on(comment=Comment.objects.get(pk=thread[0].pk), voter=reader, value=1)

    first, second = (Thread.objects.get(root=root).best for root in thread[:2])
    assert first > second


def test_out_of_sight_and_back_it_is_pinned_again(desk: Client, moderator: User) -> None:
    root = CommentFactory.create()
    desk.post(path_of("pin", root))
    remove_comment(comment=root, moderator=moderator, reason="abuse")
    gone = not Thread.objects.exists()

    restore_comment(comment=root, moderator=moderator)

    assert gone
    assert Thread.objects.get().pinned_at == Decision.objects.get(verdict="pin").decided_at


def test_only_a_whole_thread_is_pinned(desk: Client, thread: list[Comment]) -> None:
    before = everything()

    answers = [desk.get(path_of("pin", thread[2])), desk.post(path_of("pin", thread[2]))]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "Only a whole thread is pinned" in text_of(answers[0])
    assert everything() == before


def test_a_featured_comment_is_marked_and_told_of_above_the_discussion(desk: Client, thread: list[Comment]) -> None:
    desk.post(path_of("feature", thread[2]))

    page = article_of(thread[0])

    head = page[page.index('<aside class="featured-list"') : page.index("</aside>")]
    assert "The answer." in head
    assert f'href="/comments/{thread[2].pk}/"' in head
    assert page.count('<span class="mark featured">featured</span>') == 1
    assert Comment.objects.get(pk=thread[2].pk).featured_at == Decision.objects.get().decided_at


def test_the_author_is_told_once_that_it_is_featured(desk: Client, thread: list[Comment], author: User) -> None:
    for _ in range(2):
        desk.post(path_of("feature", thread[0]))
    desk.force_login(author)

    inbox = text_of(desk.get("/account/inbox/"))

    assert inbox.count("The moderators featured your comment on “") == 1


def test_what_is_taken_down_is_not_told_of_above(desk: Client, thread: list[Comment], moderator: User) -> None:
    desk.post(path_of("feature", thread[0]))
    remove_comment(comment=thread[0], moderator=moderator, reason="abuse")

    page = article_of(thread[0])

    assert "featured-list" not in page
    assert "The first." not in page


def test_words_and_names_above_the_discussion_are_words(desk: Client) -> None:
    writer = UserFactory.create(display_name="<b>Bob</b>")
    nasty = CommentFactory.create(author=writer, body='`<script>alert(1)</script>` & "more" ' + "x" * 300)
    desk.post(path_of("feature", nasty))

    page = article_of(nasty)

    head = page[page.index('<aside class="featured-list"') : page.index("</aside>")]
    assert "<script" not in head
    assert "&lt;script&gt;" in head
    assert "<bdi>&lt;b&gt;Bob&lt;/b&gt;</bdi>" in head
    assert "x" * 161 not in head


@pytest.mark.parametrize("deed", DEEDS)
def test_the_log_tells_it_and_its_page_takes_it_back(desk: Client, thread: list[Comment], deed: str) -> None:
    before = article_of(thread[0])
    desk.post(path_of(deed, thread[0]))
    page = text_of(desk.get(path_of(deed, thread[0])))
    log = text_of(Client().get("/moderation/log/"))

    desk.post(path_of(deed, thread[0]), {"lift": deed})

    assert 'name="lift"' in page
    assert {"pin": "pinned a thread", "feature": "featured a comment"}[deed] in log
    assert [decision.verdict for decision in Decision.objects.order_by("pk")] == [deed, "undo"]
    assert not Branch.objects.exists()
    assert not Comment.objects.filter(featured_at__isnull=False).exists()
    assert not Thread.objects.filter(pinned_at__isnull=False).exists()
    assert article_of(thread[0]).count('<span class="mark') == before.count('<span class="mark')


@pytest.mark.parametrize("deed", DEEDS)
def test_twice_does_no_more_than_once_and_so_does_lifting_nothing(
    desk: Client, thread: list[Comment], deed: str
) -> None:
    desk.post(path_of(deed, thread[1]), {"lift": deed})
    untouched = not Decision.objects.exists()
    desk.post(path_of(deed, thread[0]))
    once = everything()

    desk.post(path_of(deed, thread[0]))

    assert untouched
    assert everything() == once


@pytest.mark.parametrize("count", [1, 9])
def test_above_the_discussion_a_few_are_shown_for_one_query(
    moderator: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    article = ArticleFactory.create()
    for _ in range(count):
        comment = CommentFactory.create(article=article)
        take_measure(comment=comment, moderator=moderator, verdict="feature")
    article.discussion = Discussion.objects.get(pk=article.pk)

    with django_assert_num_queries(3 + 2):
        page = discussion_page(article, order=ORDERS["best"])

    assert page.html.count("data-jump") == min(count, FEATURED_SHOWN)


def test_without_measures_nothing_is_asked_for(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    article = CommentFactory.create().discussion.article
    article.discussion = Discussion.objects.get(pk=article.pk)

    with django_assert_num_queries(3):
        discussion_page(article, order=ORDERS["best"])
