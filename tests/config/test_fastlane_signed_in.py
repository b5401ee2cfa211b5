"""Who is signed in gets by the short way, too, what Django would give them, and no longer than they are signed in."""

import gzip
import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import User
from articles.models import Article
from tests.config.door import Reader, by_lane_alone
from tests.factories import CommentFactory
from tests.statements import statements

pytestmark = pytest.mark.django_db

TOKEN = "t" * 32


def cookies_of(person: User) -> str:
    browser = Client()
    browser.force_login(person)
    return f"sessionid={browser.cookies['sessionid'].value}; csrftoken={TOKEN}"


def alike(page: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken"|form_key") value="[^"]+"', r"\1", page)


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

    assert len(asked) == 4


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
