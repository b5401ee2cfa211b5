"""What readers get by the short way is what Django would give them, and nobody gets what is another's."""

import gzip
from datetime import timedelta
from uuid import uuid4

import brotli
import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from accounts.edition import raise_edition
from accounts.models import User
from articles.actions.publishing import save_article
from articles.models import Article
from comments.actions.moderating import remove_comment
from comments.actions.posting import post_comment
from comments.models import Comment
from tests.comments.steps import remember
from tests.config.door import Reader
from tests.factories import ArticleFactory, CommentFactory, GuestFactory
from tests.statements import statements

pytestmark = pytest.mark.django_db


def test_a_page_is_built_once_and_then_served_for_one_query(reader_at_the_door: Reader, article: Article) -> None:
    CommentFactory.create(article=article, body="What a morning")
    first = reader_at_the_door.get(article.get_absolute_url())

    with statements() as asked:
        second = reader_at_the_door.get(article.get_absolute_url())

    assert len(asked) == 1
    assert first.body == second.body
    assert "What a morning" in second.text


def test_where_a_mark_says_that_nothing_changed_nothing_is_asked(
    reader_at_the_door: Reader, article: Article, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, mark = article.get_absolute_url(), [b"before"]
    monkeypatch.setattr("comments.state.commit_mark", lambda: mark[0])
    first = reader_at_the_door.get(page)

    with statements() as unchanged:
        again = reader_at_the_door.get(page, if_none_match=first.headers["ETag"])
    post_comment(article=article, author=author, body="Gulls again", form_key=uuid4())
    mark[0] = b"after"
    changed = reader_at_the_door.get(page, if_none_match=first.headers["ETag"])

    assert (unchanged, again.status) == ([], 304)
    assert "Gulls again" in changed.text


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


@pytest.mark.usefixtures("told_by")
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
@pytest.mark.usefixtures("told_by")
def test_of_what_is_not_public_nothing_is_told(reader_at_the_door: Reader, status: str) -> None:
    article = ArticleFactory.create()
    addresses = [article.get_absolute_url(), f"/discussions/{article.pk}/version/"]
    shown = [reader_at_the_door.get(address).status for address in addresses]
    Article.objects.filter(pk=article.pk).update(status=status, published_at=timezone.now() + timedelta(days=1))
    raise_edition()

    assert shown == [200, 200]
    assert [reader_at_the_door.get(address).status for address in addresses] == [404, 404]


@pytest.mark.usefixtures("told_by")
def test_of_a_discussion_that_is_switched_off_nothing_is_told(reader_at_the_door: Reader, article: Article) -> None:
    CommentFactory.create(article=article, body="Said before")
    page, poll = article.get_absolute_url(), f"/discussions/{article.pk}/version/"
    shown = [reader_at_the_door.get(address).status for address in (page, poll)]
    Article.objects.filter(pk=article.pk).update(discussion_mode="off")
    raise_edition()

    assert shown == [200, 200]
    assert "Said before" not in reader_at_the_door.get(page).text
    assert reader_at_the_door.get(poll).status == 404


@pytest.mark.usefixtures("told_by")
def test_an_article_moved_to_another_address_leaves_its_old_one(reader_at_the_door: Reader, article: Article) -> None:
    old = article.get_absolute_url()
    reader_at_the_door.get(old)
    Article.objects.filter(pk=article.pk).update(slug="harbour-mended")
    raise_edition()
    article.refresh_from_db()

    assert reader_at_the_door.get(old).status == 404
    assert reader_at_the_door.get(article.get_absolute_url()).status == 200


def test_an_address_that_leads_on_is_asked_again_for_the_page_it_is_given_back(
    reader_at_the_door: Reader, editor: User, article: Article
) -> None:
    first = article.get_absolute_url()
    second = first.replace("harbour", "quay")
    answers = []
    for slug, left in (("quay", first), ("harbour", second)):
        article.slug = slug
        save_article(article=article, editor=editor)
        answers.append(reader_at_the_door.get(left))

    assert [answer.headers["Location"] for answer in answers] == [second, first]
    assert all("no-cache" in answer.headers["Cache-Control"] for answer in answers)
    assert reader_at_the_door.get(first).status == 200


def test_an_unchanged_page_is_answered_with_304(reader_at_the_door: Reader, article: Article) -> None:
    first = reader_at_the_door.get(article.get_absolute_url())

    again = reader_at_the_door.get(article.get_absolute_url(), if_none_match=first.headers["ETag"])

    assert again.status == 304
    assert again.body == b""


def test_a_page_sent_again_and_again_is_packed_better_and_stays_the_same_page(
    reader_at_the_door: Reader, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("config.fastlane.SHORT_BYTES", 10_000)
    CommentFactory.create_batch(30, article=article)

    sent = [reader_at_the_door.get(article.get_absolute_url(), accept_encoding="br") for _ in range(10)]
    known = reader_at_the_door.get(
        article.get_absolute_url(), accept_encoding="br", if_none_match=sent[0].headers["ETag"]
    )

    assert len(sent[-1].body) < 0.95 * len(sent[0].body)
    assert len({brotli.decompress(answer.body) for answer in sent}) == 1
    assert all(int(answer.headers["Content-Length"]) == len(answer.body) for answer in sent)
    assert {answer.headers["ETag"] for answer in sent} == {sent[0].headers["ETag"]}
    assert known.status == 304


def test_a_short_page_is_packed_well_at_once(reader_at_the_door: Reader, article: Article) -> None:
    CommentFactory.create_batch(3, article=article)

    sent = [reader_at_the_door.get(article.get_absolute_url(), accept_encoding="br") for _ in range(10)]

    assert len({answer.body for answer in sent}) == 1


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
