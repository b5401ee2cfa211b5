"""What readers get by the short way is what Django would give them, and nobody gets what is another's."""

import gzip
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import brotli
import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connections
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts.edition import raise_edition
from accounts.models import User
from articles.models import Article
from comments.actions.editing import delete_comment
from comments.actions.moderating import remove_comment, restore_comment
from comments.actions.posting import post_comment
from comments.actions.voting import vote_on
from comments.models import Comment
from config.fastlane import FastLane
from tests.comments.steps import remember
from tests.factories import ArticleFactory, CommentFactory, GuestFactory, TopicFactory, UserFactory
from tests.statements import statements

pytestmark = pytest.mark.django_db


class Answer:
    def __init__(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status, self.headers, self.body = int(status.split()[0]), dict(headers), body

    @property
    def text(self) -> str:
        return self.body.decode()


@contextmanager
def outliving_requests() -> Iterator[None]:
    """As in Django's own test client, the test's transaction goes on after a request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


class Reader:
    """A browser at the door of the server."""

    def __init__(self) -> None:
        self.application = FastLane(get_wsgi_application())

    def get(self, address: str, **headers: str) -> Answer:
        environ = RequestFactory().get(address, headers={"host": "localhost", **headers}).environ
        started: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, found: list[tuple[str, str]], exc_info: Any = None, /) -> Callable[[bytes], object]:
            started.append((status, found))
            return lambda data: None

        with outliving_requests():
            result = self.application(environ, start)
            return Answer(*started[0], b"".join(result))


@pytest.fixture
def reader_at_the_door() -> Reader:
    return Reader()


@pytest.fixture
def article() -> Article:
    return ArticleFactory.create(slug="harbour")


def test_a_page_is_built_once_and_then_served_for_one_query(reader_at_the_door: Reader, article: Article) -> None:
    CommentFactory.create(article=article, body="What a morning")
    first = reader_at_the_door.get(article.get_absolute_url())

    with statements() as asked:
        second = reader_at_the_door.get(article.get_absolute_url())

    assert len(asked) == 1
    assert first.body == second.body
    assert "What a morning" in second.text


@pytest.mark.parametrize("comments", [1, 30])
def test_what_was_served_in_one_edition_costs_one_query_whatever_is_asked(
    reader_at_the_door: Reader, article: Article, comments: int
) -> None:
    CommentFactory.create_batch(comments, article=article)
    page, poll = article.get_absolute_url(), f"/discussions/{article.pk}/version/"
    first = [reader_at_the_door.get(address) for address in (page, poll)]

    with statements() as asked:
        again = [
            reader_at_the_door.get(address, if_none_match=answer.headers["ETag"])
            for address, answer in zip((page, poll), first, strict=True)
        ]

    assert len(asked) == 2
    assert [answer.status for answer in again] == [304, 304]
    assert set(again[0].headers) == {"Cache-Control", "ETag", "Vary"}


def test_the_version_is_told_at_once_to_everybody(
    reader_at_the_door: Reader, article: Article, author: User, moderator: User
) -> None:
    def told() -> list[str]:
        return [reader_at_the_door.get(address, cookie=cookie).text for cookie in ("", "sessionid=x")]

    address = f"/discussions/{article.pk}/version/"
    before = told()
    comment = post_comment(article=article, author=author, body="Gulls again", form_key=uuid4())
    after_posting = told()
    remove_comment(comment=comment, moderator=moderator, reason="abuse")

    assert [before, after_posting, told()] == [["0", "0"], ["1", "1"], ["2", "2"]]


@pytest.mark.parametrize("status", [Article.Status.DRAFT, Article.Status.WITHDRAWN, Article.Status.SCHEDULED])
def test_of_what_is_not_public_nothing_is_told(reader_at_the_door: Reader, status: str) -> None:
    article = ArticleFactory.create()
    addresses = [article.get_absolute_url(), f"/discussions/{article.pk}/version/"]
    shown = [reader_at_the_door.get(address).status for address in addresses]
    Article.objects.filter(pk=article.pk).update(status=status, published_at=timezone.now() + timedelta(days=1))
    raise_edition()

    assert shown == [200, 200]
    assert [reader_at_the_door.get(address).status for address in addresses] == [404, 404]


def test_an_article_moved_to_another_address_leaves_its_old_one(reader_at_the_door: Reader, article: Article) -> None:
    old = article.get_absolute_url()
    reader_at_the_door.get(old)
    Article.objects.filter(pk=article.pk).update(slug="harbour-mended")
    raise_edition()
    article.refresh_from_db()

    assert reader_at_the_door.get(old).status == 404
    assert reader_at_the_door.get(article.get_absolute_url()).status == 200


def test_an_unchanged_page_is_answered_with_304(reader_at_the_door: Reader, article: Article) -> None:
    first = reader_at_the_door.get(article.get_absolute_url())

    again = reader_at_the_door.get(article.get_absolute_url(), if_none_match=first.headers["ETag"])

    assert again.status == 304
    assert again.body == b""


@pytest.mark.parametrize(("encoding", "decode"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_bytes_are_compressed_as_the_browser_asks(
    reader_at_the_door: Reader, article: Article, encoding: str, decode: type[bytes]
) -> None:
    plain = reader_at_the_door.get(article.get_absolute_url())

    packed = reader_at_the_door.get(article.get_absolute_url(), accept_encoding=f"{encoding};q=0.8, zstd")

    assert packed.headers["Content-Encoding"] == encoding
    assert decode(packed.body) == plain.body
    assert packed.headers["ETag"] != plain.headers["ETag"]


def test_the_shared_page_sets_no_cookie_and_hangs_on_none(reader_at_the_door: Reader, article: Article) -> None:
    answer = reader_at_the_door.get(article.get_absolute_url(), cookie="tracker=1")

    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers["Vary"]
    assert answer.headers["Cache-Control"].startswith("public")


def test_a_change_shows_at_the_next_request_on_every_path(
    reader_at_the_door: Reader, article: Article, author: User, moderator: User
) -> None:
    def says(word: str) -> list[bool]:
        paths = [article.get_absolute_url(), f"{article.get_absolute_url()}?sort=newest", comment.get_absolute_url()]
        return [word in reader_at_the_door.get(path).text for path in paths]

    reader_at_the_door.get(article.get_absolute_url())
    comment = post_comment(article=article, author=author, body="Gulls again", form_key=uuid4())
    after_posting = says("Gulls again")
    remove_comment(comment=comment, moderator=moderator, reason="abuse")
    after_removal = says("Gulls again")
    restore_comment(comment=comment, moderator=moderator)
    after_restoring = says("Gulls again")
    delete_comment(comment=comment, author=author)

    assert after_posting == after_restoring == [True, True, True]
    assert after_removal == says("Gulls again") == [False, False, False]


def test_what_is_one_readers_never_reaches_another(
    reader_at_the_door: Reader, article: Article, reader: User, author: User
) -> None:
    cookies = {}
    for person in (reader, author):
        browser = Client()
        browser.force_login(person)
        cookies[person.handle] = f"sessionid={browser.cookies['sessionid'].value}"
    address = article.get_absolute_url()

    readers = ("", "reader", "", "author", "")
    seen = [reader_at_the_door.get(address, cookie=cookies.get(who, "")).text for who in readers]

    assert [("Rita Reader" in page, "Ada Author" in page) for page in seen] == [
        (False, False), (True, False), (False, False), (False, True), (False, False),
    ]  # fmt: skip
    assert "csrfmiddlewaretoken" not in seen[0] + seen[2] + seen[4]


def test_guests_readers_and_strangers_in_turn_get_their_own(
    reader_at_the_door: Reader, article: Article, reader: User
) -> None:
    guest, other = GuestFactory.create(name="Gita Guest"), GuestFactory.create(name="Otto Other")
    browsers = {"": Client(), "guest": Client(), "other": Client(), "reader": Client()}
    remember(browsers["guest"], guest)
    remember(browsers["other"], other)
    browsers["reader"].force_login(reader)
    cookies = {
        who: "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items())
        for who, browser in browsers.items()
    }

    turns = ("", "guest", "", "reader", "guest", "other", "", "reader", "")
    seen = [reader_at_the_door.get(article.get_absolute_url(), cookie=cookies[who]) for who in turns]

    names = {"guest": "Gita Guest", "other": "Otto Other", "reader": "Rita Reader"}
    for who, answer in zip(turns, seen, strict=True):
        assert {name for name in names.values() if name in answer.text} == ({names[who]} if who else set())
        assert answer.headers.get("Cache-Control", "").startswith("public") is (who == "")
        assert ("csrfmiddlewaretoken" in answer.text) is (who == "reader")


def test_a_changed_frame_shows_at_the_next_request(reader_at_the_door: Reader, article: Article) -> None:
    reader_at_the_door.get(article.get_absolute_url())
    Article.objects.filter(pk=article.pk).update(headline="Corrected headline")
    raise_edition()

    assert "Corrected headline" in reader_at_the_door.get(article.get_absolute_url()).text


def test_a_scheduled_article_appears_at_its_moment(reader_at_the_door: Reader) -> None:
    article = ArticleFactory.create(
        status=Article.Status.SCHEDULED, published_at=timezone.now() + timedelta(minutes=5)
    )

    before = reader_at_the_door.get(article.get_absolute_url())
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        after = reader_at_the_door.get(article.get_absolute_url())

    assert (before.status, after.status) == (404, 200)


def test_what_appears_at_its_moment_shows_beside_other_articles(reader_at_the_door: Reader, article: Article) -> None:
    topic = TopicFactory.create()
    article.topics.add(topic)
    moment = timezone.now() + timedelta(minutes=5)
    ArticleFactory.create(
        headline="Dredging begins", status=Article.Status.SCHEDULED, published_at=moment, topics=[topic]
    )

    before = reader_at_the_door.get(article.get_absolute_url()).text
    with time_machine.travel(moment):
        after = reader_at_the_door.get(article.get_absolute_url()).text

    assert ["Dredging begins" in page for page in (before, after)] == [False, True]


def test_a_score_shows_within_a_minute_of_the_vote(
    reader_at_the_door: Reader, article: Article, reader: User, settings: object
) -> None:
    comment = CommentFactory.create(article=article, created_at=timezone.now() - timedelta(days=1))
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        vote_on(comment=comment, voter=reader, value=1)
        reader_at_the_door.get(article.get_absolute_url())
    with time_machine.travel(start + timedelta(seconds=20), tick=False):
        vote_on(comment=comment, voter=UserFactory.create(), value=1)

    with time_machine.travel(start + timedelta(seconds=60), tick=False):
        later = reader_at_the_door.get(article.get_absolute_url())

    assert '<span class="score">2</span>' in later.text


def test_a_score_comes_of_age_by_itself(reader_at_the_door: Reader, article: Article, reader: User) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        comment = CommentFactory.create(article=article, created_at=start)
        vote_on(comment=comment, voter=reader, value=1)
        young = reader_at_the_door.get(article.get_absolute_url())

    with time_machine.travel(start + timedelta(minutes=60), tick=False):
        of_age = reader_at_the_door.get(article.get_absolute_url())

    assert ['class="score"' in page.text for page in (young, of_age)] == [False, True]


@pytest.mark.parametrize("address", ["?since=24h", "?after=1.1", "?sort=newest&x=1", "?sort=nonsense", "?sort="])
def test_an_unusual_address_is_answered_all_the_same(
    reader_at_the_door: Reader, article: Article, address: str
) -> None:
    CommentFactory.create(article=article, body="Still here")

    assert "Still here" in reader_at_the_door.get(article.get_absolute_url() + address).text


def test_another_host_is_refused(reader_at_the_door: Reader, article: Article) -> None:
    reader_at_the_door.get(article.get_absolute_url())

    assert reader_at_the_door.get(article.get_absolute_url(), host="evil.example").status == 400


def test_the_remembered_order_is_served(reader_at_the_door: Reader, article: Article) -> None:
    for word in ("First words", "Second words"):
        CommentFactory.create(article=article, body=word)

    page = reader_at_the_door.get(article.get_absolute_url(), cookie="order=oldest").text

    assert page.index("First words") < page.index("Second words")
    assert Comment.objects.count() == 2


def test_what_is_changed_in_the_admin_or_profile_shows_at_the_next_request(
    reader_at_the_door: Reader, article: Article, author: User, administrator: User
) -> None:
    CommentFactory.create(article=article, author=author)
    topic = TopicFactory.create(name="Harbour news")
    before = reader_at_the_door.get(article.get_absolute_url()).text
    browser = Client()
    browser.force_login(author)
    browser.post("/account/profile/", {"display_name": "Ada Renamed"})
    browser.force_login(administrator)
    browser.post(f"/admin/articles/topic/{topic.pk}/delete/", {"post": "yes"})

    after = reader_at_the_door.get(article.get_absolute_url()).text

    assert ["Harbour news" in page for page in (before, after)] == [True, False]
    assert ["Ada Renamed" in page for page in (before, after)] == [False, True]


@pytest.mark.parametrize(
    ("options", "in_transaction", "is_given_back"),
    [({"pool": {"max_size": 4}}, False, True), ({"pool": {"max_size": 4}}, True, False), ({}, False, False)],
)
def test_a_connection_goes_back_to_its_pool_after_every_answer(
    reader_at_the_door: Reader,
    article: Article,
    monkeypatch: pytest.MonkeyPatch,
    options: dict[str, object],
    in_transaction: bool,
    is_given_back: bool,
) -> None:
    wrapper, given_back = connections["default"], []
    reader_at_the_door.get(article.get_absolute_url())
    monkeypatch.setitem(wrapper.settings_dict, "OPTIONS", options)
    monkeypatch.setattr(wrapper, "in_atomic_block", in_transaction)
    monkeypatch.setattr(wrapper, "close", lambda: given_back.append(True))

    answer = reader_at_the_door.get(article.get_absolute_url())

    assert answer.status == 200
    assert bool(given_back) == is_given_back


TOKEN = "t" * 32


def cookies_of(person: User) -> str:
    browser = Client()
    browser.force_login(person)
    return f"sessionid={browser.cookies['sessionid'].value}; csrftoken={TOKEN}"


def alike(page: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken"|form_key") value="[^"]+"', r"\1", page)


def by_lane_alone(reader: Reader, monkeypatch: pytest.MonkeyPatch, address: str, **headers: str) -> Answer:
    """What the lane answers without Django."""
    with monkeypatch.context() as alone:
        alone.setattr(reader.application, "application", None)
        return reader.get(address, **headers)


@pytest.mark.parametrize("who", ["reader", "author", "moderator", "editor", "administrator"])
@pytest.mark.parametrize("query", ["", "?sort=newest", "?sort=oldest&after=5.5"])
def test_signed_in_the_lane_answers_as_django_does(
    reader_at_the_door: Reader,
    article: Article,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    who: str,
    query: str,
) -> None:
    CommentFactory.create_batch(3, article=article, body="Gulls & terns")
    cookie, address = cookies_of(request.getfixturevalue(who)), article.get_absolute_url() + query
    reader_at_the_door.get(address, cookie=cookie)
    reader_at_the_door.get(address, cookie=cookie)

    short = by_lane_alone(reader_at_the_door, monkeypatch, address, cookie=cookie)
    packed = by_lane_alone(reader_at_the_door, monkeypatch, address, cookie=cookie, accept_encoding="gzip")
    monkeypatch.setattr("config.fastlane.request_of_reader", lambda environ: None)
    long = reader_at_the_door.get(address, cookie=cookie)

    assert alike(short.text) == alike(long.text) == alike(gzip.decompress(packed.body).decode())
    assert {*short.headers, "Set-Cookie"} == set(long.headers)
    for name in set(short.headers) - {"Vary", "Content-Length"}:
        assert short.headers[name] == long.headers[name]
    assert set(long.headers["Vary"].split(", ")) == set(short.headers["Vary"].split(", "))


def test_signed_in_the_lane_asks_for_versions_session_person_visit_and_inbox(
    reader_at_the_door: Reader, article: Article, reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    CommentFactory.create_batch(30, article=article)
    cookie, address = cookies_of(reader), article.get_absolute_url()
    for _ in range(2):
        reader_at_the_door.get(address, cookie=cookie)

    with statements() as asked:
        by_lane_alone(reader_at_the_door, monkeypatch, address, cookie=cookie)

    assert len(asked) == 5


def test_after_a_change_the_lane_builds_the_page_for_everybody_itself(
    reader_at_the_door: Reader, article: Article, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    CommentFactory.create_batch(3, article=article)
    address = article.get_absolute_url()
    first = reader_at_the_door.get(address)
    post_comment(article=article, author=author, body="Gulls again", form_key=uuid4())

    second = by_lane_alone(reader_at_the_door, monkeypatch, address)

    assert "Gulls again" in second.text
    assert set(first.headers) == set(second.headers)


def test_what_ends_a_sign_in_ends_it_at_the_next_request(
    reader_at_the_door: Reader, article: Article, reader: User
) -> None:
    def is_signed_in() -> bool:
        return "Rita Reader" in reader_at_the_door.get(address, cookie=cookie).text

    cookie, address = cookies_of(reader), article.get_absolute_url()
    seen = [is_signed_in() for _ in range(3)]
    User.objects.filter(pk=reader.pk).update(is_active=False)
    seen.append(is_signed_in())
    User.objects.filter(pk=reader.pk).update(is_active=True)
    seen.append(is_signed_in())
    reader.set_password("eight tall masts")
    reader.save(update_fields=["password"])
    seen.append(is_signed_in())
    cookie = cookies_of(reader)
    seen.append(is_signed_in())
    Session.objects.all().delete()
    seen.append(is_signed_in())

    assert seen == [True, True, True, False, True, False, True, False]


def test_what_else_a_session_holds_is_said_by_django(
    reader_at_the_door: Reader, article: Article, reader: User
) -> None:
    browser, address = Client(), article.get_absolute_url()
    browser.force_login(reader)
    cookie = f"sessionid={browser.cookies['sessionid'].value}; csrftoken={TOKEN}"
    for _ in range(3):
        reader_at_the_door.get(address, cookie=cookie)
    browser.post(f"/discussions/{article.pk}/comments/", {"body": "Ahoy"})

    said = ["Your comment is here." in reader_at_the_door.get(address, cookie=cookie).text for _ in range(2)]

    assert said == [True, False]


@pytest.mark.parametrize("token", ["", "; csrftoken=short"])
def test_a_browser_without_a_token_gets_one(
    reader_at_the_door: Reader, article: Article, reader: User, token: str
) -> None:
    cookie, address = cookies_of(reader), article.get_absolute_url()
    for _ in range(3):
        reader_at_the_door.get(address, cookie=cookie)

    answer = reader_at_the_door.get(address, cookie=cookie.partition(";")[0] + token)

    assert "csrftoken=" in answer.headers["Set-Cookie"]


def test_signed_in_an_address_that_asks_for_too_much_is_refused(
    reader_at_the_door: Reader, article: Article, reader: User
) -> None:
    cookie, address = cookies_of(reader), article.get_absolute_url()
    for _ in range(2):
        reader_at_the_door.get(address, cookie=cookie)

    assert reader_at_the_door.get(f"{address}?{'x=1&' * 2000}", cookie=cookie).status == 400
