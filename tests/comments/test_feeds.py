"""Feeds of discussions, branches and one's replies: what is new, to be read elsewhere."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from articles.models import Article
from comments.actions.editing import delete_comment
from comments.actions.moderating import remove_comment
from comments.feeds.addresses import make_address
from comments.feeds.finding import COMMENTS_IN_A_FEED
from comments.models import Comment, ReplyFeed
from tests.comments.steps import sign_in, text_of
from tests.factories import ArticleFactory, CommentFactory
from tests.feeds import check_atom, check_rss, said

pytestmark = pytest.mark.django_db

ADDRESS = "https://news.example"
ROLES = ["anonymous", "guest", "reader", "editor", "moderator", "administrator"]


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SITE_URL = ADDRESS


@pytest.fixture
def article() -> Article:
    return ArticleFactory.create(headline="Ferry & tide")


def feed_of(article: Article, format_name: str = "atom") -> str:
    return f"/feeds/discussions/{article.pk}.{format_name}"


def branch_of(comment: Comment, format_name: str = "atom") -> str:
    return f"/feeds/branches/{comment.pk}.{format_name}"


def test_each_comment_stands_under_what_it_answers(client: Client, article: Article, author: User) -> None:
    root = CommentFactory.create(article=article, author=author, body="It *sank*, see [this](/topics/sea/).")
    reply = CommentFactory.create(parent=root)

    feed = check_atom(client.get(feed_of(article)))

    newest, oldest = said(feed, "a:entry/a:id/text()")
    assert newest.endswith(f":comments/{reply.pk}")
    assert said(feed, "a:entry/thr:in-reply-to/@ref")[0] == oldest
    assert said(feed, "a:entry/thr:in-reply-to/@href") == [
        f"{ADDRESS}/comments/{root.pk}/",
        f"{ADDRESS}{article.get_absolute_url()}",
    ]
    assert said(feed, "a:entry/thr:total/text()") == ["0", "1"]
    assert "It <em>sank</em>" in said(feed, "a:entry[2]/a:content/text()")[0]
    assert said(feed, "a:entry[2]/a:author/a:uri/text()") == [f"{ADDRESS}/people/{author.handle}/"]


def test_rss_tells_the_same(client: Client, article: Article) -> None:
    comment = CommentFactory.create(article=article)

    feed = check_rss(client.get(feed_of(article, "rss")))

    assert said(feed, "//item/dc:creator/text()") == [comment.writer_name]
    assert said(feed, "//item/title/text()") == [f"{comment.writer_name} on “Ferry & tide”"]


def test_the_page_leads_to_it(client: Client, article: Article) -> None:
    assert f'href="{feed_of(article)}"' in text_of(client.get(article.get_absolute_url()))


def test_a_branch_holds_what_answers_it_at_any_depth_and_nothing_beside(client: Client, article: Article) -> None:
    root = CommentFactory.create(article=article)
    start = CommentFactory.create(parent=root)
    beside = CommentFactory.create(parent=root)
    below = CommentFactory.create(parent=CommentFactory.create(parent=start))
    CommentFactory.create(article=article)

    links = said(check_atom(client.get(branch_of(start))), "a:entry/a:link[@rel='alternate']/@href")

    assert links == [f"{ADDRESS}/comments/{key}/" for key in (below.pk, below.parent_id)]
    assert len(said(check_rss(client.get(branch_of(root, "rss"))), "//item")) == 4
    assert beside.pk not in {below.pk, below.parent_id}


def test_what_is_taken_down_or_waits_is_in_no_feed(
    client: Client, article: Article, author: User, moderator: User
) -> None:
    root = CommentFactory.create(article=article)
    removed, deleted = CommentFactory.create_batch(2, parent=root, author=author)
    pending = CommentFactory.create(parent=root, status=Comment.Status.PENDING)
    remove_comment(comment=removed, moderator=moderator, reason="abuse")
    delete_comment(comment=deleted, author=author)

    for address in (feed_of(article), branch_of(root)):
        found = text_of(client.get(address))
        assert not any(f"comments/{gone.pk}<" in found for gone in (removed, deleted, pending))
    assert client.get(branch_of(removed)).status_code == client.get(branch_of(pending)).status_code == 404


def test_a_moderator_is_shown_no_more_than_everybody(client: Client, article: Article, moderator: User) -> None:
    CommentFactory.create(article=article, status=Comment.Status.PENDING)
    client.force_login(moderator)

    assert said(check_atom(client.get(feed_of(article))), "a:entry") == []


@pytest.mark.parametrize("facts", [{"draft": True}, {"discussion_mode": "off"}])
def test_without_a_discussion_to_read_there_is_no_feed(client: Client, facts: dict[str, object]) -> None:
    comment = CommentFactory.create(article=ArticleFactory.create())
    Article.objects.filter(pk=comment.discussion_id).update(
        **({"status": "draft"} if "draft" in facts else {"discussion_mode": "off"})
    )

    assert client.get(f"/feeds/discussions/{comment.discussion_id}.atom").status_code == 404
    assert client.get(branch_of(comment)).status_code == 404


@pytest.mark.parametrize("address", ["/feeds/discussions/99999999999999999999.atom", "/feeds/branches/0.rss"])
def test_what_is_nowhere_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_who_has_it_already_is_told_so_until_a_comment_goes(
    client: Client, article: Article, author: User, moderator: User
) -> None:
    comment = CommentFactory.create(article=article, author=author)
    known = client.get(feed_of(article))["ETag"]

    assert client.get(feed_of(article), headers={"If-None-Match": known}).status_code == 304
    remove_comment(comment=comment, moderator=moderator, reason="abuse")
    assert client.get(feed_of(article), headers={"If-None-Match": known}).status_code == 200


def test_both_cost_the_same_however_much_there_is(
    client: Client, article: Article, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    root = CommentFactory.create(article=article)
    for size in (2, COMMENTS_IN_A_FEED + 5):
        CommentFactory.create_batch(size, parent=root)
        with django_assert_num_queries(4):
            answer = client.get(feed_of(article))
        with django_assert_num_queries(4):
            branch = client.get(branch_of(root))
        assert len(said(check_atom(answer), "a:entry")) == min(root.replies.count() + 1, COMMENTS_IN_A_FEED)
        assert len(said(check_atom(branch), "a:entry")) == min(root.replies.count(), COMMENTS_IN_A_FEED)


def test_one_reads_ones_replies_by_a_secret_address(client: Client, article: Article, author: User) -> None:
    CommentFactory.create(article=article, author=author)
    client.force_login(author)
    page = text_of(client.post("/account/feed/", follow=True))
    feed = ReplyFeed.objects.get()
    address = f"/feeds/replies/{feed.token}.atom"
    client.logout()

    assert f'value="{ADDRESS}{address}"' in page
    answer = client.get(address)
    assert said(check_atom(answer), "a:entry") == []
    assert answer["Cache-Control"] == "private, max-age=0"
    assert answer["X-Robots-Tag"] == "noindex"


def test_it_holds_the_replies_of_others_and_no_other_comment(client: Client, article: Article, author: User) -> None:
    own = CommentFactory.create(article=article, author=author)
    reader = sign_in(client, "reader")
    client.post(f"/comments/{own.pk}/reply/", {"body": "It did sink, then.", "form_key": _key_on(client, own)})
    CommentFactory.create(article=article)
    address = f"/feeds/replies/{make_address(author).token}.rss"

    feed = check_rss(client.get(address))

    assert reader is not None
    assert said(feed, "//item/dc:creator/text()") == [reader.get_full_name()]


def test_another_address_ends_the_one_before_and_giving_it_up_ends_all(client: Client, author: User) -> None:
    client.force_login(author)
    first = make_address(author).token
    client.post("/account/feed/")
    second = ReplyFeed.objects.get().token

    assert client.get(f"/feeds/replies/{first}.atom").status_code == 404
    assert client.get(f"/feeds/replies/{second}.atom").status_code == 200
    client.post("/account/feed/", {"deed": "drop"})
    assert client.get(f"/feeds/replies/{second}.atom").status_code == 404


def test_a_closed_account_has_no_feed(client: Client, author: User) -> None:
    token = make_address(author).token
    User.objects.filter(pk=author.pk).update(is_active=False)

    assert client.get(f"/feeds/replies/{token}.atom").status_code == 404


@pytest.mark.parametrize("role", ROLES)
def test_everybody_signed_in_has_the_page_of_their_own_and_nobody_else(client: Client, role: str) -> None:
    sign_in(client, role)

    answers = client.get("/account/feed/"), client.post("/account/feed/")

    own = role not in {"anonymous", "guest"}
    assert [answer.status_code for answer in answers] == [200 if own else 302, 302]
    assert ReplyFeed.objects.exists() == own


@pytest.mark.parametrize("role", ROLES)
def test_everybody_may_read_what_is_public(client: Client, article: Article, role: str) -> None:
    comment = CommentFactory.create(article=article)
    sign_in(client, role)

    for address in (feed_of(article), branch_of(comment), "/feeds/articles.rss"):
        assert client.get(address).status_code == 200
        assert client.post(address).status_code == 405


def _key_on(client: Client, comment: Comment) -> str:
    page = text_of(client.get(f"/comments/{comment.pk}/reply/"))
    return page.split('name="form_key" value="')[1].split('"')[0]
