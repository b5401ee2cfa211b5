"""A comment's own page: what it answers, its words, and what answers it."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from comments.models import Comment
from comments.permalink import ANCESTORS_ON_A_COMMENT_PAGE
from tests.comments.steps import path_of, sign_in, text_of
from tests.factories import ArticleFactory, CommentFactory, DecisionFactory, TopicFactory

pytestmark = pytest.mark.django_db


def chain(length: int) -> list[Comment]:
    """A thread in which every comment answers the one before; made without counting, for length's sake."""
    root = CommentFactory.create(article=ArticleFactory.create(topics=[TopicFactory.create()]))
    comments = [root]
    for depth in range(1, length):
        reply = Comment(
            discussion=root.discussion, author=root.author, parent=comments[-1], root=root, depth=depth, reply_count=1
        )
        reply.body = reply.body_html = f"Reply at depth {depth}."
        reply.pk = root.pk + depth
        comments.append(reply)
    Comment.objects.bulk_create(comments[1:])
    return comments


def shown(page: str) -> list[int]:
    """The comments on the page, from top to bottom."""
    return [int(number) for number in re.findall(r'id="comment-(\d+)"', page)]


def test_a_comment_stands_between_what_it_answers_and_what_answers_it(client: Client) -> None:
    root = CommentFactory.create()
    middle = CommentFactory.create(parent=root)
    reply = CommentFactory.create(parent=middle)
    aside = CommentFactory.create(parent=root)

    page = text_of(client.get(middle.get_absolute_url()))

    assert shown(page) == [root.pk, middle.pk, reply.pk]
    assert page.index("What it answers") < page.index("The comment") < page.index("Replies</h2>")
    assert aside.body not in page


def test_a_comment_alone_has_no_headings_for_what_is_not_there(client: Client) -> None:
    page = text_of(client.get(CommentFactory.create().get_absolute_url()))

    assert "What it answers" not in page
    assert "Replies</h2>" not in page
    assert "What moderators decided" not in page


def test_the_page_names_writer_and_article_and_begins_with_the_words(client: Client, author: User) -> None:
    article = ArticleFactory.create(headline="Ferry & tide")
    comment = CommentFactory.create(article=article, author=author, body='Said "so" <b>loud</b>')

    page = text_of(client.get(comment.get_absolute_url()))

    assert "<title>Ada Author on “Ferry &amp; tide” – " in page
    assert 'content="Said &quot;so&quot; &lt;b&gt;loud&lt;/b&gt;"' in page
    assert f'href="{article.get_absolute_url()}#discussion"' in page
    assert "noindex" not in page


@pytest.mark.parametrize("number", [999_999, 10**30])
def test_a_comment_that_does_not_exist_is_not_found(client: Client, number: int) -> None:
    assert client.get(f"/comments/{number}/").status_code == 404


@pytest.mark.parametrize("number", ["0", "-1", "x", "²", "1.5"])
def test_what_is_no_number_is_no_address(client: Client, number: str) -> None:
    assert client.get(f"/comments/{number}/").status_code == 404


@pytest.mark.parametrize(
    ("role", "status"), [("anonymous", 404), ("reader", 404), ("editor", 200), ("moderator", 404)]
)
def test_a_comment_of_a_hidden_article_is_seen_by_the_newsroom_alone(client: Client, role: str, status: int) -> None:
    hidden = CommentFactory.create(article=ArticleFactory.create(draft=True))
    sign_in(client, role)

    assert client.get(hidden.get_absolute_url()).status_code == status


@pytest.mark.parametrize(
    ("role", "deeds"),
    [
        ("anonymous", set()),
        ("reader", set()),
        ("author", {"edit", "deletion"}),
        ("moderator", {"decision"}),
        ("administrator", {"decision"}),
    ],
)
def test_the_deeds_offered_are_the_readers_own(client: Client, author: User, role: str, deeds: set[str]) -> None:
    comment = CommentFactory.create(author=author)
    if role == "author":
        client.force_login(author)
    else:
        sign_in(client, role)

    page = text_of(client.get(comment.get_absolute_url()))

    offered = {deed for deed in ("edit", "deletion", "decision") if f'href="{path_of(deed, comment)}"' in page}
    assert offered == deeds


def test_what_moderators_decided_is_told_in_order_with_their_role(client: Client) -> None:
    comment = CommentFactory.create()
    DecisionFactory.create(comment=comment, verdict="remove", reason="spam", note="Only for the author.")
    DecisionFactory.create(comment=comment, verdict="restore", reason="", role="administrator")

    page = text_of(client.get(comment.get_absolute_url()))

    told = re.sub(r"\s+", " ", page[page.index("What moderators decided") :])
    assert re.search(r"removed – spam, moderator </li> <li> .{0,90} restored, administrator", told)
    assert "Only for the author." not in page


def test_the_name_of_the_moderator_is_for_moderators(client: Client, moderator: User) -> None:
    comment = DecisionFactory.create(moderator=moderator).comment
    other = sign_in(client, "moderator")

    assert other != moderator
    assert "Mona Moderator" in text_of(client.get(comment.get_absolute_url()))
    assert "Mona Moderator" not in text_of(Client().get(comment.get_absolute_url()))


def test_a_recovered_reply_says_whom_it_answers_and_how_that_is_known(client: Client) -> None:
    root = CommentFactory.create(author=None, imported_name="<i>Dora</i>")
    recovered = Comment.ParentSource.RECOVERED
    reply = CommentFactory.create(parent=root, parent_source=recovered, parent_confidence=80)

    page = text_of(client.get(reply.get_absolute_url()))

    assert "in reply to <bdi>&lt;i&gt;Dora&lt;/i&gt;</bdi>" in page
    assert ">recovered</span>" in page


def test_of_a_long_way_up_the_nearest_part_is_shown_with_a_link_to_the_rest(client: Client) -> None:
    comments = chain(ANCESTORS_ON_A_COMMENT_PAGE + 3)

    page = text_of(client.get(comments[-1].get_absolute_url()))

    assert shown(page) == [comment.pk for comment in comments[2:]]
    assert re.search(rf'href="/comments/{comments[1].pk}/" data-before>\s*2 comments before these\s*</a>', page)
    assert f'<a href="/comments/{comments[0].pk}/">the beginning of the thread</a>' in page


def test_the_links_to_what_came_before_lead_up_to_the_root(client: Client) -> None:
    comments = chain(3 * ANCESTORS_ON_A_COMMENT_PAGE + 2)
    path: str | None = comments[-1].get_absolute_url()
    read: list[int] = []

    while path:
        page = text_of(client.get(path))
        read = [*shown(page[: page.index('<div id="replies">')]), *read]
        before = re.search(r'<a class="more" href="([^"]+)" data-before>', page)
        path = before[1] if before else None

    assert read == [comment.pk for comment in comments]


def test_where_nothing_came_before_no_link_says_so(client: Client) -> None:
    comments = chain(ANCESTORS_ON_A_COMMENT_PAGE + 1)

    page = text_of(client.get(comments[-1].get_absolute_url()))

    assert shown(page) == [comment.pk for comment in comments]
    assert "before these" not in page


# The comment, its topics' policy; what is around it; the decisions; what was taken out; the masthead's topics.
FOR_EVERYBODY = 6


@pytest.mark.parametrize("place", [0, 1, 150, 299])
def test_a_comment_at_any_depth_costs_as_many_queries(
    client: Client, place: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    comment = chain(300)[place]

    with django_assert_num_queries(FOR_EVERYBODY):
        client.get(comment.get_absolute_url())


@pytest.mark.parametrize("count", [1, 8])
def test_the_page_asks_the_database_as_often_for_many_replies(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    root = CommentFactory.create(article=ArticleFactory.create(topics=[TopicFactory.create()]))
    comment = CommentFactory.create(parent=root)
    for _ in range(count):
        removed = CommentFactory.create(parent=comment, status=Comment.Status.REMOVED)
        DecisionFactory.create(comment=removed)
        CommentFactory.create(parent=removed)

    with django_assert_num_queries(FOR_EVERYBODY):
        page = text_of(client.get(comment.get_absolute_url()))

    assert len(shown(page)) == 2 + 2 * count


@pytest.mark.parametrize("count", [1, 8])
def test_signed_in_too(
    client: Client, moderator: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    root = CommentFactory.create(article=ArticleFactory.create(topics=[TopicFactory.create()]))
    for _ in range(count):
        CommentFactory.create(parent=root)
        DecisionFactory.create(comment=root, verdict="approve")
    client.force_login(moderator)

    # Session, person, whom they have muted and what waits in the inbox beside what everybody costs.
    with django_assert_num_queries(FOR_EVERYBODY + 4):
        client.get(root.get_absolute_url())


def test_a_link_checker_may_ask_for_the_head(client: Client) -> None:
    comment = CommentFactory.create()

    assert client.head(comment.get_absolute_url()).status_code == 200
    assert client.post(comment.get_absolute_url()).status_code == 405
