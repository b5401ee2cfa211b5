"""A reader mutes somebody for themselves: what is folded, what is not told, and that nobody else notices."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from comments.models import Comment, Mute, Notification
from comments.muting import actions
from tests.comments.steps import FRAGMENT, path_of, say, sign_in, text_of, written
from tests.comments.test_erasure import authenticate, erase
from tests.comments.test_export import archive
from tests.factories import ArticleFactory, CommentFactory, UserFactory

pytestmark = pytest.mark.django_db

MUTE, MUTES, STYLESHEET = "/people/author/mute/", "/account/mutes/", "/account/mutes.css"
LINK = f'<link rel="stylesheet" href="{STYLESHEET}">'


@pytest.fixture
def comment(author: User) -> Comment:
    return CommentFactory.create(author=author)


def test_a_muted_person_stands_on_ones_list_and_can_be_heard_again(
    signed_in: Client, author: User, reader: User
) -> None:
    answers = [signed_in.post(MUTE) for _ in range(2)]
    listed = text_of(signed_in.get(MUTES))
    kept = [(one.reader, one.muted) for one in Mute.objects.all()]

    signed_in.post(MUTE, {"unmute": "yes"})

    assert [answer.headers["Location"] for answer in answers] == [MUTES, MUTES]
    assert kept == [(reader, author)]
    assert "Ada Author" in listed
    assert f'action="{MUTE}"' in listed
    assert not Mute.objects.exists()
    assert "You hear everybody." in text_of(signed_in.get(MUTES))


def test_the_way_there_is_on_their_page_and_on_their_comments(signed_in: Client, comment: Comment) -> None:
    pages = [text_of(signed_in.get(path)) for path in ("/people/author/", comment.get_absolute_url())]
    signed_in.post(MUTE)
    afterwards = [text_of(signed_in.get(path)) for path in ("/people/author/", comment.get_absolute_url())]

    assert all(f'href="{MUTE}" rel="nofollow">Mute <bdi>Ada Author</bdi></a>' in page for page in pages)
    assert all("Hear <bdi>Ada Author</bdi> again" in page for page in afterwards)


def test_the_pages_of_who_mutes_somebody_load_the_stylesheet_that_folds(signed_in: Client, comment: Comment) -> None:
    article = comment.discussion.article.get_absolute_url()
    paths = [article, comment.get_absolute_url(), path_of("quotations", comment), f"{article}?since=1h"]
    before = [text_of(signed_in.get(path)) for path in paths]
    signed_in.post(MUTE)

    after = [text_of(signed_in.get(path)) for path in paths]

    assert not any(LINK in page for page in before)
    assert all(LINK in page for page in after)


def test_the_stylesheet_names_whom_one_has_muted_and_nobody_else(signed_in: Client, author: User) -> None:
    UserFactory.create(handle="another")
    empty = text_of(signed_in.get(STYLESHEET))
    signed_in.post(MUTE)

    answer = signed_in.get(STYLESHEET)

    assert empty == ""
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert '.writer:is([href="/people/author/"])' in text_of(answer)
    assert "another" not in text_of(answer)
    assert "private" in answer.headers["Cache-Control"]
    assert signed_in.get(STYLESHEET, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("role", ["anonymous", "guest", "reader", "moderator"])
def test_for_everybody_else_nothing_changes(signed_in: Client, comment: Comment, role: str) -> None:
    article = comment.discussion.article.get_absolute_url()
    signed_in.post(MUTE)
    other = Client()
    sign_in(other, role)

    page = text_of(other.get(article))

    assert comment.body in page
    assert LINK not in page
    assert text_of(other.get(STYLESHEET)) == ""


def test_the_discussions_html_stays_the_same(signed_in: Client, comment: Comment) -> None:
    article = comment.discussion.article.get_absolute_url()
    before = text_of(signed_in.get(article)).split("data-list>")[1].split("</ol>")[0]
    signed_in.post(MUTE)

    after = text_of(signed_in.get(article)).split("data-list>")[1].split("</ol>")[0]

    assert before == after


def test_of_what_the_muted_write_one_is_not_told(signed_in: Client, reader: User, author: User) -> None:
    mine = CommentFactory.create(author=reader)
    signed_in.post(MUTE)
    theirs, others = Client(), Client()
    theirs.force_login(author)
    others.force_login(UserFactory.create())

    theirs.post(path_of("reply", mine), written("You are wrong, and I say so."))
    say(theirs, mine.discussion.article, "@reader is wrong again.")
    others.post(path_of("reply", mine), written("I agree."))

    assert [told.comment.body for told in Notification.objects.all() if told.comment] == ["I agree."]


def test_what_moderators_decide_is_told_even_if_one_has_muted_them(
    signed_in: Client, reader: User, moderator: User
) -> None:
    mine = CommentFactory.create(author=reader)
    signed_in.post("/people/moderator/mute/")
    desk = Client()
    desk.force_login(moderator)

    desk.post(path_of("decision", mine), {"verdict": "remove", "reason": "abuse"})

    assert Notification.objects.get().kind == "decision"


def test_opening_the_form_changes_nothing(signed_in: Client, author: User) -> None:
    answer = signed_in.get(MUTE)

    assert answer.status_code == 200
    assert 'method="post"' in text_of(answer)
    assert "<html" not in text_of(signed_in.get(MUTE, headers=FRAGMENT))
    assert not Mute.objects.exists()


def test_one_goes_on_where_one_was(signed_in: Client, author: User, comment: Comment) -> None:
    back = signed_in.post(MUTE, {"next": comment.get_absolute_url()})
    astray = signed_in.post(MUTE, {"next": "https://elsewhere.example/"})

    assert back.headers["Location"] == comment.get_absolute_url()
    assert astray.headers["Location"] == MUTES


def test_nobody_mutes_themselves(signed_in: Client, reader: User) -> None:
    answer = signed_in.post("/people/reader/mute/")

    assert answer.status_code == 403
    assert not Mute.objects.exists()


def test_muting_takes_an_account(client: Client, author: User) -> None:
    answers = [client.get(MUTE), client.post(MUTE), client.get(MUTES)]

    assert [answer.headers["Location"].split("?")[0] for answer in answers] == ["/account/login/"] * 3
    assert not Mute.objects.exists()


def test_who_is_not_there_is_not_found(signed_in: Client) -> None:
    assert signed_in.post("/people/nobody/mute/").status_code == 404


def test_one_more_than_can_be_is_refused_kindly(
    signed_in: Client, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_MUTED", 1)
    UserFactory.create(handle="first")
    signed_in.post("/people/first/mute/")

    answer = signed_in.post(MUTE)

    assert answer.status_code == 422
    assert "You have muted as many people as one can." in text_of(answer)


def test_mutes_are_in_the_archive_and_go_with_either_person(client: Client, reader: User, author: User) -> None:
    Mute.objects.create(reader=author, muted=reader)
    Mute.objects.create(reader=reader, muted=author)
    authenticate(client, author)
    mine = archive(client)["mutes.json"]

    erase(client, author)

    assert [row["handle"] for row in mine] == ["reader"]
    assert not Mute.objects.exists()


@pytest.mark.parametrize("count", [1, 12])
def test_the_list_asks_the_database_as_often_for_many(
    signed_in: Client, reader: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for person in UserFactory.create_batch(count):
        Mute.objects.create(reader=reader, muted=person)

    # Session, person, mutes; on every page topics and unread.
    with django_assert_num_queries(5):
        signed_in.get(MUTES)
    with django_assert_num_queries(3):
        signed_in.get(STYLESHEET)


def test_an_article_costs_who_mutes_somebody_no_query_more(signed_in: Client, reader: User) -> None:
    article = ArticleFactory.create().get_absolute_url()

    def queries() -> int:
        signed_in.get(article)
        with CaptureQueriesContext(connection) as captured:
            signed_in.get(article)
        return len(captured)

    before = queries()
    Mute.objects.create(reader=reader, muted=UserFactory.create())

    assert queries() == before
